import type { Member } from '../../../../exercises/kapitel8/gossip/protocol.ts';
import type { NodeId } from '../../../simulator/process.ts';
import { holds, type Verdict, violated } from '../../suite.ts';
import { type Handling, handlingsOf } from './handlings.ts';
import { lastAskedMs } from './membership-cluster.ts';
import { answersInTime, mannerOf, type ProbingInput, prober } from './membership-probing.ts';
import { type Reports, type ReportsSeen, reported } from './membership-reports.ts';
import {
  type MemberScenario,
  type MemberSeen,
  membersOf,
  readMembershipMessage,
  roundPeriods,
  supersedesMember,
  type View,
  viewsOf,
} from './membership-run.ts';
import { memberWording as wording } from './membership-wording.ts';

export function checkReportOrder({ answer }: ReportsSeen, { update, known }: Reports): Verdict {
  const expected = supersedesMember(update, known);
  if (answer === expected) return holds;
  return violated(wording.wrongOrder(update, known, expected), [], { expected, actual: answer });
}

/** What the judged node knows after each message: exactly what supersedes what it knew. */
export function checkReportsTaken({ run }: MemberSeen): Verdict {
  const known = new Map<NodeId, Member>();
  for (const node of run.trace.nodes) {
    if (node !== reported) known.set(node, { node, status: 'alive', incarnation: 0 });
  }
  for (const handling of judgedHandlings(run, reported)) {
    const { cause } = handling;
    if (cause.kind === 'deliver') {
      for (const update of membersOf(cause.message)) {
        const before = known.get(update.node);
        if (before !== undefined && supersedesMember(update, before))
          known.set(update.node, update);
      }
      const isPing = readMembershipMessage(cause.message)?.type === 'ping';
      const acks = handling.sends.filter(({ type, to }) => type === 'ack' && to === cause.from);
      if (isPing && acks.length !== 1)
        return violated(wording.notAcknowledged(cause.from), [cause.seq]);
    }
    for (const { members, seq } of shownIn(handling)) {
      if (members.length !== run.trace.nodes.length) return violated(wording.incomplete(), [seq]);
      for (const [node, expected] of known) {
        const actual = members.find((member) => member.node === node);
        if (actual !== undefined && isSameMember(actual, expected)) continue;
        return violated(wording.wrongEntry(node), [seq], { expected, actual: actual ?? null });
      }
    }
  }
  return holds;
}

/** Suspicion or death at one's own incarnation or a later one is answered by a higher one, at once. */
export function checkRefutation({ run }: MemberSeen): Verdict {
  let own = 0;
  for (const handling of judgedHandlings(run, reported)) {
    const { cause } = handling;
    let least = own;
    let most = own;
    if (cause.kind === 'deliver') {
      for (const update of membersOf(cause.message)) {
        if (update.node !== reported) continue;
        if (update.status !== 'alive' && update.incarnation >= own) {
          least = update.incarnation + 1;
          most = Number.MAX_SAFE_INTEGER;
        } else if (update.incarnation > own) {
          least = update.incarnation;
          most = Number.MAX_SAFE_INTEGER;
        }
      }
    }
    own = least;
    for (const { members, seq } of shownIn(handling)) {
      const self = members.find(({ node }) => node === reported);
      if (self?.status !== 'alive') return violated(wording.notAliveItself(reported), [seq]);
      if (self.incarnation < least) return violated(wording.notRefuted(self.incarnation), [seq]);
      if (self.incarnation > most) return violated(wording.raisedForNothing(), [seq]);
      own = self.incarnation;
    }
  }
  return holds;
}

function judgedHandlings(run: MemberSeen['run'], node: NodeId): readonly Handling[] {
  return handlingsOf(run.trace).filter(({ cause }) => cause.node === node);
}

function shownIn({
  sends,
  responds,
}: Handling): readonly { members: readonly Member[]; seq: number }[] {
  return [
    ...sends.map(({ message, seq }) => ({ members: membersOf(message), seq })),
    ...responds.map(({ response, seq }) => ({ members: membersOf(response), seq })),
  ];
}

