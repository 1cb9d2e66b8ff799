import { describe, expect, it } from 'vitest';
import { labelled, shorten, spread, textWidth, wholeSentences, wrap } from './layout.ts';

describe('layout', () => {
  it('wraps at spaces and cuts only what is too long', () => {
    expect(wrap('eins zwei drei', 9)).toEqual(['eins zwei', 'drei']);
    expect(wrap('abcdefgh ij', 3)).toEqual(['abc', 'def', 'gh', 'ij']);
    expect(wrap('', 5)).toEqual(['']);
  });

  it('does not count colours', () => {
    expect(textWidth('\u001b[31mrot\u001b[39m')).toBe(3);
    expect(spread('\u001b[31mrot\u001b[39m', '5', 8)).toEqual(['\u001b[31mrot\u001b[39m    5']);
  });

  it('hangs text under itself', () => {
    expect(labelled('Regel', 'eins zwei', { indent: 2, labelWidth: 7, width: 14 })).toEqual([
      '  Regel  eins',
      '         zwei',
    ]);
  });

  it('moves the right side to its own line rather than run over', () => {
    expect(spread('abcdef', '12', 8)).toEqual(['abcdef', '      12']);
  });

  it('keeps whole sentences, and the first whatever its length', () => {
    const text = 'n1 antwortet {"n1":0. "n2":1}. Siehe Abb. 3, z. B. Zeile vier. Das ist falsch.';
    expect(wholeSentences(text, 20)).toBe('n1 antwortet {"n1":0. "n2":1}.');
    expect(wholeSentences(text, 65)).toBe(
      'n1 antwortet {"n1":0. "n2":1}. Siehe Abb. 3, z. B. Zeile vier.',
    );
    expect(wholeSentences(text, 500)).toBe(text);
    expect(wholeSentences('ohne Punkt', 3)).toBe('ohne Punkt');
    expect(wholeSentences('', 3)).toBe('');
  });

  it('shortens by letters, not by halves of them', () => {
    expect(shorten('😀😀😀😀', 3)).toBe('😀😀…');
  });
});
