import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Exercise } from '../../../grader/catalogue/catalogue.ts';
import type { Layout } from '../../../grader/catalogue/layout.ts';
import { locateCompiler } from '../../../grader/inspection/compiler.ts';

/** What submissions are written against, without anything to run. */
export class Declarations {
  private constructor(
    /** `#simulator`, and by relative name what it imports. */
    private readonly simulator: Readonly<Record<string, string>>,
  ) {}

  static async read({ root }: Layout): Promise<Declarations> {
    const folder = await mkdtemp(join(tmpdir(), 'declarations-'));
    try {
      const source = join(root, 'grader', 'simulator');
      await promisify(execFile)(locateCompiler(), [
        ...['--declaration', '--emitDeclarationOnly', '--skipLibCheck', '--stripInternal'],
        ...['--target', 'es2023', '--module', 'esnext', '--moduleResolution', 'bundler'],
        ...['--allowImportingTsExtensions', '--strict', '--types', '', '--ignoreConfig'],
        ...['--rootDir', source, '--outDir', folder, join(source, 'index.ts')],
      ]);
      const emitted = new Map<string, string>();
      for (const name of await readdir(folder, { recursive: true })) {
        if (!name.endsWith('.d.ts')) continue;
        const path = name.replaceAll('\\', '/').replace(/\.d\.ts$/, '.ts');
        emitted.set(path, await readFile(join(folder, name), 'utf8'));
      }
      return new Declarations(reachable(emitted));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** For one exercise: the simulator, and the contracts of the exercises it is built on. */
  async of({ chapter, folder, manifest }: Exercise): Promise<Record<string, string>> {
    const contracts = manifest.uses.map(async ({ exercise }) => {
      const file = join(dirname(folder), exercise, 'contract.ts');
      return [`#${chapter}/${exercise}`, await readFile(file, 'utf8')] as const;
    });
    return { ...this.simulator, ...Object.fromEntries(await Promise.all(contracts)) };
  }
}

/** What `index.ts` leads to, in the order in which it is met. */
function reachable(emitted: ReadonlyMap<string, string>): Record<string, string> {
  const found = new Set(['index.ts']);
  for (const path of found) {
    for (const [, target] of (emitted.get(path) ?? '').matchAll(/['"](\.[^'"]*\.ts)['"]/g)) {
      found.add(join(dirname(path), target ?? '').replaceAll('\\', '/'));
    }
  }
  const named = [...found].map((path) => {
    return [path === 'index.ts' ? '#simulator' : `./${path}`, emitted.get(path) ?? ''] as const;
  });
  return Object.fromEntries(named);
}
