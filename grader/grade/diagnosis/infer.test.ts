import { describe, expect, it } from 'vitest';
import { type Observation, withLikenesses } from './evidence.ts';
import { candidatesOf, infer } from './infer.ts';
import type { Likeness } from './likeness.ts';
import type { Mistake } from './mistakes.ts';

const properties = Array.from({ length: 20 }, (_, i) => `p${i}`);

/** Fails certain properties after certain numbers of scenarios, and no others. */
function mistake(id: string, fails: Readonly<Record<string, number>>): Mistake {
  const signs = properties.map((property) => {
    const scenarios = fails[property] ?? 0;
    return [property, { probability: scenarios > 0 ? 0.97 : 0.03, scenarios }] as const;
  });
  return { id, title: id, signs: new Map(signs) };
}

function seen(fails: Readonly<Record<string, number>>, unknown: readonly string[] = []) {
  return properties
    .filter((property) => !unknown.includes(property))
    .map((property): Observation => {
      const failedAfter = fails[property];
      return failedAfter === undefined ? { property } : { property, failedAfter };
    });
}

const mistakes = [
  mistake('vote', { p0: 3, p1: 5 }),
  mistake('term', { p1: 5, p2: 8 }),
  mistake('log', { p7: 2, p8: 4, p9: 9 }),
  mistake('slow', { p4: 100 }),
  mistake('quick', { p4: 2 }),
  mistake('late', { p5: 7, p16: 2, p17: 3, p18: 5 }),
  mistake('later', { p5: 7, p16: 2, p17: 3, p18: 5 }),
  mistake('either', { p3: 7, p19: 2 }),
  mistake('or', { p3: 7, p19: 2 }),
  mistake('alone', { p13: 1 }),
  ...['a', 'b', 'c', 'd', 'e'].map((id) => mistake(`same-${id}`, { p6: 1 })),
];

/** Where it is not said otherwise, who fails a property fails it on the same input, with the same message. */
function played(
  observations: readonly Observation[],
  said: Readonly<Record<string, Likeness>> = {},
  known: readonly Mistake[] = mistakes,
): readonly Observation[] {
  const failed = observations.filter(({ failedAfter }) => failedAfter !== undefined);
  const found = failed.map(({ property }) => {
    const claims = known.filter(({ signs }) => (signs.get(property)?.probability ?? 0) > 0.1);
    const byMistake = claims.map(
      ({ id }) => [id, said[`${id}/${property}`] ?? said[id] ?? 'same-message'] as const,
    );
    return [property, new Map(byMistake)] as const;
  });
  return withLikenesses(observations, new Map(found));
}

function clear(
  observations: readonly Observation[],
  said: Readonly<Record<string, Likeness>> = {},
  known: readonly Mistake[] = mistakes,
): readonly (readonly string[])[] {
  const { clear: findings } = infer(played(observations, said, known), known);
  return findings.map((found) => found.mistakes.map(({ id }) => id));
}

describe('a diagnosis', () => {
  it('is the mistake with the same failures', () => {
    expect(clear(seen({ p0: 3, p1: 5 }))).toEqual([['vote']]);
    expect(clear(seen({ p7: 3, p8: 4, p9: 8 }))).toEqual([['log']]);
  });

  it('names two mistakes made at once', () => {
    const found = clear(seen({ p0: 3, p1: 5, p7: 2, p8: 4, p9: 9 }));
    expect(found.flat().sort()).toEqual(['log', 'vote']);
  });

  it('takes into account how soon a property failed', () => {
    const [first, second] = infer(seen({ p4: 2 }), mistakes).ranked;
    expect(first?.mistake.id).toBe('quick');
    expect(first?.probability).toBeGreaterThan(2 * (second?.probability ?? 0));
  });

  it('names a group where nothing tells its members apart', () => {
    expect(clear(seen({ p5: 7, p16: 2, p17: 3, p18: 5 }))).toEqual([['late', 'later']]);
  });

  it('tells apart by what happens on the same input', () => {
    const both = seen({ p5: 7, p16: 2, p17: 3, p18: 5 });
    expect(clear(both, { later: 'same-run' })).toEqual([['later']]);
    expect(clear(both, { late: 'fails-otherwise' })).toEqual([['later']]);
    expect(clear(both, { late: 'holds', later: 'holds' })).toEqual([]);
  });

  it('names nothing where no message is the same', () => {
    expect(clear(seen({ p13: 1 }))).toEqual([['alone']]);
    expect(clear(seen({ p13: 1 }), { alone: 'similar-message' })).toEqual([]);
    const log = seen({ p7: 3, p8: 4, p9: 8 });
    expect(clear(log, { log: 'similar-message' })).toEqual([]);
    expect(clear(log, { log: 'similar-message', 'log/p7': 'same-message' })).toEqual([['log']]);
  });

  it('names nothing where nothing was played', () => {
    expect(infer(seen({ p0: 3, p1: 5 }), mistakes).ranked[0]?.mistake.id).toBe('vote');
    expect(infer(seen({ p0: 3, p1: 5 }), mistakes).clear).toEqual([]);
  });

  it('names nothing where too many would do', () => {
    expect(clear(seen({ p6: 1 }))).toEqual([]);
  });

  it('names nothing where half of it is unexplained', () => {
    expect(clear(seen({ p0: 3, p1: 5, p12: 1, p15: 1 }))).toEqual([]);
    expect(clear(seen({ p7: 2, p9: 9 }))).toEqual([]);
    expect(clear(seen(Object.fromEntries(properties.map((id) => [id, 1]))))).toEqual([]);
  });

  it('names nothing where so much fails that something unknown is broken', () => {
    const few = Object.fromEntries(properties.slice(8, 15).map((id) => [id, 3]));
    const many = Object.fromEntries(properties.slice(8, 16).map((id) => [id, 3]));
    const known = [...mistakes, mistake('few', few), mistake('many', many)];
    expect(clear(seen(few), {}, known)).toEqual([['few']]);
    expect(infer(seen(many), known).ranked[0]?.mistake.id).toBe('many');
    expect(clear(seen(many), {}, known)).toEqual([]);
    // Nothing needs to be played for that.
    expect(candidatesOf(seen(few), known)[0]?.id).toBe('few');
    expect(candidatesOf(seen(many), known)).toEqual([]);
  });

  it('names nothing where the same properties fail, but otherwise', () => {
    const log = seen({ p7: 2, p8: 4, p9: 9 });
    expect(clear(log)).toEqual([['log']]);
    expect(clear(log, { 'log/p8': 'fails-otherwise' })).toEqual([]);
    expect(clear(log, { 'log/p8': 'holds' })).toEqual([]);
  });

  it('does not count what is not known', () => {
    expect(clear(seen({ p7: 2, p9: 9 }, ['p8']))).toEqual([['log']]);
  });

  it('names nothing for who passes, and nothing if no mistakes are known', () => {
    expect(clear(seen({}))).toEqual([]);
    expect(infer(seen({ p0: 3 }), []).clear).toEqual([]);
  });

  it('is as sure as it says', () => {
    const { clear: findings } = infer(played(seen({ p0: 3, p1: 5 })), mistakes);
    expect(findings).toHaveLength(1);
    for (const { confidence } of findings) {
      expect(confidence).toBeGreaterThanOrEqual(0.85);
      expect(confidence).toBeLessThanOrEqual(1);
    }
  });
});
