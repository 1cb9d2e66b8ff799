import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Exercise } from '../catalogue/catalogue.ts';
import type { Surroundings } from '../check/check-all.ts';
import { defaultSeed, type Invocation } from '../check/invocation.ts';
import { watchTargets } from '../check/watch.ts';
import type { Terminal } from '../command-line/terminal.ts';
import { plainPaint } from '../feedback/paint.ts';
import { CheckAborted } from '../judging/check-exercise.ts';
import { ownTarget } from '../judging/submission-folder.ts';
import { listTypeScript } from '../sandbox/read-sources.ts';
import type { PracticeEvent } from './events.ts';
import { practiceWording as wording } from './wording.ts';

export type Listener = (event: PracticeEvent) => void;

/** A page that is loaded anew comes back at once. */
const lingerMs = 3000;
/** Pages need not know of every event of a check. */
const minProgressMs = 100;

/** Checks one exercise whenever its files change, as long as some page looks at it. */
export class FollowedExercise {
  private readonly listeners = new Set<Listener>();
  private files: PracticeEvent | undefined;
  /** What a page that comes later must hear to be where the others are. */
  private latest: PracticeEvent | undefined;
  private watching: AbortController | undefined;
  private leaving: ReturnType<typeof setTimeout> | undefined;
  private toldAtMs = 0;

  constructor(
    private readonly exercise: Exercise,
    private readonly surroundings: Surroundings,
    /** A defect of ours, for its log. */
    private readonly onDefect: (error: unknown) => void,
  ) {}

  /** @returns what ends it. */
  subscribe(listener: Listener): () => void {
    clearTimeout(this.leaving);
    this.listeners.add(listener);
    if (this.files !== undefined) listener(this.files);
    if (this.latest !== undefined) listener(this.latest);
    if (this.watching === undefined) void this.watch();
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size > 0) return;
      this.leaving = setTimeout(() => this.stop(), lingerMs);
    };
  }

  stop(): void {
    clearTimeout(this.leaving);
    this.watching?.abort();
    this.watching = undefined;
    this.files = undefined;
    this.latest = undefined;
  }

  private async watch(): Promise<void> {
    const watching = new AbortController();
    this.watching = watching;
    const signal = AbortSignal.any([watching.signal, this.surroundings.signal]);
    try {
      await watchTargets([ownTarget(this.exercise)], invocation, options, {
        ...this.surroundings,
        signal,
        terminal: this.terminal(),
        observer: {
          begun: () => this.begin(),
          progress: (_exercise, share) => this.progress(share),
          checked: ({ checked }) => {
            const [first] = checked;
            if (first !== undefined) this.tell({ kind: 'result', result: first.result });
          },
        },
      });
    } catch (error) {
      if (error instanceof CheckAborted) return;
      this.onDefect(error);
      this.tell({ kind: 'problem', message: wording.defect });
      if (this.watching === watching) this.watching = undefined;
    }
  }

  private async begin(): Promise<void> {
    const { contract } = this.exercise.manifest;
    const own = await listTypeScript(this.exercise.folder);
    const files = own.filter((name) => !contract.includes(name));
    const read = files.map(async (name): Promise<[string, string][]> => {
      const text = await readFile(join(this.exercise.folder, name), 'utf8').catch(() => undefined);
      return text === undefined ? [] : [[name, text.replaceAll('\r\n', '\n')]];
    });
    this.files = { kind: 'files', files: Object.fromEntries((await Promise.all(read)).flat()) };
    this.send(this.files);
    this.tell({ kind: 'begin' });
  }

  private progress(share: number): void {
    const now = this.surroundings.nowMs();
    if (now - this.toldAtMs < minProgressMs) return;
    this.toldAtMs = now;
    this.send({ kind: 'progress', share });
  }

  private tell(event: PracticeEvent): void {
    this.latest = event;
    this.send(event);
  }

  private send(event: PracticeEvent): void {
    for (const listener of this.listeners) listener(event);
  }

  /** The pages show the reports; what goes wrong is theirs too. */
  private terminal(): Terminal {
    return {
      paint: plainPaint,
      progressOutput: { isTTY: false, write: () => true },
      print: () => undefined,
      complain: (message) => this.tell({ kind: 'problem', message }),
    };
  }
}

const invocation: Invocation = {
  names: [],
  seed: defaultSeed,
  watch: true,
  hint: false,
  debug: false,
};
const options = { seed: defaultSeed };
