import type { NodeId } from '../../../../simulator/process.ts';
import { holds, type Verdict, violated } from '../../../suite.ts';
import { coordinatorId, initialBalance, type Outcome, type TransferRequest } from '../contract.ts';
import type { Handling } from '../handlings.ts';
import { type CommitSeen, once } from '../observed.ts';
import { systemWording as say } from '../wording/system.ts';
import { participantFindings } from './participant-monitor.ts';

/** The conditions AC1 to AC5 of Bernstein et al. 1987, section 7.3, on wire and clients. */

/** An outcome that somebody told somebody. */
interface Told {
  readonly tx: string;
  readonly outcome: Outcome;
  readonly by: NodeId;
  readonly to: NodeId | 'client';
  readonly seq: number;
}

interface Ledger {
  readonly told: readonly Told[];
  readonly transfers: ReadonlyMap<string, TransferRequest>;
  /** Votes sent, by transaction and participant. */
  readonly votes: ReadonlyMap<string, ReadonlyMap<NodeId, { vote: 'yes' | 'no'; seq: number }[]>>;
}

function ledgerOf(seen: CommitSeen): Ledger {
  return once(seen, 'ledger', () => {
    const told: Told[] = [];
    const transfers = new Map<string, TransferRequest>();
    const votes = new Map<string, Map<NodeId, { vote: 'yes' | 'no'; seq: number }[]>>();
    for (const handling of seen.handlings) {
      const { trigger, node } = handling;
      if (trigger.kind === 'request' && trigger.request.kind === 'transfer') {
        if (node === coordinatorId && !transfers.has(trigger.request.tx)) {
          transfers.set(trigger.request.tx, trigger.request);
        }
      }
      for (const said of saidIn(handling)) told.push(said);
      for (const { message, seq } of handling.sent) {
        if (message.type !== 'Vote') continue;
        const ofTx =
          votes.get(message.tx) ?? new Map<NodeId, { vote: 'yes' | 'no'; seq: number }[]>();
        votes.set(message.tx, ofTx);
        ofTx.set(node, [...(ofTx.get(node) ?? []), { vote: message.vote, seq }]);
      }
    }
    return { told, transfers, votes };
  });
}

function saidIn({ node, sent, answered }: Handling): Told[] {
  const told: Told[] = [];
  for (const { message, to, seq } of sent) {
    if (message.type === 'Decision') {
      told.push({ tx: message.tx, outcome: message.outcome, by: node, to, seq });
    }
  }
  for (const { response, seq } of answered) {
    if (response?.kind !== 'outcome') continue;
    told.push({ tx: response.tx, outcome: response.outcome, by: node, to: 'client', seq });
  }
  return told.sort((a, b) => a.seq - b.seq);
}

/** AC1: whoever decides, decides alike. */
export function oneOutcome(seen: CommitSeen): Verdict {
  return conflict(seen, (first, other) => first.to !== other.to);
}

/** AC2: whoever has told or heard a decision does not hear another one. */
export function irrevocable(seen: CommitSeen): Verdict {
  return conflict(seen, (first, other) => first.to === other.to || first.by === other.by);
}

function conflict(seen: CommitSeen, isMeant: (first: Told, other: Told) => boolean): Verdict {
  const { told } = ledgerOf(seen);
  for (const [i, other] of told.entries()) {
    const first = told
      .slice(0, i)
      .find(({ tx, outcome }) => tx === other.tx && outcome !== other.outcome);
    if (first === undefined || !isMeant(first, other)) continue;
    const message = say.twoOutcomes(other.tx, first, other);
    return violated(message, [other.seq, first.seq]);
  }
  return holds;
}

/** AC3: a commit only if all have voted yes before. */
export function unanimous(seen: CommitSeen): Verdict {
  const { told, transfers, votes } = ledgerOf(seen);
  for (const { tx, outcome, seq, by } of told) {
    const transfer = transfers.get(tx);
    if (outcome !== 'commit' || transfer === undefined) continue;
    for (const { participant } of transfer.changes) {
      const own = (votes.get(tx)?.get(participant) ?? []).filter((vote) => vote.seq < seq);
      if (own.length > 0 && own.every(({ vote }) => vote === 'yes')) continue;
      return violated(say.commitWithout(tx, by, participant, own.at(-1)?.vote), [seq]);
    }
  }
  return holds;
}

