import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { simulate } from '../simulator/kernel.ts';
import { informedByRound, quantile, redundancy, spreadOf } from './convergence.ts';

describe('the spread of a value', () => {
  /** n1 tells n2 at 10 ms, and everyone passes on what they hear to the next node. */
  const { trace } = simulate<{ type: string }, never, never>({
    scenario: {
      nodes: 4,
      seed: 1,
      latency: { minMs: 4, maxMs: 4 },
      durationMs: 100,
      faults: [{ kind: 'drop', message: { from: 'n3', to: 'n4', type: 'wert', k: 0 } }],
      clients: [],
    },
    createProcess: (context) => {
      const next = `n${Number(context.self.slice(1)) + 1}`;
      const pass = () => {
        if (context.peers.includes(next)) context.send(next, { type: 'wert' });
      };
      return {
        onStart: () => {
          if (context.self === 'n1') context.setTimer('los', 10);
          else context.send('n1', { type: 'anderes' });
        },
        onTimer: pass,
        onMessage: (_, { type }) => {
          if (type === 'wert') pass();
        },
      };
    },
  });
  const learnt = spreadOf(trace, [{ node: 'n1', atMs: 10, seq: 0 }], ({ type }) => type === 'wert');

  it('is read off the messages that carry it', () => {
    expect(learnt.map(({ node, atMs }) => [node, atMs])).toEqual([
      ['n1', 10],
      ['n2', 14],
      ['n3', 18],
    ]);
    for (const { node, seq } of learnt.slice(1)) {
      expect(trace.events[seq]).toMatchObject({ kind: 'deliver', node, type: 'wert' });
    }
  });

  it('is counted by rounds', () => {
    expect(informedByRound(learnt, 5, 5)).toEqual([0, 0, 2, 3, 3]);
  });
});

describe('the quantile', () => {
  it('is the nearest rank, and counts what never happened as infinite', () => {
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2);
    expect(quantile([4, 1, 3, 2], 0.75)).toBe(3);
    expect(quantile([4, 1, undefined, 2], 0.75)).toBe(4);
    expect(quantile([4, 1, undefined, 2], 1)).toBe(Number.POSITIVE_INFINITY);
    expect(() => quantile([], 0.5)).toThrow(RangeError);
    expect(() => quantile([1], 0)).toThrow(RangeError);
  });

  it('is reached by the share asked for, and by no smaller value', () => {
    const shares = fc.double({ min: 0.01, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.nat(20), { minLength: 1 }), shares, (values, share) => {
        const value = quantile(values, share);
        const shareUpTo = (limit: (each: number) => boolean) =>
          values.filter(limit).length / values.length;
        expect(shareUpTo((each) => each <= value)).toBeGreaterThanOrEqual(share - 1e-9);
        expect(shareUpTo((each) => each < value)).toBeLessThan(share);
      }),
      { numRuns: 300, seed: 8 },
    );
  });
});

it('measures redundancy against a perfect broadcast', () => {
  expect(redundancy(31, 32)).toBe(1);
  expect(redundancy(93, 32)).toBe(3);
});
