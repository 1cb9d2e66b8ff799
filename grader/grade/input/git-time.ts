import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { readRegularFile } from './folder.ts';
import { Refusal } from './refusal.ts';

/**
 * When the last commit of a clone was made, as ISO 8601 with the committer's offset; `undefined` if
 * that cannot be read.
 *
 * A repository's own configuration can make Git start programs (`gpg.program`, `core.sshCommand`,
 * `core.fsmonitor`, fetching what a partial clone lacks), so Git never sees it: it works in an empty
 * repository of ours and borrows nothing but the objects. What HEAD points to is read here.
 */
export async function lastCommitTime(gitDir: string): Promise<string | undefined> {
  const commit = await headOf(gitDir);
  if (commit === undefined) return undefined;
  const home = await mkdtemp(join(tmpdir(), 'abgabe-git-'));
  try {
    await prepare(home, commit);
    const git = new Git(home, join(gitDir, 'objects'));
    const [, kind, size] = (await git.run(['cat-file', '--batch-check'], `${commit}\n`)).split(' ');
    if (kind !== 'commit' || !(Number(size) <= maxCommitBytes)) return undefined;
    return timeIn(await git.run(['cat-file', 'commit', commit]));
  } catch {
    // Git is not there, or the objects are damaged: then there is no time.
    return undefined;
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

const maxCommitBytes = 64 * 1024;
const maxRefBytes = 4 * 1024 * 1024;
const objectId = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** The commit that is checked out, which is what lies in the folder. */
async function headOf(gitDir: string): Promise<string | undefined> {
  const head = (await readText(gitDir, 'HEAD'))?.trim() ?? '';
  if (objectId.test(head)) return head;
  const ref = /^ref: (refs\/heads\/\S+)$/.exec(head)?.[1];
  if (ref === undefined || ref.split('/').some((part) => part === '' || part.startsWith('.'))) {
    return undefined;
  }
  const loose = (await readText(gitDir, ref))?.trim() ?? '';
  if (objectId.test(loose)) return loose;
  const packed = (await readText(gitDir, 'packed-refs'))?.split('\n') ?? [];
  const id = packed.find((line) => line.endsWith(` ${ref}`))?.split(' ')[0] ?? '';
  return objectId.test(id) ? id : undefined;
}

async function readText(gitDir: string, path: string): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await readRegularFile(join(gitDir, path), path, maxRefBytes));
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

/** An empty repository for objects of the right kind. */
async function prepare(home: string, commit: string): Promise<void> {
  const isSha256 = commit.length === 64;
  const format = isSha256 ? '[extensions]\n\tobjectFormat = sha256\n' : '';
  const config = `[core]\n\trepositoryFormatVersion = ${isSha256 ? 1 : 0}\n\tbare = true\n${format}`;
  await mkdir(join(home, 'refs'));
  await mkdir(join(home, 'objects'));
  await writeFile(join(home, 'HEAD'), 'ref: refs/heads/none\n');
  await writeFile(join(home, 'config'), config);
}

class Git {
  constructor(
    private readonly home: string,
    private readonly objects: string,
  ) {}

  run(args: readonly string[], input = ''): Promise<string> {
    return new Promise((resolve, reject) => {
      const options = {
        cwd: this.home,
        env: this.environment(),
        timeout: 20_000,
        killSignal: 'SIGKILL' as const,
        maxBuffer: 2 * maxCommitBytes,
      };
      const child = execFile('git', args, options, (error, stdout) => {
        if (error === null) resolve(stdout);
        else reject(error);
      });
      child.stdin?.on('error', () => {});
      child.stdin?.end(input);
    });
  }

  private environment(): NodeJS.ProcessEnv {
    return {
      PATH: process.env.PATH,
      HOME: this.home,
      GIT_DIR: this.home,
      GIT_OBJECT_DIRECTORY: this.objects,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: devNull,
      GIT_NO_LAZY_FETCH: '1',
      GIT_NO_REPLACE_OBJECTS: '1',
      GIT_TERMINAL_PROMPT: '0',
      // Packed data can claim any size; Git gives up instead of asking for that much memory.
      GIT_ALLOC_LIMIT: '64m',
    };
  }
}

/** `committer Ada <ada@example.org> 1764669420 +0100` of a commit's header. */
function timeIn(commit: string): string | undefined {
  const header = commit.split('\n\n', 1)[0] ?? '';
  const match = /^committer .*> (?<seconds>\d{1,12}) (?<offset>[+-]\d{4})$/m.exec(header);
  const { seconds, offset = '' } = match?.groups ?? {};
  if (seconds === undefined) return undefined;
  try {
    const instant = Temporal.Instant.fromEpochMilliseconds(Number(seconds) * 1000);
    const timeZone = `${offset.slice(0, 3)}:${offset.slice(3)}`;
    return instant.toString({ timeZone, smallestUnit: 'second' });
  } catch {
    return undefined;
  }
}
