import type { NodeId } from '../../../../simulator/process.ts';
import { coordinatorId, inquiryIntervalMs } from '../contract.ts';
import { type Handling, sentOf } from '../handlings.ts';
import { type CommitSeen, once } from '../observed.ts';
import type { ParticipantFinding } from './participant-findings.ts';

const lateMs = 50;
const limitMs = inquiryIntervalMs + lateMs;

interface Open {
  readonly participants: readonly NodeId[];
  /** When each of the others was last asked, or the waiting began. */
  readonly lastMs: Map<NodeId, number>;
}

/** Whoever is uncertain asks all the others, again and again. */
export function inquiryFindings(seen: CommitSeen): readonly ParticipantFinding[] {
  return once(seen, 'inquiries', () =>
    seen.real.filter((id) => id !== coordinatorId).flatMap((id) => missingInquiries(seen, id)),
  );
}

function missingInquiries(seen: CommitSeen, id: NodeId): ParticipantFinding[] {
  const findings: ParticipantFinding[] = [];
  const open = new Map<string, Open>();
  const inquire = (nowMs: number, seq: number) => {
    for (const [tx, { lastMs }] of open) {
      for (const [to, sinceMs] of lastMs) {
        if (sinceMs + limitMs >= nowMs) continue;
        lastMs.delete(to);
        const waitedMs = nowMs - sinceMs;
        findings.push({ kind: 'inquiry-missing', tx, to, waitedMs, node: id, seq, atMs: nowMs });
      }
    }
  };
  let lastSeq = 0;
  let downSince: number | undefined;
  const crashes = seen.trace.events.filter((event) => event.kind === 'crash' && event.node === id);
  for (const handling of seen.handlings) {
    if (handling.node !== id) continue;
    const crash = crashes[0];
    if (crash !== undefined && crash.seq < handling.seq) {
      inquire(crash.atMs, lastSeq);
      downSince = crash.atMs;
      crashes.shift();
    }
    if (handling.trigger.kind === 'start' && downSince !== undefined) {
      for (const { participants, lastMs } of open.values()) {
        for (const to of participants) if (to !== id) lastMs.set(to, handling.atMs);
      }
      downSince = undefined;
    }
    inquire(handling.atMs, lastSeq);
    lastSeq = handling.seq;
    note(handling, open, id);
  }
  if (crashes.length === 0) inquire(seen.untilMs, lastSeq);
  return findings;
}

function note(handling: Handling, open: Map<string, Open>, id: NodeId): void {
  const { trigger, atMs } = handling;
  if (trigger.kind === 'message' && trigger.message.type === 'Prepare') {
    const { tx, participants } = trigger.message;
    const isYes = sentOf(handling, 'Vote').some(
      ({ message }) => message.tx === tx && message.vote === 'yes',
    );
    if (isYes && !open.has(tx)) {
      const others = participants.filter((other) => other !== id);
      open.set(tx, { participants, lastMs: new Map(others.map((to) => [to, atMs])) });
    }
  }
  if (trigger.kind === 'message' && trigger.message.type === 'Decision') {
    // Decided for good: the transaction stays in the map, and nobody needs to be asked.
    open.set(trigger.message.tx, { participants: [], lastMs: new Map() });
  }
  for (const { to, message } of sentOf(handling, 'Inquiry')) {
    const entry = open.get(message.tx);
    if (entry?.lastMs.has(to)) entry.lastMs.set(to, atMs);
  }
}
