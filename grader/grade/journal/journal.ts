import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { removeHalfWritten, writeDurably } from './durable-file.ts';
import { type AttemptVerdict, decodeVerdict, encodeVerdict } from './verdict.ts';

/**
 * What has been judged, one file an attempt: `<pseudonym>-<attempt>.json`, the verdict in one line and
 * its SHA-256 in the next. A file is whole or not there, so a run that was killed is taken up where
 * it was; a file that has been damaged otherwise counts as not there.
 */
export class Journal {
  private constructor(private readonly folder: string) {}

  /** Opens the journal in `folder`, which is made if it is not there. */
  static async open(folder: string): Promise<Journal> {
    await mkdir(folder, { recursive: true });
    await removeHalfWritten(folder);
    return new Journal(folder);
  }

  async read(pseudonym: string, attempt: number): Promise<AttemptVerdict | undefined> {
    const text = await readFile(this.fileOf(pseudonym, attempt), 'utf8').catch(() => '');
    const [line = '', digest] = text.split('\n');
    return digest === digestOf(line) ? decodeVerdict(line) : undefined;
  }

  /** @throws the system's error if the disk refuses; what was there before is still there. */
  async write(verdict: AttemptVerdict): Promise<void> {
    const line = encodeVerdict(verdict);
    const file = this.fileOf(verdict.pseudonym, verdict.attempt);
    await writeDurably(file, `${line}\n${digestOf(line)}\n`);
  }

  /** Forgets a person. */
  async remove(pseudonym: string): Promise<void> {
    const names = await readdir(this.folder);
    const own = names.filter((name) => name.startsWith(`${pseudonym}-`));
    await Promise.all(own.map((name) => rm(join(this.folder, name))));
  }

  private fileOf(pseudonym: string, attempt: number): string {
    return join(this.folder, `${pseudonym}-${attempt}.json`);
  }
}

function digestOf(line: string): string {
  return createHash('sha256').update(line).digest('hex');
}
