import { describe, expect, it } from 'vitest';
import { type DebianPackage, installMissing, type Machine } from './debian-packages.ts';

const packages: readonly DebianPackage[] = [
  { name: 'etcd-server', command: 'etcd', neededFor: 'Vergleich mit etcd' },
  { name: 'haproxy', command: 'haproxy', neededFor: 'Vergleich mit HAProxy' },
];

/** A machine with these commands, on which only `available` packages can be installed. */
function machineWith(commands: readonly string[], available: readonly string[] | undefined) {
  const present = new Set(commands);
  const calls: string[] = [];
  const machine: Machine = {
    has: (command) => present.has(command),
    canInstall: available !== undefined,
    aptGet: (...parameters) => {
      calls.push(parameters.join(' '));
      const wanted = packages.filter(({ name }) => parameters.includes(name));
      const canAll = wanted.every(({ name }) => available?.includes(name));
      if (canAll) for (const { command } of wanted) present.add(command);
      return canAll;
    },
  };
  return { machine, calls };
}

describe('missing Debian packages', () => {
  it('are not looked for when all is there', () => {
    const { machine, calls } = machineWith(['etcd', 'haproxy'], ['etcd-server']);
    expect(installMissing(packages, machine)).toEqual([]);
    expect(calls).toEqual([]);
  });

  it('are installed together, after renewing the lists', () => {
    const { machine, calls } = machineWith([], ['etcd-server', 'haproxy']);
    expect(installMissing(packages, machine)).toEqual([]);
    expect(calls).toEqual(['update', 'install --yes --no-install-recommends etcd-server haproxy']);
  });

  it('are named, one line each, where they cannot be installed', () => {
    const { machine, calls } = machineWith(['haproxy'], undefined);
    expect(installMissing(packages, machine)).toEqual([
      '„etcd“ fehlt (Debian-Paket etcd-server): Die Tests zu „Vergleich mit etcd“ werden übersprungen.',
    ]);
    expect(calls).toEqual([]);
  });

  it('do not keep each other away', () => {
    const { machine } = machineWith([], ['haproxy']);
    expect(installMissing(packages, machine)).toEqual([expect.stringContaining('etcd-server')]);
    expect(machine.has('haproxy')).toBe(true);
  });
});