function isSameMember(a: Member, b: Member): boolean {
  return a.node === b.node && a.status === b.status && a.incarnation === b.incarnation;
}

/** Nobody knows an incarnation that its subject has not announced; calm members never raise it. */
export function checkOnlySubjectRaises({ run }: MemberSeen): Verdict {
  const announced = new Set<string>();
  for (const { node: owner, members, seq } of viewsOf(run)) {
    for (const { node, incarnation } of members) {
      if (incarnation === 0) continue;
      if (node === owner) announced.add(`${node} ${incarnation}`);
      else if (!announced.has(`${node} ${incarnation}`)) {
        return violated(wording.raisedByOther(owner, node, incarnation), [seq]);
      }
    }
  }
  return holds;
}

/** One ping of one's own a period, and everybody gets one within 2(n-1) periods. */
export function checkPingRhythm({ run, configuration }: MemberSeen): Verdict {
  const { periodMs } = configuration;
  const { nodes } = run.trace;
  const limit = roundPeriods(nodes.length);
  for (const node of nodes) {
    const targets: NodeId[] = [];
    for (const { cause, sends } of judgedHandlings(run, node)) {
      const pings = sends.filter(({ type }) => type === 'ping');
      const first = pings[0];
      if (first === undefined || cause.kind === 'deliver') continue;
      const isDue = cause.kind === 'timer' && cause.atMs === (targets.length + 1) * periodMs;
      if (pings.length > 1 || !isDue) return violated(wording.offRhythm(node), [first.seq]);
      targets.push(first.to);
    }
    const periods = Math.floor((run.trace.endedAtMs - 1) / periodMs);
    if (targets.length < periods) return violated(wording.offRhythm(node));
    for (let start = 0; start + limit <= targets.length; start++) {
      const reached = new Set(targets.slice(start, start + limit));
      const missed = nodes.find((other) => other !== node && !reached.has(other));
      if (missed !== undefined) return violated(wording.neverPinged(node, missed, limit));
    }
  }
  return holds;
}

/** Who answers within its period, directly or through a helper, stays alive; the others do not. */
export function checkProbes(seen: MemberSeen, input: ProbingInput): Verdict {
  const helpers = checkHelpers(seen);
  if (helpers.verdict !== 'holds') return helpers;
  const last = viewsOf(seen.run)
    .filter(({ node, isAnswer }) => node === prober && isAnswer)
    .at(-1);
  for (const node of seen.run.trace.nodes) {
    if (node === prober) continue;
    const manner = mannerOf(input, node);
    const actual = last?.members.find((member) => member.node === node)?.status;
    const expected = answersInTime[manner] ? 'alive' : 'suspect';
    if (actual === expected) continue;
    const events = last === undefined ? [] : [last.seq];
    return violated(wording.wrongVerdict(node, manner, expected), events, {
      expected,
      actual: actual ?? null,
    });
  }
  return holds;
}

