import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { rawZip } from './raw-zip.fixture.ts';
import { InputFolder, textsOf } from './reading.fixture.ts';

let folder: InputFolder;
beforeEach(async () => {
  folder = await InputFolder.create();
});
afterEach(() => folder.remove());

/** The files and notes of a hand-in with these files. */
async function take(files: Readonly<Record<string, string | Uint8Array>>) {
  const entries = Object.entries(files).map(([name, data]) => ({ name, data: Buffer.from(data) }));
  await folder.put('klasse/ada.zip', rawZip(entries));
  await folder.put('klasse/grace.zip', rawZip([{ name: 'raft.ts', data: 'grace' }]));
  const result = await folder.read(['klasse']);
  expect(result.refused).toEqual([]);
  const ada = result.submissions.find(({ student }) => student.name === 'ada');
  return { files: textsOf(result).ada?.[0], notes: ada?.attempts[0]?.notes };
}

describe('which files', () => {
  test('are taken: sources and the manifest, no tests, texts or declarations', async () => {
    const { files, notes } = await take({
      'raft/raft.ts': 'r',
      'raft/protocol.ts': 'p',
      'raft/teile/wahl.ts': 'w',
      'raft/manifest.json': '{}',
      'raft/teile/manifest.json': '{}',
      'raft/beispiele.test.ts': 't',
      'raft/raft.d.ts': 'd',
      'raft/aufgabe.md': 'a',
      'raft/.vscode/x.ts': 'x',
    });
    expect(Object.keys(files ?? {})).toEqual([
      'raft/manifest.json',
      'raft/protocol.ts',
      'raft/raft.ts',
      'raft/teile/manifest.json',
      'raft/teile/wahl.ts',
    ]);
    expect(notes).toEqual([]);
  });

  test('come out of folders that a computer adds', async () => {
    const { files, notes } = await take({
      'raft/raft.ts': 'r',
      'raft/node_modules/x/raft/raft.ts': 'x',
      '.git/HEAD': 'x',
      '__MACOSX/raft/._raft.ts': 'x',
      'raft/._raft.ts': 'x',
      'raft/.DS_Store': 'x',
    });
    expect(files).toEqual({ 'raft/raft.ts': 'r' });
    expect(notes).toEqual(['Nicht beachtet: „.git“, „__MACOSX“, „raft/node_modules“.']);
  });

  test('lie in folders nested as deep as may be, exercises missing or not', async () => {
    expect((await take({ 'a/b/c/exercises/kapitel8/2pc/log.ts': 'l' })).files).toEqual({
      '2pc/log.ts': 'l',
    });
  });

  test('are read in spite of other cases', async () => {
    const { files, notes } = await take({ 'Raft/Raft.ts': 'r', 'Raft/helfer.ts': 'h' });
    expect(files).toEqual({ 'raft/helfer.ts': 'h', 'raft/raft.ts': 'r' });
    expect(notes).toEqual([
      'Der Ordner „Raft“ wurde als Aufgabe „raft“ gelesen.',
      '„Raft.ts“ wurde als „raft.ts“ gelesen.',
    ]);
  });

  test('are assigned by their names where there is no folder of the exercise', async () => {
    const { files, notes } = await take({
      'abgabe/raft.ts': 'r',
      'abgabe/log.ts': 'l',
      'abgabe/helfer.ts': 'h',
    });
    expect(files).toEqual({ 'raft/helfer.ts': 'h', 'raft/log.ts': 'l', 'raft/raft.ts': 'r' });
    expect(notes).toEqual([
      'Die Aufgabe „raft“ wurde an ihren Dateien erkannt („log.ts“, „raft.ts“).',
    ]);
  });

  test('are named without the folders around, which may be called after a person', async () => {
    const { notes } = await take({
      'Lovelace/abgabe.zip': rawZip([
        { name: 'a/Ada/x.js', data: '' },
        { name: 'a/Ada/raft.ts', data: 'r' },
      ]),
    });
    expect(notes?.join('')).not.toMatch(/Ada|Lovelace/i);
  });

  test('of two exercises in one folder are told apart', async () => {
    const { files } = await take({
      'raft.ts': 'r',
      'key-value-store.ts': 'k',
      'coordinator.ts': 'c',
      'helfer.ts': 'h',
    });
    expect(files).toEqual({
      '2pc/coordinator.ts': 'c',
      '2pc/helfer.ts': 'h',
      'raft/helfer.ts': 'h',
      'raft/key-value-store.ts': 'k',
      'raft/raft.ts': 'r',
    });
  });

  test('count where there are several versions: the workbook’s place, else the last name', async () => {
    const versions = await take({ 'v9/raft/raft.ts': '9', 'v10/raft/raft.ts': '10' });
    expect(versions.files).toEqual({ 'raft/raft.ts': '10' });
    expect(versions.notes).toContain(
      'Die Aufgabe „raft“ liegt mehrfach vor. Bewertet wird „v10/raft“, nicht „v9/raft“.',
    );
    const mirrored = await take({
      'x/exercises/kapitel8/raft/raft.ts': 'x',
      'y/raft/raft.ts': 'y',
    });
    expect(mirrored.files).toEqual({ 'raft/raft.ts': 'x' });
  });

  test('come from several archives in one hand-in', async () => {
    const { files } = await take({
      'raft.zip': rawZip([{ name: 'raft/raft.ts', data: 'r' }]),
      '2pc.zip': rawZip([{ name: 'coordinator.ts', data: 'c' }]),
    });
    expect(files).toEqual({ '2pc/coordinator.ts': 'c', 'raft/raft.ts': 'r' });
  });

  test('are named if nothing is done with them', async () => {
    const { notes } = await take({
      'raft/raft.ts': 'r',
      'raft/alt.js': 'j',
      'sonst/idee.ts': 'i',
      'alles.rar': 'x',
    });
    expect(notes).toEqual([
      'Nicht gelesen, weil kein ZIP-Archiv: „alles.rar“.',
      'Nicht übernommen, weil keiner Aufgabe zugeordnet: „sonst/idee.ts“.',
      'Nicht übernommen, weil nur „.ts“ zählt: „raft/alt.js“.',
    ]);
  });
});

