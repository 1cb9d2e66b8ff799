import { describe, expect, it } from 'vitest';
import { runPool } from './pool.ts';

/** Work whose end the test decides. */
function gates(count: number) {
  const resolvers: (() => void)[] = [];
  const promises = Array.from(
    { length: count },
    () => new Promise<void>((resolve) => resolvers.push(resolve)),
  );
  return { promises, open: (index: number) => resolvers[index]?.() };
}

describe('runPool', () => {
  it('reports in order, however the work ends', async () => {
    const { promises, open } = gates(3);
    const reported: number[] = [];
    const running = runPool(
      [0, 1, 2],
      3,
      async (item) => {
        await promises[item];
        return item;
      },
      async (item) => {
        reported.push(item);
      },
    );
    open(2);
    await Promise.resolve();
    expect(reported).toEqual([]);
    open(0);
    open(1);
    expect(await running).toEqual([0, 1, 2]);
    expect(reported).toEqual([0, 1, 2]);
  });

  it('keeps to the limit and starts nothing after an error', async () => {
    let running = 0;
    let most = 0;
    const started: number[] = [];
    const work = async (item: number) => {
      started.push(item);
      most = Math.max(most, ++running);
      await Promise.resolve();
      running--;
      if (item === 2) throw new Error('zwei');
      return item;
    };
    await expect(runPool([0, 1, 2, 3, 4, 5], 2, work, async () => {})).rejects.toThrow('zwei');
    expect(most).toBe(2);
    expect(started.length).toBeLessThan(6);
  });
});
