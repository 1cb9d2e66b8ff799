import { firstDifference } from '../../../grader/scenes/difference.ts';
import type { ComparedRun, PlayerContent } from './content.ts';
import { rowAtTime } from './row-at.ts';
import { type Timeline, timelineOf } from './timeline.ts';
import { clamp } from './viewport.ts';

/** Where two runs part, as seen from one of them. */
export interface Difference {
  /** The first row that is told otherwise; the last one, if this run ends where the other goes on. */
  readonly row: number;
  readonly isEnd: boolean;
  /** The other run, and its row there, if it has one. */
  readonly other: string;
  readonly otherRow: Timeline['rows'][number] | undefined;
}

/** The runs a reader compares: which one is shown, and with which other it is compared. */
export class Runs {
  private chosenAt = 0;
  private againstAt = 1;

  constructor(readonly all: readonly ComparedRun[]) {}

  get chosen(): number {
    return this.chosenAt;
  }

  get content(): PlayerContent {
    return this.run(this.chosenAt).content;
  }

  /** German: what to look at in the run that is shown. */
  get note(): string | undefined {
    return this.run(this.chosenAt).note;
  }

  get fork(): ComparedRun['fork'] {
    return this.run(this.chosenAt).fork;
  }

  get machine(): ComparedRun['machine'] {
    return this.run(this.chosenAt).machine;
  }

  /** The run that is shown. */
  get current(): ComparedRun {
    return this.run(this.chosenAt);
  }

  choose(at: number): void {
    const next = clamp(at, 0, this.all.length - 1);
    if (next === this.chosenAt) return;
    // A fork is compared with what it was before, all others with the first run, and that one with the
    // last one looked at.
    this.againstAt = this.run(next).fork?.of ?? (next === 0 ? this.chosenAt : 0);
    this.chosenAt = next;
  }

  /** With one more run, which is the one to be shown. */
  with(run: ComparedRun): Runs {
    const runs = new Runs([...this.all, run]);
    runs.choose(this.all.length);
    return runs;
  }

  /** Without the fork that is shown, and without its own forks; what it was before is shown. */
  withoutFork(): Runs {
    const { fork } = this;
    if (fork === undefined) return this;
    const { left, place } = this.without(this.chosenAt);
    const runs = new Runs(left);
    runs.choose(place(fork.of));
    return runs;
  }

  /** With the reader's own run, which is shown, in the place of the one there may have been. */
  withOwn(run: ComparedRun): Runs {
    const before = this.all.findIndex(({ isOwn }) => isOwn);
    return (before < 0 ? this : new Runs(this.without(before).left)).with(run);
  }

  /** Those left without a run and all forks of it, and where each of them is then. */
  private without(gone: number) {
    const all = new Set([gone]);
    for (const [at, run] of this.all.entries()) {
      if (run.fork !== undefined && all.has(run.fork.of)) all.add(at);
    }
    const place = (at: number): number => at - [...all].filter((each) => each < at).length;
    const left = this.all.flatMap((run, at) => {
      if (all.has(at)) return [];
      return [
        run.fork === undefined ? run : { ...run, fork: { ...run.fork, of: place(run.fork.of) } },
      ];
    });
    return { left, place };
  }

  /** How the run that is shown differs from the other; `undefined` if it does not. */
  difference(timeline: Timeline, everything: boolean): Difference | undefined {
    const other = this.all[this.againstAt];
    if (other === undefined) return undefined;
    const { rows } = timelineOf(other.content, everything);
    const row = firstDifference(timeline.rows, rows);
    if (row === undefined) return undefined;
    const last = timeline.rows.length - 1;
    return { row: Math.min(row, last), isEnd: row > last, other: other.name, otherRow: rows[row] };
  }

  private run(at: number): ComparedRun {
    const run = this.all[at];
    if (run === undefined) throw new Error(`no run ${at}`);
    return run;
  }
}

/** The row of another run that is as far: the same as long as both are alike, then that at the same time. */
export function alignedRow(
  from: Timeline,
  position: number,
  to: Timeline,
  difference: number | undefined,
): number {
  if (difference === undefined || position < difference) return position;
  const atMs = from.rows[position]?.event.atMs ?? 0;
  return Math.max(difference, rowAtTime(to.rows, atMs));
}