/** After `pingTimeoutMs` without an ack, `helpers` different others are asked, and only then. */
function checkHelpers({ run, configuration }: MemberSeen): Verdict {
  const { pingTimeoutMs, helpers } = configuration;
  let ping: { to: NodeId; sequence: number; atMs: number; seq: number } | undefined;
  let isAcknowledged = false;
  let asked = 0;
  for (const { cause, sends } of judgedHandlings(run, prober)) {
    const received = cause.kind === 'deliver' ? readMembershipMessage(cause.message) : undefined;
    if (received?.type === 'ack' && received.sequence === ping?.sequence) isAcknowledged = true;
    const requests = sends.filter(({ type }) => type === 'ping-req');
    const next = sends.find(({ type }) => type === 'ping');
    if (requests.length > 0) {
      const isDue = ping !== undefined && cause.atMs === ping.atMs + pingTimeoutMs;
      const events = requests.map(({ seq }) => seq);
      if (!isDue || isAcknowledged) return violated(wording.needlessHelp(prober), events);
      const isRight = requests.every(({ to, message }) => {
        const request = readMembershipMessage(message);
        return (
          request?.type === 'ping-req' &&
          request.target === ping?.to &&
          request.sequence === ping.sequence &&
          to !== ping.to
        );
      });
      const different = new Set(requests.map(({ to }) => to)).size;
      if (!isRight || different !== requests.length || different !== helpers) {
        return violated(wording.wrongHelp(prober, helpers), events);
      }
      asked = different;
    }
    if (next === undefined) continue;
    if (ping !== undefined && !isAcknowledged && asked === 0) {
      return violated(wording.noHelp(prober, ping.to), [ping.seq]);
    }
    const message = readMembershipMessage(next.message);
    ping = {
      to: next.to,
      sequence: message?.sequence ?? Number.NaN,
      atMs: next.atMs,
      seq: next.seq,
    };
    isAcknowledged = false;
    asked = 0;
  }
  return holds;
}

/** Where every ping can be answered in time, nobody is ever suspected. */
export function checkNoFalseAlarm({ run }: MemberSeen): Verdict {
  for (const { node, members, seq } of viewsOf(run)) {
    const suspected = members.find(({ status }) => status !== 'alive');
    if (suspected !== undefined) return violated(wording.falseAlarm(node, suspected.node), [seq]);
  }
  return holds;
}

/**
 * Whoever is the first to call somebody dead has suspected it for long enough, or has been told so. The
 * suspicion may show on the wire as late as the next ping, hence one period of grace.
 */
export function checkSuspectFirst({ run, configuration }: MemberSeen): Verdict {
  const graceMs = configuration.suspectMs - configuration.periodMs;
  const suspectedAt = new Map<string, number>();
  const told = new Set<string>();
  for (const event of run.trace.events) {
    const isIn = event.kind === 'deliver';
    if (!isIn && event.kind !== 'send' && event.kind !== 'respond') continue;
    const owner = `${event.node}/${event.incarnation}`;
    const members = membersOf(event.kind === 'respond' ? event.response : event.message);
    for (const { node, status, incarnation } of members) {
      const about = `${owner} ${node} ${incarnation}`;
      if (status === 'suspect' && !suspectedAt.has(about)) suspectedAt.set(about, event.atMs);
      if (status !== 'dead') continue;
      const since = suspectedAt.get(about) ?? Number.POSITIVE_INFINITY;
      if (isIn) told.add(about);
      else if (!told.has(about) && event.atMs - since < graceMs) {
        return violated(wording.deadTooSoon(event.node, node), [event.seq]);
      }
    }
  }
  return holds;
}

/** In the end everybody who is up calls the crashed dead and the others alive. */
export function checkCrashDetected({ run }: MemberSeen, scenario: MemberScenario): Verdict {
  const crashed = new Set(
    scenario.faults.flatMap((fault) => (fault.kind === 'crash' ? [fault.node] : [])),
  );
  return checkFinalViews(run, scenario, crashed);
}

/** In the end everybody calls everybody alive. */
export function checkCleared({ run }: MemberSeen, scenario: MemberScenario): Verdict {
  return checkFinalViews(run, scenario, new Set());
}

function checkFinalViews(
  run: MemberSeen['run'],
  scenario: MemberScenario,
  dead: ReadonlySet<NodeId>,
): Verdict {
  const isLast = ({ isAnswer, atMs }: View) => isAnswer && atMs >= lastAskedMs(scenario);
  for (const { node: owner, members, seq } of viewsOf(run).filter(isLast)) {
    for (const node of run.trace.nodes) {
      const actual = members.find((member) => member.node === node)?.status;
      const expected = dead.has(node) ? 'dead' : 'alive';
      if (actual === expected) continue;
      return violated(wording.wrongInTheEnd(owner, node, expected), [seq], {
        expected,
        actual: actual ?? null,
      });
    }
  }
  return holds;
}
