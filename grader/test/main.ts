import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ownLayout } from '../catalogue/layout.ts';
import { debianPackages, installMissing } from './debian-packages.ts';

/**
 * `npm test`: all tests of the workbook, and the visible example tests against the reference
 * solutions. Words after `--` choose test files: `npm test -- simulator`.
 */
const { root } = ownLayout();
const require = createRequire(import.meta.url);
const vitest = join(dirname(require.resolve('vitest/package.json')), 'vitest.mjs');
const filters = process.argv.slice(2);
const scratch = mkdtempSync(join(tmpdir(), 'tests-'));
let passed = 0;
let failed = 0;

for (const line of installMissing(debianPackages)) console.log(line);
try {
  runTests('vitest.config.ts', {});
  runTests('vitest.examples.config.ts', { EXAMPLES_VARIANT: 'reference' });
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

function runTests(config: string, env: Record<string, string>): void {
  const report = join(scratch, `${config}.json`);
  const { status } = spawnSync(
    process.execPath,
    [
      vitest,
      'run',
      '--config',
      join(root, config),
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      '--passWithNoTests',
      ...filters,
    ],
    { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } },
  );
  try {
    const result = JSON.parse(readFileSync(report, 'utf8')) as {
      numPassedTests: number;
      numFailedTests: number;
      numFailedTestSuites: number;
    };
    passed += result.numPassedTests;
    failed += result.numFailedTests;
    // A file that breaks before its first test, or a runner that ends badly, is a failure too.
    if (result.numFailedTests === 0 && (result.numFailedTestSuites > 0 || status !== 0)) failed++;
  } catch {
    failed++;
  }
}
