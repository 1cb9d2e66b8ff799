import type {
  Member,
  MembershipMessage,
  Status,
} from '../../../../exercises/kapitel8/gossip/protocol.ts';
import { nodeIds } from '../../../simulator/arbitraries.ts';
import type { Context, NodeId } from '../../../simulator/process.ts';
import { reported } from './membership-reports.ts';
import { type MemberProcess, memberTimes, readMembershipMessage } from './membership-run.ts';

/** The scripted neighbours in a {@link Conversation}: each refutes what a ping says about it. */

/** - `once`: answers a single ping, then falls silent. `late`: answers after the period. */
export type Manner = 'prompt' | 'via-helper' | 'once' | 'silent' | 'late';

export interface Remark {
  readonly round: number;
  readonly afterMs: number;
  /** Somebody else tells it if this one is the subject itself. */
  readonly from: NodeId;
  readonly as: 'ping' | 'ack' | 'ping-req';
  /** `target`: whom the judged node has pinged last. A `ping-req` is for this one, too. */
  readonly about: NodeId | 'target';
  readonly status: Status;
  readonly incarnation: number;
}

export interface Conversation {
  readonly seed: number;
  readonly suspectMs: number;
  readonly helpers: number;
  /** Of `n2`, `n3` … in order. */
  readonly manners: readonly Manner[];
  readonly remarks: readonly Remark[];
}

export const nodes = nodeIds(4);
export const neighbours = nodes.slice(1);
const { periodMs } = memberTimes;

/**
 * Remarks arrive four ms past a multiple of ten, acks two or six: never with the begin of a period, so
 * that it is clear what came before it.
 */
const promptMs = 40;
const detourMs = 10;
const lateMs = periodMs + 10;

/** What the scripted neighbours share: the last ping of the judged node. */
export interface Script {
  readonly conversation: Conversation;
  target: NodeId;
  sequence: number;
}

export function scriptedNeighbour(
  script: Script,
  context: Context<MembershipMessage>,
): MemberProcess {
  const { manners, remarks } = script.conversation;
  const { self } = context;
  const mannerOf = (node: NodeId) => manners[neighbours.indexOf(node)] ?? 'prompt';
  const acks = new Map<string, MembershipMessage>();
  let incarnation = 0;
  let answered = 0;

  const list = (report?: Member): readonly Member[] =>
    nodes.map((node) => {
      if (node === self) return { node, status: 'alive', incarnation };
      return report?.node === node ? report : { node, status: 'alive', incarnation: 0 };
    });
  const ackIn = (delayMs: number, sequence: number) => {
    const name = `ack ${sequence}`;
    acks.set(name, { type: 'ack', sequence, members: list() });
    context.setTimer(name, delayMs);
  };
  const answer = (sequence: number) => {
    const manner = mannerOf(self);
    if (manner === 'late') ackIn(lateMs, sequence);
    if (manner === 'prompt' || (manner === 'once' && answered === 0)) ackIn(promptMs, sequence);
    answered += 1;
  };
  const tell = (index: number) => {
    const { as, about, from, status, incarnation } = remarks[index] as Remark;
    const node = about === 'target' ? script.target : about;
    const [teller] = [from, ...neighbours].filter((one) => one !== node);
    if (teller !== self) return;
    const members = list({ node, status, incarnation });
    // Each node counts for itself: a plea may bear the number that the judged node has just used.
    const sequence = as === 'ping-req' ? script.sequence : 1_000 + index;
    const [target = self] = [node, ...neighbours].filter((one) => one !== self && one !== reported);
    context.send(reported, {
      ...(as === 'ping-req' ? { type: as, target } : { type: as }),
      sequence,
      members,
    });
  };

  return {
    onStart() {
      for (const [index, { round, afterMs }] of remarks.entries()) {
        context.setTimer(`remark ${index}`, round * periodMs + afterMs);
      }
    },
    onTimer(name) {
      const ack = acks.get(name);
      if (ack === undefined) tell(Number(name.slice('remark '.length)));
      else context.send(reported, ack);
    },
    onMessage(_from, sent) {
      // What a submission sends need not have the form it promises.
      const message = readMembershipMessage(sent);
      if (message === undefined) return;
      for (const update of message.members) {
        const isAccusation = update.node === self && update.status !== 'alive';
        if (isAccusation && update.incarnation >= incarnation) incarnation = update.incarnation + 1;
      }
      if (message.type === 'ping') {
        script.target = self;
        script.sequence = message.sequence;
        answer(message.sequence);
      } else if (message.type === 'ping-req' && mannerOf(message.target) === 'via-helper') {
        ackIn(detourMs, message.sequence);
      }
    },
  };
}
