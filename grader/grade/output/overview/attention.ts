import { enumerate } from '../../../feedback/wording/numbers.ts';
import type { IncidentKind } from '../../model.ts';
import type { OutputRequest } from '../../outputs.ts';
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
] as const;
export type AttentionKind = (typeof attentionKinds)[number] | IncidentKind;

/** One reason to look at one hand-in. */
export interface AttentionItem {
  readonly kind: AttentionKind;
  /** A pseudonym, or the name of an input that is nobody's. */
  readonly who: string;
  /** Which attempt, if there is a page about it. */
  readonly attempt?: number;
  readonly exercise?: string;
  readonly message: string;
}

/** Everything that a human should look at, by urgency. */
export function attentionItems(
  { people }: Cohort,
  { refused, similarPairs = [] }: Pick<OutputRequest, 'refused' | 'similarPairs'>,
  workbook: Workbook,
  anonymiser: Anonymiser,
): readonly AttentionItem[] {
  const items: AttentionItem[] = [
    ...people.flatMap((person) => itemsOf(person, workbook)),
    ...similarPairs.map(({ a, b, exercise, share }) => ({
      kind: 'similar' as const,
      who: enumerate([a, b]),
      exercise: workbook.titleOf(exercise),
      message: texts.similar(share),
    })),
    ...refused.map((input) => ({
      kind: 'refused' as const,
      who: anonymiser.origin(input),
      message: anonymiser.sentence(input.reason),
    })),
  ];
  const urgency = (item: AttentionItem) => attentionKinds.indexOf(item.kind);
  return items.sort((a, b) => urgency(a) - urgency(b));
}

function itemsOf(person: PersonRow, workbook: Workbook): readonly AttentionItem[] {
  const { pseudonym: who, counted: attempt, daysLate } = person;
  const incidents = person.incidents.map(({ attempt, incident }) => ({
    kind: incident.kind,
    who,
    attempt,
    exercise: workbook.titleOf(incident.exercise),
    message: incident.message,
  }));
  const forbidden = person.exercises
    .filter(({ status }) => status === 'unzulaessig')
    .map(({ id, message }) => ({
      kind: 'forbidden' as const,
      who,
      attempt,
      exercise: workbook.titleOf(id),
      message: message ?? texts.forbidden,
    }));
  const late = { kind: 'late' as const, who, attempt, message: texts.late(daysLate) };
  return [...incidents, ...forbidden, ...(daysLate === 0 ? [] : [late])];
}
