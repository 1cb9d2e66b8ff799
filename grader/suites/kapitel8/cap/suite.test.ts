import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { suite } from './suite.ts';

describe('the suite of exercise 8.5', () => {
  it('gives 100 points', () => {
    expect(suite.properties.reduce((sum, { points }) => sum + points, 0)).toBe(100);
  });

  it('lists the points of every property in the task, in order', async () => {
    const url = new URL('../../../../exercises/kapitel8/cap/aufgabe.md', import.meta.url);
    const rows = (await readFile(url, 'utf8'))
      .split('\n')
      .map((row) => row.replaceAll(/ +/g, ' '))
      .filter((row) => /^\| \d \|/.test(row) && /\| \d \| (offen )?\|$/.test(row));
    const parts = ['cp', 'ap', 'theorem', 'einordnung'];
    expect(rows).toEqual(
      suite.properties.map(
        ({ part, title, points, visibility }) =>
          `| ${parts.indexOf(part) + 1} | ${title} | ${points} | ${visibility === 'offen' ? 'offen |' : '|'}`,
      ),
    );
  });
});
