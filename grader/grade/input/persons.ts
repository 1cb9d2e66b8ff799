import { createHmac } from 'node:crypto';
import type { Student } from '../model.ts';
import type { Person } from './hand-in.ts';
import { folded } from './names.ts';
import { compare } from './tree.ts';

/**
 * What two mentions of the same person share, the most telling first. A name alone tells who is
 * meant only where there is nothing else: a class may have two of it.
 */
export function keysOf({ name, email, idNumber, moodleId }: Person): readonly string[] {
  const keys: string[] = [];
  if (email !== undefined) keys.push(`mail:${folded(email)}`);
  if (idNumber !== undefined) keys.push(`nummer:${folded(idNumber)}`);
  if (moodleId !== undefined) keys.push(`moodle:${moodleId}:${plainName(name)}`);
  return keys.length > 0 ? keys : [`name:${plainName(name)}`];
}

export function plainName(name: string): string {
  return folded(name).replace(/\s+/g, ' ').trim();
}

/** Groups items whose persons are the same, directly or by way of a third mention. */
export function samePersons<Item>(
  items: readonly Item[],
  personOf: (item: Item) => Person,
): readonly (readonly Item[])[] {
  const groupOf = new Map<string, Item[]>();
  const groups = new Set<Item[]>();
  for (const item of items) {
    const keys = keysOf(personOf(item));
    const known = new Set(keys.flatMap((key) => groupOf.get(key) ?? []));
    const merged = [...items.filter((one) => known.has(one)), item];
    for (const group of groups) if (group.some((one) => known.has(one))) groups.delete(group);
    groups.add(merged);
    for (const one of merged) for (const key of keysOf(personOf(one))) groupOf.set(key, merged);
  }
  return [...groups];
}

/** All that is known of one person from several mentions; of contradictions the first counts. */
export function joinPersons(persons: readonly Person[]): Person {
  return Object.assign({}, ...[...persons].reverse());
}

/**
 * The pseudonym under which a person appears in reports and in the jail. Who does not know the
 * class's secret cannot compute it from a list of names.
 */
export function pseudonymOf(identity: string, secret: Uint8Array | string, digits: number): string {
  return createHmac('sha256', secret).update(identity).digest('hex').slice(0, digits);
}

const usualDigits = 6;
const mostDigits = 64;

/** Pseudonyms for several persons; where six digits are the same, all of these get longer ones. */
export function pseudonyms(
  identities: readonly string[],
  secret: Uint8Array | string,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  let open = [...new Set(identities)].sort(compare);
  for (let digits = usualDigits; open.length > 0 && digits <= mostDigits; digits += 2) {
    const tried = open.map((identity) => ({
      identity,
      pseudonym: pseudonymOf(identity, secret, digits),
    }));
    const counts = new Map<string, number>();
    for (const { pseudonym } of tried) counts.set(pseudonym, (counts.get(pseudonym) ?? 0) + 1);
    for (const { identity, pseudonym } of tried) {
      if (counts.get(pseudonym) === 1) found.set(identity, pseudonym);
    }
    open = open.filter((identity) => !found.has(identity));
  }
  return found;
}

export function toStudent({ name, email, identifier }: Person, pseudonym: string): Student {
  return {
    pseudonym,
    name,
    ...(email === undefined ? {} : { email }),
    ...(identifier === undefined ? {} : { identifier }),
  };
}
