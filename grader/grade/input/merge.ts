import type { Attempt, GradedInput, RefusedInput, Student } from '../model.ts';
import type { HandIn, Person } from './hand-in.ts';
import type { PlacedWorksheet } from './moodle.ts';
import { joinPersons, keysOf, plainName, pseudonyms, samePersons, toStudent } from './persons.ts';
import type { ReadResult } from './read-submissions.ts';
import type { Taken } from './take.ts';
import { compare } from './tree.ts';
import { noteWording } from './wording.ts';

/** A hand-in with its files, or why it was refused. */
export type ReadHandIn =
  | { readonly handIn: HandIn; readonly taken: Taken }
  | { readonly handIn: HandIn; readonly reason: string };

/** Brings together what belongs to one person, from however many inputs. */
export function mergePersons(
  read: readonly ReadHandIn[],
  refusedBefore: readonly RefusedInput[],
  worksheets: readonly PlacedWorksheet[],
  secret: Uint8Array | string,
): ReadResult {
  const groups = samePersons(read, ({ handIn }) => handIn.person).map((mentions) => {
    const person = joinPersons(mentions.map(({ handIn }) => handIn.person));
    return { mentions, person, identity: identityOf(person) };
  });
  const present = new Set(groups.flatMap(({ mentions }) => mentions.flatMap(keysOfMention)));
  const missing = absentPersons(worksheets, present);
  const names = pseudonyms(
    [...groups.map(({ identity }) => identity), ...missing.map(identityOf)],
    secret,
  );
  const studentOf = (person: Person): Student =>
    toStudent(person, names.get(identityOf(person)) ?? '');
  const submissions: GradedInput[] = [];
  const refused: RefusedInput[] = [...refusedBefore];
  for (const { mentions, person } of groups) {
    const student = studentOf(person);
    const isNamesake = person.email === undefined && hasNamesake(person, groups);
    const attempts = attemptsOf(mentions, isNamesake ? [noteWording.namesake] : []);
    if (attempts.length > 0) submissions.push({ student, attempts });
    for (const mention of mentions) {
      if (!('reason' in mention)) continue;
      refused.push({ shownAs: mention.handIn.shownAs, reason: mention.reason, student });
    }
  }
  const byPseudonym = (a: Student, b: Student) => compare(a.pseudonym, b.pseudonym);
  return {
    submissions: submissions.sort((a, b) => byPseudonym(a.student, b.student)),
    refused: refused.sort((a, b) => compare(a.shownAs, b.shownAs) || compare(a.reason, b.reason)),
    absent: missing.map(studentOf).sort(byPseudonym),
  };
}

function keysOfMention({ handIn }: ReadHandIn): readonly string[] {
  return keysOf(handIn.person);
}

/** What the pseudonym is computed from: the most telling thing that is known. */
function identityOf(person: Person): string {
  return keysOf(person)[0] ?? '';
}

function hasNamesake(person: Person, groups: readonly { readonly person: Person }[]): boolean {
  return groups.some(
    (other) => other.person !== person && plainName(other.person.name) === plainName(person.name),
  );
}

interface Candidate extends Taken {
  readonly handIn: HandIn;
  readonly order: number;
}

/**
 * In the order of time; attempts whose time is unknown come first, by their number, because what an
 * export knows the time of is the latest.
 */
function attemptsOf(mentions: readonly ReadHandIn[], notes: readonly string[]): readonly Attempt[] {
  const candidates = mentions
    .flatMap((mention, order): Candidate[] =>
      'taken' in mention ? [{ ...mention.taken, handIn: mention.handIn, order }] : [],
    )
    .sort(
      (a, b) =>
        instant(a.handIn) - instant(b.handIn) ||
        (a.handIn.attempt ?? 0) - (b.handIn.attempt ?? 0) ||
        a.order - b.order,
    );
  const kept: { candidate: Candidate; notes: Set<string> }[] = [];
  for (const candidate of candidates) {
    const same = kept.find((one) => isSame(one.candidate, candidate));
    if (same !== undefined) same.notes.add(noteWording.sameAsBefore);
    else kept.push({ candidate, notes: new Set([...candidate.handIn.notes, ...candidate.notes]) });
  }
  return kept.map(({ candidate, notes: own }, index) => ({
    number: index + 1,
    files: candidate.files,
    ...(candidate.answers === undefined ? {} : { answers: candidate.answers }),
    notes: [...own, ...notes],
    ...(candidate.handIn.submittedAt === undefined
      ? {}
      : { submittedAt: candidate.handIn.submittedAt }),
  }));
}

const beforeAll = Number.MIN_SAFE_INTEGER;

function instant({ submittedAt }: HandIn): number {
  return submittedAt === undefined ? beforeAll : Date.parse(submittedAt);
}

/** The same files at the same time: one hand-in that came in twice. */
function isSame(a: Candidate, b: Candidate): boolean {
  if (a.handIn.submittedAt !== b.handIn.submittedAt || a.files.size !== b.files.size) return false;
  // Equal contents are one object, see `Taker`.
  if (a.answers !== b.answers) return false;
  return [...a.files].every(([path, bytes]) => b.files.get(path) === bytes);
}

/** Persons of the worksheets that belong to what was read, but did not hand in. */
function absentPersons(
  worksheets: readonly PlacedWorksheet[],
  present: ReadonlySet<string>,
): readonly Person[] {
  const found = new Map<string, Person>();
  for (const { rows } of worksheets) {
    const persons = [...rows].map(([moodleId, row]): Person => {
      const { identifier, name, email, idNumber } = row;
      return {
        name,
        identifier,
        moodleId,
        ...(email === undefined ? {} : { email }),
        ...(idNumber === undefined ? {} : { idNumber }),
      };
    });
    const isHere = (person: Person) => keysOf(person).some((key) => present.has(key));
    if (!persons.some(isHere)) continue;
    for (const person of persons.filter((one) => !isHere(one))) {
      found.set(identityOf(person), person);
    }
  }
  return [...found.values()];
}
