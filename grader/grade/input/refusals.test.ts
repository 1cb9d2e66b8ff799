import { execFileSync } from 'node:child_process';
import { symlink } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type RawEntry, rawZip } from './raw-zip.fixture.ts';
import { InputFolder, reasonsOf, textsOf } from './reading.fixture.ts';

let folder: InputFolder;
beforeEach(async () => {
  folder = await InputFolder.create();
});
afterEach(() => folder.remove());

const good: RawEntry = { name: 'raft/raft.ts', data: 'export const good = 1;\n' };
const symlinkMode = 0o120777;

/** Ada hands in the archive, Grace something good; only Ada's is refused, for the reason given. */
async function expectRefused(archive: Buffer, reason: string | RegExp): Promise<void> {
  await folder.put('klasse/ada.zip', archive);
  await folder.put('klasse/grace.zip', rawZip([good]));
  const result = await folder.read(['klasse']);
  expect(textsOf(result)).toEqual({ grace: [{ 'raft/raft.ts': 'export const good = 1;\n' }] });
  expect(result.refused).toHaveLength(1);
  expect(result.refused[0]).toMatchObject({
    shownAs: 'klasse/ada.zip',
    reason: expect.stringMatching(reason),
    student: { name: 'ada' },
  });
}

describe('names in an archive', () => {
  test.each([
    ['../raft/raft.ts', /„\.\.“ aus der Abgabe heraus/],
    ['raft/../../raft.ts', /„\.\.“ aus der Abgabe heraus/],
    ['raft\\..\\..\\raft.ts', /„\.\.“ aus der Abgabe heraus/],
    ['raft/node_modules/../../../x.ts', /„\.\.“ aus der Abgabe heraus/],
    ['../', /„\.\.“ aus der Abgabe heraus/],
    ['/etc/raft.ts', /ist absolut/],
    ['//server/raft.ts', /ist absolut/],
    ['\\\\server\\raft.ts', /ist absolut/],
    ['C:/raft/raft.ts', /nennt ein Laufwerk/],
    ['c:raft.ts', /nennt ein Laufwerk/],
    ['raft/raft.ts\0.txt', /NUL-Zeichen/],
    ['raft/ra\x1bft.ts', /Steuerzeichen/],
    ['raft/ra\nft.ts', /Steuerzeichen/],
    ['', /keinen Namen/],
    [`${'a/'.repeat(40)}raft.ts`, /mehr als 32 Ebenen/],
    [`raft/${'a'.repeat(1100)}.ts`, /länger als 1\.000 Zeichen/],
  ])('refuses %j', async (name, reason) => {
    await expectRefused(rawZip([good, { name, data: 'x' }]), reason);
  });

  test('refuses bytes that are announced as UTF-8 and are not', async () => {
    const name = Buffer.from([0x72, 0xff, 0xfe, 0x2e, 0x74, 0x73]);
    await expectRefused(rawZip([good, { name, data: 'x' }]), /ist nicht lesbar/);
  });

  test('refuses the same name twice', async () => {
    await expectRefused(rawZip([good, { ...good, data: 'export const other = 2;' }]), /mehrfach/);
  });

  test('refuses the same name in two forms of Unicode', async () => {
    const names = ['raft/größe.ts'.normalize('NFC'), 'raft/größe.ts'.normalize('NFD')];
    await expectRefused(rawZip([good, ...names.map((name) => ({ name, data: 'x' }))]), /mehrfach/);
  });

  test.each([
    ['raft/RAFT.ts', /unterscheiden sich nur in Groß- und Kleinschreibung/],
    ['Raft/log.ts', /unterscheiden sich nur in Groß- und Kleinschreibung/],
    ['raft/raft.ts/log.ts', /zugleich Datei und Ordner/],
  ])('refuses %j beside raft/raft.ts', async (name, reason) => {
    await expectRefused(rawZip([good, { name, data: 'x' }]), reason);
  });

  test('shows no control characters in reasons', async () => {
    await folder.put('klasse/ada.zip', rawZip([{ name: 'raft/\x1b[31m\u202eft.ts', data: 'x' }]));
    await folder.put('klasse/grace.zip', rawZip([good]));
    const text = reasonsOf(await folder.read(['klasse'])).join('');
    expect(text).toContain('�[31m�ft.ts');
  });
});