/** AC4: without any failure, a transaction for which all vote yes commits. */
export function commitsInCalm(seen: CommitSeen): Verdict {
  const { told, transfers, votes } = ledgerOf(seen);
  if (seen.faults.length > 0) return holds;
  for (const [tx, { changes }] of transfers) {
    const own = changes.map(({ participant }) => votes.get(tx)?.get(participant)?.at(-1)?.vote);
    if (!own.every((vote) => vote === 'yes')) continue;
    const outcome = told.find((said) => said.tx === tx);
    if (outcome?.outcome === 'commit') continue;
    return violated(say.notCommitted(tx), outcome === undefined ? [] : [outcome.seq]);
  }
  return holds;
}

/** AC5: when all is repaired, nobody who has voted yes stays without a decision. */
export function everybodyDecides(seen: CommitSeen): Verdict {
  for (const id of seen.real) {
    if (id === coordinatorId) continue;
    const open = new Map<string, number>();
    const decided = new Set<string>();
    for (const { node, trigger, sent } of seen.handlings) {
      if (node !== id) continue;
      if (trigger.kind === 'message' && trigger.message.type === 'Decision') {
        decided.add(trigger.message.tx);
      }
      for (const { message, seq } of sent) {
        if (message.type === 'Vote' && message.vote === 'yes') open.set(message.tx, seq);
        if (message.type === 'Decision') decided.add(message.tx);
      }
    }
    for (const [tx, seq] of open) {
      if (!decided.has(tx)) return violated(say.neverDecided(id, tx), [seq]);
    }
  }
  return holds;
}

/** AC5 for clients: whoever has asked gets an answer in the end. */
export function everybodyAnswered(seen: CommitSeen, untilMs: number): Verdict {
  for (const { request, returned, invokedAtMs, invokedSeq, client } of seen.history) {
    if (returned !== undefined || invokedAtMs > untilMs) continue;
    const what = request.kind === 'transfer' ? request.tx : request.account;
    return violated(say.unanswered(client, what), [invokedSeq]);
  }
  return holds;
}

/** The last answers on all accounts: nothing is undecided, nothing is lost, nothing has come to be. */
export function sumIsKept(seen: CommitSeen, fromMs: number): Verdict {
  const { told, transfers } = ledgerOf(seen);
  const committed = new Set(told.filter(({ outcome }) => outcome === 'commit').map(({ tx }) => tx));
  for (const { node, trigger, answered, atMs } of seen.handlings) {
    if (trigger.kind !== 'request' || trigger.request.kind !== 'balance' || atMs < fromMs) continue;
    if (node === coordinatorId) continue;
    const { account } = trigger.request;
    const [first] = answered;
    if (first?.response === undefined) continue;
    if (first.response.kind === 'undecided') {
      return violated(say.stillUndecided(node, account, first.response.tx), [first.seq]);
    }
    if (first.response.kind !== 'balance') continue;
    let expected = initialBalance;
    for (const [tx, { changes }] of transfers) {
      if (!committed.has(tx)) continue;
      for (const change of changes) {
        if (change.participant === node && change.account === account) expected += change.amount;
      }
    }
    const { amount } = first.response;
    if (amount !== expected) {
      return violated(say.wrongSum(node, account, amount, expected), [first.seq], {
        expected,
        actual: amount,
      });
    }
  }
  return holds;
}

/** Isolation: who has seen a commit anywhere finds nowhere the state before it. */
export function isolated(seen: CommitSeen): Verdict {
  const { told, transfers } = ledgerOf(seen);
  const commits = told.filter(({ outcome }) => outcome === 'commit');
  const findings = participantFindings(seen);
  for (const finding of findings) {
    if (finding.kind !== 'read-unlocked' && finding.kind !== 'read-amount') continue;
    const { node, account, seq } = finding;
    const tx = finding.tx;
    const commit = commits.find((said) => said.tx === tx && said.seq < seq);
    if (tx !== undefined && commit !== undefined && transfers.has(tx)) {
      return violated(say.halfVisible(node, account, tx, commit.to), [seq, commit.seq]);
    }
    return violated(say.guessed(node, account, finding.actual), [seq]);
  }
  return holds;
}
