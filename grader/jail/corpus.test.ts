import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Launcher, plainLauncher } from '../sandbox/launch.ts';
import { type Attempt, type RawRun, runRaw } from './corpus.ts';
import { createJail } from './jail.ts';
import { give } from './seccomp/bpf.ts';
import { action } from './seccomp/filter.ts';
import { isWithoutJail } from './testing.ts';
import { findTools, librariesOf } from './tools.ts';

/**
 * Scripts that did not stay in their compartment, with all that Node offers. Each tells what it
 * tried and how it failed; the test knows what it must have tried, and looks from outside as well.
 */
const expected = {
  processes: {
    'a shell': /^ENOSYS|EPERM$/,
    oneself: /^ENOSYS|EPERM$/,
    'without pipes': /^EPERM$/,
    'a detached child': /^EPERM$/,
    'a fork with a channel': /^ENOSYS$/,
    'a cluster': /^ENOSYS$/,
    'a fork bomb': /^no child of 300|EPERM$/,
  },
  network: {
    loopback: /^ENOSYS$/,
    'loopback by another name': /^ENOSYS$/,
    'all addresses': /^ENOSYS$/,
    'loopback, IPv6': /^ENOSYS$/,
    'a UNIX socket': /^ENOSYS$/,
    'an abstract UNIX socket': /^ENOSYS$/,
    'a datagram': /^ENOSYS$/,
    HTTP: /^ENOSYS$/,
    fetch: /^ENOSYS$/,
    listening: /^ENOSYS$/,
    'listening on a UNIX socket': /^ENOSYS$/,
    'the debugger port': /^not open$/,
    outside: /^ENOSYS$/,
    'the metadata of a cloud': /^ENOSYS$/,
    'a name': /^EAI_AGAIN|ENOTFOUND|EAI_FAIL|EAI_SYSTEM$/,
    'a name server': /^ECONNREFUSED|ESERVFAIL|ENOTFOUND|EREFUSED|ETIMEOUT$/,
  },
  privileges: {
    root: /^ENOSYS$/,
    'effective root': /^ENOSYS$/,
    'another user': /^ENOSYS$/,
    'the group of root': /^ENOSYS$/,
    'further groups': /^ENOSYS$/,
    'groups of root': /^ENOSYS|ERR_UNKNOWN_CREDENTIAL$/,
    precedence: /^ERR_SYSTEM_ERROR$/,
    'a native module that is none': /^ERR_DLOPEN_FAILED$/,
    'a native module from outside': /^ERR_DLOPEN_FAILED$/,
    'another folder': /^ENOSYS$/,
    'the folder above all': /^ENOSYS$/,
  },
  writing: {
    'a file in /': /^EROFS$/,
    'a file in /tmp': /^ENOENT$/,
    'a file in /var/tmp': /^ENOENT$/,
    'a file in /dev/shm': /^ENOENT$/,
    'a file in /run': /^ENOENT$/,
    'a file in /lib': /^EROFS$/,
    'a file in /lib64': /^EROFS$/,
    'a file in /home': /^ENOENT$/,
    'a file in /root': /^ENOENT$/,
    'a folder': /^ENOSYS$/,
    'a temporary folder': /^ENOSYS$/,
    'a symbolic link': /^ENOSYS$/,
    'a hard link': /^ENOSYS$/,
    'over the program': /^EROFS|EACCES|ETXTBSY$/,
    'into the program': /^EROFS|EACCES|ETXTBSY$/,
    'over the program that sets limits': /^EROFS|EACCES$/,
    'into a library': /^EROFS|EACCES$/,
    'shortening a library': /^EROFS|EACCES$/,
    'removing a library': /^ENOSYS$/,
    'renaming the program': /^ENOSYS$/,
    'rights of the program': /^ENOSYS$/,
    'owner of the program': /^ENOSYS$/,
    'dates of the program': /^ENOSYS$/,
    'a copy of the program': /^EROFS$/,
    'the kernel': /^ENOENT$/,
    'a coredump': /^EROFS$/,
  },
} as const satisfies Record<string, Record<string, RegExp>>;

/** What must work outside, or the script proves nothing. */
const worksOutside = {
  processes: ['a shell', 'oneself', 'without pipes', 'a detached child'],
  network: [
    'loopback',
    'loopback by another name',
    'a UNIX socket',
    'an abstract UNIX socket',
    'a datagram',
    'listening',
  ],
} as const;

const secret = `canary-${process.pid}-${Math.random().toString(36).slice(2)}`;
let folder = '';
let facts: Record<string, unknown> = {};
const servers: Server[] = [];
let visits = 0;
const datagrams = createSocket('udp4', () => {
  visits += 1;
});
const bystander = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
  stdio: 'ignore',
});

