import type { Options } from 'minisearch';

/** A word as it is compared: without case, umlauts as two letters, ß as ss, accents gone. */
export function fold(word: string): string {
  return word
    .toLowerCase()
    .replace(/[äöüß]/g, (letter) => ({ ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' })[letter] ?? letter)
    .normalize('NFD')
    .replace(/\p{M}/gu, '');
}

/** The same for building and for searching. */
export const searchOptions: Options = {
  fields: ['title', 'text'],
  storeFields: ['page', 'title'],
  tokenize: (text) => text.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 1),
};
