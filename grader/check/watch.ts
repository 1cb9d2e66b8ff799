import { watch } from 'chokidar';
import { UsageProblem } from '../command-line/problem.ts';
import { CheckAborted } from '../judging/check-exercise.ts';
import type { CheckOptions } from '../judging/check-options.ts';
import type { Target } from '../judging/submission-folder.ts';
import { ownFolder, wantsOwn } from '../judging/uses.ts';
import { type CheckedAll, checkAll, type Surroundings } from './check-all.ts';
import type { Invocation } from './invocation.ts';
import { runWording } from './wording.ts';
import { writeReports } from './write-reports.ts';

/** Editors save in several steps; what comes within this time is one change. */
const settleMs = 25;

/**
 * Checks all targets, then each again as soon as one of its files changes, until the signal comes.
 * The bundler stays warm in between; a check that is out of date is given up.
 *
 * @throws CheckAborted when the signal comes.
 */
export async function watchTargets(
  targets: readonly Target[],
  invocation: Invocation,
  options: CheckOptions,
  surroundings: Surroundings,
): Promise<never> {
  const places = targets.flatMap(placesOf);
  const watcher = watch([...new Set(places.map(({ folder }) => folder))], {
    ignoreInitial: true,
    ignored: (path, stats) => stats?.isFile() === true && !/(\.ts|[/\\]manifest\.json)$/.test(path),
  });
  const session = new WatchSession(targets, invocation, options, surroundings);
  watcher.on('all', (_event, path) => {
    for (const { target, folder, used } of places) {
      if (!path.startsWith(`${folder}/`) && !path.startsWith(`${folder}\\`)) continue;
      if (used === undefined) session.touch(target);
      else void wantsOwn(target, used).then((wanted) => wanted && session.touch(target));
    }
  });
  try {
    return await session.run();
  } finally {
    await watcher.close();
  }
}

interface Place {
  readonly target: Target;
  /** Absolute; what changes in there may concern the target. */
  readonly folder: string;
  /** It is another exercise, whose solution only counts if the student wants that of their own. */
  readonly used?: string;
}

function placesOf(target: Target): readonly Place[] {
  const { sourceDir, exercise } = target;
  if (sourceDir === undefined) return [];
  const used = exercise.manifest.uses.map((use) => ({
    target,
    folder: ownFolder(target, use.exercise),
    used: use.exercise,
  }));
  return [{ target, folder: sourceDir }, ...used];
}

class WatchSession {
  private readonly stale: Set<Target>;
  private current: AbortController | undefined;
  private wake: (() => void) | undefined;

  constructor(
    private readonly targets: readonly Target[],
    private readonly invocation: Invocation,
    private readonly options: CheckOptions,
    private readonly surroundings: Surroundings,
  ) {
    this.stale = new Set(targets);
    surroundings.signal.addEventListener('abort', () => {
      this.current?.abort();
      this.wake?.();
    });
  }

  touch(target: Target): void {
    this.stale.add(target);
    this.current?.abort();
    this.wake?.();
  }

  async run(): Promise<never> {
    const { terminal, signal } = this.surroundings;
    for (;;) {
      if (signal.aborted) throw new CheckAborted();
      if (this.stale.size > 0) await this.checkStale();
      if (this.stale.size > 0) continue;
      const places = this.targets.map(({ shownAs }) => shownAs);
      terminal.print(['', terminal.paint.dim(runWording.watching(places))]);
      await this.nextChange();
    }
  }

  private async nextChange(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.wake = resolve;
      if (this.stale.size > 0 || this.surroundings.signal.aborted) resolve();
    });
    this.wake = undefined;
    await new Promise((resolve) => setTimeout(resolve, settleMs));
  }

  private async checkStale(): Promise<void> {
    const { terminal } = this.surroundings;
    const due = this.targets.filter((target) => this.stale.has(target));
    this.stale.clear();
    const current = new AbortController();
    this.current = current;
    try {
      const all = await checkAll(due, this.invocation, this.options, {
        ...this.surroundings,
        signal: AbortSignal.any([current.signal, this.surroundings.signal]),
      });
      await this.writeWhole(due, all);
    } catch (error) {
      if (error instanceof UsageProblem) terminal.complain(error.message);
      else if (!(error instanceof CheckAborted)) throw error;
      else for (const target of due) this.stale.add(target);
    } finally {
      this.current = undefined;
    }
  }

  /** Files hold whole results only: those of a part would hide the rest. */
  private async writeWhole(due: readonly Target[], all: CheckedAll): Promise<void> {
    if (due.length < this.targets.length) return;
    await writeReports(this.invocation, all, this.surroundings);
  }
}
