import { expect, test } from 'vitest';
import { parseMoodleTime } from './moodle-time.ts';

test.each([
  ['Dienstag, 2. Dezember 2025, 10:37', '2025-12-02T10:37:00+01:00'],
  ['Donnerstag, 3. Juli 2025, 23:59', '2025-07-03T23:59:00+02:00'],
  ['1. März 2026, 0:05', '2026-03-01T00:05:00+01:00'],
  ['Do., 1. Jänner 2026, 08:15:30', '2026-01-01T08:15:30+01:00'],
  ['Mo, 4. Mai 2026, 12:00 Uhr', '2026-05-04T12:00:00+02:00'],
  ['02.12.2025, 10:37', '2025-12-02T10:37:00+01:00'],
  ['02.12.2025 10:37:59', '2025-12-02T10:37:59+01:00'],
  ['2025-12-02T10:37', '2025-12-02T10:37:00+01:00'],
  ['Tuesday, 2 December 2025, 12:07 AM', '2025-12-02T00:07:00+01:00'],
  ['Tuesday, 2 December 2025, 1:07 PM', '2025-12-02T13:07:00+01:00'],
  // The clocks go back at three: half past two comes twice, the first time counts.
  ['Sonntag, 25. Oktober 2026, 02:30', '2026-10-25T02:30:00+02:00'],
  ['Sonntag, 25. Oktober 2026, 03:00', '2026-10-25T03:00:00+01:00'],
])('understands %j', (text, time) => {
  expect(parseMoodleTime(text, 'Europe/Berlin')).toBe(time);
});

test.each([
  '',
  '-',
  'gestern',
  '31. Februar 2026, 10:00',
  '2. Dezember 2025',
  '2. Dezember 2025, 25:00',
  '2. Brumaire 2025, 10:00',
])('does not guess at %j', (text) => {
  expect(parseMoodleTime(text, 'Europe/Berlin')).toBeUndefined();
});

test('uses the time zone it is told', () => {
  expect(parseMoodleTime('2. Dezember 2025, 10:37', 'Europe/London')).toBe(
    '2025-12-02T10:37:00+00:00',
  );
});
