import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The programs that build the jail: absolute paths, or nothing where they are missing. */
export interface Tools {
  readonly bwrap: string | undefined;
  readonly prlimit: string | undefined;
}

/** Looked for on the path, and where Debian puts them, in case that the path is too short. */
export function findTools(path: string = process.env.PATH ?? ''): Tools {
  const folders = [...path.split(delimiter), '/usr/bin', '/bin'].filter((f) => f.startsWith('/'));
  const find = (name: string) => folders.map((f) => join(f, name)).find(isExecutable);
  return { bwrap: find('bwrap'), prlimit: find('prlimit') };
}

/** Files that programs need to start: the dynamic linker and libraries, as `ldd` tells them. */
export function librariesOf(programs: readonly string[]): readonly string[] {
  const { stdout } = spawnSync('ldd', programs, {
    encoding: 'utf8',
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
  });
  // "libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x…)" and "/lib64/ld-linux-x86-64.so.2 (0x…)".
  const found = [...(stdout ?? '').matchAll(/(?:^|=>)\s+(\/\S+) \(0x/gm)].map(([, file]) => file);
  return [...new Set(found.filter((file) => file !== undefined))].sort();
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
