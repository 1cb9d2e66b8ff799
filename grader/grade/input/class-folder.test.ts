import { execFileSync } from 'node:child_process';
import { access, chmod } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { rawZip } from './raw-zip.fixture.ts';
import { InputFolder, reasonsOf, textsOf } from './reading.fixture.ts';

let folder: InputFolder;
beforeEach(async () => {
  folder = await InputFolder.create();
});
afterEach(() => folder.remove());

describe('a folder of folders', () => {
  test('holds a person in each folder and archive', async () => {
    await folder.put('klasse/Jörg Müller/raft/raft.ts', 'joerg');
    await folder.put('klasse/ada/raft.ts', 'ada');
    await folder.put('klasse/grace.zip', rawZip([{ name: 'x/y/raft/raft.ts', data: 'grace' }]));
    await folder.put('klasse/LIESMICH.txt', '');
    const result = await folder.read(['klasse']);
    expect(textsOf(result)).toEqual({
      'Jörg Müller': [{ 'raft/raft.ts': 'joerg' }],
      ada: [{ 'raft/raft.ts': 'ada' }],
      grace: [{ 'raft/raft.ts': 'grace' }],
    });
    expect(result.refused).toEqual([]);
  });

  test('may be an archive itself, with a folder around', async () => {
    const zip = rawZip([
      { name: 'klasse/ada/raft/raft.ts', data: 'ada' },
      { name: 'klasse/grace/2pc/log.ts', data: '' },
      { name: 'klasse/grace/2pc/coordinator.ts', data: 'grace' },
    ]);
    await folder.put('klasse.zip', zip);
    expect(textsOf(await folder.read(['klasse.zip']))).toEqual({
      ada: [{ 'raft/raft.ts': 'ada' }],
      grace: [{ '2pc/coordinator.ts': 'grace', '2pc/log.ts': '' }],
    });
  });

  test('of one exercise is not taken for one hand-in called after it', async () => {
    await folder.put('raft/ada/raft.ts', 'ada');
    await folder.put('raft/grace/raft.ts', 'grace');
    expect(Object.keys(textsOf(await folder.read(['raft'])))).toEqual(['ada', 'grace']);
  });
});

describe('a single hand-in', () => {
  const expected = [{ 'raft/raft.ts': 'text' }];

  test.each([
    'ada/raft/raft.ts',
    'ada/kapitel8/raft/raft.ts',
    'ada/exercises/kapitel8/raft/raft.ts',
    'ada/raft.ts',
  ])('is recognised in %s', async (path) => {
    await folder.put(path, 'text');
    expect(textsOf(await folder.read(['ada']))).toEqual({ ada: expected });
  });

  test('may be an archive', async () => {
    await folder.put('ada.zip', rawZip([{ name: 'meine/raft/raft.ts', data: 'text' }]));
    expect(textsOf(await folder.read(['ada.zip']))).toEqual({ ada: expected });
  });

  test('may name its folders by the numbers of the exercises', async () => {
    await folder.put('ada/Aufgabe 8.8 (Raft)/raft.ts', 'text');
    await folder.put('ada/Aufgabe 8.10/coordinator.ts', 'c');
    expect(textsOf(await folder.read(['ada']))).toEqual({
      ada: [{ '2pc/coordinator.ts': 'c', 'raft/raft.ts': 'text' }],
    });
  });

  test('may have an archive for each exercise', async () => {
    await folder.put('ada/raft.zip', rawZip([{ name: 'raft.ts', data: 'text' }]));
    await folder.put('ada/2pc.zip', rawZip([{ name: '2pc/coordinator.ts', data: 'c' }]));
    expect(textsOf(await folder.read(['ada']))).toEqual({
      ada: [{ '2pc/coordinator.ts': 'c', 'raft/raft.ts': 'text' }],
    });
  });

  test('without anything in it is said to be empty', async () => {
    await folder.put('ada/notiz.txt', '');
    expect(reasonsOf(await folder.read(['ada']))).toEqual(['ada: „ada“ enthält keine Abgaben.']);
  });
});

