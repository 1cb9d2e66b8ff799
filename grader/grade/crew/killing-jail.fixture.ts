import type { Launcher } from '../../sandbox/launch.ts';
import { plainLauncher } from '../../sandbox/launch.ts';

/** A jail for tests: a submission that says so takes the judge's own process down. */
export async function createJail(): Promise<Launcher> {
  return {
    launch(argv, stdio) {
      const child = plainLauncher.launch(argv, stdio);
      const write = child.stdin?.write.bind(child.stdin);
      if (child.stdin && write) {
        child.stdin.write = (chunk: Buffer) => {
          if (chunk.includes('take the judge down')) process.kill(process.pid, 'SIGKILL');
          if (chunk.includes('keep the judge busy')) for (;;);
          return write(chunk);
        };
      }
      return child;
    },
  };
}
