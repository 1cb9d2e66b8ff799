import { describe, expect, it } from 'vitest';
import type { Observation } from './evidence.ts';
import { infer } from './infer.ts';
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

function clear(observations: readonly Observation[]): readonly (readonly string[])[] {
  return infer(observations, mistakes).clear.map((found) => found.mistakes.map(({ id }) => id));
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

  it('names nothing where too little speaks for each that is named', () => {
    expect(infer(seen({ p3: 7, p19: 2 }), mistakes).ranked[0]?.mistake.id).toBe('either');
    expect(clear(seen({ p3: 7, p19: 2 }))).toEqual([]);
    expect(infer(seen({ p13: 1 }), mistakes).ranked[0]?.mistake.id).toBe('alone');
    expect(clear(seen({ p13: 1 }))).toEqual([]);
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
    expect(infer(seen(few), known).clear.map((found) => found.mistakes[0]?.id)).toEqual(['few']);
    expect(infer(seen(many), known).ranked[0]?.mistake.id).toBe('many');
    expect(infer(seen(many), known).clear).toEqual([]);
  });

  it('names nothing where the same fails, but at other times', () => {
    expect(clear(seen({ p7: 2, p8: 4, p9: 9 }))).toEqual([['log']]);
    expect(clear(seen({ p7: 2, p8: 1, p9: 1 }))).toEqual([]);
  });

  it('does not count what is not known', () => {
    expect(clear(seen({ p7: 2, p9: 9 }, ['p8']))).toEqual([['log']]);
  });

  it('names nothing for who passes, and nothing if no mistakes are known', () => {
    expect(clear(seen({}))).toEqual([]);
    expect(infer(seen({ p0: 3 }), []).clear).toEqual([]);
  });

  it('is as sure as it says', () => {
    for (const { confidence } of infer(seen({ p0: 3, p1: 5 }), mistakes).clear) {
      expect(confidence).toBeGreaterThanOrEqual(0.85);
      expect(confidence).toBeLessThanOrEqual(1);
    }
  });
});
