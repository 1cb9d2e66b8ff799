import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { suite } from './suite.ts';

describe('the suite of exercise 8.10', () => {
  it('gives 100 points, and 10 more for the bonus', () => {
    const points = (isBonus: boolean) =>
      suite.properties
        .filter(({ part }) => (part === 'terminierung') === isBonus)
        .reduce((sum, property) => sum + property.points, 0);
    expect([points(false), points(true)]).toEqual([100, 10]);
  });

  it('lists the points of every property in the task', async () => {
    const url = new URL('../../../../exercises/kapitel8/2pc/aufgabe.md', import.meta.url);
    const rows = (await readFile(url, 'utf8')).split('\n').map((row) => row.replaceAll(/ +/g, ' '));
    for (const { title, points, visibility } of suite.properties) {
      const level = visibility === 'offen' ? 'offen |' : '|';
      expect(rows).toContain(`| ${title} | ${points} | ${level}`);
    }
  });
});
