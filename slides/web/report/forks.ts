import type { PackedRun } from '../../../grader/judging/packed-run.ts';
import { forkOf } from '../machine/fork-of.ts';
import { NotPlayed, play } from '../machine/play.ts';
import { told } from '../machine/told.ts';
import { unpack } from '../machine/unpack.ts';
import { machineWording as words } from '../machine/wording.ts';
import type { PlayerContent } from '../player/content.ts';
import type { Machine } from '../player/fork/machine.ts';

/** A counterexample as the report has it. */
export type Counterexample = PlayerContent & {
  /** What it is played from; absent where nothing can be changed, and the content says why. */
  readonly fork?: Origin;
};

interface Origin {
  readonly property: string;
  readonly experiment: string;
  readonly input: unknown;
}

/** Plays what readers change, with the suite and the submission that are packed in the report. */
export class Forks {
  private run: Promise<PackedRun> | undefined;

  /** @param packed see `grader/judging/pack-run.ts`. */
  constructor(private readonly packed: string) {}

  machineFor({ property, experiment }: Origin): Machine {
    return {
      code: words.yourCode,
      play: async (input) => {
        this.run ??= unpacked(this.packed);
        const run = await this.run;
        const { chapter, exercise, seed, suite } = run;
        const replay = { chapter, exercise, suite: suite.hash, property, experiment, seed, input };
        // Told in the page: what it takes is small, and runs nothing of the submission.
        const { options } = run;
        return { ...forkOf(await play(run, replay, told), property), options };
      },
    };
  }
}

async function unpacked(packed: string): Promise<PackedRun> {
  if (!('DecompressionStream' in globalThis)) throw new NotPlayed(words.tooOld);
  return JSON.parse(new TextDecoder().decode(await unpack(packed))) as PackedRun;
}
