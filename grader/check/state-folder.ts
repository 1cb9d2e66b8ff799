import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from '../command-line/write-whole.ts';
import type { EncodedReplay } from '../judging/replay-token.ts';
import type { Standing } from '../results/standing.ts';
import { StandingFile, type StandingRead } from './state/standing-file.ts';

/**
 * What `check` remembers in `.kapitel/`: the standing, tokens by their short names, details of own
 * defects. All of it may be deleted at any time. Methods that write say so if the folder cannot be
 * written, and go on: a read-only or full disk must not cost a student the verdict.
 */
export class StateFolder {
  private readonly file: StandingFile;

  constructor(
    private readonly folder: string,
    /** Wall clock in milliseconds since 1970: when one last worked, and what is due. */
    readonly now: () => number = Date.now,
  ) {
    this.file = new StandingFile(join(folder, 'stand.json'), now);
  }

  standing(): Promise<StandingRead> {
    return this.file.read();
  }

  /** Changes the standing as it is by now; a notice says if that could not be written. */
  updateStanding(change: (standing: Standing) => Standing): Promise<StandingRead> {
    return this.file.update(change);
  }

  /** Forgets the standing. Tokens and details of defects stay. */
  clearStanding(): Promise<boolean> {
    return this.file.clear();
  }

  /** The whole token of this short name, if it was printed on this machine. */
  async token(name: string): Promise<string | undefined> {
    if (!/^[a-z0-9-]+$/.test(name)) return undefined;
    const file = join(this.folder, 'wiederholungen', `${name}.txt`);
    return readFile(file, 'utf8').catch(() => undefined);
  }

  async saveTokens(tokens: readonly EncodedReplay[]): Promise<boolean> {
    const written = await Promise.all(
      tokens.map(({ name, token }) =>
        this.write(join('wiederholungen', `${name}.txt`), `${token}\n`),
      ),
    );
    if (tokens.length > 0) await this.forgetOldTokens();
    return written.every(Boolean);
  }

  /** Appends to `fehler.log`, which stays short enough to send. */
  async logDefect(text: string): Promise<boolean> {
    const before = await readFile(join(this.folder, 'fehler.log'), 'utf8').catch(() => '');
    return this.write('fehler.log', `${before.slice(-maxLogLength)}${text}\n`);
  }

  private async write(name: string, text: string): Promise<boolean> {
    return writeWhole(join(this.folder, name), text).then(
      () => true,
      () => false,
    );
  }

  private async forgetOldTokens(): Promise<void> {
    const folder = join(this.folder, 'wiederholungen');
    const names = await readdir(folder).catch(() => []);
    if (names.length <= maxTokens) return;
    const dated = await Promise.all(
      names.map(async (name) => {
        const file = join(folder, name);
        return { file, at: (await stat(file).catch(() => undefined))?.mtimeMs ?? 0 };
      }),
    );
    const old = dated.sort((a, b) => b.at - a.at).slice(maxTokens);
    await Promise.all(old.map(({ file }) => rm(file, { force: true }).catch(() => undefined)));
  }
}

const maxTokens = 500;
const maxLogLength = 200_000;