describe('contents', () => {
  test('lose their byte order mark and Windows’ line ends', async () => {
    const { files, notes } = await take({
      'raft/raft.ts': '\uFEFFa\r\nb\r\n',
      'raft/log.ts': 'a\r\nb',
      'raft/helfer.ts': 'a\nb\rc',
    });
    expect(files).toEqual({
      'raft/helfer.ts': 'a\nb\rc',
      'raft/log.ts': 'a\nb',
      'raft/raft.ts': 'a\nb\n',
    });
    expect(notes).toEqual([
      'Byte-Order-Mark entfernt: „raft/raft.ts“.',
      'Windows-Zeilenenden vereinheitlicht: „raft/log.ts“, „raft/raft.ts“.',
    ]);
  });

  test('become UTF-8', async () => {
    const { files, notes } = await take({
      'raft/raft.ts': Buffer.from('\uFEFF// größe', 'utf16le'),
      'raft/log.ts': Buffer.from('\uFEFF// größe', 'utf16le').swap16(),
      'raft/helfer.ts': Buffer.from('// größe', 'latin1'),
    });
    expect(Object.values(files ?? {})).toEqual(['// größe', '// größe', '// größe']);
    expect(notes).toEqual([
      'Aus UTF-16 umgewandelt: „raft/log.ts“, „raft/raft.ts“.',
      'Aus Windows-1252 umgewandelt, weil kein gültiges UTF-8: „raft/helfer.ts“.',
    ]);
  });

  test('that are no text stay as they are, for grading to say so', async () => {
    const { files } = await take({ 'raft/raft.ts': Buffer.from([0x61, 0, 0x0d, 0x0a]) });
    expect(files).toEqual({ 'raft/raft.ts': 'a\0\r\n' });
  });

  test('that are equal are kept once for all', async () => {
    const contract = rawZip([
      { name: 'raft/raft.ts', data: 'x' },
      { name: 'raft/protocol.ts', data: 'same' },
    ]);
    await folder.put('klasse/ada.zip', contract);
    await folder.put('klasse/grace.zip', contract);
    const { submissions } = await folder.read(['klasse']);
    const [one, other] = submissions.map(({ attempts }) => attempts[0]?.files);
    expect(one?.get('raft/protocol.ts')).toBe(other?.get('raft/protocol.ts'));
    expect(one?.get('raft/protocol.ts')?.buffer.byteLength).toBe(4);
  });
});
