import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** What a command cost, with everything it started. */
export interface ProcessFigures {
  readonly wallMs: number;
  readonly exitCode: number | null;
  /** Largest resident size of any single process, in MiB; `undefined` where /proc is missing. */
  readonly peakMiB: number | undefined;
  readonly output: string;
}

const pollEveryMs = 15;

/** Runs a command to its end and watches the memory of its whole family. */
export function measureProcess(
  command: string,
  args: readonly string[],
  options: {
    readonly cwd: string;
    readonly env?: Record<string, string>;
    readonly watchMemory?: boolean;
  },
): Promise<ProcessFigures> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let peakKiB = 0;
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    const timer =
      options.watchMemory === true
        ? setInterval(() => {
            peakKiB = Math.max(peakKiB, familyPeakKiB(child.pid as number));
          }, pollEveryMs)
        : undefined;
    child.on('error', reject);
    child.on('close', (exitCode) => {
      clearInterval(timer);
      resolve({
        wallMs: performance.now() - start,
        exitCode,
        peakMiB: peakKiB === 0 ? undefined : peakKiB / 1024,
        output,
      });
    });
  });
}

/** Highest `VmHWM` of a process and its descendants; 0 where it cannot be read. */
function familyPeakKiB(root: number): number {
  const parents = new Map<number, number>();
  const peaks = new Map<number, number>();
  for (const name of listProcesses()) {
    try {
      const status = readFileSync(`/proc/${name}/status`, 'utf8');
      parents.set(Number(name), Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]));
      peaks.set(Number(name), Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0));
    } catch {
      // Gone since it was listed.
    }
  }
  let peak = 0;
  for (const [pid, size] of peaks) {
    for (let at: number | undefined = pid; at !== undefined; at = parents.get(at)) {
      if (at === root) peak = Math.max(peak, size);
    }
  }
  return peak;
}

function listProcesses(): string[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}
