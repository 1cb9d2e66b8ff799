import { expect, test } from 'vitest';
import { pseudonymOf, pseudonyms, samePersons } from './persons.ts';

test('a pseudonym is stable, and depends on the class’s secret', () => {
  expect(pseudonymOf('mail:ada@example.org', 'geheim', 6)).toBe(
    pseudonymOf('mail:ada@example.org', 'geheim', 6),
  );
  expect(pseudonymOf('mail:ada@example.org', 'geheim', 6)).not.toBe(
    pseudonymOf('mail:ada@example.org', 'anders', 6),
  );
});

test('pseudonyms that would be the same get longer, the others stay', () => {
  // With this many, some of the 2^24 pseudonyms of six digits are bound to meet.
  const identities = Array.from({ length: 20_000 }, (_, index) => `name:person ${index}`);
  const found = pseudonyms(identities, 'geheim');
  expect(new Set(found.values()).size).toBe(identities.length);
  const long = [...found.values()].filter((pseudonym) => pseudonym.length > 6);
  expect(long.length).toBeGreaterThan(1);
  expect(long.length).toBeLessThan(100);
  expect(pseudonyms([...identities].reverse(), 'geheim').get('name:person 7')).toBe(
    found.get('name:person 7'),
  );
});

test('persons are the same by way of a third mention', () => {
  const mentions = [
    { name: 'Ada L.', email: 'ada@example.org' },
    { name: 'Lovelace Ada', idNumber: '4711' },
    { name: 'Grace' },
    { name: 'Ada Lovelace', email: 'ADA@example.org', idNumber: '4711' },
    { name: 'GRACE ' },
  ];
  expect(
    samePersons(mentions, (person) => person).map((group) => group.map(({ name }) => name)),
  ).toEqual([
    ['Ada L.', 'Lovelace Ada', 'Ada Lovelace'],
    ['Grace', 'GRACE '],
  ]);
});
