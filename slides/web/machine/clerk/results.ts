import { conclude } from '../../../../grader/judging/conclude.ts';
import { encodeReplay } from '../../../../grader/judging/replay-token.ts';
import type { ExerciseResult } from '../../../../grader/results/result.ts';
import { faultSentence, resultWording } from '../../../../grader/results/wording.ts';
import { outcomeMessage } from '../../../../grader/sandbox/wording.ts';
import type { PlayVerdict } from '../../../../grader/suites/play.ts';
import type { Concluding, Given, Telling } from '../clerk-calls.ts';
import type { Played, PlayedVerdict } from '../contract.ts';
import { readEnd } from './read-end.ts';

/** The same as `check` makes of the same evidence. */
export function concluded(task: Concluding): ExerciseResult {
  const { exercise, prepared, inspection, end } = task;
  const outcome = end === undefined ? undefined : readEnd(end);
  const wasPlayed = outcome?.kind === 'played';
  const meta = outcome?.kind === 'completed' ? outcome.meta : exercise.meta;
  const checked = conclude(
    targetOf(exercise),
    { hash: task.hash },
    { seed: task.seed, properties: task.properties },
    { meta, defects: [] },
    {
      prepared,
      inspection,
      outcome: wasPlayed ? { kind: 'not-completed', reason: 'garbled' } : outcome,
    },
  );
  return checked.result;
}

function targetOf({ chapter, manifest, weight }: Given): Parameters<typeof conclude>[0] {
  const exercise = { chapter, chapterTitle: '', manifest, weight, folder: '' };
  return { exercise, sourceDir: undefined, shownAs: `exercises/${chapter}/${manifest.id}` };
}

/** One run as the player shows it, or why there is none. */
export function told({ exercise, hash, replay, end }: Telling): Played | string {
  const outcome = readEnd(end);
  if (outcome.kind === 'completed') return resultWording.graderDefect;
  if (outcome.kind !== 'played') return outcomeMessage(outcome);
  const { trace, verdicts } = outcome.played;
  if (trace === undefined) {
    const [first] = verdicts;
    return (first && messageOf(first)) ?? resultWording.graderDefect;
  }
  const titles = new Map(outcome.meta.properties.map(({ id, title }) => [id, title]));
  const { token } = encodeReplay({
    chapter: exercise.chapter,
    exercise: exercise.manifest.id,
    suite: hash,
    property: replay.property,
    experiment: replay.experiment,
    seed: replay.seed,
    input: replay.input,
  });
  return {
    trace,
    verdicts: verdicts.map((verdict): PlayedVerdict => {
      const message = messageOf(verdict);
      return {
        property: verdict.id,
        title: titles.get(verdict.id) ?? verdict.id,
        outcome: verdict.outcome,
        ...(message === undefined ? {} : { message }),
        events: verdict.events,
      };
    }),
    token,
  };
}

function messageOf({ outcome, message, fault }: PlayVerdict): string | undefined {
  switch (outcome) {
    case 'holds':
      return undefined;
    case 'fault':
      return fault === undefined ? resultWording.violatedWithoutMessage : faultSentence(fault);
    case 'error':
      return resultWording.graderDefect;
    default:
      return message ?? resultWording.unknown;
  }
}
