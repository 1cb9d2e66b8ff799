import type { PackedRun } from '../../../grader/judging/packed-run.ts';
import { forkOf } from '../machine/fork-of.ts';
import { NotPlayed, play } from '../machine/play.ts';
import { told } from '../machine/told.ts';
import { unpack } from '../machine/unpack.ts';
import { machineWording as words } from '../machine/wording.ts';
import type { ForkSources } from '../player/figures.ts';
import type { Machine } from '../player/fork/machine.ts';

/** What the report says of a counterexample besides what is to be seen. */
interface FigureData {
  /** Absent where nothing can be changed; then the figure says why. */
  readonly fork?: {
    readonly property: string;
    readonly experiment: string;
    readonly input: unknown;
  };
}

/** Lets the reader change the counterexamples of a report with the code that is packed in it. */
export function forkSources(page: ParentNode): ForkSources {
  const load = once(() => unpackedRun(page));
  return (figure) => {
    const { fork } = JSON.parse(
      figure.querySelector('script[type="application/json"]')?.textContent ?? '{}',
    ) as FigureData;
    return fork && { input: fork.input, machine: machineFor(fork, load) };
  };
}

function machineFor(
  { property, experiment }: NonNullable<FigureData['fork']>,
  load: () => Promise<PackedRun>,
): Machine {
  return {
    code: words.yourCode,
    async play(input) {
      const run = await load();
      const { chapter, exercise, seed, suite } = run;
      const replay = { chapter, exercise, suite: suite.hash, property, experiment, seed, input };
      // Told in the page: what it takes is small, and runs nothing of the submission.
      return forkOf(await play(run, replay, told), property);
    },
  };
}

async function unpackedRun(page: ParentNode): Promise<PackedRun> {
  if (!('DecompressionStream' in globalThis)) throw new NotPlayed(words.tooOld);
  const packed = page.querySelector('script[data-forks]')?.textContent ?? '';
  return JSON.parse(new TextDecoder().decode(await unpack(packed))) as PackedRun;
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
