import * as fc from 'fast-check';
import { type CallRecord, Probe } from '../../submission.ts';
import { type Experiment, holds, type Observation, type Verdict, violated } from '../../suite.ts';
import { compare, majorityOf, noBallot } from './ballots.ts';
import type { Ballot, DuelStep, DuelTask } from './contract.ts';
import { duelWording as say } from './wording/duel.ts';

export interface DuelSeen extends Observation {
  readonly answer: unknown;
  readonly calls: readonly CallRecord[];
}

const maxSteps = 1000;

const names = ['n1', 'n2', 'n3', 'n4', 'n5', 'n6', 'n7', 'n10', 'n11'];

const tasks: fc.Arbitrary<DuelTask> = fc
  .tuple(fc.shuffledSubarray(names, { minLength: 5, maxLength: 9 }), fc.integer({ min: 1, max: 6 }))
  .map(([[first = '', second = '', ...acceptors], rounds]) => ({
    proposers: [first, second] as const,
    acceptors,
    rounds,
  }));

export const constructedDuels: Experiment<DuelTask, DuelSeen> = {
  id: 'duell-bauen',
  faults: 'none',
  runs: 20,
  inputs: tasks,
  examples: [
    { proposers: ['p', 'q'], acceptors: ['a', 'b', 'c'], rounds: 1 },
    { proposers: ['q', 'p'], acceptors: ['a', 'b', 'c'], rounds: 2 },
    { proposers: ['n2', 'n10'], acceptors: ['n1', 'n3', 'n4', 'n5'], rounds: 3 },
    { proposers: ['n9', 'n1'], acceptors: ['n2', 'n3', 'n4', 'n5', 'n6', 'n7', 'n8'], rounds: 6 },
  ],
  observe(task, submission) {
    const probe = new Probe(submission);
    const findDuel = probe.load<(task: DuelTask) => unknown>('findDuel');
    const answer = probe.call('findDuel', [task], () => findDuel(task));
    return { answer, calls: probe.calls };
  },
};

function isStep(step: unknown, task: DuelTask): step is DuelStep {
  if (typeof step !== 'object' || step === null) return false;
  const { type, ballot, acceptor } = step as Partial<DuelStep>;
  return (
    (type === 'Prepare' || type === 'Accept') &&
    typeof ballot === 'object' &&
    ballot !== null &&
    Number.isSafeInteger(ballot.round) &&
    ballot.round >= 1 &&
    task.proposers.includes(ballot.node) &&
    typeof acceptor === 'string' &&
    task.acceptors.includes(acceptor)
  );
}

/** One ballot of the duel: who has promised it, whom its `Accept` reached, who has accepted. */
interface Bout {
  readonly ballot: Ballot;
  readonly promised: Set<string>;
  readonly reached: Set<string>;
  readonly accepted: Set<string>;
}

/** Plays the steps on honest acceptors. */
export function checkDuel({ answer }: DuelSeen, task: DuelTask): Verdict {
  if (!Array.isArray(answer)) return violated(say.notAList);
  if (answer.length > maxSteps) return violated(say.tooLong(answer.length));
  const majority = majorityOf(task.acceptors.length);
  const promises = new Map<string, Ballot>();
  const bouts = new Map<string, Bout>();
  const latest = new Map<string, Ballot>();
  for (const [i, step] of answer.entries()) {
    if (!isStep(step, task)) return violated(say.badStep(i));
    const { type, ballot, acceptor } = step;
    const key = `${ballot.round} ${ballot.node}`;
    let bout = bouts.get(key);
    if (bout === undefined) {
      const before = latest.get(ballot.node);
      if (before !== undefined && compare(ballot, before) < 0) {
        return violated(say.goesBack(i, ballot, before));
      }
      latest.set(ballot.node, ballot);
      bout = { ballot, promised: new Set(), reached: new Set(), accepted: new Set() };
      bouts.set(key, bout);
    }
    const isServed = compare(ballot, promises.get(acceptor) ?? noBallot) >= 0;
    if (type === 'Accept') {
      if (bout.promised.size < majority) {
        return violated(say.noMajority(i, ballot, bout.promised.size, majority));
      }
      bout.reached.add(acceptor);
    }
    if (!isServed) continue;
    promises.set(acceptor, ballot);
    (type === 'Prepare' ? bout.promised : bout.accepted).add(acceptor);
    if (bout.accepted.size >= majority) return violated(say.chosen(i, ballot, acceptor));
  }
  for (const proposer of task.proposers) {
    const failures = [...bouts.values()].filter(
      ({ ballot, reached }) => ballot.node === proposer && reached.size >= majority,
    ).length;
    if (failures < task.rounds) return violated(say.tooFew(proposer, failures, task.rounds));
  }
  return holds;
}
