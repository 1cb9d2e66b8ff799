import * as fc from 'fast-check';
import type { Status } from '../../../../exercises/kapitel8/gossip/protocol.ts';
import { listDeletions } from '../../../simulator/deletions.ts';
import type { Experiment } from '../../suite.ts';
import { oneMs } from './configuration.ts';
import {
  type Conversation,
  type Manner,
  neighbours,
  nodes,
  type Remark,
  type Script,
  scriptedNeighbour,
} from './membership-neighbour.ts';
import { reported } from './membership-reports.ts';
import {
  askAll,
  type MemberSeen,
  memberTimes,
  observeMembers,
  roundPeriods,
} from './membership-run.ts';

/** One judged node pings scripted neighbours and hears reports meanwhile, also about its target. */
export interface ConversationSeen extends MemberSeen {
  readonly conversation: Conversation;
}

export function isConversation(seen: MemberSeen): seen is ConversationSeen {
  return 'conversation' in seen;
}

const { periodMs } = memberTimes;

/**
 * Long enough that a ping is awaited in vain within each suspicion, or so short that a suspicion reported
 * at the begin of a period just ends within the next one: 40 ms more can be seen then.
 */
const suspicionsMs = [(roundPeriods(nodes.length) + 1) * periodMs, 2 * periodMs - 10] as const;
const [longMs, shortMs] = suspicionsMs;

/** Whoever is silent is pinged, suspected and dead by then, and one period on top. */
const conversationMs = (roundPeriods(nodes.length) + 3) * periodMs + longMs;

/** Prompt unless said otherwise; whom it pings first, the judged node may choose. */
function example(
  remarks: readonly (Pick<Remark, 'round' | 'afterMs'> & Partial<Remark>)[],
  others: Partial<Conversation> = {},
): Conversation {
  const remark: Omit<Remark, 'round' | 'afterMs'> = {
    from: 'n2',
    as: 'ping',
    about: 'target',
    status: 'suspect',
    incarnation: 0,
  };
  return {
    seed: 1,
    suspectMs: shortMs,
    helpers: 2,
    manners: neighbours.map(() => 'prompt'),
    remarks: remarks.map((one) => ({ ...remark, ...one })),
    ...others,
  };
}

function everybody(manner: Manner): Pick<Conversation, 'manners'> {
  return { manners: neighbours.map(() => manner) };
}

const remark: fc.Arbitrary<Remark> = fc.record({
  round: fc.integer({ min: 1, max: 7 }),
  afterMs: fc.integer({ min: 0, max: periodMs / 10 - 1 }).map((tens) => 10 * tens + 3),
  from: fc.constantFrom(...neighbours),
  as: fc.constantFrom('ping' as const, 'ack' as const, 'ping-req' as const),
  about: fc.constantFrom('target' as const, 'target' as const, ...nodes),
  status: fc.constantFrom<Status>('alive', 'suspect', 'suspect', 'dead'),
  incarnation: fc.constantFrom(0, 0, 1, 2),
});

export const conversing: Experiment<Conversation, ConversationSeen> = {
  id: 'mitglieder-gespraech',
  faults: 'none',
  runs: 12,
  inputs: fc.record({
    seed: fc.noShrink(fc.integer({ min: 0, max: 0x7fffffff })),
    suspectMs: fc.constantFrom(...suspicionsMs),
    helpers: fc.constantFrom(1, 2, 3),
    manners: fc.array(
      fc.constantFrom<Manner>('prompt', 'prompt', 'via-helper', 'once', 'silent', 'late'),
      { minLength: neighbours.length, maxLength: neighbours.length },
    ),
    remarks: fc.array(remark, { minLength: 0, maxLength: 8 }),
  }),
  examples: [
    // Suspected between the ping and its ack: the ack is from before and refutes nothing; a later one does.
    example([{ round: 1, afterMs: 3 }]),
    example([{ round: 1, afterMs: 3, status: 'dead' }]),
    // Suspected when the ack is there, but the period not over.
    example([{ round: 1, afterMs: 63 }]),
    // The same, but then the suspect falls silent: its time is not prolonged.
    example([{ round: 1, afterMs: 3 }], everybody('once')),
    // Suspected again in a later incarnation: the time begins anew.
    example(
      [
        { round: 1, afterMs: 3, about: 'n3' },
        { round: 2, afterMs: 53, about: 'n3', incarnation: 1 },
      ],
      everybody('silent'),
    ),
    // Nobody answers, and everybody is pinged again while suspected.
    example([], { ...everybody('silent'), suspectMs: longMs, helpers: 3 }),
    // A helper hears of the suspicion between its ping and the ack; the suspect asks for help itself; a
    // period ends between a ping for somebody else and its ack.
    example([
      { round: 1, afterMs: 3, as: 'ping-req', about: 'n4', status: 'alive' },
      { round: 1, afterMs: 13, from: 'n3', about: 'n4' },
      { round: 1, afterMs: 23, from: 'n4', as: 'ping-req', about: 'n3', status: 'alive' },
      { round: 2, afterMs: 93, from: 'n4', as: 'ping-req', about: 'n3', status: 'alive' },
    ]),
    // Two ask for help with the same target, which is said to be dead; and then one doubts the helper.
    example([
      { round: 1, afterMs: 3, about: 'n4', status: 'dead' },
      { round: 1, afterMs: 13, as: 'ping-req', about: 'n4' },
      { round: 1, afterMs: 23, from: 'n3', as: 'ping-req', about: 'n4' },
      { round: 1, afterMs: 33, from: 'n3', as: 'ping-req', about: reported },
    ]),
  ],
  observe(conversation, submission, { explain }) {
    const { seed, suspectMs, helpers } = conversation;
    const script: Script = { conversation, target: 'n2', sequence: 1 };
    const asks = Array.from({ length: (conversationMs - periodMs) / 20 }, (_, index) => {
      return periodMs + 20 * index + 18;
    });
    const seen = observeMembers(
      submission,
      {
        scenario: {
          nodes: nodes.length,
          seed,
          latency: oneMs,
          durationMs: conversationMs,
          faults: [],
          clients: askAll([reported], asks),
        },
        configuration: { ...memberTimes, pingTimeoutMs: 60, suspectMs, helpers },
        scripted: Object.fromEntries(
          neighbours.map((id) => [id, (context) => scriptedNeighbour(script, context)]),
        ),
      },
      explain,
    );
    return { ...seen, conversation };
  },
  *deletions(input) {
    for (const remarks of listDeletions(input.remarks)) yield { ...input, remarks };
  },
};
