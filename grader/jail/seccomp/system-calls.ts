/**
 * What Node needs of the kernel on x86-64, and nothing else: numbers as in asm/unistd_64.h. Whatever
 * is not named here does not exist in the jail: no sockets, no new processes, no shared memory, no
 * namespaces, no mounts, no keys, no tracing, no io_uring.
 */
export const allowedCalls: Readonly<Record<string, number>> = {
  // Descriptors that are already there, and files; there is nothing to write to.
  read: 0,
  write: 1,
  open: 2,
  close: 3,
  stat: 4,
  fstat: 5,
  lstat: 6,
  poll: 7,
  lseek: 8,
  pread64: 17,
  readv: 19,
  writev: 20,
  access: 21,
  dup: 32,
  dup2: 33,
  shutdown: 48,
  getsockname: 51,
  getsockopt: 55,
  getcwd: 79,
  readlink: 89,
  getdents64: 217,
  epoll_wait: 232,
  epoll_ctl: 233,
  openat: 257,
  newfstatat: 262,
  readlinkat: 267,
  faccessat: 269,
  ppoll: 271,
  epoll_pwait: 281,
  eventfd2: 290,
  epoll_create1: 291,
  dup3: 292,
  pipe2: 293,
  preadv: 295,
  statx: 332,
  close_range: 436,
  faccessat2: 439,
  epoll_pwait2: 441,
  // Memory.
  mprotect: 10,
  munmap: 11,
  brk: 12,
  mremap: 25,
  madvise: 28,
  // Signals; only to what is in the jail.
  rt_sigaction: 13,
  rt_sigprocmask: 14,
  rt_sigreturn: 15,
  kill: 62,
  rt_sigtimedwait: 128,
  rt_sigsuspend: 130,
  sigaltstack: 131,
  tgkill: 234,
  // Threads and their end. bubblewrap starts prlimit, and prlimit Node, by `execve`; its first
  // process waits for them.
  execve: 59,
  exit: 60,
  wait4: 61,
  arch_prctl: 158,
  futex: 202,
  set_tid_address: 218,
  restart_syscall: 219,
  exit_group: 231,
  set_robust_list: 273,
  membarrier: 324,
  rseq: 334,
  // Time and chance.
  nanosleep: 35,
  gettimeofday: 96,
  time: 201,
  clock_gettime: 228,
  clock_getres: 229,
  clock_nanosleep: 230,
  getrandom: 318,
  // Who and where one is.
  getpid: 39,
  uname: 63,
  getrlimit: 97,
  getrusage: 98,
  sysinfo: 99,
  times: 100,
  getuid: 102,
  getgid: 104,
  geteuid: 107,
  getegid: 108,
  getppid: 110,
  gettid: 186,
  sched_yield: 24,
  sched_getaffinity: 204,
  getcpu: 309,
  prlimit64: 302,
};

/** A call that is allowed only if one of its arguments is right. */
export interface GuardedCall {
  readonly number: number;
  /** Index of the argument, from 0. The kernel looks at its lower 32 bits only. */
  readonly argument: number;
  /** The values it may have … */
  readonly oneOf?: readonly number[];
  /** … or sets of bits it may not have all at once. */
  readonly notAllOf?: readonly (readonly number[])[];
}

const mapShared = 0x01;
const mapAnonymous = 0x20;
const mapGrowsDown = 0x0100;

export const guardedCalls: Readonly<Record<string, GuardedCall>> = {
  // Neither shared memory without a file nor stacks that grow count for RLIMIT_DATA.
  mmap: { number: 9, argument: 3, notAllOf: [[mapShared, mapAnonymous], [mapGrowsDown]] },
  // TCGETS, TIOCGWINSZ, FIONREAD, FIONBIO, FIONCLEX, FIOCLEX.
  ioctl: { number: 16, argument: 1, oneOf: [0x5401, 0x5413, 0x541b, 0x5421, 0x5450, 0x5451] },
  // Threads as the C libraries make them (glibc, musl), nothing else: no process, no namespace.
  // `clone3`, whose flags lie in memory, is missing, whereupon they take this one.
  clone: { number: 56, argument: 0, oneOf: [0x3d0f00, 0x7d0f00] },
  // F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_DUPFD_CLOEXEC: no larger pipes, no leases.
  fcntl: { number: 72, argument: 1, oneOf: [0, 1, 2, 3, 4, 1030] },
  // PR_SET_NAME, PR_GET_NAME, PR_SET_VMA.
  prctl: { number: 157, argument: 0, oneOf: [15, 16, 0x53564d41] },
};
