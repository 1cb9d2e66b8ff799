import { encodeReplay } from '../../../grader/judging/encode-replay.ts';
import { faultSentence, resultWording } from '../../../grader/results/wording.ts';
import { outcomeMessage } from '../../../grader/sandbox/wording.ts';
import type { PlayVerdict } from '../../../grader/suites/play.ts';
import type { Telling } from './clerk-calls.ts';
import type { Played, PlayedVerdict } from './contract.ts';
import { shownVerdict } from './fork-of.ts';
import { readPlayed } from './read-played.ts';

/** One run as the player shows it, or why there is none, in German. */
export function told({ hash, replay, end }: Telling): Played | string {
  const outcome = readPlayed(end);
  if (outcome.kind !== 'played') return outcomeMessage(outcome);
  const { trace, verdicts } = outcome.played;
  if (trace === undefined) {
    const [first] = verdicts;
    return (first && messageOf(first)) ?? resultWording.graderDefect;
  }
  const judged = verdicts.map((verdict): PlayedVerdict => {
    const message = messageOf(verdict);
    return {
      property: verdict.id,
      title: outcome.titles.get(verdict.id) ?? verdict.id,
      outcome: verdict.outcome,
      ...(message === undefined ? {} : { message }),
      events: verdict.events,
    };
  });
  const wrong = judged.filter((each) => each.outcome !== 'holds');
  // A token asks about one property: let it be one that is violated.
  const { property } = shownVerdict(wrong, replay.property) ?? replay;
  return {
    trace,
    verdicts: judged,
    token: encodeReplay({ ...replay, property, suite: hash }).token,
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
