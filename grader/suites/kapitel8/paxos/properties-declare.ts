import { holds, type Property, type Sometimes, type Verdict, violated } from '../../suite.ts';
import type { Blame } from './observed.ts';

export const lamport = 'Lamport 2001, Paxos Made Simple';
export const ousterhout = 'Ongaro & Ousterhout 2013, Implementing Replicated Logs with Paxos';

/** All of a property but its check. */
export type Head = Omit<Property<never, never>, 'check' | 'on'>;

export const safety = { kind: 'safety', visibility: 'verdeckt' } as const;
export const liveness = { kind: 'liveness', visibility: 'verdeckt' } as const;

export function atLeast(count: string, times: number, otherwise: string): readonly Sometimes[] {
  return [{ count, atLeast: times, otherwise }];
}

/** The first blame of this rule. */
export function blamed(rule: string, blames: readonly Blame[]): Verdict {
  const blame = blames.find((candidate) => candidate.rule === rule);
  return blame === undefined ? holds : violated(blame.message, blame.events);
}

/** The first of several verdicts that does not hold. */
export function firstOf(...verdicts: readonly (() => Verdict)[]): Verdict {
  for (const verdict of verdicts) {
    const found = verdict();
    if (found.verdict !== 'holds') return found;
  }
  return holds;
}