/** A server that counts who comes. */
async function listen(where: { port: number; host: string } | { path: string }): Promise<Server> {
  const server = createServer((socket) => {
    visits += 1;
    socket.on('error', () => {}).end('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n');
  });
  servers.push(server);
  await new Promise<void>((done, fail) => server.on('error', fail).listen(where, done));
  return server;
}

const portOf = (server: Server) => {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
};

const root = join(import.meta.dirname, '..', '..');

beforeAll(async () => {
  if (isWithoutJail) return;
  folder = mkdtempSync(join(tmpdir(), 'corpus-'));
  chmodSync(folder, 0o777);
  const canary = join(folder, 'canary');
  writeFileSync(canary, secret);
  chmodSync(canary, 0o666);
  const tcp = await listen({ port: 0, host: '0.0.0.0' });
  const tcp6 = await listen({ port: 0, host: '::1' }).catch(() => undefined);
  const socket = join(folder, 'socket');
  await listen({ path: socket });
  chmodSync(socket, 0o777);
  const abstract = `\0${secret}`;
  await listen({ path: abstract });
  await new Promise<void>((done) => datagrams.bind(0, '127.0.0.1', done));
  facts = {
    secret,
    canary,
    folder,
    port: portOf(tcp),
    port6: tcp6 === undefined ? 9 : portOf(tcp6),
    udpPort: datagrams.address().port,
    socket,
    abstract,
    parent: process.pid,
    bystander: bystander.pid,
    libraries: librariesOf([process.execPath]),
    files: {
      'a canary': canary,
      'a canary by a way around': `/lib/../../..${canary}`,
      'another submission': join(root, 'solutions/kapitel8/lamport/reference/lamport.ts'),
      'a suite': join(root, 'grader/suites/kapitel8/lamport/suite.ts'),
      'the manifest': join(root, 'package.json'),
      users: '/etc/passwd',
      passwords: '/etc/shadow',
      'name servers': '/etc/resolv.conf',
      'the name of the machine': '/etc/machine-id',
      'the own environment': '/proc/self/environ',
      'the environment of the first process': '/proc/1/environ',
      'the environment of the grader': `/proc/${process.pid}/environ`,
      'the command line of the grader': `/proc/${process.pid}/cmdline`,
      'the memory of the grader': `/proc/${process.pid}/mem`,
      'a file through the grader': `/proc/${process.pid}/root/etc/passwd`,
      'the own memory': '/proc/self/mem',
      'the own mounts': '/proc/self/mountinfo',
      'symbols of the kernel': '/proc/kallsyms',
      'the command line of the kernel': '/proc/cmdline',
      'a disk': '/dev/vda',
      memory: '/dev/mem',
    },
    folders: {
      'the home folder': process.env.HOME ?? '/root',
      'the repository': root,
      'the folder of the test': folder,
      'temporary files': '/tmp',
      'shared memory': '/dev/shm',
      'all processes': '/proc',
      devices: '/dev',
      'the kernel': '/sys',
      settings: '/etc',
      programs: '/usr/bin',
    },
  };
});

afterAll(() => {
  for (const server of servers) server.close();
  datagrams.close();
  bystander.kill('SIGKILL');
  if (folder !== '') rmSync(folder, { recursive: true, force: true });
});

/** Runs a script once, however many tests look at it. */
const runs = new Map<string, Promise<RawRun>>();
function once(name: string, launcher: () => Promise<Launcher>): Promise<RawRun> {
  const run = runs.get(name) ?? launcher().then((jail) => runRaw(name, facts, jail));
  runs.set(name, run);
  return run;
}
const slot = 21;
const jailed = (name: string) => once(name, () => createJail(slot));

const find = ({ attempts, output }: RawRun, what: string): Attempt => {
  const found = attempts.find((one) => one.what === what);
  if (found === undefined) throw new Error(`did not try „${what}“: ${output}`);
  return found;
};

