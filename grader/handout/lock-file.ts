/** `package-lock.json`, version 3, as far as it is read here. */
export interface LockFile {
  readonly name?: string;
  readonly lockfileVersion: number;
  readonly packages: Readonly<Record<string, LockedPackage>>;
  readonly [other: string]: unknown;
}

interface LockedPackage {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly [other: string]: unknown;
}

/** The part of a lock file that a package with these dependencies needs: the same versions. */
export function pruneLock(
  lock: LockFile,
  root: { readonly name: string; readonly version: string },
  dependencies: Readonly<Record<string, string>>,
  engines: unknown,
): LockFile {
  const kept = new Set<string>();
  const visit = (name: string, from: string): void => {
    const path = resolve(lock, name, from);
    if (path === undefined || kept.has(path)) return;
    kept.add(path);
    const entry = lock.packages[path] ?? {};
    const needed = {
      ...entry.dependencies,
      ...entry.optionalDependencies,
      ...entry.peerDependencies,
    };
    for (const each of Object.keys(needed)) visit(each, path);
  };
  for (const name of Object.keys(dependencies)) visit(name, '');
  const packages = [...kept].sort().map((path) => {
    const { dev, devOptional, ...entry } = lock.packages[path] ?? {};
    return [path, entry] as const;
  });
  return {
    ...root,
    lockfileVersion: lock.lockfileVersion,
    requires: true,
    packages: { '': { ...root, dependencies, engines }, ...Object.fromEntries(packages) },
  };
}

/** Where Node would find a package: in the nearest `node_modules` on the way up. */
function resolve(lock: LockFile, name: string, from: string): string | undefined {
  let folder = from;
  for (;;) {
    const path = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    if (lock.packages[path] !== undefined) return path;
    if (folder === '') return undefined;
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules') - 1));
  }
}
