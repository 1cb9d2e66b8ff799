import { expect, test } from 'vitest';
import { isWorksheet, parseWorksheet } from './worksheet.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const parse = (content: Uint8Array) => [...parseWorksheet(content, 'Europe/Berlin')];

const row = {
  identifier: 'Teilnehmer/in42',
  name: 'Jörg Müller',
  email: 'j@example.org',
  idNumber: '0815',
  submittedAt: '2025-12-02T10:37:00+01:00',
};

test('reads semicolons, quotes, line breaks within cells and a byte order mark', () => {
  const text =
    '\uFEFFID;"Vollständiger Name";ID-Nummer;E-Mail-Adresse;"Zuletzt geändert (Abgabe)";"Feedback als Kommentar"\r\n' +
    'Teilnehmer/in42;"Jörg Müller";0815;j@example.org;Dienstag, 2. Dezember 2025, 10:37;"Zeile 1\r\n„Zeile; 2“"\r\n' +
    '\r\n' +
    'Teilnehmer/in43;"O""Hara";;;-;\r\n';
  expect(parse(bytes(text))).toEqual([
    ['42', row],
    ['43', { identifier: 'Teilnehmer/in43', name: 'O"Hara' }],
  ]);
});

test('reads commas as well, and what a spreadsheet program saved as Windows-1252', () => {
  const text =
    'ID,"Vollständiger Name",Matrikelnummer,E-Mail-Adresse,"Zuletzt geändert (Abgabe)"\n' +
    'Teilnehmer/in42,"Jörg Müller",0815,j@example.org,"Dienstag, 2. Dezember 2025, 10:37"\n';
  expect(parse(bytes(text))).toEqual([['42', row]]);
  expect(parse(Buffer.from(text, 'latin1'))).toEqual([['42', row]]);
});

test('reads the English Moodle’s', () => {
  const text =
    'Identifier,Full name,ID number,Email address,Last modified (submission)\n' +
    'Participant 42,Jörg Müller,0815,j@example.org,"Tuesday, 2 December 2025, 10:37 AM"\n';
  expect(parse(bytes(text))).toEqual([['42', { ...row, identifier: 'Participant 42' }]]);
});

test('keeps a time it does not understand as it is', () => {
  const text = 'ID;Vollständiger Name;Zuletzt geändert (Abgabe)\nTeilnehmer/in42;A;irgendwann\n';
  expect(parse(bytes(text))).toEqual([
    ['42', { identifier: 'Teilnehmer/in42', name: 'A', strangeTime: 'irgendwann' }],
  ]);
});

test('tells a worksheet from other CSV files', () => {
  expect(isWorksheet(bytes('ID;"Vollständiger Name"\n'))).toBe(true);
  expect(isWorksheet(bytes('Vorname;Nachname;ID-Nummer\n'))).toBe(false);
  expect(isWorksheet(bytes(''))).toBe(false);
  expect(() => parseWorksheet(bytes('a;b\n1;2\n'), 'Europe/Berlin')).toThrow(/Spalten „ID“/);
  expect(() => parseWorksheet(bytes('ID;Name\n"1;2\n'), 'Europe/Berlin')).toThrow(/Zeile/);
});
