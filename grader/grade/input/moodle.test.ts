import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { rawZip } from './raw-zip.fixture.ts';
import { InputFolder, reasonsOf, textsOf } from './reading.fixture.ts';

let folder: InputFolder;
beforeEach(async () => {
  folder = await InputFolder.create();
});
afterEach(() => folder.remove());

const worksheet = [
  '\uFEFFID;"Vollständiger Name";E-Mail-Adresse;Status;Bewertung;Bestwertung;"Bewertung kann geändert werden";"Zuletzt geändert (Abgabe)";"Zuletzt geändert (Bewertung)";"Feedback als Kommentar"',
  'Teilnehmer/in123456;"Jörg Müller";joerg.mueller@example.org;"Zur Bewertung abgegeben";;"100,00";Ja;"Dienstag, 2. Dezember 2025, 10:37";-;',
  'Teilnehmer/in123457;"Ada Lovelace";ada@example.org;"Zur Bewertung abgegeben - 2 Tage zu spät";;"100,00";Ja;Donnerstag, 3. Juli 2025, 23:59;-;',
  'Teilnehmer/in123458;"Grace Hopper";grace@example.org;"Keine Abgabe";;"100,00";Ja;-;-;',
].join('\r\n');

const joerg = 'Müller Jörg_123456_assignsubmission_file_';
const ada = 'Lovelace Ada_123457_assignsubmission_file_';
const raft = (text: string) => rawZip([{ name: 'abgabe/raft/raft.ts', data: text }]);

