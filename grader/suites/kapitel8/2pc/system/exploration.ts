import type { Choice, ScheduleSpec } from '../../../../simulator/schedule/schedule.ts';
import { scheduleExperiment } from '../../../schedule-experiment.ts';
import type { Submission } from '../../../submission.ts';
import { coordinatorId, type Message, type Request, type Response } from '../contract.ts';
import { talk } from '../experiments.ts';
import { commitNodes } from '../nodes.ts';
import { type CommitSeen, commitSeen } from '../observed.ts';
import { participantId, transferOf } from '../stage/lines.ts';

/**
 * Everything that can happen to one transfer within bounds; then all is repaired, and everybody must
 * decide. All participants run the same code: it is enough that one of them, `n2`, is struck.
 */
type Spec = ScheduleSpec<Message, Request, Response>;

interface Small {
  readonly nodes: 3 | 4;
  readonly bounds: Spec['bounds'];
  /** Nodes that may crash. */
  readonly crashing?: string;
}

const transfers = { 3: 'n2.a-30 n3.b+30', 4: 'n2.a-30 n3.b+10 n4.c+20' } as const;

function specOf({ nodes, bounds, crashing }: Small): (submission: Submission) => Spec {
  return (submission) => ({
    nodes,
    seed: 8,
    createProcess: commitNodes(submission),
    guard: submission.guard,
    clients: [
      {
        id: 'c1',
        requests: [{ target: coordinatorId, request: transferOf('t1', transfers[nodes]) }],
      },
    ],
    bounds,
    allows: (choice) => isMeant(choice, crashing),
    finish: 'fair',
    // Answers are judged by what they say, not by when they come.
    visible: () => false,
  });
}

function isMeant(choice: Choice, crashing: string | undefined): boolean {
  switch (choice.do) {
    case 'crash':
    case 'restart':
      return choice.node === crashing;
    // Participants need no timer but to ask each other, and that has experiments of its own.
    case 'timer':
      return choice.node === coordinatorId;
    case 'drop':
    case 'duplicate':
      return choice.from === participantId || choice.to === participantId;
    default:
      return true;
  }
}

/**
 * Never reached by the solutions we know: the reference takes 36 to 1,029 schedules an experiment, one
 * that keeps repeating its Prepares up to 1,234. Beyond it the report says how far it went.
 */
const maxSchedules = 4_000;

function exhaustive(id: string, small: Small) {
  return scheduleExperiment<Message, Request, Response, CommitSeen>({
    id,
    faults: 'crash',
    runs: maxSchedules,
    spec: specOf(small),
    see(run) {
      const seen = commitSeen([], run);
      return { ...seen, counts: { ...seen.counts, ...talk(seen) } };
    },
  });
}

/** Three participants, no fault: every order of all messages, to the end. */
export const allOrders = exhaustive('alle-reihenfolgen', {
  nodes: 4,
  bounds: { depth: 14 },
});

/** Three participants, one of which goes down anywhere, also between two effects, and comes back. */
export const allParticipantCrashes = exhaustive('alle-ausfaelle-eines-teilnehmers', {
  nodes: 4,
  bounds: { depth: 14, crashes: 1 },
  crashing: participantId,
});

/** The coordinator of three participants goes down anywhere up to its decision, and comes back. */
export const allCoordinatorCrashes = exhaustive('alle-ausfaelle-des-koordinators', {
  nodes: 4,
  bounds: { depth: 8, crashes: 1 },
  crashing: coordinatorId,
});

/** The same with two participants, further, and a message is lost as well. */
export const allCrashesAndLosses = exhaustive('alle-ausfaelle-und-verluste', {
  nodes: 3,
  bounds: { depth: 9, crashes: 1, drops: 1 },
  crashing: coordinatorId,
});

/** Three participants, a second copy of any message at any time. */
export const allCopies = exhaustive('alle-verdopplungen', {
  nodes: 4,
  bounds: { depth: 10, duplicates: 1 },
});

/** A message is lost, the time is up at any moment, votes come before and after. */
export const allTimeouts = exhaustive('alle-fristen', {
  nodes: 3,
  bounds: { depth: 9, timers: 1, drops: 1 },
});

export const explorations = [
  allOrders,
  allParticipantCrashes,
  allCoordinatorCrashes,
  allCrashesAndLosses,
  allCopies,
  allTimeouts,
] as const;
