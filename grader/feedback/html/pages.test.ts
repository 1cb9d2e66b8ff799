import { describe, expect, it } from 'vitest';
import { scoreChapter } from '../../results/chapter-result.ts';
import {
  counterexample,
  exerciseView,
  passed,
  propertyResult,
  shortTrace,
} from '../view.fixture.ts';
import type { ExerciseView } from '../view.ts';
import { type Programs, renderPages } from './pages.ts';

const evil = '<img src=x onerror=alert(1)>"\'&';
const view = exerciseView(
  [
    passed('a'),
    propertyResult('b', {
      message: evil,
      rule: `In einem *Term* höchstens **ein** Leader. ${evil} [x](javascript:alert(1))`,
      counterexample: counterexample({ trace: shortTrace, events: [2], expected: evil }),
    }),
    propertyResult('c', {
      counterexample: counterexample({
        calls: [{ name: 'merge', arguments: [evil], returned: evil }],
      }),
    }),
  ],
  {
    findings: [{ rule: 'type-error', severity: 'fehler', message: evil, file: 'raft.ts', line: 3 }],
  },
);
const chapter = scoreChapter({
  chapter: 'kapitel8',
  seed: 1,
  suiteHash: 'abcdef0123456789',
  exercises: [view.result],
});
const pages = renderPages(chapter, 'Titel <x>', [view]);
const page = pages.get('raft.html') ?? '';

describe('renderPages', () => {
  it('writes an index and a page an exercise, each linked to the other', () => {
    expect([...pages.keys()]).toEqual(['index.html', 'raft.html']);
    expect(pages.get('index.html')).toContain('href="raft.html"');
    expect(page).toContain('href="index.html"');
  });

  it('escapes whatever a submission may have put in', () => {
    for (const text of pages.values()) {
      expect(text).not.toMatch(/<img|<script|onerror=alert\(1\)>|href="javascript/);
    }
    expect(page).toContain('&lt;img src');
    expect(page).toContain('&lt;script&gt;');
    expect(page).toContain('<strong>ein</strong>');
  });

  it('needs nothing from outside and runs nothing', () => {
    for (const text of pages.values()) {
      expect(text).not.toMatch(/(src|href)="(https?:)?\/\//);
      expect(text).toContain("default-src 'none'");
    }
  });

  it('takes a player as the one script that its policy lets run, where there is a trace', () => {
    const player = { code: 'play()', hash: 'sha256-abc=' };
    const played = renderPages(chapter, 'Titel <x>', [view], { player });
    expect(played.get('index.html')).toBe(pages.get('index.html'));
    const text = played.get('raft.html') ?? '';
    expect(text).toContain(
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-abc='\">",
    );
    expect(text).toContain('<script>play()</script>');
    const [, data = ''] = /<script type="application\/json">(.*?)<\/script>/.exec(text) ?? [];
    expect(JSON.parse(data)).toEqual({
      title: 'Titel b',
      trace: shortTrace,
      marked: [2],
      blame: 'wrong',
    });
    expect(text).not.toMatch(/<img|onerror=alert\(1\)>/);
    // What is there without scripts is all there still.
    expect(text).toMatch(/<svg[\s\S]*<table class="space-time-table">/);
  });

  it('brings along what it takes to change a run, where one can be changed', () => {
    const scenario = { nodes: 2, seed: 1, durationMs: 9, latency: {}, faults: [], clients: [] };
    const forkable = exerciseView([
      propertyResult('b', {
        counterexample: counterexample({ trace: shortTrace, input: { scenario, rest: evil } }),
      }),
      propertyResult('c', { counterexample: counterexample({ trace: shortTrace, input: [1] }) }),
    ]);
    const player = { code: 'play()', hash: 'sha256-abc=' };
    const program = { code: 'fork()', hash: 'sha256-def=' };
    const forks = { program, frameHash: 'sha256-ghi=', packed: new Map([['raft', 'H4sI+/=']]) };
    const pageOf = (each: ExerciseView, programs: Programs): string =>
      renderPages(chapter, 'Titel', [each], programs).get('raft.html') ?? '';
    const dataOf = (text: string): unknown[] =>
      [...text.matchAll(/<script type="application\/json">(.*?)<\/script>/g)].map(([, data = '']) =>
        JSON.parse(data),
      );

    const text = pageOf(forkable, { player, forks });
    expect(text).toContain(
      "img-src data:; script-src 'sha256-def=' 'sha256-ghi=' 'unsafe-eval'; worker-src blob:\">",
    );
    expect(text).toContain('<script type="text/plain" data-forks>H4sI+/=</script>');
    expect(text).toContain('<script>fork()</script>');
    expect(text).not.toContain('play()');
    expect(text).not.toContain('<img');
    expect(dataOf(text)).toMatchObject([
      { fork: { property: 'b', input: { scenario, rest: evil } } },
      { noFork: expect.stringMatching(/^Dieser Ablauf lässt sich nicht ändern: /) },
    ]);

    // Where nothing can be changed, the page says why and is as strict as ever.
    const fixed = pageOf(view, { player, forks: { ...forks, packed: new Map() } });
    expect(fixed).toContain("script-src 'sha256-abc='\">");
    expect(dataOf(fixed)).toMatchObject([{ noFork: expect.stringContaining('Drehbuch') }]);
    // Whose pages do not offer it say nothing of it.
    expect(dataOf(pageOf(forkable, { player }))).toEqual([
      expect.not.objectContaining({ fork: expect.anything() }),
      expect.not.objectContaining({ noFork: expect.anything() }),
    ]);
  });

  it('is marked up for all readers', () => {
    for (const text of pages.values()) {
      expect(text).toMatch(
        /^<!doctype html>\n<html lang="de">\n<head>\n[\s\S]*<title>[^<]+<\/title>/,
      );
      for (const tag of ['<main id="inhalt">', '<header>', '<footer>', '<h1>']) {
        expect(text.split(tag)).toHaveLength(2);
      }
    }
    expect(page).toMatch(/<svg[\s\S]*<table class="space-time-table">/);
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, target] of page.matchAll(/(?:aria-labelledby="|href="#)([^"]+)"/g)) {
      expect(ids).toContain(target);
    }
  });

  it('writes the same bytes again', () => {
    expect(renderPages(chapter, 'Titel <x>', [view])).toEqual(pages);
  });
});