describe('an export', () => {
  test('is read with folders and ZIP in ZIP, names and times from the worksheet beside it', async () => {
    const zip = rawZip([
      { name: `${joerg}/abgabe.zip`, data: raft('joerg'), method: 0 },
      { name: `${ada}/raft/raft.ts`, data: 'ada' },
      { name: `${ada}/raft/log.ts`, data: 'log' },
    ]);
    await folder.put('CC-Kapitel 8-4711.zip', zip);
    await folder.put('Bewertungen-CC-Kapitel 8-4711.csv', worksheet);
    await folder.put('Teilnehmende.csv', 'Vorname;Nachname\nAda;Lovelace\n');
    const result = await folder.read(['CC-Kapitel 8-4711.zip']);
    expect(textsOf(result)).toEqual({
      'Ada Lovelace': [{ 'raft/log.ts': 'log', 'raft/raft.ts': 'ada' }],
      'Jörg Müller': [{ 'raft/raft.ts': 'joerg' }],
    });
    expect(result.refused).toEqual([]);
    const [first] = result.submissions.filter(({ student }) => student.name === 'Jörg Müller');
    expect(first?.student).toEqual({
      pseudonym: expect.stringMatching(/^[0-9a-f]{6}$/),
      name: 'Jörg Müller',
      email: 'joerg.mueller@example.org',
      identifier: 'Teilnehmer/in123456',
    });
    expect(times(result)).toEqual({
      'Ada Lovelace': ['2025-07-03T23:59:00+02:00'],
      'Jörg Müller': ['2025-12-02T10:37:00+01:00'],
    });
    expect(result.absent.map(({ name }) => name)).toEqual(['Grace Hopper']);
  });

  test('is the same unpacked, without folders, and as newer versions name them', async () => {
    await folder.put(`alt/${joerg}/abgabe.zip`, raft('joerg'));
    await folder.put(`flach/${joerg}abgabe.zip`, raft('joerg'));
    await folder.put(`neu/${joerg.replace(/_$/, '')}/abgabe.zip`, raft('joerg'));
    const all = await Promise.all(['alt', 'flach', 'neu'].map((name) => folder.read([name])));
    expect(all.map(({ submissions }) => submissions)).toEqual([
      all[0]?.submissions,
      all[0]?.submissions,
      all[0]?.submissions,
    ]);
    expect(textsOf(all[0] as never)).toEqual({ 'Müller Jörg': [{ 'raft/raft.ts': 'joerg' }] });
  });

  test('may lie in folders of its own, the worksheet inside', async () => {
    await folder.put(`kurs/Export/${joerg}/raft.ts`, 'joerg');
    await folder.put('kurs/Export/Bewertungen.csv', worksheet);
    expect(times(await folder.read(['kurs']))).toEqual({
      'Jörg Müller': ['2025-12-02T10:37:00+01:00'],
    });
  });

  test('takes a worksheet that is named as an input', async () => {
    await folder.put(`export/${joerg}/raft.ts`, 'joerg');
    await folder.put('anderswo/Blatt.csv', worksheet);
    const result = await folder.read(['anderswo/Blatt.csv', 'export']);
    expect(Object.keys(times(result))).toEqual(['Jörg Müller']);
  });

  test('is read without a worksheet: identifiers as in the German Moodle, no times', async () => {
    await folder.put(`export/${joerg}/raft.ts`, 'joerg');
    const { submissions } = await folder.read(['export']);
    expect(submissions[0]?.student).toMatchObject({ identifier: 'Teilnehmer/in123456' });
    expect(submissions[0]?.attempts[0]).not.toHaveProperty('submittedAt');
  });

  test('does not give a group what belongs to the person with its number', async () => {
    await folder.put('export/Gruppe A_123456_assignsubmission_file/raft.ts', 'group');
    await folder.put('export/Gruppe B-Lovelace Ada_123457_assignsubmission_file/raft.ts', 'ada');
    await folder.put('export/Bewertungen.csv', worksheet);
    const { submissions } = await folder.read(['export']);
    expect(submissions.map(({ student }) => [student.name, student.email]).sort()).toEqual([
      ['Ada Lovelace', 'ada@example.org'],
      ['Gruppe A', undefined],
    ]);
  });

  test('may be anonymous, with times from a worksheet without names', async () => {
    const anonymous =
      'ID;Status;Zuletzt geändert (Abgabe)\nTeilnehmer/in123456;;"2. Dezember 2025, 10:37"\n';
    await folder.put('export/Teilnehmerin_123456_assignsubmission_file/raft.ts', 'who');
    await folder.put('export/Bewertungen.csv', anonymous);
    expect(times(await folder.read(['export']))).toEqual({
      'Teilnehmer/in123456': ['2025-12-02T10:37:00+01:00'],
    });
  });

  test('refuses only those whose hand-ins are hostile', async () => {
    const zip = rawZip([
      { name: `${joerg}/raft.ts`, data: 'joerg' },
      { name: `${ada}/raft.ts`, data: 'ada' },
      { name: `${ada}/../../../log.ts`, data: 'evil' },
      { name: '../../outside.ts', data: 'nobody' },
      { name: 'Turing Alan_7_assignsubmission_file_/abgabe.zip', data: Buffer.from('PK no') },
    ]);
    await folder.put('export.zip', zip);
    const result = await folder.read(['export.zip']);
    expect(Object.keys(textsOf(result))).toEqual(['Müller Jörg']);
    expect(reasonsOf(result)).toEqual([
      expect.stringMatching(/^export\.zip\/Lovelace Ada_123457: .*„\.\.“ aus der Abgabe heraus/),
      expect.stringMatching(/^export\.zip\/Turing Alan_7: „abgabe\.zip“ ist kein vollständiges/),
      expect.stringMatching(/^export\.zip\/outside\.ts: .*„\.\.“ aus der Abgabe heraus/),
    ]);
    expect(result.refused.map(({ student }) => student?.name)).toEqual([
      'Lovelace Ada',
      'Turing Alan',
      undefined,
    ]);
  });

  test('says that an online text is not graded', async () => {
    await folder.put(`export/${joerg}/raft.ts`, 'joerg');
    await folder.put('export/Müller Jörg_123456_assignsubmission_onlinetext_/onlinetext.html', 'x');
    await folder.put('export/Hopper Grace_9_assignsubmission_onlinetext_/onlinetext.html', 'x');
    const result = await folder.read(['export']);
    expect(result.submissions[0]?.attempts[0]?.notes).toContain(
      'Zur Abgabe gehört ein Online-Text. Er wird nicht bewertet.',
    );
    expect(reasonsOf(result)).toEqual([
      'export/Hopper Grace_9: Abgegeben wurde nur ein Online-Text, keine Datei.',
    ]);
  });
});

describe('names with umlauts', () => {
  const texts = { 'Müller Jörg': [{ 'raft/raft.ts': 'joerg', 'raft/größe.ts': 'größe' }] };
  const files = (prefix: string) => [`${prefix}/raft/raft.ts`, `${prefix}/raft/größe.ts`];

  test.each([
    ['UTF-8 with its flag', (name: string) => ({ name: Buffer.from(name), flags: 0x800 })],
    ['UTF-8 without its flag', (name: string) => ({ name: Buffer.from(name), flags: 0 })],
    ['NFD', (name: string) => ({ name: Buffer.from(name.normalize('NFD')), flags: 0x800 })],
    ['CP437', (name: string) => ({ name: cp437(name), flags: 0 })],
  ])('are read in %s', async (_what, encode) => {
    const [first = '', second = ''] = files(joerg);
    const zip = rawZip([
      { ...encode(first), data: 'joerg' },
      { ...encode(second), data: 'größe' },
    ]);
    await folder.put('export.zip', zip);
    const result = await folder.read(['export.zip']);
    expect(result.refused).toEqual([]);
    expect(textsOf(result)).toEqual(texts);
  });

  test('are read from folders in NFD', async () => {
    const [first = '', second = ''] = files(joerg.normalize('NFD'));
    await folder.put(`export/${first}`.normalize('NFD'), 'joerg');
    await folder.put(`export/${second}`.normalize('NFD'), 'größe');
    expect(textsOf(await folder.read(['export']))).toEqual(texts);
  });

  function cp437(name: string): Buffer {
    const codes: Readonly<Record<string, number>> = { ä: 0x84, ö: 0x94, ü: 0x81, ß: 0xe1 };
    return Buffer.from([...name].map((sign) => codes[sign] ?? sign.charCodeAt(0)));
  }
});

