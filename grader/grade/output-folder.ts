import { randomUUID } from 'node:crypto';
import {
  appendFile,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  rmdir,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UsageProblem } from '../command-line/problem.ts';
import { gradeWording } from './wording.ts';

/** The one folder in the output whose content may differ between two runs. */
export const protocolName = 'protokoll';

/**
 * The folder that `--out` names. Files appear in it whole; what an earlier run has written and this one
 * has not is removed at the end, and nothing else ever is.
 */
export class OutputFolder {
  private readonly written = new Set<string>();

  private constructor(
    /** Absolute. */
    readonly root: string,
    private readonly known: Set<string>,
  ) {}

  /** @throws UsageProblem if something else lies there. */
  static async open(root: string, shownAs: string): Promise<OutputFolder> {
    const names = await readdir(root).catch((): string[] => []);
    if (names.length > 0 && !names.includes(protocolName)) {
      throw new UsageProblem(gradeWording.outForeign(shownAs));
    }
    await mkdir(join(root, protocolName), { recursive: true });
    const ledger = await readFile(join(root, protocolName, ledgerName), 'utf8').catch(() => '');
    const folder = new OutputFolder(root, new Set(ledger.split('\n').filter(Boolean)));
    await rm(folder.halfWritten, { recursive: true, force: true });
    return folder;
  }

  /** A path in the folder of what may differ between runs. */
  protocol(...names: readonly string[]): string {
    return join(this.root, protocolName, ...names);
  }

  /**
   * Writes a file of the output; one that has the content already is left alone.
   *
   * @param path relative, with `/`.
   * @throws the system's error.
   */
  async write(path: string, content: string | Uint8Array): Promise<void> {
    if (!/^[^/\\\0]+(\/[^/\\\0]+)*$/.test(path) || /(^|\/)\.\.?(\/|$)/.test(path)) {
      throw new Error(`not a path inside the output: ${path}`);
    }
    this.written.add(path);
    const file = join(this.root, path);
    const bytes = Buffer.from(content);
    if (this.known.has(path) && bytes.equals(await readFile(file).catch(() => Buffer.alloc(0)))) {
      return;
    }
    await this.remember(path);
    await mkdir(this.halfWritten, { recursive: true });
    await mkdir(dirname(file), { recursive: true });
    const fresh = join(this.halfWritten, randomUUID());
    await writeFile(fresh, bytes);
    await rename(fresh, file);
  }

  /** Removes what earlier runs have left and this one has not written. */
  async finish(): Promise<void> {
    for (const path of this.known) {
      if (this.written.has(path)) continue;
      await rm(join(this.root, path), { force: true });
      await this.removeEmpty(dirname(path));
    }
    await rm(this.halfWritten, { recursive: true, force: true });
    const ledger = [...this.written].sort().map((path) => `${path}\n`);
    await writeFile(this.protocol(ledgerName), ledger.join(''));
  }

  /** Before a file appears, so that one which a killed run has written is known to be ours. */
  private async remember(path: string): Promise<void> {
    if (this.known.has(path)) return;
    this.known.add(path);
    await appendFile(this.protocol(ledgerName), `${path}\n`);
  }

  private async removeEmpty(path: string): Promise<void> {
    for (let folder = path; folder !== '.'; folder = dirname(folder)) {
      const gone = await rmdir(join(this.root, folder)).then(
        () => true,
        () => false,
      );
      if (!gone) return;
    }
  }

  private get halfWritten(): string {
    return this.protocol('neu');
  }
}

const ledgerName = 'dateien.txt';
