import type { NodeId } from '../../../simulator/process.ts';
import { Probe, type Submission, SubmissionFailure } from '../../submission.ts';
import { fieldOf, isTimestamp, type LamportExports } from './exports.ts';
import type { Visit } from './mutex-trace.ts';

export type Granted = Visit & Required<Pick<Visit, 'granted'>>;

/** Two grants, one right after the other, whose requests carry the same time. */
export interface ComparedGrants {
  readonly first: Granted;
  readonly second: Granted;
  /** Of `compareStamps`: above 0 if it puts the second before the first. */
  readonly result: number;
}

export function isGranted(visit: Visit): visit is Granted {
  return fieldOf(visit.granted?.response, 'type') === 'granted';
}

export function inOrderOfGrants(visits: readonly Visit[]): readonly Granted[] {
  return visits.filter(isGranted).sort((a, b) => a.granted.seq - b.granted.seq);
}

/** The time in the stamp of a grant, if there is one. */
export function stampTime(visit: Granted): number | undefined {
  const time = fieldOf(fieldOf(visit.granted.response, 'stamp'), 'time');
  return isTimestamp(time) ? time : undefined;
}

/**
 * Asks the submission's own order about ties. Where it has none yet, or breaks, ties are not judged
 * here: that costs points in part 2 already.
 */
export function compareTies(
  visits: readonly Visit[],
  submission: Submission,
): readonly ComparedGrants[] {
  const grants = inOrderOfGrants(visits);
  const ties: ComparedGrants[] = [];
  for (const [i, second] of grants.entries()) {
    const first = grants[i - 1];
    const time = stampTime(second);
    if (first === undefined || time === undefined || stampTime(first) !== time) continue;
    if (first.node === second.node) continue;
    const result = ask(submission, time, first.node, second.node);
    if (result !== undefined) ties.push({ first, second, result });
  }
  return ties;
}

function ask(submission: Submission, time: number, a: NodeId, b: NodeId): number | undefined {
  try {
    const probe = new Probe(submission);
    const compare = probe.load<LamportExports['compareStamps']>('compareStamps');
    const stamps = [
      { time, node: a },
      { time, node: b },
    ] as const;
    const result = probe.call<unknown>('compareStamps', stamps, () =>
      compare({ time, node: a }, { time, node: b }),
    );
    return typeof result === 'number' ? result : undefined;
  } catch (error) {
    if (error instanceof SubmissionFailure) return undefined;
    throw error;
  }
}
