import * as fc from 'fast-check';
import type { Member, MembershipMessage } from '../../../../exercises/kapitel8/gossip/protocol.ts';
import { nodeIds } from '../../../simulator/arbitraries.ts';
import type { Context, NodeId } from '../../../simulator/process.ts';
import type { Experiment } from '../../suite.ts';
import { oneMs } from './configuration.ts';
import {
  askAll,
  type MemberProcess,
  type MemberSeen,
  memberTimes,
  observeMembers,
  readMembershipMessage,
  roundPeriods,
} from './membership-run.ts';

/** One judged node pings scripted neighbours that answer in their own ways. */

/**
 * - `prompt`: answers at once. `via-helper`: only helpers get an answer out of it.
 * - `silent`: never answers. `wrong-sequence`: answers to another ping. `late`: after the period.
 */
export type Manner = 'prompt' | 'via-helper' | 'silent' | 'wrong-sequence' | 'late';

export const answersInTime: Readonly<Record<Manner, boolean>> = {
  prompt: true,
  'via-helper': true,
  silent: false,
  'wrong-sequence': false,
  late: false,
};

export interface ProbingInput {
  readonly seed: number;
  /** Of `n2`, `n3` … in order. */
  readonly manners: readonly Manner[];
  /** Until the verdict, if more than enough to ping everybody. */
  readonly periods?: number;
}

export const prober = 'n1';
const nodes = nodeIds(5);

/** Nobody dies of suspicion within the run: who was suspected still is at the end. */
const times = { ...memberTimes, suspectMs: 1_000_000 };

/** Everybody has been pinged at least once, and the period after that is over. */
const enoughPeriods = roundPeriods(nodes.length) + 2;

/** Enough for each neighbour to have had many chances of being asked for help. */
const manyPeriods = 40;

export function mannerOf({ manners }: ProbingInput, node: NodeId): Manner {
  return manners[nodes.indexOf(node) - 1] ?? 'prompt';
}

const everybody: readonly Member[] = nodes.map((node) => ({
  node,
  status: 'alive',
  incarnation: 0,
}));

function scriptedMember(
  input: ProbingInput,
): (context: Context<MembershipMessage>) => MemberProcess {
  return (context) => {
    const manner = mannerOf(input, context.self);
    const ack = (sequence: number) =>
      context.send(prober, { type: 'ack', sequence, members: everybody });
    return {
      onMessage(_from, sent) {
        // What a submission sends need not have the form it promises.
        const message = readMembershipMessage(sent);
        if (message?.type === 'ping') {
          if (manner === 'prompt') ack(message.sequence);
          if (manner === 'wrong-sequence') ack(message.sequence + 1_000);
          if (manner === 'late') {
            context.setTimer(String(message.sequence), times.periodMs + 10);
          }
        } else if (message?.type === 'ping-req') {
          const asked = mannerOf(input, message.target);
          if (asked === 'prompt' || asked === 'via-helper') ack(message.sequence);
        }
      },
      onTimer: (name) => ack(Number(name)),
    };
  };
}

export const probing: Experiment<ProbingInput, MemberSeen> = {
  id: 'anpingen',
  faults: 'none',
  runs: 8,
  inputs: fc.record({
    seed: fc.noShrink(fc.integer({ min: 0, max: 0x7fffffff })),
    manners: fc.array(
      fc.constantFrom<Manner>('prompt', 'via-helper', 'silent', 'wrong-sequence', 'late'),
      { minLength: nodes.length - 1, maxLength: nodes.length - 1 },
    ),
  }),
  examples: [
    { seed: 1, manners: ['prompt', 'via-helper', 'silent', 'wrong-sequence'] },
    { seed: 2, manners: ['late', 'prompt', 'via-helper', 'prompt'] },
    { seed: 3, manners: ['silent', 'silent', 'silent', 'silent'], periods: manyPeriods },
  ],
  observe(input, submission, { explain }) {
    const probingMs = (input.periods ?? enoughPeriods) * times.periodMs + times.periodMs / 2;
    return observeMembers(
      submission,
      {
        scenario: {
          nodes: nodes.length,
          seed: input.seed,
          latency: oneMs,
          durationMs: probingMs + 10,
          faults: [],
          clients: askAll([prober], [probingMs]),
        },
        configuration: times,
        scripted: Object.fromEntries(nodes.slice(1).map((id) => [id, scriptedMember(input)])),
      },
      explain,
    );
  },
};
