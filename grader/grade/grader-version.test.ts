import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownLayout } from '../catalogue/layout.ts';
import { graderParts, graderVersion, versionOf } from './grader-version.ts';

const { root } = ownLayout();

describe('what a verdict depends on', () => {
  it('is the code that judging reaches', async () => {
    const { files, packages } = await graderParts();
    expect(files).toEqual(
      expect.arrayContaining([
        'grader/grade/judge/fair-run.ts',
        'grader/grade/judge/wording.ts',
        'grader/inspection/type-check.ts',
        'grader/jail/limits.ts',
        'grader/judging/conclude.ts',
        'grader/results/score.ts',
        'grader/sandbox/bootstrap.ts',
        'grader/sandbox/session.ts',
      ]),
    );
    expect(packages).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^esbuild@/),
        expect.stringMatching(/^typescript@/),
        expect.stringMatching(/^@typescript\/typescript-linux-x64@/),
        expect.stringMatching(/^zod@/),
      ]),
    );
  });

  it('is nothing that reads verdicts or reads input', async () => {
    const { files, packages } = await graderParts();
    const others =
      /^grader\/(feedback|check|bench|grade\/(output|diagnosis|similarity|input|queue|demo))\//;
    expect(files.filter((file) => others.test(file))).toEqual([]);
    expect(packages.filter((name) => /^(playwright|bullmq|katex|handlebars)/.test(name))).toEqual(
      [],
    );
  });
});

describe('the version of the grader', { timeout: 120_000 }, () => {
  let copy = '';

  beforeAll(async () => {
    copy = await mkdtemp(join(tmpdir(), 'fassung-'));
    await cp(join(root, 'grader'), join(copy, 'grader'), { recursive: true });
    await cp(join(root, 'package-lock.json'), join(copy, 'package-lock.json'));
    await cp(join(root, 'package.json'), join(copy, 'package.json'));
    await symlink(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
  }, 120_000);

  afterAll(() => rm(copy, { recursive: true, force: true }));

  /** The version with a file changed; the file is put back. */
  async function changed(file: string, change: (text: string) => string): Promise<string> {
    const path = join(copy, file);
    const text = await readFile(path, 'utf8');
    expect(change(text)).not.toBe(text);
    await writeFile(path, change(text));
    const version = await versionOf(copy);
    await writeFile(path, text);
    return version;
  }

  it('is the same wherever the workbook lies', async () => {
    expect(await versionOf(copy)).toBe(await graderVersion());
  });

  it('changes with what can change a verdict, and with nothing else', async () => {
    const version = await versionOf(copy);
    const exercise = 'grader/judging/wording.ts';
    expect(await changed(exercise, (text) => text.replace(/'([A-Z])/, "'Neu: $1"))).not.toBe(
      version,
    );
    expect(await changed('grader/jail/limits.ts', (text) => text.replace('768', '512'))).not.toBe(
      version,
    );
    expect(
      await changed('package-lock.json', (text) =>
        text.replace(/("node_modules\/zod": \{\s+"version": ")/, '$10'),
      ),
    ).not.toBe(version);
    expect(await changed(exercise, (text) => `// Noch ein Wort.\n${text}`)).toBe(version);
    expect(
      await changed(
        'grader/grade/output/write-outputs.ts',
        (text) => `${text}console.log('neu');\n`,
      ),
    ).toBe(version);
    expect(
      await changed('package-lock.json', (text) =>
        text.replace(/("node_modules\/bullmq": \{\s+"version": ")/, '$10'),
      ),
    ).toBe(version);
  });
});
