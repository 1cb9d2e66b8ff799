import type { NodeId } from '../../../../simulator/process.ts';
import { holds, type Verdict, violated } from '../../../suite.ts';
import type { RaftSeen, Wired } from '../observed.ts';
import { safetyWording as say } from '../wording/safety.ts';

/** What each node by itself must keep to. */

/** Terms never go back while a node runs, and it never speaks in a lower one than it has heard. */
export function termsGrow(seen: RaftSeen): Verdict {
  const heard = new Map<string, { term: number; seq: number }>();
  for (const { kind, node, incarnation, message, seq } of seen.wire) {
    const key = `${node}/${incarnation}`;
    const before = heard.get(key);
    if (kind === 'send' && before !== undefined && message.term < before.term) {
      return violated(say.termBack(node, message.term, before.term), [seq, before.seq]);
    }
    if (before === undefined || message.term > before.term) {
      heard.set(key, { term: message.term, seq });
    }
  }
  return holds;
}

/** Nor across restarts: below what it has said itself, no node starts again. */
export function termsGrowAcrossRestarts(seen: RaftSeen): Verdict {
  const said = new Map<NodeId, Wired>();
  for (const sent of seen.wire) {
    if (sent.kind !== 'send') continue;
    const before = said.get(sent.node);
    if (before !== undefined && sent.message.term < before.message.term) {
      if (before.incarnation === sent.incarnation) continue;
      const { term } = sent.message;
      return violated(say.termForgotten(sent.node, term, before.message.term), [
        sent.seq,
        before.seq,
      ]);
    }
    if (before === undefined || sent.message.term >= before.message.term) said.set(sent.node, sent);
  }
  return holds;
}

/** One vote for each node and term, its own candidacy included, across all its incarnations. */
export function oneVote(seen: RaftSeen): Verdict {
  const votes = new Map<string, { candidate: NodeId; seq: number }>();
  for (const { kind, node, to, message, seq } of seen.wire) {
    if (kind !== 'send') continue;
    const candidate =
      message.type === 'RequestVote'
        ? node
        : message.type === 'RequestVoteReply' && message.voteGranted
          ? to
          : undefined;
    if (candidate === undefined) continue;
    const key = `${node}/${message.term}`;
    const before = votes.get(key);
    if (before === undefined) votes.set(key, { candidate, seq });
    else if (before.candidate !== candidate) {
      const { term } = message;
      return violated(say.votedTwice(node, term, before.candidate, candidate), [seq, before.seq]);
    }
  }
  return holds;
}

/** Who acts as leader has the votes of a majority of all nodes. */
export function electedByMajority(seen: RaftSeen): Verdict {
  const majority = Math.floor(seen.nodes.length / 2) + 1;
  const votes = new Map<string, Set<NodeId>>();
  const elected = new Set<string>();
  for (const { kind, node, from, incarnation, message, seq } of seen.wire) {
    const key = `${node}/${incarnation}/${message.term}`;
    if (kind === 'deliver' && message.type === 'RequestVoteReply' && message.voteGranted) {
      const voters = votes.get(key) ?? new Set();
      votes.set(key, voters.add(from));
    } else if (kind === 'send' && message.type === 'AppendEntries' && !elected.has(key)) {
      elected.add(key);
      const count = 1 + (votes.get(key)?.size ?? 0);
      if (count < majority) {
        return violated(say.minorityLeader(node, message.term, count, majority), [seq]);
      }
    }
  }
  return holds;
}

/** `leaderCommit` never goes back while a node runs. */
export function commitGrows(seen: RaftSeen): Verdict {
  const said = new Map<string, { commit: number; seq: number }>();
  for (const { kind, node, incarnation, message, seq } of seen.wire) {
    if (kind !== 'send' || message.type !== 'AppendEntries') continue;
    const key = `${node}/${incarnation}`;
    const before = said.get(key);
    const commit = message.leaderCommit;
    if (before !== undefined && commit < before.commit) {
      return violated(say.commitBack(node, commit, before.commit), [seq, before.seq]);
    }
    said.set(key, { commit, seq });
  }
  return holds;
}
