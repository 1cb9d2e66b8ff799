import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Launcher, plainLauncher } from '../sandbox/launch.ts';
import { createJail } from './jail.ts';
import { buildRobot, callAll, type SystemCall } from './robot.ts';
import { give } from './seccomp/bpf.ts';
import { action } from './seccomp/filter.ts';
import { isWithoutJail } from './testing.ts';

/**
 * Native code in the jail: what the kernel answers to an attacker who has left JavaScript behind.
 * Numbers from asm/unistd_64.h, errors from asm-generic/errno.h.
 */
const [EPERM, ENOENT, EACCES, EINVAL, ENOSPC, EROFS, ENOSYS] = [1, 2, 13, 22, 28, 30, 38];
const [ENOMEM, ESRCH, EBADF] = [12, 3, 9];

interface Case extends SystemCall {
  readonly what: string;
  /** How it may fail. */
  readonly errors: readonly number[];
}

const attempt = (what: string, number: number, args: Case['args'], ...errors: number[]): Case => ({
  what,
  number,
  args,
  errors: errors.length === 0 ? [ENOSYS] : errors,
});

const address = Buffer.from([2, 0, 0, 80, 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
const cloneArgs = Buffer.alloc(88);
const [isShared, isPrivate, anonymous, growsDown, writable] = [1, 2, 0x20, 0x100, 3];
const mebibyte = 2 ** 20;
const [newNamespace, newUser, newNetwork, childSignal] = [0x20000, 0x10000000, 0x40000000, 17];

const filtered: readonly Case[] = [
  // Processes.
  attempt('fork', 57, []),
  attempt('vfork', 58, []),
  attempt('clone of a process', 56, [childSignal], EPERM),
  attempt('clone into a user namespace', 56, [newUser | childSignal], EPERM),
  attempt('clone into a network namespace', 56, [newNetwork | childSignal], EPERM),
  attempt('a thread into a namespace', 56, [0x3d0f00 | newNamespace], EPERM),
  attempt('clone3', 435, [cloneArgs, 88]),
  attempt('execve of a shell', 59, ['/bin/sh', 0, 0], ENOENT),
  attempt('execveat', 322, [-100, '/program', 0, 0, 0]),
  // Network.
  attempt('an IPv4 socket', 41, [2, 1, 0]),
  attempt('a UNIX socket', 41, [1, 1, 0]),
  attempt('a netlink socket', 41, [16, 3, 0]),
  attempt('a raw socket', 41, [2, 3, 1]),
  attempt('a packet socket', 41, [17, 3, 768]),
  attempt('a vsock socket', 41, [40, 1, 0]),
  attempt('a crypto socket', 41, [38, 5, 0]),
  attempt('a pair of sockets', 53, [1, 1, 0, Buffer.alloc(8)]),
  attempt('connecting a given socket', 42, [1, address, 16]),
  attempt('sending a descriptor', 46, [3, Buffer.alloc(56), 0]),
  attempt('receiving a descriptor', 47, [3, Buffer.alloc(56), 0]),
  // Namespaces, mounts, roots.
  attempt('unshare of the user namespace', 272, [newUser]),
  attempt('unshare of the mounts', 272, [newNamespace]),
  attempt('setns', 308, [0, 0]),
  attempt('mount', 165, ['none', '/', 'tmpfs', 0, 0]),
  attempt('remounting the root to be writable', 165, [0, '/', 0, 0x1020, 0]),
  attempt('umount', 166, ['/program', 2]),
  attempt('pivot_root', 155, ['/', '/']),
  attempt('chroot', 161, ['/lib']),
  attempt('open_tree', 428, [-100, '/', 1]),
  attempt('move_mount', 429, [-100, '/', -100, '/lib', 0]),
  attempt('fsopen', 430, ['tmpfs', 0]),
  attempt('a file by its handle', 304, [-100, Buffer.alloc(128), 0]),
  attempt('mknod', 133, ['/device', 0o60666, 0xfe00]),
  // Other processes.
  attempt('ptrace of the first process', 101, [16, 1, 0, 0]),
  attempt('reading of the memory of others', 310, [1, 0, 0, 0, 0, 0]),
  attempt('writing into the memory of others', 311, [1, 0, 0, 0, 0, 0]),
  attempt('a descriptor of another process', 434, [1, 0]),
  attempt('taking descriptors of another process', 438, [0, 0, 0]),
  attempt('kcmp', 312, [1, 2, 0, 0, 0]),
  attempt('a signal to what is outside', 62, [100_000, 9], ESRCH),
  // Parts of the kernel that were often broken.
  attempt('bpf', 321, [0, Buffer.alloc(72), 72]),
  attempt('userfaultfd', 323, [1]),
  attempt('perf_event_open', 298, [Buffer.alloc(128), 0, -1, -1, 0]),
  attempt('io_uring', 425, [8, Buffer.alloc(120)]),
  attempt('keyctl', 250, [0, -3, 1]),
  attempt('add_key', 248, ['user', 'left', 'behind', 6, -4]),
  attempt('request_key', 249, ['user', 'left', 0, -4]),
  attempt('a module', 175, [Buffer.alloc(64), 64, '']),
  attempt('another kernel', 246, [0, 0, 0, 0]),
  attempt('personality', 135, [0x0400000]),
  attempt('a filter of its own', 317, [1, 0, Buffer.alloc(16)]),
  attempt('inotify', 294, [0]),
  attempt('fanotify', 300, [0, 0]),
  attempt('timerfd', 283, [0, 0]),
  attempt('signalfd', 289, [-1, Buffer.alloc(8), 8, 0]),
  // Shared memory and queues that would outlive the process.
  attempt('memfd', 319, ['left-behind', 0]),
  attempt('memfd_secret', 447, [0]),
  attempt('System V shared memory', 29, [4711, 4096, 0o1666]),
  attempt('System V semaphores', 64, [4711, 1, 0o1666]),
  attempt('System V messages', 68, [4711, 0o1666]),
  attempt('a POSIX queue', 240, ['left-behind', 0o102, 0o666, 0]),
  // Memory past the limit.
  attempt(
    'shared memory without a file',
    9,
    [0, 4096, writable, isShared | anonymous, -1, 0],
    EPERM,
  ),
  attempt(
    'a stack that grows',
    9,
    [0, 4096, writable, isPrivate | anonymous | growsDown, -1, 0],
    EPERM,
  ),
  attempt('4 GiB', 9, [0, 4096 * mebibyte, writable, isPrivate | anonymous, -1, 0], ENOMEM),
  attempt('1 TiB of addresses', 9, [0, 2 ** 40, 0, isPrivate | anonymous, -1, 0], ENOMEM),
  attempt('a higher limit', 302, [0, 2, Buffer.alloc(16, 0x7f), 0], EPERM),
  attempt('memory that stays in place', 149, [0x410000, 4096]),
  // Users, rights, machine.
  attempt('root', 105, [0]),
  attempt('capabilities', 126, [
    Buffer.from([0x22, 5, 8, 0x20, 0, 0, 0, 0]),
    Buffer.alloc(24, 0xff),
  ]),
  attempt('its death not bound to the parent', 157, [1, 0], EPERM),
  attempt('another name for the machine', 170, ['left-behind', 11]),
  attempt('another time', 164, [Buffer.alloc(16), 0]),
  attempt('restarting', 169, [0, 0, 0, 0]),
  attempt('swap', 167, ['/program', 0]),
  attempt('ports', 172, [3]),
  attempt('a larger pipe', 72, [0, 1031, mebibyte], EPERM),
  attempt('input for a terminal', 16, [0, 0x5412, 'x'], EPERM),
  // Files.
  attempt('reading /etc/passwd', 2, ['/etc/passwd', 0], ENOENT),
  attempt('reading /proc', 2, ['/proc/1/environ', 0], ENOENT),
  attempt('reading a disk', 2, ['/dev/vda', 0], ENOENT),
  attempt('a new file', 257, [-100, '/left-behind', 0o101, 0o666], EROFS),
  attempt('a nameless file', 257, [-100, '/', 0o20200001, 0o666], EROFS, ENOSYS, 95),
  attempt('writing to the program', 257, [-100, '/program', 2, 0], EROFS, EACCES, 26),
  attempt('out of a folder that was left open', 257, [4, '../etc/passwd', 0], EBADF),
];

/** With a filter that lets everything through: the other walls must hold alone. */
const unfiltered: readonly Case[] = [
  attempt('unshare of the user namespace', 272, [newUser], ENOSPC, EPERM),
  attempt('unshare of the mounts', 272, [newNamespace], EPERM),
  attempt('unshare of the network', 272, [newNetwork], EPERM),
  attempt('mount', 165, ['none', '/', 'tmpfs', 0, 0], EPERM),
  attempt('remounting the root to be writable', 165, [0, '/', 0, 0x1020, 0], EPERM),
  attempt('umount', 166, ['/program', 2], EPERM),
  attempt('pivot_root', 155, ['/', '/'], EPERM),
  attempt('chroot', 161, ['/lib'], EPERM),
  attempt('mknod', 133, ['/device', 0o60666, 0xfe00], EPERM, EROFS),
  attempt('a folder', 83, ['/left-behind', 0o777], EROFS),
  attempt('a link', 88, ['/etc/passwd', '/left-behind'], EROFS),
  attempt('removing the program', 87, ['/program'], EROFS, 16, EPERM),
  attempt('rights of the program', 90, ['/program', 0o4777], EROFS, EPERM),
  attempt('root', 105, [0], EPERM, EINVAL),
  attempt('the group of root', 106, [0], EPERM, EINVAL),
  attempt('a module', 175, [Buffer.alloc(64), 64, ''], EPERM, ENOSYS),
  attempt('another name for the machine', 170, ['left-behind', 11], EPERM),
  attempt('another time', 164, [Buffer.alloc(16), 0], EPERM),
  attempt('swap', 167, ['/program', 0], EPERM, ENOSYS),
  attempt('ports', 172, [3], EPERM, ENOSYS),
  attempt('a file by its handle', 304, [-100, Buffer.alloc(128), 0], EPERM, EINVAL, EBADF),
  attempt('ptrace of what is outside', 101, [16, 100_000, 0, 0], ESRCH),
  attempt('a higher limit', 302, [0, 2, Buffer.alloc(16, 0x7f), 0], EPERM),
  attempt('a real-time priority', 144, [0, 1, Buffer.from([50, 0, 0, 0])], EPERM),
  attempt('a raw socket', 41, [2, 3, 1], EPERM),
  attempt('a packet socket', 41, [17, 3, 768], EPERM),
];

/** Harmless calls that succeed outside: the robot does what it is told. */
const harmless: readonly SystemCall[] = [
  { number: 41, args: [2, 1, 0] },
  { number: 53, args: [1, 1, 0, Buffer.alloc(8)] },
  { number: 319, args: ['robot', 0] },
  { number: 9, args: [0, 4096, writable, isShared | anonymous, -1, 0] },
  { number: 2, args: ['/etc/passwd', 0] },
  { number: 294, args: [0] },
];

describe.skipIf(isWithoutJail)('native code', () => {
  let folder = '';
  let robot = '';
  const jailed = async (cases: readonly Case[], launcher: Launcher) => {
    const { results, run } = await callAll(robot, cases, launcher);
    expect(run.output).not.toContain('bwrap:');
    // Exactly one answer each: a child would have answered as well.
    expect(results).toHaveLength(cases.length);
    return results;
  };
  const expectFailure = ({ errors }: Case, result: number | undefined) =>
    expect(errors.map((error) => -error)).toContain(result);

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'robot-'));
    chmodSync(folder, 0o755);
    robot = buildRobot(folder);
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('outside, the robot gets what it asks for', async () => {
    const { results } = await callAll(robot, harmless, plainLauncher);
    expect(results).toHaveLength(harmless.length);
    expect(results.every((result) => result >= 0)).toBe(true);
  });

  describe('in the jail', () => {
    let results: readonly number[] = [];
    beforeAll(async () => {
      results = await jailed(filtered, await createJail(20, { program: robot }));
    });
    test.each(filtered.map((one, index) => ({ ...one, index })))('$what', (one) => {
      expectFailure(one, results[one.index]);
    });
  });

  describe('in the jail, even without its filter', () => {
    let results: readonly number[] = [];
    beforeAll(async () => {
      const filter = [give(action.allow)];
      results = await jailed(unfiltered, await createJail(20, { program: robot, filter }));
    });
    test.each(unfiltered.map((one, index) => ({ ...one, index })))('$what', (one) => {
      expectFailure(one, results[one.index]);
    });
  });

  test('ends at a call by the convention of 32-bit systems', async () => {
    const program = buildRobot(folder, 'old-convention');
    const { run } = await callAll(program, [], await createJail(20, { program }));
    // SIGSYS from the filter; SIGSEGV where the kernel has no such convention.
    expect([128 + 31, 128 + 11]).toContain(run.code);
  });

  test('ends at a call of the x32 variant', async () => {
    const jail = await createJail(20, { program: robot });
    const { run, results } = await callAll(robot, [{ number: 0x40000000 + 39, args: [] }], jail);
    expect(results).toEqual([]);
    expect(run.code).toBe(128 + 31);
  });
});
