import { execFile, spawn } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'acorn';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildBook } from '../../slides/render/book/build-book.ts';
import { loadCatalogue } from '../catalogue/catalogue.ts';
import { ownLayout } from '../catalogue/layout.ts';
import { linksIn } from '../lint/markdown.ts';
import { bundleSuite } from '../sandbox/suite-bundle.ts';
import type { Suite } from '../suites/suite.ts';
import { type Contents, handoutContents } from './contents.ts';
import { findLeaks } from './leaks.ts';
import { kinds, leaksIn, textsOf } from './run-handout.ts';
import { secretProperties, secretTexts } from './secrets.ts';
import { commitFolder, writeFolder, writeZip } from './write-handout.ts';

const layout = ownLayout();
const run = promisify(execFile);
const withSecrets = ['lamport', 'raft', 'gossip'];
const secretFileOf = (exercise: string) =>
  `grader/suites/kapitel8/${exercise}/secret-properties.ts`;
let scratch: string;
let copy: string;
let contents: Contents;

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'ausgabe-'));
  copy = join(scratch, 'kopie');
  contents = await handoutContents(layout, buildBook);
  await writeFolder(copy, contents);
}, 600_000);
afterAll(() => rm(scratch, { recursive: true, force: true }));

test('nothing of solutions or suites is in it', { timeout: 600_000 }, async () => {
  const names = [...contents.keys()];
  expect(names.filter((name) => /^solutions\/|\.scene\.ts$|mutants/.test(name))).toEqual([]);
  expect(names.filter((name) => /^grader\/suites\/.*\/.*\.ts$/.test(name))).toEqual([]);
  const secrets = await secretTexts(layout);
  expect(secrets.size).toBeGreaterThan(200);
  expect(await leaksIn(contents, layout)).toEqual([]);
  // The search would have found it.
  const [file = '', text = ''] =
    [...secrets].find(([name]) => name.endsWith('reference/raft.ts')) ?? [];
  const planted = new Map([...textsOf(contents), ['grader/check/helper.ts', text]]);
  expect(findLeaks(planted, new Map([[file, text]]), kinds).length).toBeGreaterThan(10);
});

test('of secret properties not even the compiled suites say anything', {
  timeout: 600_000,
}, async () => {
  const { secret, common } = await secretProperties(layout, await secretTexts(layout));
  const files = [...secret.keys()];
  expect(files).toEqual(expect.arrayContaining(withSecrets.map(secretFileOf)));
  expect(files.length).toBeGreaterThan(withSecrets.length);
  const nothing = { isCompiled: () => false, isReading: () => false, isBuilt: () => false };
  for (const exercise of withSecrets) {
    const suiteFile = join(layout.root, secretFileOf(exercise), '../suite.ts');
    // What is left out is what would have been found.
    const whole = new Map([['x.bundle.js', (await bundleSuite(suiteFile)).code]]);
    const leaks = findLeaks(whole, secret, nothing, common);
    expect(leaks.map(({ from }) => from)).toContain(secretFileOf(exercise));
    const { suite } = (await import(suiteFile)) as { suite: Suite };
    const secrets = suite.properties.filter(({ visibility }) => visibility === 'geheim');
    expect(secrets.length).toBeGreaterThan(0);
    for (const [file, text] of textsOf(contents)) {
      for (const { id, title } of secrets) {
        expect(text.includes(`"${id}"`) || text.includes(title), `${id} in ${file}`).toBe(false);
      }
    }
  }
});

test('the compiled files have neither comments nor source maps', () => {
  const compiled = [...textsOf(contents)].filter(([file]) => kinds.isCompiled(file));
  expect(compiled.length).toBeGreaterThan(18);
  const comments = compiled.flatMap(([file, text]) => {
    const found: string[] = [];
    parse(text, {
      ecmaVersion: 2023,
      sourceType: file.endsWith('.bundle.js') && !text.includes('export{') ? 'script' : 'module',
      allowReturnOutsideFunction: true,
      onComment: (_isBlock, comment) => found.push(`${file}: ${comment}`),
    });
    return text.includes('sourceMappingURL') ? [...found, file] : found;
  });
  expect(comments).toEqual([]);
});

test('every link of its README leads somewhere', () => {
  const readme = textsOf(contents).get('README.md') ?? '';
  const targets = linksIn(readme).map(({ target }) => target.split('#')[0] ?? '');
  const missing = targets.filter(
    (target) => target !== '' && !/^https?:/.test(target) && !contents.has(target),
  );
  expect(missing).toEqual([]);
  expect(readme).not.toMatch(/solutions\/|npm run (?:grade|verify|handout)/);
});