describe.skipIf(isWithoutJail)('out of the compartment, in the jail', () => {
  for (const [script, attempts] of Object.entries(expected)) {
    describe(script, () => {
      for (const [what, error] of Object.entries(attempts)) {
        test(what, async () => {
          expect(find(await jailed(script), what)).toEqual({
            what,
            worked: false,
            error: expect.stringMatching(error),
          });
        });
      }
    });
  }

  test('nobody came to the listeners', async () => {
    await jailed('network');
    expect(visits).toBe(0);
  });

  test('there are few threads', async () => {
    const { attempts, code } = await jailed('threads');
    expect(attempts.length).toBeGreaterThan(0);
    expect(attempts.filter(({ worked }) => worked).length).toBeLessThan(32);
    expect(code).not.toBe(0);
  });

  describe('reading', () => {
    test('there is nothing to read, whatever it is called', async () => {
      const run = await jailed('reading');
      const tried = [
        ...Object.keys(facts.files as object),
        ...Object.keys(facts.folders as object),
      ];
      for (const what of tried) {
        expect(find(run, what)).toEqual({ what, worked: false, error: 'ENOENT' });
      }
      expect(run.output).not.toContain(secret);
    });

    test('there is Node, what Node needs, and no other file', async () => {
      const files = JSON.parse(find(await jailed('reading'), 'all files').value ?? '') as string[];
      const { prlimit = '' } = findTools();
      const libraries = librariesOf([process.execPath, prlimit]);
      expect(files.sort()).toEqual([...libraries, '/prlimit', '/program'].sort());
    });
  });

  describe('surroundings', () => {
    const seen = async (what: string): Promise<unknown> => {
      const { value } = find(await jailed('surroundings'), what);
      return value === undefined ? undefined : JSON.parse(value);
    };

    test('the environment is empty', async () => {
      expect(await seen('environment')).toEqual({ PWD: '/' });
    });
    test('no path, no name of user or machine', async () => {
      expect(await seen('command line')).toEqual([['/program'], '/program', '/']);
      expect(await seen('host name')).toBe('jail');
      expect(await seen('name of the user')).toBeUndefined();
      expect(await seen('network interfaces')).toBeUndefined();
    });
    test('it is nobody', async () => {
      const ids = (await seen('user')) as number[];
      expect(new Set(ids)).toEqual(new Set([60_600 + slot]));
    });
    test('no process is in sight but its own threads', async () => {
      expect(await seen('own number')).toEqual([2, 1]);
      const alive = (await seen('processes')) as number[];
      expect(Math.max(...alive)).toBeLessThan(40);
    });
    test('no descriptor leads out', async () => {
      const kinds = (await seen('descriptors')) as Record<string, string>;
      const { 0: input, 1: output, 2: errors, 3: report, ...own } = kinds;
      expect([input, output, errors, report]).toEqual(['socket', 'socket', 'socket', 'socket']);
      for (const kind of Object.values(own)) expect(['kernel', 'pipe', 'device']).toContain(kind);
    });
  });

  test('nothing was written', async () => {
    const before = readFileSync(process.execPath).length;
    const run = await jailed('writing');
    expect(find(run, `a file in ${folder}`)).toMatchObject({ worked: false, error: 'ENOENT' });
    expect(readdirSync(folder).sort()).toEqual(['canary', 'socket']);
    expect(readFileSync(process.execPath).length).toBe(before);
  });

  test('signals reach nobody', async () => {
    const run = await jailed('signals');
    for (const signal of ['SIGSTOP', 'SIGTERM', 'SIGKILL', 'SIGUSR1']) {
      for (const target of ['the grader', 'a bystander', 'the group of the grader']) {
        const what = `${signal} to ${target}`;
        expect(find(run, what)).toEqual({ what, worked: false, error: 'ESRCH' });
      }
    }
    // It got to its end, though it sent SIGKILL to its first process and to everybody.
    expect(find(run, 'still here').worked).toBe(true);
    expect(bystander.exitCode ?? bystander.signalCode).toBeNull();
  });
});

describe.skipIf(isWithoutJail)('without the filter, the other walls hold alone', () => {
  const open = () => createJail(slot, { filter: [give(action.allow)] });

  test('nobody comes to the listeners', async () => {
    const run = await runRaw('network', facts, await open());
    const outward = [
      'loopback',
      'loopback, IPv6',
      'a UNIX socket',
      'an abstract UNIX socket',
      'HTTP',
      'outside',
      'the metadata of a cloud',
    ];
    for (const what of outward) {
      const { worked, error } = find(run, what);
      expect([what, worked]).toEqual([what, false]);
      expect(error).toMatch(
        /^(ECONNREFUSED|ENETUNREACH|ENOENT|EADDRNOTAVAIL|EHOSTUNREACH|timeout)$/,
      );
    }
    expect(visits).toBe(0);
  });

  test('nothing can be written', async () => {
    const { attempts } = await runRaw('writing', facts, await open());
    expect(attempts.length).toBeGreaterThan(20);
    for (const { what, worked } of attempts) expect([what, worked]).toEqual([what, false]);
  });

  test('a user of its own, whom nothing else belongs to', async () => {
    const { attempts } = await runRaw('privileges', facts, await open());
    for (const { what, worked } of attempts) {
      expect([what, worked]).toEqual([what, false]);
    }
  });
});

describe.skipIf(isWithoutJail)('outside, the same scripts reach their goal', () => {
  for (const [script, works] of Object.entries(worksOutside)) {
    test(script, async () => {
      const before = visits;
      const run = await runRaw(script, facts, plainLauncher);
      for (const what of works) expect([what, find(run, what).worked]).toEqual([what, true]);
      if (script === 'network') await expect.poll(() => visits - before).toBeGreaterThan(4);
    });
  }

  test('reading', async () => {
    const run = await runRaw('reading', facts, plainLauncher);
    expect(find(run, 'a canary').value).toBe(secret);
    expect(find(run, 'a suite').worked).toBe(true);
    expect(find(run, 'another submission').worked).toBe(true);
  });
});
