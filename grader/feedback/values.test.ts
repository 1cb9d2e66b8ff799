import { describe, expect, it } from 'vitest';
import { clean, formatValue } from './values.ts';

describe('formatValue', () => {
  it('writes values as a program would', () => {
    const value = { term: 2, entries: [{ key: 'x y', 'a-b': null }], vote: undefined, none: {} };
    expect(formatValue(value)).toBe(
      "{ term: 2, entries: [{ key: 'x y', 'a-b': null }], none: {} }",
    );
    expect(formatValue("it's\n")).toBe("'it\\'s\\n'");
    expect(formatValue(undefined)).toBe('undefined');
  });

  it('stays within its bound, however long or deep the value', () => {
    const deep = Array.from({ length: 1000 }).reduce<unknown>((inner) => [inner], 1);
    expect(formatValue(deep)).toContain('…');
    expect(formatValue('x'.repeat(5000), 100)).toHaveLength(100);
  });
});

describe('clean', () => {
  it('takes control over the terminal and the direction of text away', () => {
    expect(clean('\u001b[2Jweg\r\u0007')).toBe('\ufffd[2Jweg\ufffd\ufffd');
    expect(clean('a\u202eb')).toBe('a\ufffdb');
    expect(clean('zwei\nZeilen')).toBe('zwei Zeilen');
  });
});