test('a check in it says the same as one here, to the byte', { timeout: 600_000 }, async () => {
  await symlink(join(layout.root, 'node_modules'), join(copy, 'node_modules'));
  const submission = join(scratch, 'abgabe');
  for (const id of ['lamport', 'service-discovery']) {
    const solution = join(layout.solutions, 'kapitel8', id, 'reference');
    await cp(solution, join(submission, id), { recursive: true });
  }
  const cli = async (home: string, ...words: string[]): Promise<void> => {
    const all = ['--import', 'tsx', 'grader/cli.ts', 'check', ...words];
    await run(process.execPath, all, { cwd: home }).catch((error: { code?: number }) => {
      // Not passed.
      if (error.code !== 1) throw error;
    });
  };
  const check = async (home: string, name: string): Promise<string> => {
    const out = join(scratch, `${name}.json`);
    await cli(home, 'lamport', 'service-discovery', '--submission', submission, '--json', out);
    return readFile(out, 'utf8');
  };
  const own = await check(layout.root, 'hier');
  expect(JSON.parse(own).exercises[0]).toMatchObject({ maxPoints: 97, withheldPoints: 3 });
  expect(JSON.parse(own)).toMatchObject({ status: 'bestanden' });
  expect(await check(copy, 'dort')).toBe(own);

  const clock = join(submission, 'lamport', 'lamport.ts');
  const right = await readFile(clock, 'utf8');
  await writeFile(clock, right.replace('time = Math.max(time, timestamp) + 1;', 'time += 1;'));
  const report = async (home: string, name: string): Promise<string> => {
    const only = ['--submission', submission, '--property', 'clock-condition', '--runs', '20'];
    await cli(home, 'lamport', ...only, '--html', join(scratch, name));
    return readFile(join(scratch, name, 'lamport.html'), 'utf8');
  };
  const page = await report(layout.root, 'bericht-hier');
  expect(page).toContain('<script type="text/plain" data-forks>H4sI');
  // Compared as a whole, since a difference of minified code helps nobody.
  expect((await report(copy, 'bericht-dort')) === page).toBe(true);
});

test('practice in it serves the finished book, whose workshop follows the files', {
  timeout: 600_000,
}, async () => {
  const words = ['--import', 'tsx', 'grader/cli.ts', 'practice', 'lamport'];
  const child = spawn(process.execPath, words, { cwd: copy, stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const address = await new Promise<string>((resolve, reject) => {
      let said = '';
      child.stdout.on('data', (chunk: Buffer) => {
        said += chunk.toString('utf8');
        const [page] = /http:\S+lamport\.html/.exec(said) ?? [];
        if (page !== undefined) resolve(page);
      });
      child.on('close', () => reject(new Error(said)));
    });
    const page = await (await fetch(address)).text();
    expect(page).toMatch(/^<!doctype html>\n<html data-practice /);
    const suite = await fetch(new URL('../../werkstatt/lamport.js', address));
    expect(suite.status).toBe(200);
  } finally {
    child.kill();
  }
});

test('what is not in it is refused in German, without a stack trace', async () => {
  const call = run(
    process.execPath,
    ['--import', 'tsx', 'grader/cli.ts', 'check', 'lamport', '--variant', 'reference'],
    { cwd: copy },
  );
  await expect(call).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/nicht enthalten/),
  });
});

test('ZIP and commit are the same each time', async () => {
  const [first, second] = [join(scratch, 'a.zip'), join(scratch, 'b.zip')];
  await writeZip(first, contents);
  await writeZip(second, contents);
  expect((await readFile(first)).equals(await readFile(second))).toBe(true);
  const hashes = await Promise.all(
    ['eins', 'zwei'].map(async (name) => {
      const folder = join(scratch, name);
      await writeFolder(folder, contents);
      await commitFolder(folder);
      const { stdout } = await run('git', ['-C', folder, 'log', '--format=%H %s']);
      return stdout;
    }),
  );
  expect(hashes[0]).toBe(hashes[1]);
  expect(hashes[0]?.trim().split('\n')).toHaveLength(1);
});

test('a folder in use is not touched', async () => {
  await expect(writeFolder(copy, contents)).rejects.toThrow(/enthält schon etwas/);
});

test('the lock file has every package of the catalogue’s copy and no download address', async () => {
  const texts = textsOf(contents);
  const { dependencies } = JSON.parse(texts.get('package.json') ?? '{}');
  const lock = texts.get('package-lock.json') ?? '';
  for (const name of Object.keys(dependencies)) expect(lock).toContain(`"node_modules/${name}"`);
  expect(lock).not.toMatch(/"resolved": *"http/);
  expect((await loadCatalogue(layout)).length).toBeGreaterThan(0);
});

test('what a student downloads stays below 40 MB, and what it installs below 150 MB', {
  timeout: 120_000,
}, async () => {
  const { packages } = JSON.parse(textsOf(contents).get('package-lock.json') ?? '{}');
  const installed = Object.keys(packages).filter((name) => name !== '');
  expect(installed.length).toBeGreaterThan(30);
  const sizes = await Promise.all(
    installed.map((name) => sizeOf(join(layout.root, name), installed, name)),
  );
  const own = [...contents.values()].reduce((sum, { length }) => sum + length, 0);
  expect(own / 1e6).toBeLessThan(40);
  const megabytes = sizes.reduce((sum, size) => sum + size, 0) / 1e6;
  expect(megabytes).toBeGreaterThan(40);
  expect(megabytes).toBeLessThan(150);
});

const seenFiles = new Set<number>();

/** Without packages inside that are counted by themselves; 0 if it is for another platform. */
async function sizeOf(folder: string, counted: readonly string[], name: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const sizes = entries.map(async (entry) => {
    const [path, inner] = [join(folder, entry.name), `${name}/${entry.name}`];
    if (entry.isFile()) {
      const { ino, size } = await stat(path);
      // esbuild links its program to a second place.
      if (seenFiles.has(ino)) return 0;
      seenFiles.add(ino);
      return size;
    }
    return entry.isDirectory() && !counted.includes(inner) ? sizeOf(path, counted, inner) : 0;
  });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
