import type { PlayedFork } from '../player/fork/machine.ts';
import type { Played, PlayedVerdict } from './contract.ts';
import { machineWording as words } from './wording.ts';

/** What the player shows of a run that a reader has changed: what is marked is what the token replays. */
export function forkOf({ trace, verdicts, token }: Played, property: string): PlayedFork {
  const wrong = verdicts.filter(({ outcome }) => outcome !== 'holds');
  return {
    trace,
    marked: shownVerdict(wrong, property)?.events ?? [],
    findings: wrong.map(({ title, message }) => words.finding(title, message)),
    token,
  };
}

/** Of what is wrong: the property looked at before, or else the first. */
export function shownVerdict(
  wrong: readonly PlayedVerdict[],
  property: string,
): PlayedVerdict | undefined {
  return wrong.find((each) => each.property === property) ?? wrong[0];
}
