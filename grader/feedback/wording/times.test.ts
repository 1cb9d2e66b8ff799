import { expect, it } from 'vitest';
import { relativeTime } from './times.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

it.each([
  [0, 'gerade eben'],
  [-30_000, 'gerade eben'],
  [30_000, 'gleich'],
  [10 * minute, 'in 10 Minuten'],
  [-minute, 'vor 1 Minute'],
  [-3 * 60 * minute, 'vor 3 Stunden'],
  [day, 'morgen'],
  [-day, 'gestern'],
  [-5 * day, 'vor 5 Tagen'],
  [8 * day, 'in 8 Tagen'],
  [15 * day, 'in 2 Wochen'],
  [-70 * day, 'vor 2 Monaten'],
  [365 * day, 'nächstes Jahr'],
])('%i ms from now is „%s“', (difference, text) => {
  expect(relativeTime(1e12 + difference, 1e12)).toBe(text);
});
