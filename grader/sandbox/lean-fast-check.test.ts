import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { leanFastCheck } from './lean-fast-check.ts';

/** What a bundle that uses fast-check as suites do has of it. */
async function bundled(contents: string, isLean: boolean): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: import.meta.dirname, loader: 'ts' },
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    globalName: 'program',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    conditions: ['import'],
    plugins: isLean ? [leanFastCheck] : [],
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}

const search = `
import * as fc from 'fast-check';
const inputs = fc.record({
  at: fc.nat(99), list: fc.uniqueArray(fc.integer()), one: fc.oneof(fc.constant('a'), fc.boolean()),
  some: fc.subarray([1, 2, 3]), maybe: fc.option(fc.tuple(fc.nat(), fc.nat())),
});
export const seen = [];
export const found = fc.check(
  fc.property(inputs, (input) => { seen.push(input); return input.list.length < 4; }),
  { seed: 7, numRuns: 50 },
).counterexample;`;

describe('without what nobody uses, fast-check', () => {
  it('makes and shrinks the same inputs, with much less code', async () => {
    const [whole, lean] = await Promise.all([bundled(search, false), bundled(search, true)]);
    const run = (code: string): unknown => new Function(`${code}; return program;`)();
    expect(run(lean)).toEqual(run(whole));
    expect(run(lean)).toMatchObject({ found: [{ list: { length: 4 } }] });
    expect(lean.length).toBeLessThan(whole.length - 8_000);
  });

  it('says so where somebody asks for what is left out', async () => {
    const asked = search.replace('numRuns: 50', `randomType: 'mersenne'`);
    const code = await bundled(asked, true);
    expect(() => new Function(code)()).toThrow('randomType: left out');
  });
});
