import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import * as fc from 'fast-check';
import { layout } from '../subjects.ts';
import { type BenchTable, formatCount } from '../table.ts';
import { describeShares, makeClass } from './bench-class.ts';
import { type ClassRunRequest, gradeWords } from './class-run.ts';

const jobs = [1, 2, 4] as const;
const kills = 10;

/**
 * The bytes of everything that a run writes outside `protokoll/`: for one, two and four submissions at a
 * time, and after ten times `kill -9` to the whole process group, all in the same folder, each
 * time at a random moment of the time that an undisturbed run takes.
 */
export async function benchSameBytes(
  size: number,
  exercises: readonly string[],
  folder: string,
): Promise<BenchTable> {
  const { input, classFile } = await makeClass(size, exercises, folder);
  const request = { input, classFile, exercises };
  const rows: string[][] = [];
  let expected: Written | undefined;
  let wholeMs = 0;
  const compare = async (what: string, out: string) => {
    const written = await readAll(out);
    expected ??= written;
    const isSame = written.hash === expected.hash;
    rows.push([
      what,
      formatCount(written.files),
      written.hash.slice(0, 16),
      isSame ? 'ja' : 'NEIN',
    ]);
  };
  for (const count of jobs) {
    const out = join(folder, `jobs-${count}`);
    const began = performance.now();
    const { signal, code } = await grade({ ...request, out, jobs: count });
    wholeMs = performance.now() - began;
    if (code !== 0) throw new Error(`grading ended with ${signal ?? code}`);
    await compare(`--jobs ${count}`, out);
  }
  const out = join(folder, 'getoetet');
  const disturbed = { ...request, out, jobs: 2 };
  const moments = fc.sample(fc.double({ min: 0.02, max: 1, noNaN: true }), {
    seed: 6,
    numRuns: kills,
  });
  const left: number[] = [];
  let killed = 0;
  for (const moment of moments) {
    const { signal } = await grade(disturbed, moment * wholeMs);
    if (signal === 'SIGKILL') killed += 1;
    left.push(await entriesIn(out));
  }
  const last = await grade(disturbed);
  if (last.code !== 0) throw new Error(`grading ended with ${last.signal ?? last.code}`);
  await compare(`nach ${killed}-mal kill -9 der ganzen Prozessgruppe`, out);
  return {
    title: `Gleiche Bytes: ${exercises.join(', ')}`,
    columns: ['Lauf', 'Dateien', 'SHA-256 über alle', 'gleich'],
    rows,
    notes: [
      `${size} Abgaben (${describeShares(size)}); verglichen ist alles außerhalb von protokoll/.`,
      `Versuche im Protokoll nach jedem Abbruch: ${left.join(', ')} von ${size}. Wer nach dem Ende getötet werden sollte, war schon fertig.`,
    ],
  };
}

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** @param killAfterMs the whole process group is killed then. */
function grade(request: ClassRunRequest, killAfterMs?: number): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, gradeWords(request), {
      cwd: layout.root,
      stdio: 'ignore',
      // The leader of a group of its own.
      detached: true,
    });
    const kill = () => {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    };
    const timer = killAfterMs === undefined ? undefined : setTimeout(kill, killAfterMs);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ code, signal });
    });
  });
}

async function entriesIn(out: string): Promise<number> {
  const names = await readdir(join(out, 'protokoll', 'urteile')).catch((): string[] => []);
  return names.filter((name) => name.endsWith('.json')).length;
}

interface Written {
  readonly hash: string;
  readonly files: number;
}

async function readAll(out: string): Promise<Written> {
  const entries = await readdir(out, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(out, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !path.startsWith('protokoll/'))
    .sort();
  const hash = createHash('sha256');
  for (const path of paths) {
    const bytes = await readFile(join(out, path));
    hash.update(`${path}\n${bytes.length}\n`).update(bytes);
  }
  return { hash: hash.digest('hex'), files: paths.length };
}
