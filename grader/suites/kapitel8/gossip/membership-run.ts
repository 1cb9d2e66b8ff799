import type {
  Member,
  MembershipConfiguration,
  MembershipMessage,
  MembershipRequest,
  MembershipResponse,
  Status,
} from '../../../../exercises/kapitel8/gossip/protocol.ts';
import { simulate } from '../../../simulator/kernel.ts';
import type { Context, NodeId, Process } from '../../../simulator/process.ts';
import type { Latency, Scenario, ScriptedRequest } from '../../../simulator/scenario.ts';
import type { Run } from '../../../simulator/simulate.ts';
import { exported, type Submission } from '../../submission.ts';
import type { Observation } from '../../suite.ts';
import { isListOf, isRecord, isText } from './messages.ts';

export type MemberProcess = Process<MembershipMessage, MembershipRequest, MembershipResponse>;
export type MemberScenario = Scenario<MembershipRequest>;

type CreateMember = (
  context: Context<MembershipMessage>,
  configuration: MembershipConfiguration,
) => MemberProcess;

/** A run of members, with what everybody answered to `members`. */
export interface MemberSeen extends Observation {
  readonly run: Run<MembershipRequest, MembershipResponse>;
  readonly configuration: MembershipConfiguration;
}

/**
 * A ping and its ack take at most 20 ms, a detour over a helper at most 30 + 40 ms: without faults,
 * everything fits into a period.
 */
export const memberLatency: Latency = { minMs: 1, maxMs: 10 };

export const memberTimes: MembershipConfiguration = {
  periodMs: 100,
  pingTimeoutMs: 30,
  helpers: 2,
  suspectMs: 300,
};

/** Within so many periods everybody pings everybody at least once: twice through a shuffled list. */
export function roundPeriods(nodes: number): number {
  return 2 * (nodes - 1);
}

export interface MemberSetting {
  readonly scenario: MemberScenario;
  readonly configuration: MembershipConfiguration;
  readonly scripted?: Readonly<
    Record<NodeId, (context: Context<MembershipMessage>) => MemberProcess>
  >;
}

export function observeMembers(
  submission: Submission,
  { scenario, configuration, scripted }: MemberSetting,
  explain: boolean,
): MemberSeen {
  const run = simulate<MembershipMessage, MembershipRequest, MembershipResponse>({
    scenario,
    createProcess: (context) =>
      exported<CreateMember>(submission, 'createMember')(context, configuration),
    guard: submission.guard,
    clientPolicy: {
      timeoutMs: 40,
      retryDelayMs: 1,
      maxAttempts: 1,
      interpret: () => ({ done: true }),
    },
    inspect: explain,
    recordTimers: explain,
    ...(scripted === undefined ? {} : { scripted }),
  });
  // What the submission let be seen; scripted nodes do not count.
  const views = viewsOf(run).filter(({ node }) => scripted?.[node] === undefined);
  const statuses = views.flatMap(({ members }) => members.map(({ status }) => status));
  const pings = views.filter(({ seq, members }) => {
    const event = run.trace.events[seq];
    return event?.kind === 'send' && event.type === 'ping' && members.length > 0;
  });
  return {
    trace: run.trace,
    fault: run.fault,
    run,
    configuration,
    counts: {
      ...run.counts,
      pings: pings.length,
      suspicions: statuses.filter((status) => status === 'suspect').length,
      deaths: statuses.filter((status) => status === 'dead').length,
      views: views.length,
    },
  };
}

/** What a node let be seen of its list: in a message or in an answer to a client. */
export interface View {
  readonly node: NodeId;
  readonly incarnation: number;
  readonly atMs: number;
  readonly seq: number;
  readonly isAnswer: boolean;
  /** Empty if it does not have the form of the contract. */
  readonly members: readonly Member[];
}

export function viewsOf(run: MemberSeen['run']): readonly View[] {
  return run.trace.events.flatMap((event) => {
    if (event.kind !== 'send' && event.kind !== 'respond') return [];
    const { node, incarnation, atMs, seq } = event;
    const isAnswer = event.kind === 'respond';
    const members = membersOf(isAnswer ? event.response : event.message);
    return [{ node, incarnation, atMs, seq, isAnswer, members }];
  });
}

/** The list a message or an answer carries; empty if it is not one of the contract's. */
export function membersOf(carrier: unknown): readonly Member[] {
  return isRecord(carrier) && isListOf(carrier.members, isMember) ? carrier.members : [];
}

export function readMembershipMessage(message: unknown): MembershipMessage | undefined {
  if (!isRecord(message) || !isListOf(message.members, isMember)) return undefined;
  const { sequence, members, target } = message;
  if (typeof sequence !== 'number') return undefined;
  if (message.type === 'ping' || message.type === 'ack') {
    return { type: message.type, sequence, members };
  }
  return message.type === 'ping-req' && isText(target)
    ? { type: 'ping-req', sequence, target, members }
    : undefined;
}

const statuses: readonly unknown[] = ['alive', 'suspect', 'dead'] satisfies Status[];

function isMember(value: unknown): value is Member {
  return (
    isRecord(value) &&
    isText(value.node) &&
    statuses.includes(value.status) &&
    Number.isSafeInteger(value.incarnation)
  );
}

/** One client a node, asking for its list at the given times. */
export function askAll(nodes: readonly NodeId[], timesMs: readonly number[]) {
  return nodes.map((target, index) => ({
    id: `c${index + 1}`,
    requests: timesMs.map(
      (atMs): ScriptedRequest<MembershipRequest> => ({
        atMs,
        target,
        request: { kind: 'members' },
      }),
    ),
  }));
}

/** The order of reports that the contract lays down. */
export function supersedesMember(update: Member, known: Member): boolean {
  if (update.incarnation !== known.incarnation) return update.incarnation > known.incarnation;
  return statuses.indexOf(update.status) > statuses.indexOf(known.status);
}
