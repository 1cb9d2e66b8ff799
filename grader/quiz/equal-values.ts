import type { Fact } from './scene-facts.ts';

/**
 * Whether what somebody wrote is this fact: numbers by their value, with a German comma or a point;
 * texts without regard to case, quotes and spaces.
 */
export function isFact(written: string, fact: Fact): boolean {
  if (typeof fact === 'number') return readNumber(written) === fact;
  const number = Number(fact);
  const isNumber = fact.trim() !== '' && !Number.isNaN(number);
  return plain(written) === plain(fact) || (isNumber && readNumber(written) === number);
}

/** A number as people write it: `4`, `0,5`, `0.5`, `−1`, `1 000`. Not `1.000`, which could be one or a thousand. */
export function readNumber(written: string): number | undefined {
  const text = written
    .trim()
    .replace(/(?<=\d)[\s\u00a0\u202f](?=\d{3}(?!\d))/gu, '')
    .replace(/^[−–]/u, '-');
  return /^[+-]?\d+(?:[.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : undefined;
}

/** Without the question's unit behind it: `60 ms` and `60ms` answer in ms what `60` does. */
export function withoutUnit(written: string, unit: string | undefined): string {
  const text = written.trim();
  if (unit === undefined || !text.toLowerCase().endsWith(unit.toLowerCase())) return text;
  const before = text.slice(0, -unit.length).trim();
  return readNumber(before) === undefined ? text : before;
}

function plain(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[„“”"'‚‘’`]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()
    .toLowerCase();
}
