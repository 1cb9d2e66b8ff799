import { attemptName } from '../../judge-people.ts';
import type { IncidentKind } from '../../model.ts';
import type { OutputRequest, SimilarPair } from '../../outputs.ts';
import type { Anonymiser } from '../anonymise.ts';
import type { Workbook } from '../workbook.ts';
import type { Cohort, PersonRow } from './cohort.ts';
import { attentionWording as texts } from './wording.ts';

/** Why somebody should look, the most urgent first. */
export const attentionKinds = [
  'forged',
  'crashed',
  'killed',
  'hung',
  'forbidden',
  'similar',
  'defect',
  'verdict-differs',
  'refused',
  'late',
  'time-unknown',
] as const;
export type AttentionKind = (typeof attentionKinds)[number] | IncidentKind;

/** One reason to look at one hand-in. */
export interface AttentionItem {
  readonly kind: AttentionKind;
  /** Attempts, each with a page of its own; else a pseudonym, or the name of an input that is nobody's. */
  readonly who: readonly string[];
  readonly isAttempt: boolean;
  readonly exercise?: string;
  readonly message: string;
}

/** Everything that a human should look at, by urgency. */
export function attentionItems(
  { people }: Cohort,
  { refused, similarPairs = [], run }: Pick<OutputRequest, 'refused' | 'similarPairs' | 'run'>,
  workbook: Workbook,
  anonymiser: Anonymiser,
): readonly AttentionItem[] {
  const { frist, fristen } = run.config;
  const hasDeadline = frist !== undefined || Object.keys(fristen).length > 0;
  const items: AttentionItem[] = [
    ...people.flatMap((person) => itemsOf(person, workbook, hasDeadline)),
    ...similarItems(similarPairs, workbook),
    ...refused.map((input) => ({
      kind: 'refused' as const,
      who: [anonymiser.origin(input)],
      isAttempt: false,
      message: anonymiser.sentence(input.reason),
    })),
  ];
  const urgency = (item: AttentionItem) => attentionKinds.indexOf(item.kind);
  return items.sort((a, b) => urgency(a) - urgency(b));
}

/** One for two people, in however many exercises: first those who resemble each other in most. */
function similarItems(pairs: readonly SimilarPair[], workbook: Workbook): readonly AttentionItem[] {
  const together = new Map<string, SimilarPair[]>();
  for (const pair of pairs) {
    const key = JSON.stringify([pair.a, pair.b]);
    together.set(key, [...(together.get(key) ?? []), pair]);
  }
  return [...together.values()]
    .sort((a, b) => b.length - a.length || most(b) - most(a))
    .map((found) => ({
      kind: 'similar' as const,
      who: [found[0]?.a ?? '', found[0]?.b ?? ''],
      isAttempt: true,
      exercise: titlesOf(found, workbook),
      message: texts.similar(found.map(({ share }) => share)),
    }));
}

/** Several exercises by their numbers: all the titles would hide what matters. */
function titlesOf(pairs: readonly SimilarPair[], workbook: Workbook): string {
  const titles = pairs.map(({ exercise }) => workbook.titleOf(exercise));
  const [title = '', ...others] = titles;
  if (others.length === 0) return title;
  const numbers = titles.map((each) => each.split(' ')[0] ?? each);
  return numbers.sort((a, b) => a.localeCompare(b, 'de', { numeric: true })).join(', ');
}

function most(pairs: readonly SimilarPair[]): number {
  return Math.max(...pairs.map(({ share }) => share));
}

function itemsOf(
  person: PersonRow,
  workbook: Workbook,
  hasDeadline: boolean,
): readonly AttentionItem[] {
  const { pseudonym, counted, daysLate, submittedAt } = person;
  const about = (attempt: number) => ({
    who: [attemptName(pseudonym, attempt)],
    isAttempt: true,
  });
  const incidents = person.incidents.map(({ attempt, incident }) => ({
    ...about(attempt),
    kind: incident.kind,
    exercise: workbook.titleOf(incident.exercise),
    message: incident.message,
  }));
  const forbidden = person.exercises
    .filter(({ status }) => status === 'unzulaessig')
    .map(({ id, message }) => ({
      ...about(counted),
      kind: 'forbidden' as const,
      exercise: workbook.titleOf(id),
      message: message === undefined ? texts.forbidden : texts.told(message),
    }));
  const late = { ...about(counted), kind: 'late' as const, message: texts.late(daysLate) };
  const unknown = { ...about(counted), kind: 'time-unknown' as const, message: texts.timeUnknown };
  return [
    ...incidents,
    ...forbidden,
    ...(daysLate === 0 ? [] : [late]),
    ...(hasDeadline && submittedAt === undefined ? [unknown] : []),
  ];
}
