// cspell:ignore rediss adresse
import { describe, expect, it } from 'vitest';
import { parseAddress } from './address.ts';

describe('an address of a queue', () => {
  it.each([
    ['redis://a', { host: 'a', port: 6379, db: 0, isEncrypted: false, shownAs: 'redis://a:6379' }],
    ['redis://a:1/3', { host: 'a', port: 1, db: 3 }],
    ['rediss://[::1]:7000/', { host: '::1', port: 7000, isEncrypted: true }],
    [
      'redis://u:p%40ss@a:1',
      { host: 'a', username: 'u', password: 'p@ss', shownAs: 'redis://a:1' },
    ],
  ])('%s is understood', (text, expected) => {
    expect(parseAddress(text)).toMatchObject(expected);
  });

  it.each(['a:6379', 'http://a', 'redis://', 'redis://a/x', 'redis://u:geheim@a:99999'])(
    '%s is refused in German, without its password',
    (text) => {
      const parse = () => parseAddress(text);
      expect(parse).toThrow(/ist keine Adresse für „--queue“/);
      expect(parse).not.toThrow(/geheim/);
    },
  );
});
