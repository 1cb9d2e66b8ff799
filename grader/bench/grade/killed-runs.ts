import { spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { layout } from '../subjects.ts';
import { type ClassRunRequest, gradeWords } from './class-run.ts';

/** One `kill -9` to a whole process group, and what the run was at. */
export interface Kill {
  /** Since the command was started. */
  readonly afterMs: number;
  /** Attempts in the journal just then. */
  readonly verdicts: number;
  /** Submissions that were being judged in a jail. */
  readonly atWork: number;
}

export interface KillPlan {
  /** Of the class. */
  readonly attempts: number;
  /** From 0 to 1, one a kill: when in the judging of a submission it falls. */
  readonly moments: readonly number[];
  /** What a submission took in a run that nobody disturbed. */
  readonly eachMs: number;
}

const pollMs = 5;

/**
 * Begins the same run again and again and kills it while submissions are in the jail, each time at a
 * random moment of the judging: for the first time once there is a verdict, and later the more of them
 * there are.
 */
export async function killRuns(
  request: ClassRunRequest,
  { attempts, moments, eachMs }: KillPlan,
): Promise<readonly Kill[]> {
  const kills: Kill[] = [];
  for (const [index, moment] of moments.entries()) {
    const least = Math.max(1, Math.floor((index * (attempts - 1)) / moments.length));
    kills.push(await killOnce(request, { least, delayMs: moment * eachMs }));
  }
  return kills;
}

async function killOnce(
  request: ClassRunRequest,
  { least, delayMs }: { readonly least: number; readonly delayMs: number },
): Promise<Kill> {
  const began = performance.now();
  const child = startGrading(request);
  const { pid } = child;
  if (pid === undefined) throw new Error('grading did not start');
  const ended = new Promise((resolve) => child.on('close', resolve));
  for (const output of [child.stdout, child.stderr]) output.resume();
  let isAtWork = false;
  let since: { readonly ms: number; readonly verdicts: number } | undefined;
  for (;;) {
    await sleep(pollMs);
    if (child.exitCode !== null) throw new Error('grading ended before it could be killed');
    const verdicts = await entriesIn(request.out);
    const atWork = await jailsBelow(pid);
    isAtWork ||= atWork > 0;
    if (!isAtWork || verdicts < least) continue;
    since ??= { ms: performance.now(), verdicts };
    // After one more, nothing might be left soon.
    if (verdicts === since.verdicts && performance.now() - since.ms < delayMs) continue;
    process.kill(-pid, 'SIGKILL');
    const afterMs = performance.now() - began;
    await ended;
    return { afterMs, verdicts, atWork };
  }
}

/** The leader of a group of its own. */
export function startGrading(request: ClassRunRequest) {
  const words = gradeWords(request);
  return spawn(process.execPath, words, {
    cwd: layout.root,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
}

/** Attempts in the journal. */
export async function entriesIn(out: string): Promise<number> {
  const names = await readdir(join(out, 'protokoll', 'urteile')).catch((): string[] => []);
  return names.filter((name) => name.endsWith('.json')).length;
}

/** Jails that a process and its children have started. */
async function jailsBelow(pid: number): Promise<number> {
  const processes = await Promise.all((await readdir('/proc')).filter(isNumber).map(readProcess));
  const known = processes.filter((each) => each !== undefined);
  const isBelow = (each: Process | undefined): boolean =>
    each !== undefined &&
    (each.parent === pid || isBelow(known.find((other) => other.pid === each.parent)));
  const isJail = ({ name, parent }: Process) =>
    // It has a child of the same name inside.
    name === 'bwrap' && known.find((other) => other.pid === parent)?.name !== 'bwrap';
  return known.filter((each) => isJail(each) && isBelow(each)).length;
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly name: string;
}

async function readProcess(text: string): Promise<Process | undefined> {
  const stat = await readFile(join('/proc', text, 'stat'), 'utf8').catch(() => '');
  const [, name = '', parent] = /^\d+ \((.*)\) \S (\d+) /s.exec(stat) ?? [];
  return parent === undefined ? undefined : { pid: Number(text), parent: Number(parent), name };
}

function isNumber(name: string): boolean {
  return /^\d+$/.test(name);
}
