import { describe, expect, test } from 'vitest';
import { ownLayout } from '../catalogue/layout.ts';
import {
  doubleNumbers,
  type Files,
  findChapterProblems,
  frontMatterProblems,
  linkProblems,
} from './chapters.ts';
import { describeViolation } from './dependencies.ts';
import { glossaryEntries, glossaryProblems, missingConcepts } from './glossary.ts';
import { fenceProblems, linksIn } from './markdown.ts';

test('the texts of the workbook hang together', async () => {
  const problems = await findChapterProblems(ownLayout());
  expect(problems.map(describeViolation)).toEqual([]);
});

describe('links', () => {
  const texts: Record<string, string> = {
    'chapters/k/a.md': '# A\n## Übergänge & Rollen\n```sh\n# kein Titel\n```\n## Der `Log`\n',
    'README.md': '# R',
  };
  const files: Files = {
    exists: (path) => path in texts || path === 'chapters' || path === 'chapters/bild.svg',
    read: (path) => texts[path] ?? '',
  };
  const judge = (text: string): string[] =>
    linkProblems('chapters/k/b.md', text, files).map(describeViolation);

  test.each([
    '[a](a.md)',
    '[a](a.md#übergänge--rollen)',
    '[a](a.md#%C3%BCberg%C3%A4nge--rollen "Titel")',
    '[mit `Code`](a.md#der-log)',
    '![Bild](../bild.svg) [Ordner](../)',
    '[R](../../README.md)',
    '[außen](https://example.org/fehlt.md#x) [Post](mailto:x@example.org)',
    '`[Code](fehlt.md)` und\n```md\n[Code](fehlt.md)\n```',
  ])('accepts %s', (text) => {
    expect(judge(text)).toEqual([]);
  });

  test.each([
    ['[a](fehlt.md)', 1],
    ['\n\n[zwei\nZeilen](fehlt.md#x)', 4],
    ['[a](a.md#fehlt)', 1],
    ['[a](a.md#kein-titel)', 1],
    ['# B\n[hier](#fehlt)', 2],
    ['[a][b]\n\n[b]: fehlt.md', 3],
    ['<img src="fehlt.svg">', 1],
    ['[a](/chapters/k/a.md)', 1],
    ['[a](../../../README.md)', 1],
    ['``` ist keine Zeile ``` [a](fehlt.md)', 1],
  ])('complains about %j', (text, line) => {
    expect(judge(text)).toEqual([expect.stringMatching(`^chapters/k/b\\.md:${line}: `)]);
  });

  test('of the same page are looked up in it', () => {
    const text = '# B\n## Hier\n[hier](#hier)';
    const own: Files = { exists: () => true, read: () => text };
    expect(linkProblems('chapters/k/b.md', text, own)).toEqual([]);
  });

  test('keep their order and line', () => {
    expect(linksIn('[b](b)\n`x`\n[a](a) [c](c)')).toEqual([
      { line: 1, target: 'b' },
      { line: 3, target: 'a' },
      { line: 3, target: 'c' },
    ]);
  });
});

describe('code blocks', () => {
  test.each([
    '```mermaid\nflowchart LR\n```\n',
    '````md\n```ts\n```\n````',
    '~~~\n```\n~~~',
    '- Liste\n  ```sh\n  ls\n  ```',
  ])('accepts %j', (text) => {
    expect(fenceProblems('a.md', text)).toEqual([]);
  });

  test.each([
    ['Text\n```mermaid\nflowchart LR\n', 2],
    ['```mermaid\nA --> B\n\n## Mehr\n```sh\nls\n```\n', 1],
    ['````mermaid\nA\n```\n', 1],
  ])('complains about %j', (text, line) => {
    expect(fenceProblems('a.md', text).map((problem) => problem.line)).toEqual([line]);
  });
});

describe('front matter', () => {
  const file = 'chapters/kapitel8/07-lamport.md';
  const chapter = (title: string, number: string): string =>
    `---\ntitle: ${title}\nnumber: '${number}'\n---\n\n# Logische Uhren\n`;

  test('fits heading and file', () => {
    expect(frontMatterProblems(file, chapter('Logische Uhren', '8.7'))).toEqual([]);
    expect(frontMatterProblems('chapters/glossar.md', '---\ntitle: G\n---\n# G')).toEqual([]);
  });

  test.each([
    [chapter('Uhren', '8.7'), 2],
    [chapter('Logische Uhren', '8.70'), 3],
    ["---\nnumber: '8.7'\n---\n# Logische Uhren", 1],
    ['---\ntitle: Logische Uhren\n---\n# Logische Uhren', 1],
    ["---\ntitle: Logische Uhren\nnumber: '8.7'\n---\n", 2],
    ['# Logische Uhren', 1],
  ])('complains about %j', (text, line) => {
    expect(frontMatterProblems(file, text).map((problem) => problem.line)).toEqual([line]);
  });

  test('complains about a file outside of the numbering and about a number given twice', () => {
    const text = chapter('Logische Uhren', '8.7');
    expect(frontMatterProblems('chapters/kapitel8/lamport.md', text)).toHaveLength(1);
    expect(doubleNumbers([file, 'chapters/kapitel8/7-uhr.md'])).toHaveLength(1);
  });
});

describe('glossary', () => {
  const glossary = (...rows: string[]): string =>
    ['## A', '| Begriff | Englisch | Bedeutung | Kapitel |', '|---|---|---|---|', ...rows].join(
      '\n',
    );
  const link = '[8.7](kapitel8/07-lamport.md#uhr)';
  const complaints = (...rows: string[]): number[] =>
    glossaryProblems(glossary(...rows)).map(({ line }) => line);

  test('is read row by row', () => {
    expect(glossaryEntries(glossary(`| Abort | abort | Satz. | ${link} |`))).toEqual([
      { line: 4, term: 'Abort', english: 'abort', meaning: 'Satz.', chapters: link, letter: 'A' },
    ]);
  });

  test('is sorted as in German', () => {
    const row = (term: string): string => `| ${term} | x | Satz. | ${link} |`;
    expect(complaints(row('Abort'), row('Ähnlich'), row('angenommen'), row('Anwenden'))).toEqual(
      [],
    );
    expect(complaints(row('Anwenden'), row('Abort'))).toEqual([5]);
    expect(complaints(row('Abort'), row('Abort'))).toEqual([5]);
  });

  test.each([
    '| Abort | | Satz. | [8.7](kapitel8/07-lamport.md) |',
    '| Abort | abort | Satz. |',
    '| Abort | abort | Ohne Punkt | [8.7](kapitel8/07-lamport.md) |',
    '| Abort | abort | Satz. | Kapitel 8.7 |',
    '| Abort | abort | Satz. | [8.8](kapitel8/07-lamport.md) |',
    '| Abort | abort | Satz. | [8.7](../README.md) |',
    '| Uhr | clock | Satz. | [8.7](kapitel8/07-lamport.md) |',
  ])('complains about %s', (row) => {
    expect(complaints(row)).toEqual([4]);
  });

  test('has every concept of the exercises', () => {
    const text = glossary(`| Abort | abort | Satz. | ${link} |`);
    const concept = (name: string) => ({ file: 'manifest.json', line: 3, name });
    const missing = missingConcepts(text, [concept('Abort'), concept('Uhr')]);
    expect(missing.map(describeViolation)).toEqual([
      expect.stringMatching(/^manifest\.json:3: „Uhr“ /),
    ]);
  });
});
