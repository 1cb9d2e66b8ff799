import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as esbuild from 'esbuild';

/** The grader's files that a student's copy runs with, and the packages they import. */
export interface StudentGrader {
  /** Paths in the workbook, sorted. */
  readonly files: readonly string[];
  readonly packages: readonly string[];
}

const entry = 'grader/cli.ts';
/** Rooms that only staff's commands need; what leads there is guarded where a copy lacks them. */
const staffRooms: ReadonlySet<string> = new Set(['verify']);

/** Follows the imports from the command line: whole rooms belong, for the sake of their types. */
export async function studentGrader(root: string): Promise<StudentGrader> {
  const reached = await importsFrom(root, [entry]);
  const rooms = new Set(
    reached.files
      .map((file) => /^grader\/([^/]+)\//.exec(file)?.[1] ?? '')
      .filter((room) => room !== '' && !staffRooms.has(room)),
  );
  const names = await readdir(join(root, 'grader'), { recursive: true });
  const files = names
    .map((name) => `grader/${name.replaceAll('\\', '/')}`)
    .filter((file) => file === entry || (isCode(file) && belongs(file, rooms)))
    .sort();
  return { files, packages: (await importsFrom(root, files)).packages };
}

function isCode(file: string): boolean {
  return /\.ts$/.test(file) && !/\.(?:test|fixture)\.ts$/.test(file);
}

function belongs(file: string, rooms: ReadonlySet<string>): boolean {
  const [, room = '', ...rest] = file.split('/');
  if (!rooms.has(room)) return false;
  // The suites' machinery, not the suites; the sandbox, not what it is attacked with.
  if (room === 'suites') return rest.length === 1;
  return !file.startsWith('grader/sandbox/hostile');
}

async function importsFrom(
  root: string,
  entryPoints: readonly string[],
): Promise<{ readonly files: readonly string[]; readonly packages: readonly string[] }> {
  const { metafile } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: [...entryPoints],
    outdir: 'nowhere',
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'silent',
  });
  const packages = new Set<string>();
  for (const { imports } of Object.values(metafile.inputs)) {
    for (const { path, external } of imports) {
      if (external !== true || path.startsWith('node:') || /^[./#]/.test(path)) continue;
      packages.add(/^(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? path);
    }
  }
  return { files: Object.keys(metafile.inputs), packages: [...packages].sort() };
}