describe('kinds of entries', () => {
  test.each([
    ['a link', symlinkMode, /symbolische Verknüpfung/],
    ['a device', 0o020666, /ein Gerät, eine Pipe oder ein Socket/],
    ['a block device', 0o060666, /ein Gerät, eine Pipe oder ein Socket/],
    ['a pipe', 0o010666, /ein Gerät, eine Pipe oder ein Socket/],
    ['a socket', 0o140666, /ein Gerät, eine Pipe oder ein Socket/],
  ])('refuses %s', async (_what, mode, reason) => {
    await expectRefused(rawZip([good, { name: 'raft/log.ts', data: '/etc/passwd', mode }]), reason);
  });

  test('does not mind links among installed packages, which npm makes itself', async () => {
    const link = {
      name: 'node_modules/.bin/tsc',
      data: '../typescript/bin/tsc',
      mode: symlinkMode,
    };
    await folder.put('ada.zip', rawZip([good, link]));
    const result = await folder.read(['ada.zip']);
    expect(result.refused).toEqual([]);
    expect(result.submissions[0]?.attempts[0]?.notes).toEqual(['Nicht beachtet: „node_modules“.']);
  });

  test('refuses encrypted entries', async () => {
    await expectRefused(rawZip([{ ...good, flags: 0x801 }]), /ist verschlüsselt/);
  });

  test('refuses strong encryption', async () => {
    await expectRefused(rawZip([{ ...good, flags: 0x841 }]), /ist verschlüsselt/);
  });

  test('refuses methods other than Deflate', async () => {
    await expectRefused(rawZip([{ ...good, method: 12 }]), /mit einem Verfahren gepackt/);
  });
});

describe('sizes', () => {
  const zeros = Buffer.alloc(8 * 1024 * 1024);

  test('refuses what grows out of proportion', async () => {
    await expectRefused(
      rawZip([good, { name: 'raft/log.ts', data: zeros }]),
      /auf das 1\.0\d\d-Fache; das ist eine ZIP-Bombe/,
    );
  });

  test('refuses what grows out of proportion under a false size', async () => {
    const entry = { name: 'raft/log.ts', data: zeros, claimedSize: 100 };
    await expectRefused(rawZip([good, entry]), /nicht so groß, wie das Archiv angibt/);
  });

  test('refuses a bomb in an archive in the archive', async () => {
    const inner = rawZip([{ name: 'raft/log.ts', data: zeros }]);
    await expectRefused(
      rawZip([good, { name: 'mehr.zip', data: inner, method: 0 }]),
      /In „mehr\.zip“: .* das ist eine ZIP-Bombe/,
    );
  });

  test('refuses many entries that each stay below', async () => {
    const many = Array.from({ length: 600 }, (_, index) => ({
      name: `raft/daten-${index}.bin`,
      data: 'x',
      claimedSize: 1024 * 1024 - 1,
    }));
    await expectRefused(rawZip([good, ...many]), /entpackt 600 MiB groß; erlaubt sind 512 MiB/);
  });

  test('refuses entries that share their data', async () => {
    await expectRefused(
      rawZip([good, { name: 'raft/log.ts', data: 'export const good = 1;\n', dataOf: 0 }]),
      /überschneiden sich/,
    );
  });

  test('refuses archives in archives in archives', async () => {
    let archive = rawZip([good]);
    for (let depth = 0; depth < 3; depth += 1) {
      archive = rawZip([{ name: `tiefer-${depth}.zip`, data: archive, method: 0 }]);
    }
    await expectRefused(archive, /höchstens 2 Ebenen/);
  });

  test('refuses more archives than anybody needs', async () => {
    const inner = rawZip([{ name: 'leer.txt', data: '' }]);
    const many = Array.from({ length: 16 }, (_, index) => ({
      name: `${index}.zip`,
      data: inner,
      method: 0,
    }));
    await expectRefused(rawZip(many), /mehr als 16 ZIP-Archive/);
  });

  test('refuses more entries than it can claim', async () => {
    await folder.put('ada.zip', rawZip([good], { entryCount: 65_535 }));
    const result = await folder.read(['ada.zip'], { limits: { exportEntries: 1000 } });
    expect(reasonsOf(result)).toEqual([expect.stringContaining('mehr als 1.000 Einträge')]);
  });

  test('refuses a file that is too large', async () => {
    const text = Buffer.from(`// ${Math.random()}\n`.repeat(40_000));
    await expectRefused(
      rawZip([good, { name: 'raft/log.ts', data: text, method: 0 }]),
      /„raft\/log\.ts“ ist größer als 512 KiB/,
    );
  });

  test('refuses too many files', async () => {
    const many = Array.from({ length: 401 }, (_, index) => ({
      name: `raft/teil-${index}.ts`,
      data: '',
    }));
    await expectRefused(rawZip([good, ...many]), /402 Dateien für die Bewertung; erlaubt sind 400/);
  });

  test('refuses files that are too large together', async () => {
    const many = Array.from({ length: 9 }, (_, index) => ({
      name: `raft/teil-${index}.ts`,
      data: 'x'.repeat(500_000),
      method: 0,
    }));
    await expectRefused(rawZip([good, ...many]), /zusammen größer als 4 MiB/);
  });
});

