import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { finished } from 'node:stream/promises';
import { promisify } from 'node:util';
import { ZipFile } from 'yazl';
import { UsageProblem } from '../command-line/problem.ts';
import type { Contents } from './contents.ts';
import { handoutWording as wording } from './wording.ts';

/** The same date in every copy, so that equal contents are equal archives and commits. */
const fixedDate = new Date('2026-01-01T12:00:00Z');

/** Writes into a folder that is new or empty; complete or not at all. */
export async function writeFolder(folder: string, contents: Contents): Promise<void> {
  const before = await readdir(folder).catch((): string[] => []);
  if (before.length > 0) throw new UsageProblem(wording.notEmpty(folder));
  const fresh = `${folder}.neu`;
  await onDisk(folder, async () => {
    await rm(fresh, { recursive: true, force: true });
    for (const [name, content] of contents) {
      const file = join(fresh, name);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, content);
    }
    await rm(folder, { recursive: true, force: true });
    await rename(fresh, folder);
  });
}

export async function writeZip(file: string, contents: Contents): Promise<void> {
  if (await exists(file)) throw new UsageProblem(wording.zipExists(file));
  await onDisk(file, async () => {
    const zip = new ZipFile();
    for (const [name, content] of contents) {
      // Without its local time zone the archive is the same everywhere.
      zip.addBuffer(Buffer.from(content), name, {
        mtime: fixedDate,
        mode: 0o100644,
        forceDosTimestamp: true,
      });
    }
    zip.end();
    const out = createWriteStream(`${file}.neu`);
    zip.outputStream.pipe(out);
    await finished(out);
    await rename(`${file}.neu`, file);
  });
}

/** One commit with everything; the same contents give the same commit. */
export async function commitFolder(folder: string): Promise<void> {
  const date = fixedDate.toISOString();
  const identity = { name: 'Arbeitsbuch', email: 'arbeitsbuch@example.org' };
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: folder,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: identity.name,
    GIT_AUTHOR_EMAIL: identity.email,
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_NAME: identity.name,
    GIT_COMMITTER_EMAIL: identity.email,
    GIT_COMMITTER_DATE: date,
  };
  const git = async (...words: string[]): Promise<void> => {
    try {
      await promisify(execFile)('git', ['-C', folder, ...words], { env });
    } catch (error) {
      const { code, stderr } = error as { code?: unknown; stderr?: string };
      if (code === 'ENOENT') throw new UsageProblem(wording.noGit);
      throw new UsageProblem(wording.gitFailed((stderr ?? '').trim()));
    }
  };
  await git('init', '--quiet', '--initial-branch=main');
  // `buch/` is ignored by the workbook, where it is built anew.
  await git('add', '--all', '--force');
  await git('commit', '--quiet', '--message', wording.commitMessage);
}

async function onDisk(place: string, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new UsageProblem(wording.notWritable(place, String(error.code)));
  }
}

function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
