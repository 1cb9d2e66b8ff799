import { readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { emptyStanding, readStanding, type Standing } from '../../results/standing.ts';
import { LockHeld, withLock } from './lock.ts';
import { writeDurably } from './write-durably.ts';

/** Something a student should know about the file. */
export type StandingNotice =
  /** It could not be read; it was renamed to `to` and progress starts anew. */
  | { readonly kind: 'damaged' | 'newer'; readonly to: string }
  /** The folder cannot be written. */
  | { readonly kind: 'unwritable' };

export interface StandingRead {
  readonly standing: Standing;
  readonly notice?: StandingNotice;
}

/**
 * `.kapitel/stand.json`, the one file progress lives in. Changes are made under a lock, so that two
 * processes at once lose nothing, and written whole. What cannot be read is set aside, never overwritten.
 */
export class StandingFile {
  private readonly lock: string;

  constructor(
    private readonly file: string,
    private readonly now: () => number,
  ) {
    this.lock = `${file}.lock`;
  }

  /** The standing as it is; a missing file is an empty one. */
  async read(): Promise<StandingRead> {
    try {
      const found = await this.load();
      if (found.kind === 'standing') return { standing: found.standing };
      // What looks damaged may just have been replaced: look again while nobody writes.
      return await withLock(this.lock, () => this.loadOrSetAside());
    } catch (error) {
      return { standing: emptyStanding, notice: unusable(error) };
    }
  }

  /** Changes what is there by now, not what was read some time ago. */
  async update(change: (standing: Standing) => Standing): Promise<StandingRead> {
    try {
      return await withLock(this.lock, async () => {
        const { standing: before, ...rest } = await this.loadOrSetAside();
        const standing = change(before);
        if (standing !== before) {
          await writeDurably(this.file, `${JSON.stringify(standing, null, 2)}\n`);
        }
        return { standing, ...rest };
      });
    } catch (error) {
      const notice = unusable(error);
      const { standing } = await this.read();
      return { standing: change(standing), notice };
    }
  }

  /** Forgets everything. `false` if the folder cannot be written. */
  async clear(): Promise<boolean> {
    try {
      await withLock(this.lock, () => rm(this.file, { force: true }));
      return true;
    } catch (error) {
      unusable(error);
      return false;
    }
  }

  private async load(): Promise<ReturnType<typeof readStanding>> {
    try {
      return readStanding(await readFile(this.file, 'utf8'));
    } catch (error) {
      const isMissing = isSystemError(error) && ['ENOENT', 'ENOTDIR'].includes(codeOf(error));
      if (isMissing) return { kind: 'standing', standing: emptyStanding };
      throw error;
    }
  }

  private async loadOrSetAside(): Promise<StandingRead> {
    const found = await this.load();
    if (found.kind === 'standing') return { standing: found.standing };
    const stamp = new Date(this.now()).toISOString().replace(/[:.]/g, '-');
    const word = found.kind === 'newer' ? 'neuere-fassung' : 'beschaedigt';
    const to = `${basename(this.file, '.json')}.${word}-${stamp}.json`;
    await rename(this.file, join(dirname(this.file), to));
    return { standing: emptyStanding, notice: { kind: found.kind, to } };
  }
}

/** Full and read-only disks are no defect of ours; anything else is. */
function unusable(error: unknown): StandingNotice {
  if (isSystemError(error) || error instanceof LockHeld) return { kind: 'unwritable' };
  throw error;
}

function isSystemError(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error;
}

function codeOf(error: Error): string {
  return 'code' in error ? String(error.code) : '';
}
