import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { debianWording as wording } from './wording.ts';

/** A program that some tests run, and the Debian package that brings it. */
export interface DebianPackage {
  readonly name: string;
  /** The program by whose presence the package is known. */
  readonly command: string;
  /** German: what the tests that need it are about. */
  readonly neededFor: string;
}

/** What tests need now. Each of them is skipped with a line of its own where it cannot be had. */
export const debianPackages: readonly DebianPackage[] = [
  { name: 'etcd-server', command: 'etcd', neededFor: 'Vergleich mit etcd' },
  { name: 'chromium', command: 'chromium', neededFor: 'Darstellung im Browser' },
  { name: 'poppler-utils', command: 'pdffonts', neededFor: 'Druck der Folien' },
  { name: 'bubblewrap', command: 'bwrap', neededFor: 'Gefängnis für fremde Abgaben' },
  { name: 'redis-server', command: 'redis-server', neededFor: 'Bewertung auf mehreren Rechnern' },
  { name: 'haproxy', command: 'haproxy', neededFor: 'Vergleich mit HAProxy' },
];

/** The machine as far as it matters here; tests put one of their own in its place. */
export interface Machine {
  has(command: string): boolean;
  /** May we install, and is there something to install with? */
  readonly canInstall: boolean;
  /** Runs `apt-get`; true if it succeeded. */
  aptGet(...parameters: readonly string[]): boolean;
}

/** Installs what is missing, where that is possible. Returns a line for each thing still missing. */
export function installMissing(
  packages: readonly DebianPackage[],
  machine: Machine = thisMachine(),
): string[] {
  const missing = packages.filter(({ command }) => !machine.has(command));
  if (missing.length === 0) return [];
  if (machine.canInstall) {
    // Old lists may name files that are gone; if they cannot be renewed, the old ones may still do.
    machine.aptGet('update');
    const names = missing.map(({ name }) => name);
    machine.aptGet('install', '--yes', '--no-install-recommends', ...names);
    // One that cannot be had must not keep the others away.
    for (const { name, command } of missing) {
      if (!machine.has(command))
        machine.aptGet('install', '--yes', '--no-install-recommends', name);
    }
  }
  return missing.filter(({ command }) => !machine.has(command)).map(wording.missing);
}

export function thisMachine(): Machine {
  const isRoot = process.getuid?.() === 0;
  return {
    has: isOnPath,
    canInstall: isRoot && existsSync('/etc/debian_version') && isOnPath('apt-get'),
    aptGet: (...parameters) =>
      spawnSync('apt-get', ['-qq', ...parameters], {
        stdio: 'ignore',
        timeout: 180_000,
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      }).status === 0,
  };
}

function isOnPath(command: string): boolean {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.some((folder) => {
    try {
      accessSync(join(folder, command), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
