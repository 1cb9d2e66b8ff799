import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import * as node from '../../../grader/judging/token-codec.ts';
import * as page from './token-codec.ts';

/** Tokens are part of results, and results are equal everywhere. */

const texts = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 3_000 }),
  fc.json({ maxDepth: 5 }),
  // More than one block of the compressor, which takes up to 32,767 bytes each.
  fc.integer({ min: 32_000, max: 140_000 }).map((length) => {
    return Array.from({ length }, (_, i) => String.fromCharCode(32 + ((i * i) % 89))).join('');
  }),
);

test('the page packs and hashes to the same bytes as Node', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const packed = node.pack(text);
      expect(page.pack(text)).toBe(packed);
      expect(page.unpack(packed, 1_000_000)).toBe(node.unpack(packed, 1_000_000));
      expect(page.sha256(text)).toBe(node.sha256(text));
    }),
    { numRuns: 60, seed: 1 },
  );
});

test.each([
  ['in Node', node],
  ['in the page', page],
])('%s, what is too long, cut short or no such thing is refused', (_, { pack, unpack }) => {
  const packed = pack('a'.repeat(100_000));
  expect(() => unpack(packed, 99_999)).toThrow();
  expect(unpack(packed, 100_000)).toHaveLength(100_000);
  expect(() => unpack(packed.slice(0, -40), 100_000)).toThrow();
  expect(() => unpack('_____', 100)).toThrow();
});
