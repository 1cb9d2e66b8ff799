import { expect, it } from 'vitest';
import { splitFrontMatter } from './front-matter.ts';

it('takes the fields off, without quotes, and counts their lines', () => {
  const text = "---\ntitle: Logische Uhren: eine Einführung\nnumber: '8.7'\n---\n\n# Titel\n";
  expect(splitFrontMatter(text)).toEqual({
    fields: new Map([
      ['title', 'Logische Uhren: eine Einführung'],
      ['number', '8.7'],
    ]),
    body: '\n# Titel\n',
    skippedLines: 4,
  });
});

it('reads lines as Windows ends them, and a block at the end of the text', () => {
  expect(splitFrontMatter('---\r\ntitle: "Raft"\r\n---\r\nText').fields?.get('title')).toBe('Raft');
  expect(splitFrontMatter('---\ntitle: Raft\n---')).toMatchObject({ body: '', skippedLines: 2 });
});

it('leaves a text without a block as it is', () => {
  const text = '# Titel\n\n---\ntitle: kein Kopf\n---\n';
  expect(splitFrontMatter(text)).toEqual({ fields: undefined, body: text, skippedLines: 0 });
});
