import { isDue, type Memory } from './memory.ts';
import type { Question } from './question.ts';

export type Memories = Readonly<Record<string, Memory>>;

/** How far one is with some questions. */
export interface QuizProgress {
  readonly total: number;
  /** Whose last answer was right. */
  readonly right: number;
  /** Never asked. */
  readonly fresh: number;
  /** Asked before, and to be asked again by now. */
  readonly due: number;
  /** When the next of them comes due, in milliseconds; `undefined` if one is due or none was asked. */
  readonly nextDue: number | undefined;
}

export function quizProgress(
  questions: readonly Question[],
  memories: Memories,
  now: number,
): QuizProgress {
  const known = questions.flatMap(({ id }) => memoryOf(memories, id) ?? []);
  const due = known.filter((memory) => isDue(memory, now)).length;
  const later = known.map(({ card }) => Date.parse(card.due));
  return {
    total: questions.length,
    right: known.filter(({ lastRight }) => lastRight).length,
    fresh: questions.length - known.length,
    due,
    nextDue: due > 0 || later.length === 0 ? undefined : Math.min(...later),
  };
}

export interface Choice {
  /** Only what is due. */
  readonly dueOnly: boolean;
  /** Also what sits and is not due: somebody goes through a chapter on purpose. */
  readonly everything: boolean;
  readonly atMost: number;
}

/** What to ask now: first what is due, longest overdue first, then what is new, in the book's order. */
export function chooseQuestions<Asked extends { readonly question: Question }>(
  candidates: readonly Asked[],
  memories: Memories,
  now: number,
  { dueOnly, everything, atMost }: Choice,
): readonly Asked[] {
  const memory = ({ question }: Asked) => memoryOf(memories, question.id);
  const dueAt = (asked: Asked) => Date.parse(memory(asked)?.card.due ?? '');
  const isNew = (asked: Asked) => memory(asked) === undefined;
  const due = candidates.filter((asked) => dueAt(asked) <= now).sort((a, b) => dueAt(a) - dueAt(b));
  const fresh = dueOnly ? [] : candidates.filter(isNew);
  const rest = everything ? candidates.filter((asked) => dueAt(asked) > now) : [];
  return [...due, ...fresh, ...rest].slice(0, atMost);
}

/** Ids come from files; `constructor` is none of ours. */
export function memoryOf(memories: Memories, id: string): Memory | undefined {
  return Object.hasOwn(memories, id) ? memories[id] : undefined;
}
