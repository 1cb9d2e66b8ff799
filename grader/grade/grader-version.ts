import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import { ownLayout } from '../catalogue/layout.ts';

/**
 * Where verdicts are made: what judges an attempt, the process that does, what is said of an attempt
 * on which that process is lost, and the jail, whose limits are part of it.
 */
const entries = [
  'grader/grade/judge/judge-attempt.ts',
  'grader/grade/crew/judge-process.ts',
  'grader/grade/crew/lane.ts',
  'grader/jail/jail.ts',
];

/** Packages that are used without being imported: the compiler is a program of its own. */
const started = ['typescript'];

export interface GraderParts {
  /** Files whose code can change a verdict, relative to the repository, with `/`. */
  readonly files: readonly string[];
  /** All of their code, without comments and layout. */
  readonly code: string;
  /** Packages it needs, `name@version`, with what they need in turn. */
  readonly packages: readonly string[];
}

let own: Promise<string> | undefined;

/**
 * Hash of the grader's own part in a verdict: the code that runs besides the suite's bundle, and the
 * versions of its packages. A corrected comment, or another word in an overview, changes nothing.
 * Computed once: what this process has loaded stays as it is, whatever happens to the files.
 */
export function graderVersion(): Promise<string> {
  own ??= versionOf(ownLayout().root);
  return own;
}

/** The same of another copy of the workbook. */
export async function versionOf(root: string): Promise<string> {
  const { code, packages } = await graderParts(root);
  return createHash('sha256')
    .update(`${packages.join('\n')}\n${code}`)
    .digest('hex');
}

/** Follows the imports of the {@link entries}; those of types alone are left out. */
export async function graderParts(root = ownLayout().root): Promise<GraderParts> {
  const { outputFiles, metafile } = await esbuild.build({
    stdin: {
      contents: entries.map((file) => `export * from './${file}';`).join('\n'),
      resolveDir: root,
    },
    absWorkingDir: root,
    bundle: true,
    write: false,
    metafile: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'silent',
    // Whatever lies in the folder.
    tsconfigRaw: '{}',
  });
  const imported = Object.values(metafile.inputs).flatMap(({ imports }) =>
    imports.flatMap(({ external, path }) => (external === true ? [packageOf(path)] : [])),
  );
  return {
    files: Object.keys(metafile.inputs)
      .filter((file) => file.startsWith('grader/'))
      .sort(),
    code: outputFiles[0]?.text ?? '',
    packages: await versions(root, [...imported, ...started]),
  };
}

/** `typescript/lib/x.js` → `typescript`. */
function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

interface LockedPackage {
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** By package-lock.json, so that all platforms agree; names that are not in it are Node's own. */
async function versions(root: string, names: readonly string[]): Promise<readonly string[]> {
  const text = await readFile(join(root, 'package-lock.json'), 'utf8').catch(() => '{}');
  const { packages = {} }: { readonly packages?: Readonly<Record<string, LockedPackage>> } =
    JSON.parse(text);
  const found = new Map<string, string>();
  const visit = (name: string, above: string): void => {
    const place = placeOf(name, above, packages);
    const locked = place === undefined ? undefined : packages[place];
    if (place === undefined || locked === undefined || found.has(place)) return;
    found.set(place, `${place.replace('node_modules/', '')}@${locked.version ?? ''}`);
    const needed = { ...locked.dependencies, ...locked.optionalDependencies };
    for (const each of Object.keys(needed)) visit(each, place);
  };
  for (const name of names) visit(name, '');
  return [...found.values()].sort();
}

/** Where Node would find a package: in the folder of who needs it, or in one above. */
function placeOf(
  name: string,
  above: string,
  packages: Readonly<Record<string, LockedPackage>>,
): string | undefined {
  for (let folder = above; ; ) {
    const place = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (place in packages) return place;
    if (folder === '') return undefined;
    const end = folder.lastIndexOf('/node_modules/');
    folder = end < 0 ? '' : folder.slice(0, end);
  }
}
