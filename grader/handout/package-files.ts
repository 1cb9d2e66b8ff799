import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type LockFile, pruneLock } from './lock-file.ts';

/** What runs without being imported anywhere: loaders, compilers and the example tests. */
const alwaysNeeded = ['tsx', 'typescript', 'vitest', '@types/node'];
const scripts = ['check', 'practice', 'examples'];

interface PackageJson {
  readonly name: string;
  readonly version: string;
  readonly engines: unknown;
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly [other: string]: unknown;
}

/** `package.json` and the lock file of a student's copy: only what it needs, in the same versions. */
export async function packageFiles(
  root: string,
  imported: readonly string[],
): Promise<[string, string][]> {
  const read = async (name: string): Promise<unknown> =>
    JSON.parse(await readFile(join(root, name), 'utf8'));
  const whole = (await read('package.json')) as PackageJson;
  const lock = (await read('package-lock.json')) as LockFile;
  const known = { ...whole.dependencies, ...whole.devDependencies };
  const names = [...new Set([...imported, ...alwaysNeeded])].sort();
  const dependencies = Object.fromEntries(
    names.flatMap((name) => (known[name] === undefined ? [] : [[name, known[name]]])),
  );
  const { devDependencies, ...others } = whole;
  const reduced = {
    ...others,
    scripts: Object.fromEntries(scripts.map((name) => [name, whole.scripts[name] ?? ''])),
    dependencies,
  };
  const { name, version, engines } = whole;
  return [
    ['package.json', `${JSON.stringify(reduced, undefined, 2)}\n`],
    [
      'package-lock.json',
      `${JSON.stringify(pruneLock(lock, { name, version }, dependencies, engines), undefined, 2)}\n`,
    ],
  ];
}
