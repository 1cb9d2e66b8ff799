import { type JailLimits, prlimitFlags } from './limits.ts';

/** What a jail is made of, on this machine. */
export interface JailPlan {
  /** Absolute paths. */
  readonly bwrap: string;
  readonly prlimit: string;
  /** The only program that can be run. */
  readonly program: string;
  /** Further files that these two programs need, at their own paths. */
  readonly libraries: readonly string[];
  /** Who one is inside; outside too, where the grader runs as root. */
  readonly uid: number;
  readonly limits: JailLimits;
  /** Text of /proc/self/limits. */
  readonly currentLimits: string;
}

/** Where the two programs lie inside; nobody learns where they lie outside. */
const programInside = '/program';
const prlimitInside = '/prlimit';

/** The descriptor from which bubblewrap reads the filter; 3 is the report's. */
export const filterDescriptor = 4;

/**
 * The command that starts the program in its jail (bwrap(1)). Its file system holds the program and
 * its libraries and cannot be written; there is no `/proc`, `/dev`, `/tmp`. The limits are set last,
 * inside: threads are then counted in the jail's user namespace instead of among all of the user's.
 */
export function jailCommand(plan: JailPlan, flags: readonly string[]): readonly string[] {
  const { bwrap, prlimit, program, libraries, uid, limits, currentLimits } = plan;
  return [
    bwrap,
    ...['--unshare-user', '--unshare-all', '--disable-userns'],
    ...['--die-with-parent', '--new-session', '--clearenv'],
    ...['--uid', String(uid), '--gid', String(uid), '--hostname', 'jail'],
    ...libraries.flatMap((file) => ['--ro-bind', file, file]),
    ...['--ro-bind', prlimit, prlimitInside, '--ro-bind', program, programInside],
    ...['--remount-ro', '/', '--chdir', '/', '--seccomp', String(filterDescriptor)],
    ...['--', prlimitInside, ...prlimitFlags(limits, currentLimits), '--', programInside, ...flags],
  ];
}
