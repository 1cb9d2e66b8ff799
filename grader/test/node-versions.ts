import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownLayout } from '../catalogue/layout.ts';

/**
 * `npm run test:node`: the same results, byte for byte, under every supported version of Node. The
 * binaries come from npm's `node-<system>-<processor>` packages and stay in the state folder.
 */
const majors = [20, 22, 24, 26] as const;
const layout = ownLayout();
const subjects = [
  { name: 'Referenzlösungen', flags: ['--variant', 'reference'] },
  { name: 'Skelette', flags: ['--submission', join(layout.exercises, 'kapitel8')] },
  // Exceptions, endless loops and recursion: where they end, and which line is named.
  { name: 'halb fertige Abgaben', flags: ['--submission', 'grader/test/half-finished'] },
];

const scratch = mkdtempSync(join(tmpdir(), 'node-versions-'));
let passed = 0;
let failed = 0;
try {
  for (const { name, flags } of subjects) {
    const expected = resultUnder(process.execPath, flags);
    for (const major of majors) {
      const binary = install(major);
      const isSame = resultUnder(binary, flags) === expected;
      if (isSame) passed++;
      else failed++;
      console.log(
        `${isSame ? 'gleich   ' : 'VERSCHIEDEN'}  ${name} unter Node ${versionOf(binary)}`,
      );
    }
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** The JSON result of a check, as text. */
function resultUnder(binary: string, flags: readonly string[]): string {
  const file = join(scratch, 'result.json');
  rmSync(file, { force: true });
  const run = spawnSync(
    binary,
    ['--import', 'tsx', join('grader', 'cli.ts'), 'check', 'kapitel8', '--json', file, ...flags],
    { cwd: layout.root, encoding: 'utf8' },
  );
  if (!existsSync(file)) {
    throw new Error(`no result under ${binary} (exit ${run.status}):\n${run.stdout}${run.stderr}`);
  }
  return readFileSync(file, 'utf8');
}

/** Path of the newest Node of this major version, installed where it is missing. */
function install(major: number): string {
  const folder = join(layout.state, 'node', String(major));
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const binary = join(
    folder,
    'node_modules',
    name,
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  if (existsSync(binary)) return binary;
  mkdirSync(folder, { recursive: true });
  const npm = process.env.npm_execpath;
  const args = [
    'install',
    '--no-save',
    '--no-audit',
    '--no-fund',
    '--prefix',
    folder,
    `${name}@${major}`,
  ];
  const { status } =
    npm === undefined
      ? spawnSync('npm', args, { stdio: 'inherit' })
      : spawnSync(process.execPath, [npm, ...args], { stdio: 'inherit' });
  if (status !== 0 || !existsSync(binary)) {
    throw new Error(`Node ${major} (${name}) could not be installed`);
  }
  return binary;
}

function versionOf(binary: string): string {
  return spawnSync(binary, ['--version'], { encoding: 'utf8' }).stdout.trim();
}
