import { type ChildProcess, spawn } from 'node:child_process';

/** Input, output, errors, and the descriptor of the report; all of them pipes. */
export type SandboxStdio = ['pipe', 'pipe', 'pipe', 'pipe'];

/** How the sandbox's child is started: plainly, or inside a jail. */
export interface Launcher {
  /**
   * Starts a program with a clean environment. What is returned may be a wrapper around it, as long
   * as the descriptors lead to the program itself and the wrapper ends with it.
   *
   * @param argv the program's absolute path, then its arguments.
   */
  launch(argv: readonly string[], stdio: SandboxStdio): ChildProcess;
  /** Ends it with everything it has started; without it, `SIGKILL` to what `launch` returned. */
  kill?(child: ChildProcess): void;
  /** Removes what was made for this launcher. */
  close?(): Promise<void>;
}

/** An ordinary child process: on a student's own machine the compartment is what confines. */
export const plainLauncher: Launcher = {
  launch([program = '', ...flags], stdio) {
    return spawn(program, flags, { env: cleanEnvironment(), stdio, windowsHide: true });
  },
};

/** Nothing of the user's; Windows cannot start a program without these two. */
function cleanEnvironment(): Record<string, string> {
  const kept = ['SystemRoot', 'windir'].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(kept);
}
