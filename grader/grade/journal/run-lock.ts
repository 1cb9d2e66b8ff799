import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UsageProblem } from '../../command-line/problem.ts';
import { gradeWording } from '../wording.ts';

/**
 * Keeps a second run out of an output folder. A run that was killed leaves its file behind; it counts
 * for nothing as soon as its process is gone, even if its number has been given to another since.
 */
export class RunLock {
  private constructor(private readonly file: string) {}

  /** @throws UsageProblem if another run is at work here. */
  static async take(file: string): Promise<RunLock> {
    await mkdir(dirname(file), { recursive: true });
    for (let tries = 0; tries < 3; tries++) {
      if (await create(file)) return new RunLock(file);
      const holder = await holderOf(file);
      const [pid = 0, born = ''] = [Number(holder.split(' ')[0]), holder.split(' ')[1]];
      if (pid > 0 && (await birthOf(pid)) === born) {
        throw new UsageProblem(gradeWording.locked(pid));
      }
      await rm(file, { force: true });
    }
    throw new UsageProblem(gradeWording.locked(0));
  }

  release(): Promise<void> {
    return rm(this.file, { force: true });
  }
}

/** Between its making and its writing the file is empty for a moment; after a kill for ever. */
async function holderOf(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '');
  if (text !== '') return text;
  await new Promise((resolve) => setTimeout(resolve, 200));
  return readFile(file, 'utf8').catch(() => '');
}

async function create(file: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx');
    try {
      await handle.writeFile(`${process.pid} ${(await birthOf(process.pid)) ?? ''}`);
    } finally {
      await handle.close();
    }
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** When a process was started, in the kernel's ticks; `undefined` if there is none of this number. */
async function birthOf(pid: number): Promise<string | undefined> {
  if (process.platform === 'linux') {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
    // The name, in brackets, may hold anything; the start is the twentieth field after it.
    return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  }
  try {
    process.kill(pid, 0);
    return '';
  } catch {
    return undefined;
  }
}
