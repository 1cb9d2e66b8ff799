import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as fc from 'fast-check';
import { type BenchTable, formatCount, formatMs } from '../table.ts';
import { describeShares, makeClass } from './bench-class.ts';
import type { ClassRunRequest } from './class-run.ts';
import { entriesIn, killRuns, startGrading } from './killed-runs.ts';

const jobs = [1, 2, 4] as const;
const kills = 10;

/**
 * The bytes of everything that a run writes outside `protokoll/`: for one, two and four submissions at a
 * time, and after ten times `kill -9` to the whole process group, all in the same folder, each
 * while submissions are being judged.
 */
export async function benchSameBytes(
  size: number,
  exercises: readonly string[],
  folder: string,
): Promise<BenchTable> {
  const { input, classFile } = await makeClass(size, exercises, folder);
  const request = { input, classFile, exercises };
  const rows: string[][] = [];
  const differing: string[] = [];
  let expected: Written | undefined;
  const compare = async (what: string, out: string) => {
    const written = await readAll(out);
    expected ??= written;
    const isSame = written.hash === expected.hash;
    if (!isSame) {
      const paths = differences(expected, written);
      const first = await firstDifference(join(folder, `jobs-${jobs[0]}`), out, paths[0] ?? '');
      differing.push(`${what}: ${paths.join(', ')}; zuerst ${first}`);
    }
    rows.push([
      what,
      formatCount(written.byPath.size),
      written.hash.slice(0, 16),
      isSame ? 'ja' : 'NEIN',
    ]);
  };
  let eachMs = 0;
  for (const count of jobs) {
    const out = join(folder, `jobs-${count}`);
    const judgingMs = await grade({ ...request, out, jobs: count });
    // The first one waits for what is loaded once.
    if (count === 2) eachMs = (judgingMs * count) / (size - 1);
    await compare(`--jobs ${count}`, out);
  }
  const out = join(folder, 'getoetet');
  const disturbed = { ...request, out, jobs: 2 };
  const moments = fc.sample(fc.double({ min: 0, max: 1, noNaN: true }), {
    seed: 6,
    numRuns: kills,
  });
  const killed = await killRuns(disturbed, { attempts: size, moments, eachMs });
  await grade(disturbed);
  await compare(`nach ${killed.length}-mal kill -9 der ganzen Prozessgruppe`, out);
  const times = killed.map(({ afterMs }) => formatMs(afterMs));
  return {
    title: `Gleiche Bytes: ${exercises.join(', ')}`,
    columns: ['Lauf', 'Dateien', 'SHA-256 über alle', 'gleich'],
    rows,
    notes: [
      `${size} Abgaben (${describeShares(size)}); verglichen ist alles außerhalb von protokoll/.`,
      ...differing.map((each) => `Anders in ${each}.`),
      `Urteile, die bei jedem Abbruch da waren: ${killed.map(({ verdicts }) => verdicts).join(', ')} von ${size}.`,
      `Abgaben, die gerade im Gefängnis geprüft wurden: ${killed.map(({ atWork }) => atWork).join(', ')}.`,
      `Abgebrochen nach ${times.join(', ')}; ungestört dauert eine Abgabe ${formatMs(eachMs)}.`,
    ],
  };
}

const pollMs = 20;

/** @returns time between the first and the last verdict. */
async function grade(request: ClassRunRequest): Promise<number> {
  const child = startGrading(request);
  let said = '';
  for (const output of [child.stdout, child.stderr]) {
    output.on('data', (text) => {
      said += text;
    });
  }
  const ended = new Promise<void>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`grading ended with ${signal ?? code}:\n${said}`));
    });
  });
  let first = 0;
  let last = 0;
  let count = 0;
  const watch = async (): Promise<void> => {
    while (child.exitCode === null && child.signalCode === null) {
      const now = await entriesIn(request.out);
      if (now > count) last = performance.now();
      if (now > 0 && count === 0) first = last;
      count = now;
      await sleep(pollMs);
    }
  };
  await Promise.all([ended, watch()]);
  return last - first;
}

interface Written {
  readonly hash: string;
  /** Hash by path. */
  readonly byPath: ReadonlyMap<string, string>;
}

async function readAll(out: string): Promise<Written> {
  const entries = await readdir(out, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(out, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !path.startsWith('protokoll/'))
    .sort();
  const byPath = new Map<string, string>();
  for (const path of paths) byPath.set(path, sha256(await readFile(join(out, path))));
  return { hash: sha256(JSON.stringify([...byPath])), byPath };
}

function differences(a: Written, b: Written): readonly string[] {
  const paths = new Set([...a.byPath.keys(), ...b.byPath.keys()]);
  return [...paths].filter((path) => a.byPath.get(path) !== b.byPath.get(path));
}

/** `„…“ und „…“`: what the two lines say. */
async function firstDifference(a: string, b: string, path: string): Promise<string> {
  const lines = async (folder: string) =>
    (await readFile(join(folder, path), 'utf8').catch(() => '')).split('\n');
  const [left, right] = [await lines(a), await lines(b)];
  const place = left.findIndex((line, index) => line !== right[index]);
  const shown = (line = '') =>
    `„${line
      .replace(/<[^>]*>/g, ' ')
      .trim()
      .slice(0, 160)}“`;
  return `${shown(left[place])} und ${shown(right[place])}`;
}

function sha256(data: Uint8Array | string): string {
  return createHash('sha256').update(data).digest('hex');
}
