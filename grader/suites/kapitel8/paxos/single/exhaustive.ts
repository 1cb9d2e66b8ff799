import type { Bounds, Choice, ScheduleSpec } from '../../../../simulator/schedule/schedule.ts';
import { scheduleExperiment } from '../../../schedule-experiment.ts';
import type { Submission } from '../../../submission.ts';
import type { Decision, Message, Proposal } from '../contract.ts';
import { seenOf } from '../observed.ts';
import { singleFormat } from '../wire-format.ts';
import { paxosNodes } from './nodes.ts';
import { type SingleSeen, walked } from './nodes-walk.ts';

/** Three nodes, two of which propose a value: small enough to try everything, up to equivalence. */

type Spec = ScheduleSpec<Message, Proposal, Decision>;

function specOf(submission: Submission, bounds: Bounds, allows: (choice: Choice) => boolean): Spec {
  return {
    nodes: 3,
    seed: 8,
    createProcess: paxosNodes(submission),
    guard: submission.guard,
    clients: ['Anna', 'Bert'].map((value, i) => ({
      id: `c${i + 1}`,
      requests: [{ request: { value }, target: `n${i + 1}` }],
    })),
    interpret: () => ({ done: true }),
    bounds,
    allows,
    finish: 'stop',
    // What is chosen, and whether rightly, does not depend on the order of answers to clients.
    visible: () => false,
  };
}

const exploration = (
  id: string,
  faults: 'none' | 'crash',
  runs: number,
  bounds: Bounds,
  allows: (choice: Choice) => boolean,
) =>
  scheduleExperiment<Message, Proposal, Decision, SingleSeen>({
    id,
    faults,
    runs,
    spec: (submission) => specOf(submission, bounds, allows),
    see(run) {
      const seen = seenOf<Message, Proposal, Decision>(run, singleFormat);
      return { ...seen, counts: { ...seen.counts, ...walked(seen).counts } };
    },
  });

/** Lost, for what it would change: n1 and n2 hear each other only through n3, and learn nothing. */
function throughThird(choice: Choice): boolean {
  if (choice.do !== 'deliver') return true;
  const { from, to, type } = choice;
  return (from === 'n3' || to === 'n3') && type !== 'Chosen' && type !== 'Reject';
}

/** Two values need eight steps at least: request, `Prepare`, `Promise` and `Accept` of each. */
export const allOrders = exploration('alle-reihenfolgen', 'none', 4000, { depth: 8 }, () => true);

/** To the end, with one more attempt. */
export const allRetries = exploration(
  'alle-versuche',
  'none',
  2000,
  { depth: 24, timers: 1 },
  throughThird,
);

/** To the end, with a crash of any node between any two of its effects. */
export const allCrashes = exploration(
  'alle-abstuerze',
  'crash',
  3000,
  { depth: 24, crashes: 1, restarts: 1 },
  throughThird,
);
