import type { NodeId } from '../../../simulator/process.ts';
import { holds, type Verdict, violated } from '../../suite.ts';
import { handlingsOf, handlingsOn } from './handlings.ts';
import { lastAskedMs } from './membership-cluster.ts';
import { isConversation } from './membership-conversation.ts';
import { reported } from './membership-reports.ts';
import {
  type MemberScenario,
  type MemberSeen,
  membersOf,
  roundPeriods,
  type View,
  viewsOf,
} from './membership-run.ts';
import { memberWording as wording } from './membership-wording.ts';

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
export function checkPingRhythm(seen: MemberSeen): Verdict {
  const { run, configuration } = seen;
  const { periodMs } = configuration;
  const { nodes } = run.trace;
  const limit = roundPeriods(nodes.length);
  for (const node of isConversation(seen) ? [reported] : nodes) {
    const targets: NodeId[] = [];
    for (const { cause, sends } of handlingsOn(handlingsOf(run.trace), node)) {
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