describe('damaged archives', () => {
  test('refuses one that was cut short', async () => {
    const archive = rawZip([good]);
    await expectRefused(archive.subarray(0, archive.length - 30), /abgeschnitten/);
  });

  test('refuses an empty file', async () => {
    await expectRefused(Buffer.alloc(0), /abgeschnitten/);
  });

  test('refuses one whose directory is damaged', async () => {
    const archive = rawZip([good]);
    archive[archive.indexOf('PK\x01\x02', 'latin1')] = 0;
    await expectRefused(archive, /beschädigt/);
  });

  test('refuses one that announces more entries than there are', async () => {
    await expectRefused(rawZip([good], { entryCount: 2 }), /beschädigt/);
  });

  test('refuses one whose data are damaged', async () => {
    const archive = rawZip([{ ...good, method: 0 }]);
    archive[archive.indexOf('good')] = 0x78;
    await expectRefused(archive, /Prüfsumme von „raft\/raft\.ts“/);
  });

  test('refuses one whose packed data are damaged', async () => {
    const archive = rawZip([good]);
    archive.fill(0xff, 30 + good.name.length, 30 + good.name.length + 4);
    await expectRefused(archive, /beschädigt/);
  });
});

describe('folders', () => {
  async function expectFolderRefused(reason: RegExp): Promise<void> {
    await folder.put('klasse/ada/raft/raft.ts', 'x');
    await folder.put('klasse/grace/raft/raft.ts', 'good');
    const result = await folder.read(['klasse']);
    expect(textsOf(result)).toEqual({ grace: [{ 'raft/raft.ts': 'good' }] });
    expect(reasonsOf(result)).toEqual([expect.stringMatching(reason)]);
  }

  test('refuses a link to a file, and does not read it', async () => {
    await folder.put('anderswo.ts', 'secret');
    await folder.put('klasse/ada/raft/x.txt', '');
    await symlink(folder.path('anderswo.ts'), folder.path('klasse/ada/raft/log.ts'));
    await expectFolderRefused(/^klasse\/ada: „raft\/log\.ts“ ist eine symbolische/);
  });

  test('names a file that is too large as it lies in the hand-in', async () => {
    await folder.put('klasse/ada/raft/log.ts', 'x'.repeat(600_000));
    await expectFolderRefused(/^klasse\/ada: „raft\/log\.ts“ ist größer als 512 KiB\./);
  });

  test('refuses a link to a folder', async () => {
    await folder.put('klasse/ada/raft/x.txt', '');
    await symlink('/', folder.path('klasse/ada/alles'));
    await expectFolderRefused(/symbolische Verknüpfung/);
  });

  test('refuses a link instead of a person’s folder', async () => {
    await folder.put('klasse/grace/raft/raft.ts', 'good');
    await folder.put('klasse/linus/raft/raft.ts', 'fine');
    await symlink(folder.path('klasse/grace'), folder.path('klasse/ada'));
    const result = await folder.read(['klasse']);
    expect(Object.keys(textsOf(result))).toEqual(['grace', 'linus']);
    expect(reasonsOf(result)).toEqual([expect.stringMatching(/^klasse\/ada: .*Verknüpfung/)]);
  });

  test('refuses a pipe without waiting for it', async () => {
    await folder.put('klasse/ada/raft/x.txt', '');
    execFileSync('mkfifo', [folder.path('klasse/ada/raft/log.ts')]);
    await expectFolderRefused(/ein Gerät, eine Pipe oder ein Socket/);
  });

  test('refuses names that differ only in case', async () => {
    await folder.put('klasse/ada/raft/RAFT.ts', 'y');
    await expectFolderRefused(/unterscheiden sich nur in Groß/);
  });

  test('refuses a name with a backslash', async () => {
    await folder.put('klasse/ada/raft/x\\y.ts', 'y');
    await expectFolderRefused(/umgekehrten Schrägstrich/);
  });

  test('refuses a folder without an exercise, and other archives', async () => {
    await folder.put('klasse/ada/aufsatz.txt', 'y');
    await folder.put('klasse/linus/raft.7z', 'y');
    await folder.put('klasse/grace/raft/raft.ts', 'good');
    await folder.put('klasse/edsger.rar', '');
    expect(reasonsOf(await folder.read(['klasse']))).toEqual([
      expect.stringMatching(/^klasse\/ada: Darin liegt keine Datei einer bekannten Aufgabe/),
      expect.stringMatching(/^klasse\/edsger\.rar: .* liegt lose zwischen den Abgaben/),
      expect.stringMatching(/^klasse\/linus: Abgegeben wurde nur „raft\.7z“/),
    ]);
  });
});

test('says what is no input at all', async () => {
  await folder.put('notiz.txt', 'x');
  expect(reasonsOf(await folder.read(['fehlt', 'notiz.txt']))).toEqual([
    expect.stringMatching(/fehlt“ gibt es nicht/),
    expect.stringMatching(/weder ein Ordner noch ein ZIP-Archiv/),
  ]);
});
