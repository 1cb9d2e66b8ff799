import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { allowedValues, compare } from './ballots.ts';
import { ChosenLog } from './log/chosen-log.ts';
import { suite } from './suite.ts';

describe('the suite of exercise 8.9', () => {
  it('gives 100 points', () => {
    expect(suite.properties.reduce((sum, { points }) => sum + points, 0)).toBe(100);
  });

  it('lists the points of every property in the task', async () => {
    const url = new URL('../../../../exercises/kapitel8/paxos/aufgabe.md', import.meta.url);
    const rows = (await readFile(url, 'utf8')).split('\n').map((row) => row.replaceAll(/ +/g, ' '));
    for (const { title, points, visibility } of suite.properties) {
      const level = visibility === 'offen' ? 'offen |' : '|';
      expect(rows).toContain(`| ${title} | ${points} | ${level}`);
    }
  });
});

describe('allowedValues', () => {
  const vote = (round: number, value: string) => ({ ballot: { round, node: 'n1' }, value });

  it('names the value of the highest ballot of every quorum', () => {
    expect(allowedValues([null, null, vote(3, 'x')], 2)).toEqual({ isFree: true, values: ['x'] });
    expect(allowedValues([vote(1, 'x'), vote(3, 'y')], 2)).toEqual({
      isFree: false,
      values: ['y'],
    });
    expect(allowedValues([vote(4, 'z'), vote(1, 'x'), vote(3, 'y')], 2)).toEqual({
      isFree: false,
      values: ['y', 'z'],
    });
  });

  it('agrees with trying all quorums', () => {
    const choices = [null, vote(1, 'a'), vote(2, 'b'), vote(3, 'c')];
    for (const votes of choices.flatMap((a) =>
      choices.flatMap((b) => choices.flatMap((c) => choices.map((d) => [a, b, c, d]))),
    )) {
      const quorums = Array.from({ length: 16 }, (_, bits) =>
        votes.filter((_v, i) => (bits >> i) & 1),
      );
      const highest = quorums
        .filter((quorum) => quorum.length === 3)
        .map((quorum) =>
          quorum
            .filter((own) => own !== null)
            .sort((a, b) => compare(b.ballot, a.ballot))
            .at(0),
        );
      const { isFree, values } = allowedValues(votes, 3);
      expect(isFree).toBe(highest.includes(undefined));
      expect(new Set(values)).toEqual(new Set(highest.flatMap((own) => (own ? [own.value] : []))));
    }
  });
});

describe('ChosenLog', () => {
  const command = (clientId: string, sequence: number) => ({
    clientId,
    sequence,
    text: `${clientId}${sequence}`,
  });

  it('applies without gaps and each command once', () => {
    const log = new ChosenLog(2);
    log.choose(3, command('b', 1));
    expect(log.texts).toEqual([]);
    log.choose(1, command('a', 1));
    log.choose(2, null);
    log.choose(4, command('a', 1));
    expect(log.texts).toEqual(['a1', 'b1']);
    expect(log.positionOf('b', 1)).toBe(2);
  });

  it('tells of a second value, chosen by a majority in one ballot', () => {
    const log = new ChosenLog(2);
    const [first, second] = [
      { round: 1, node: 'n1' },
      { round: 2, node: 'n2' },
    ];
    log.propose(first, 1, command('a', 1));
    log.propose(second, 1, command('b', 1));
    expect(log.support('n1', first, 1)).toBeUndefined();
    expect(log.support('n2', second, 1)).toBeUndefined();
    expect(log.valueAt(1)).toBeUndefined();
    expect(log.support('n3', first, 1)).toBeUndefined();
    expect(log.valueAt(1)).toEqual(command('a', 1));
    expect(log.support('n3', second, 1)).toEqual(command('a', 1));
  });
});
