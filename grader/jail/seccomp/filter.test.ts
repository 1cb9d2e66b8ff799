import { describe, expect, test } from 'vitest';
import { assemble, opcode } from './bpf.ts';
import { action, errno, jailFilter, x32Bit, x64 } from './filter.ts';
import { allowedCalls, guardedCalls } from './system-calls.ts';

const program = assemble(jailFilter());

/** What the kernel's interpreter would answer: reads the bytes that bubblewrap gets. */
function answer(number: number, args: readonly number[] = [], architecture = x64): number {
  const record = Buffer.alloc(64);
  record.writeUInt32LE(number, 0);
  record.writeUInt32LE(architecture, 4);
  for (const [index, value] of args.entries()) {
    record.writeBigUInt64LE(BigInt(value), 16 + 8 * index);
  }
  let accumulator = 0;
  for (let at = 0; at < program.length; at += 8) {
    const k = program.readUInt32LE(at + 4);
    const jump = (holds: boolean) => {
      at += 8 * program.readUInt8(at + (holds ? 2 : 3));
    };
    switch (program.readUInt16LE(at)) {
      case opcode.load:
        accumulator = record.readUInt32LE(k);
        break;
      case opcode.equal:
        jump(accumulator === k);
        break;
      case opcode.atLeast:
        jump(accumulator >= k);
        break;
      case opcode.anyBit:
        jump((accumulator & k) !== 0);
        break;
      case opcode.give:
        return k;
      default:
        throw new Error('an instruction that the kernel would refuse');
    }
  }
  throw new Error('ran off the end');
}

const { allow, kill, fail } = action;
const missing = fail(errno.ENOSYS);
const refused = fail(errno.EPERM);

test('allows what is listed, and nothing else that the kernel has or may get', () => {
  const listed = new Set(Object.values(allowedCalls));
  const guarded = new Set(Object.values(guardedCalls).map(({ number }) => number));
  expect(listed.size).toBe(Object.keys(allowedCalls).length);
  for (let number = 0; number < 2_000; number += 1) {
    if (guarded.has(number)) continue;
    expect(answer(number), String(number)).toBe(listed.has(number) ? allow : missing);
  }
});

/** Numbers from asm/unistd_64.h, written down a second time on purpose. */
const dangerous = Object.entries({
  shmget: 29,
  socket: 41,
  connect: 42,
  sendto: 44,
  sendmsg: 46,
  socketpair: 53,
  fork: 57,
  vfork: 58,
  msgget: 68,
  chmod: 90,
  ptrace: 101,
  setuid: 105,
  mknod: 133,
  personality: 135,
  pivot_root: 155,
  chroot: 161,
  mount: 165,
  umount2: 166,
  reboot: 169,
  init_module: 175,
  add_key: 248,
  request_key: 249,
  keyctl: 250,
  inotify_init: 253,
  unshare: 272,
  perf_event_open: 298,
  fanotify_init: 300,
  name_to_handle_at: 303,
  open_by_handle_at: 304,
  setns: 308,
  process_vm_readv: 310,
  process_vm_writev: 311,
  seccomp: 317,
  memfd_create: 319,
  bpf: 321,
  execveat: 322,
  userfaultfd: 323,
  io_uring_setup: 425,
  open_tree: 428,
  fsopen: 430,
  pidfd_open: 434,
  clone3: 435,
  pidfd_getfd: 438,
  landlock_create_ruleset: 444,
  memfd_secret: 447,
});

test.each(dangerous)('does not know %s', (_, number) => {
  expect(answer(number)).toBe(missing);
});

describe('arguments', () => {
  const clone = (flags: number) => answer(56, [flags]);
  const mmap = (flags: number) => answer(9, [0, 4096, 3, flags]);

  test('clone makes threads only', () => {
    expect(clone(0x3d0f00)).toBe(allow);
    const [newUser, newNamespace, signal, parent] = [0x10000000, 0x20000, 17, 0x8000];
    for (const extra of [newUser, newNamespace, signal, parent]) {
      expect(clone(0x3d0f00 | extra)).toBe(refused);
    }
    // As fork() of glibc does it.
    expect(clone(0x1200011)).toBe(refused);
  });

  test('mmap gives private memory or files', () => {
    const [shared, isPrivate, anonymous, growsDown] = [1, 2, 0x20, 0x100];
    expect(mmap(isPrivate | anonymous)).toBe(allow);
    expect(mmap(isPrivate)).toBe(allow);
    expect(mmap(shared)).toBe(allow);
    expect(mmap(shared | anonymous)).toBe(refused);
    // MAP_SHARED_VALIDATE.
    expect(mmap(3 | anonymous)).toBe(refused);
    expect(mmap(isPrivate | anonymous | growsDown)).toBe(refused);
  });

  test('ioctl, fcntl and prctl do what Node asks for', () => {
    expect([answer(16, [0, 0x5421]), answer(72, [0, 3]), answer(157, [15])]).toEqual([
      allow,
      allow,
      allow,
    ]);
    // TIOCSTI, TIOCLINUX; F_SETOWN, F_SETPIPE_SZ, F_ADD_SEALS; PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_SET_MM.
    for (const request of [0x5412, 0x541c]) expect(answer(16, [0, request])).toBe(refused);
    for (const command of [8, 1031, 1033]) expect(answer(72, [0, command])).toBe(refused);
    for (const option of [4, 22, 35]) expect(answer(157, [option])).toBe(refused);
  });

  test('the upper half of an argument cannot smuggle anything in', () => {
    // The kernel looks at the lower half as well.
    expect(answer(56, [0x100000000 + 0x1200011])).toBe(refused);
    expect(answer(16, [0, 0x100000000 + 0x5412])).toBe(refused);
  });
});

test('other calling conventions end the process', () => {
  const i386 = 0x40000003;
  const arm64 = 0xc00000b7;
  expect(answer(allowedCalls.read ?? -1, [], i386)).toBe(kill);
  expect(answer(allowedCalls.read ?? -1, [], arm64)).toBe(kill);
  expect(answer(x32Bit | (allowedCalls.read ?? 0))).toBe(kill);
  expect(answer(0xffffffff)).toBe(kill);
});

test('is short enough for the kernel', () => {
  expect(program.length / 8).toBeLessThan(4096);
});
