import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Writable } from 'node:stream';
import type { Launcher } from '../sandbox/launch.ts';
import { filterDescriptor, type JailPlan, jailCommand } from './command.ts';
import { inheritedDescriptors, withoutInherited } from './descriptors.ts';
import { defaultJailLimits, type JailLimits } from './limits.ts';
import { assemble, type Instruction } from './seccomp/bpf.ts';
import { jailFilter } from './seccomp/filter.ts';
import { findTools, librariesOf } from './tools.ts';
import { jailWording } from './wording.ts';

export interface JailOptions {
  /** The program to be launched; Node, if nothing is said. */
  readonly program?: string;
  readonly limits?: Partial<JailLimits>;
  /** For tests of the other walls: what the kernel may be asked for. */
  readonly filter?: readonly Instruction[];
}

/** Users 60578 to 61183 are nobody's (systemd's UIDS-GIDS, Debian policy 9.2): one for each slot. */
const firstUid = 60_600;
export const slots = 500;

/**
 * A launcher whose programs run in a jail of their own, one after the other.
 *
 *     const problem = await jailProblem();                  // problem.ts: can this machine do it?
 *     const launch = await createJail(slot);
 *     const outcome = await runInSandbox(job, { launch });
 *
 * @param slot which of those that run at the same time, from 0: each has a user of its own.
 * @throws Error (German) if a tool is missing.
 */
export async function createJail(
  slot: number,
  { program = process.execPath, limits, filter = jailFilter() }: JailOptions = {},
): Promise<Launcher> {
  if (!Number.isInteger(slot) || slot < 0 || slot >= slots) {
    throw new RangeError(`slot ${slot} is not in [0, ${slots})`);
  }
  const { bwrap, prlimit } = findTools();
  if (bwrap === undefined) throw new Error(jailWording.noBubblewrap);
  if (prlimit === undefined) throw new Error(jailWording.noPrlimit);
  const plan = {
    bwrap,
    prlimit,
    program,
    libraries: librariesOf([program, prlimit]),
    uid: firstUid + slot,
    limits: { ...defaultJailLimits, ...limits },
    currentLimits: readFileSync('/proc/self/limits', 'utf8'),
  };
  return launcherFor(plan, filter);
}

function launcherFor(plan: JailPlan, instructions: readonly Instruction[]): Launcher {
  const filter = assemble(instructions);
  const inherited = inheritedDescriptors();
  // Root must not stay root: outside, files would still belong to it.
  const user = process.getuid?.() === 0 ? { uid: plan.uid, gid: plan.uid } : {};
  return {
    launch([program, ...flags], stdio) {
      if (program !== plan.program) throw new Error(`this jail is for ${plan.program} only`);
      const [command = '', ...parameters] = jailCommand(plan, flags);
      const child = spawn(command, parameters, {
        ...user,
        cwd: '/',
        // Already here: the environment of bubblewrap itself can be read from inside.
        env: {},
        stdio: withoutInherited([...stdio, 'pipe'], inherited),
        // A process group of its own, for `kill`.
        detached: true,
      });
      const input = child.stdio[filterDescriptor] as Writable | null | undefined;
      // If bubblewrap ends before it has read the filter, its own message and code tell why.
      input?.on('error', () => {});
      input?.end(filter);
      return child;
    },
    // The program's first process dies with bubblewrap, and with that one all others; the group is for
    // the moment before bubblewrap has said so to the kernel.
    kill({ pid, exitCode, signalCode }) {
      // Once it is gone, its number may be somebody else's.
      if (pid === undefined || exitCode !== null || signalCode !== null) return;
      try {
        process.kill(-pid, 'SIGKILL');
      } catch {
        // Gone this very moment.
      }
    },
  };
}
