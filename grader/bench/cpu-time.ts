import { mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * Processor time of this process and everything it starts, in ms, whoever reaps it: bubblewrap's first
 * process is nobody's child in the end, so `process.resourceUsage` and `times(2)` of the parent miss
 * all that runs in a jail. A control group does not; making one takes root.
 */
export class CpuTime {
  private readonly parts: CpuTime[] = [];

  private constructor(
    private readonly root: string,
    private readonly group: string,
  ) {}

  /** @returns undefined where no control group can be made. */
  static start(): CpuTime | undefined {
    try {
      const mount = readFileSync('/proc/self/mounts', 'utf8')
        .split('\n')
        .map((line) => line.split(' '))
        .find(([, , type]) => type === 'cgroup2');
      if (mount?.[1] === undefined) return undefined;
      const group = join(mount[1], `measured-${process.pid}`);
      mkdirSync(group);
      writeFileSync(join(group, 'cgroup.procs'), String(process.pid));
      return new CpuTime(mount[1], group);
    } catch {
      return undefined;
    }
  }

  /** So far, in ms. */
  now(): number {
    const stat = readFileSync(join(this.group, 'cpu.stat'), 'utf8');
    return Number(/^usage_usec (\d+)/m.exec(stat)?.[1]) / 1_000;
  }

  /** A group within this one, for processes that are put there; what they use counts in both. */
  part(name: string): CpuTime {
    const group = join(this.group, name);
    mkdirSync(group);
    const part = new CpuTime(this.group, group);
    this.parts.push(part);
    return part;
  }

  /** Puts a process into this group, with everything it will start. */
  add(pid: number): void {
    writeFileSync(join(this.group, 'cgroup.procs'), String(pid));
  }

  /** Where it is, for {@link CpuTime.at} in another process. */
  get folder(): string {
    return this.group;
  }

  static at(folder: string): CpuTime {
    return new CpuTime(folder, folder);
  }

  async stop(): Promise<void> {
    writeFileSync(join(this.root, 'cgroup.procs'), String(process.pid));
    for (const part of this.parts) await remove(part.group);
    await remove(this.group);
  }
}

/** Whoever has just ended in it keeps it busy for a moment. */
async function remove(group: string): Promise<void> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    try {
      rmdirSync(group);
      return;
    } catch {
      await wait(100);
    }
  }
}
