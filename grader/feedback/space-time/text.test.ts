import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnsOf, wrapText } from './text.ts';

describe('wrapping', () => {
  it('never exceeds the columns or the lines, and loses nothing before the end', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 200 }),
        fc.integer({ min: 8, max: 40 }),
        fc.integer({ min: 1, max: 5 }),
        (text, columns, maxLines) => {
          const lines = wrapText(text, columns, maxLines);
          expect(lines.length).toBeLessThanOrEqual(maxLines);
          for (const line of lines) expect(columnsOf(line)).toBeLessThanOrEqual(columns);
          const kept = lines.join('').replaceAll(' ', '').replace(/…$/, '');
          expect(text.replaceAll(' ', '').startsWith(kept)).toBe(true);
        },
      ),
      { numRuns: 500, seed: 8 },
    );
  });

  it('counts wide characters as two columns and combining ones as none', () => {
    expect(columnsOf('漢字')).toBe(4);
    expect(columnsOf('e\u0301')).toBe(1);
    expect(columnsOf('→●„“')).toBe(4);
  });
});
