import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ownLayout } from '../catalogue/layout.ts';
import { findChapterProblems } from './chapters.ts';
import { describeViolation, findViolations } from './dependencies.ts';

/** `npm run lint`: everything a change must pass besides the tests. */
const layout = ownLayout();
const { root } = layout;

/** Runs a package's command without a shell, as it works on every system. */
function run(name: string, packageName: string, bin: string, args: readonly string[]): boolean {
  const script = join(root, 'node_modules', packageName, bin);
  const { status } = spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  console.log(`${name}: ${status === 0 ? 'in Ordnung' : 'FEHLER'}`);
  return status === 0;
}

const isFormatted = run('Biome', '@biomejs/biome', 'bin/biome', ['check', '.']);
const isSpelled = run('Rechtschreibung', 'cspell', 'bin.mjs', [
  'lint',
  '--no-progress',
  '--no-summary',
  '--show-suggestions',
]);
const isTyped = run('tsc', 'typescript', 'bin/tsc', ['--noEmit']);
const isWebTyped = run('tsc für den Browser', 'typescript', 'bin/tsc', ['-p', 'slides/web']);
const isClerkTyped = run('tsc für die Prüfung im Browser', 'typescript', 'bin/tsc', [
  '-p',
  'slides/web/machine/clerk',
]);
const violations = await findViolations(root);
for (const violation of violations) console.log(describeViolation(violation));
console.log(`Abhängigkeiten: ${violations.length === 0 ? 'in Ordnung' : 'FEHLER'}`);
const problems = await findChapterProblems(layout);
for (const problem of problems) console.log(describeViolation(problem));
console.log(`Kapitel: ${problems.length === 0 ? 'in Ordnung' : 'FEHLER'}`);
const isSound = violations.length === 0 && problems.length === 0;
process.exitCode =
  isFormatted && isSpelled && isTyped && isWebTyped && isClerkTyped && isSound ? 0 : 1;