describe('several attempts', () => {
  test('in marked folders, archives and exports are counted from the oldest', async () => {
    await folder.put(`a/${joerg}/Versuch 1/raft.ts`, 'one');
    await folder.put(`a/${joerg}/Versuch 2/raft.ts`, 'two');
    await folder.put(`a/${joerg}/Versuch 10.zip`, rawZip([{ name: 'raft.ts', data: 'ten' }]));
    await folder.put('a/Bewertungen.csv', worksheet);
    const inFolders = await folder.read(['a']);
    expect(textsOf(inFolders)['Jörg Müller']).toEqual([
      { 'raft/raft.ts': 'one' },
      { 'raft/raft.ts': 'two' },
      { 'raft/raft.ts': 'ten' },
    ]);
    // The worksheet knows only when the last one was handed in.
    expect(times(inFolders)).toEqual({
      'Jörg Müller': [undefined, undefined, '2025-12-02T10:37:00+01:00'],
    });
    await folder.put(`b/attempt_2/${joerg}/raft.ts`, 'two');
    await folder.put(`b/attempt_1/${joerg}/raft.ts`, 'one');
    await folder.put('b/Müller Jörg Versuch 3_123456_assignsubmission_file_/raft.ts', 'three');
    await folder.put('b/Bewertungen.csv', worksheet);
    const inExports = await folder.read(['b']);
    expect(textsOf(inExports)['Jörg Müller']?.map((files) => files['raft/raft.ts'])).toEqual([
      'one',
      'two',
      'three',
    ]);
  });

  test('in several exports are brought together by their times', async () => {
    const later = worksheet.replace('2. Dezember 2025, 10:37', '9. Dezember 2025, 08:00');
    await folder.put(`neu/${joerg}/raft.ts`, 'new');
    await folder.put('neu/Bewertungen.csv', later);
    await folder.put(`alt/${joerg}/raft.ts`, 'old');
    await folder.put('alt/Bewertungen.csv', worksheet);
    const result = await folder.read(['neu', 'alt']);
    expect(textsOf(result)).toEqual({
      'Jörg Müller': [{ 'raft/raft.ts': 'old' }, { 'raft/raft.ts': 'new' }],
    });
    expect(result.submissions[0]?.attempts.map(({ number }) => number)).toEqual([1, 2]);
  });

  test('are recognised across assignments by the address', async () => {
    await folder.put(`eins/${joerg}/raft.ts`, 'one');
    await folder.put('eins/Bewertungen.csv', worksheet);
    await folder.put('zwei/Müller Jörg_999_assignsubmission_file_/raft.ts', 'two');
    const other = worksheet.replace('in123456', 'in999').replace('2. Dezember', '4. Dezember');
    await folder.put('zwei/Bewertungen.csv', other);
    const { submissions } = await folder.read(['zwei', 'eins']);
    expect(submissions).toHaveLength(1);
    expect(submissions[0]?.attempts).toHaveLength(2);
  });

  test('that are the same count once', async () => {
    await folder.put(`export/${joerg}/raft.ts`, 'one');
    await folder.put('export.zip', rawZip([{ name: `${joerg}/raft.ts`, data: 'one' }]));
    const { submissions } = await folder.read(['export', 'export.zip', 'export.zip']);
    expect(submissions[0]?.attempts).toHaveLength(1);
    expect(submissions[0]?.attempts[0]?.notes).toContain(
      'Dieselbe Abgabe lag mehrfach vor und zählt einmal.',
    );
  });

  test('of namesakes are kept apart', async () => {
    await folder.put(`export/${joerg}/raft.ts`, 'one');
    await folder.put('export/Müller Jörg_5_assignsubmission_file_/raft.ts', 'other');
    const { submissions } = await folder.read(['export']);
    expect(submissions).toHaveLength(2);
    expect(submissions.map(({ attempts }) => attempts[0]?.notes.at(-1))).toEqual([
      expect.stringContaining('mehrere Personen mit diesem Namen'),
      expect.stringContaining('mehrere Personen mit diesem Namen'),
    ]);
  });
});

function times({ submissions }: Awaited<ReturnType<InputFolder['read']>>) {
  return Object.fromEntries(
    submissions
      .map(({ student, attempts }) => [
        student.name,
        attempts.map(({ submittedAt }) => submittedAt),
      ])
      .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
  );
}
