import { describe, expect, it } from 'vitest';
import { namesToKeep, tokenise } from './tokenise.ts';

const names = namesToKeep(['export interface Message { readonly term: number }']);

function tokensOf(text: string): string {
  return tokenise(new Map([['a.ts', text]]), names).tokens.join(' ');
}

describe('the same program written another way', () => {
  it.each([
    ['names', 'const sum = a.term + 1; use(sum);', 'let x7 = msg.term + 1; g(x7);'],
    ['types and comments', 'const a: number = f(b);', '// new\nconst a = f<string>(b as any)!;'],
    ['declarations', 'const a = 1, b = f(a);', 'let a; a = 1; let b = f(a);'],
    [
      'for and while',
      'for (let i = 0; i < 9; i++) f(i);',
      'let i = 0; while (i < 9) { f(i); i += 1; }',
    ],
    [
      'for-of and forEach',
      'for (const x of xs) { f(x); g(x); }',
      'ys.forEach((y) => { f(y); g(y); });',
    ],
    [
      'for-of and an index',
      'for (const x of xs) { f(x); }',
      'for (let i = 0; i < xs.length; i++) { const x = xs[i]; f(x); }',
    ],
    [
      'for-of and its iterator',
      'for (const x of xs) f(x);',
      'for (let it = (xs)[Symbol.iterator](), s = it.next(); s.done !== true; s = it.next()) { const x = s.value; f(x); }',
    ],
    ['functions', 'function f(a: string) { return g(a); }', 'const h = (b) => g(b);'],
    ['methods', 'function f() { x = y; }', 'class C { private f() { this.x = this.y; } }'],
    ['comparisons', 'if (a > b) c = c + 1;', 'if (b < a) { c++; }'],
    ['properties', 'f({ term });', 'f({ term: other });'],
  ])('%s', (_, one, other) => {
    expect(tokensOf(one)).toBe(tokensOf(other));
    expect(tokensOf(one)).not.toBe('');
  });

  it('is not every program', () => {
    expect(tokensOf('f(a.term);')).not.toBe(tokensOf('f(a.other);'));
    expect(tokensOf('if (a < b) c = 1;')).not.toBe(tokensOf('if (a <= b) c = 1;'));
    expect(tokensOf('xs.push(a);')).not.toBe(tokensOf('xs.unshift(a);'));
  });
});

it('knows where tokens come from', () => {
  const stream = tokenise(
    new Map([
      ['b.ts', '\nuse(2);'],
      ['a.ts', 'use(1);'],
    ]),
    names,
  );
  const at = stream.tokens.indexOf('2');
  expect(stream.places.at(at)).toEqual({ file: 'b.ts', line: 2 });
  expect(stream.places.at(0)?.file).toBe('a.ts');
});