describe('Git clones', () => {
  const date = '2025-12-01T23:10:00 +0100';

  function git(repository: string, ...args: string[]): void {
    execFileSync('git', ['-C', folder.path(repository), ...args], {
      env: {
        PATH: process.env.PATH,
        HOME: folder.root,
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_AUTHOR_NAME: 'A',
        GIT_AUTHOR_EMAIL: 'a@example.org',
        GIT_AUTHOR_DATE: date,
        GIT_COMMITTER_NAME: 'A',
        GIT_COMMITTER_EMAIL: 'a@example.org',
        GIT_COMMITTER_DATE: date,
      },
      stdio: 'pipe',
    });
  }

  async function clone(name: string, ...init: string[]): Promise<void> {
    await folder.put(`${name}/raft/raft.ts`, name);
    git(name, 'init', '-q', '-b', 'main', ...init);
    git(name, 'add', '-A');
    git(name, 'commit', '-q', '-m', 'Solve');
  }

  test('give name and time, the latter from the last commit', async () => {
    await clone('raft-submissions/raft-ada-l');
    await clone('raft-submissions/raft-ada-m', '--object-format=sha256');
    await clone('raft-submissions/raft-grace');
    git('raft-submissions/raft-grace', 'gc', '-q');
    const result = await folder.read(['raft-submissions']);
    expect(Object.keys(textsOf(result))).toEqual(['ada-l', 'ada-m', 'grace']);
    for (const { attempts } of result.submissions) {
      expect(attempts[0]?.submittedAt).toBe('2025-12-01T23:10:00+01:00');
      expect(attempts[0]?.notes).toEqual([expect.stringContaining('gilt der letzte Commit')]);
    }
  });

  test('are named after what differs where the assignment has a name of its own', async () => {
    await clone('klasse/uebung-3-ada');
    await clone('klasse/uebung-3-grace');
    expect(Object.keys(textsOf(await folder.read(['klasse'])))).toEqual(['ada', 'grace']);
  });

  test('are read as they lie there, not as they were committed', async () => {
    await clone('klasse/raft-ada');
    await clone('klasse/raft-grace');
    await folder.put('klasse/raft-ada/raft/raft.ts', 'changed');
    expect(textsOf(await folder.read(['klasse'])).ada).toEqual([{ 'raft/raft.ts': 'changed' }]);
  });

  test('cannot make Git start a program', async () => {
    await clone('klasse/raft-ada');
    await clone('klasse/raft-grace');
    const trap = await folder.put('trap.sh', `#!/bin/sh\ntouch ${folder.path('sprung')}\n`);
    await chmod(trap, 0o755);
    const settings = {
      'core.fsmonitor': trap,
      'core.pager': trap,
      'core.sshCommand': trap,
      'core.hooksPath': folder.root,
      'gpg.program': trap,
      'log.showSignature': 'true',
      'alias.cat-file': `!${trap}`,
      'remote.origin.url': `ext::${trap}`,
      'remote.origin.promisor': 'true',
      'protocol.ext.allow': 'always',
      'extensions.partialClone': 'origin',
    };
    for (const [key, value] of Object.entries(settings))
      git('klasse/raft-ada', 'config', key, value);
    // As in a partial clone: the commit is missing, Git would have to fetch it.
    await folder.put('klasse/raft-ada/.git/refs/heads/main', `${'1'.repeat(40)}\n`);
    const result = await folder.read(['klasse']);
    expect(result.submissions).toHaveLength(2);
    await expect(access(folder.path('sprung'))).rejects.toThrow();
    const ada = result.submissions.find(({ student }) => student.name === 'ada');
    expect(ada?.attempts[0]?.notes).toEqual([
      'Aus dem Git-Verzeichnis ließ sich keine Abgabezeit lesen.',
    ]);
  });

  test.each([
    ['ref: refs/heads/../../../../etc/passwd', 'HEAD'],
    ['ref: refs/heads/main', 'refs/heads/main/no'],
    ['x'.repeat(5 * 1024 * 1024), 'HEAD'],
    ['', 'HEAD'],
  ])('are read without a time if their references are strange (%#)', async (text, file) => {
    await folder.put('klasse/raft-ada/raft.ts', 'ada');
    await folder.put(`klasse/raft-ada/.git/${file}`, text);
    await folder.put('klasse/raft-grace/raft.ts', 'grace');
    const result = await folder.read(['klasse']);
    expect(Object.keys(textsOf(result))).toEqual(['ada', 'raft-grace']);
  });

  test('are read without waiting for a pipe in the place of HEAD', async () => {
    await folder.put('klasse/raft-ada/raft.ts', 'ada');
    await folder.put('klasse/raft-ada/.git/config', '');
    execFileSync('mkfifo', [folder.path('klasse/raft-ada/.git/HEAD')]);
    await folder.put('klasse/raft-grace/raft.ts', 'grace');
    expect(Object.keys(textsOf(await folder.read(['klasse'])))).toEqual(['ada', 'raft-grace']);
  });
});
