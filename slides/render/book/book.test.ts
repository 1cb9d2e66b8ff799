import { expect, test } from 'vitest';
import { ownLayout } from '../../../grader/catalogue/layout.ts';
import { sharedSite } from '../../browser/site.fixture.ts';
import { buildBook } from './build-book.ts';
import { siteLink, targetOf } from './site-map.ts';

const { root } = ownLayout();
const { files } = await sharedSite();
const pages = [...files].flatMap(([name, content]): [string, string][] =>
  // Decks are judged in slides/render/decks.
  name.endsWith('.html') && !name.startsWith('folien/') && typeof content === 'string'
    ? [[name, content]]
    : [],
);

test('has a page for every section, every exercise and the glossary', () => {
  const names = pages.map(([name]) => name);
  expect(names.filter((name) => /^kapitel8\/\d\d-/.test(name))).toHaveLength(15);
  expect(names.filter((name) => name.startsWith('kapitel8/aufgaben/'))).toHaveLength(9);
  expect(names).toContain('glossar.html');
  expect(names).toContain('index.html');
});

test('two builds are the same to the byte, with decks, workshops and all that judges in the page', async () => {
  const again = await buildBook(root);
  if (again.kind === 'broken') throw again.problems[0];
  expect([...again.files.keys()].sort()).toEqual([...files.keys()]);
  const different = [...again.files].filter(
    ([name, content]) => !Buffer.from(content).equals(Buffer.from(files.get(name) ?? '')),
  );
  expect(different.map(([name]) => name)).toEqual([]);
});

test.each(pages)('%s: every link and source leads to a file or an anchor', (page, html) => {
  const targets = [...html.matchAll(/\s(?:href|src)="([^"]*)"/g)].map(([, target = '']) =>
    target.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code))),
  );
  const broken = targets.filter((target) => {
    if (/^(?:https?|data|mailto):/.test(target)) return false;
    const url = new URL(target, `http://book/${page}`);
    const file = files.get(decodeURI(url.pathname).slice(1));
    if (file === undefined) return true;
    const anchor = decodeURIComponent(url.hash.slice(1));
    return anchor !== '' && !String(file).includes(` id="${anchor}"`);
  });
  expect(broken).toEqual([]);
});

test.each(pages)('%s: no identifier occurs twice', (_page, html) => {
  const ids = [...html.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
});

test('asks nobody on the network for anything', () => {
  const asked = pages.filter(([, html]) =>
    /<(?:script|img|iframe|source|video|audio)[^>]*\ssrc="http|@import|<link[^>]*href="http/.test(
      html,
    ),
  );
  expect(asked.map(([name]) => name)).toEqual([]);
});

test('a link of a text leads to the page made of its target', () => {
  const from = {
    kind: 'exercise' as const,
    source: 'exercises/kapitel8/raft/aufgabe.md',
    target: 'kapitel8/aufgaben/raft.html',
  };
  expect(siteLink(from, '../../../chapters/kapitel8/08-raft.md#wahl')).toBe('../08-raft.html#wahl');
  expect(siteLink(from, '../lamport/aufgabe.md')).toBe('lamport.html');
  expect(siteLink(from, 'raft.ts')).toBeUndefined();
  expect(siteLink(from, 'https://raft.github.io')).toBe('https://raft.github.io');
  expect(targetOf('README.md')).toBeUndefined();
});
