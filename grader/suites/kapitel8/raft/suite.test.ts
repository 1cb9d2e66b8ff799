import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { suite } from './suite.ts';

describe('the suite of exercise 8.8', () => {
  it('gives 100 points, and 15 more for the bonus', () => {
    const points = (isBonus: boolean) =>
      suite.properties
        .filter(({ part }) => (part === 'snapshots') === isBonus)
        .reduce((sum, property) => sum + property.points, 0);
    expect([points(false), points(true)]).toEqual([100, 15]);
  });

  it('lists the points of every property in the task', async () => {
    const url = new URL('../../../../exercises/kapitel8/raft/aufgabe.md', import.meta.url);
    const rows = (await readFile(url, 'utf8')).split('\n').map((row) => row.replaceAll(/ +/g, ' '));
    const secret = suite.properties.filter(({ visibility }) => visibility === 'geheim');
    const secretPoints = secret.reduce((sum, { points }) => sum + points, 0);
    expect(rows).toContain(`| Geheime Prüfung | ${secretPoints} | |`);
    for (const { title, points, visibility } of suite.properties) {
      if (visibility === 'geheim') continue;
      const level = visibility === 'offen' ? 'offen |' : '|';
      expect(rows).toContain(`| ${title} | ${points} | ${level}`);
    }
  });
});
