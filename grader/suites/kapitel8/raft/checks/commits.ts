import type { NodeId } from '../../../../simulator/process.ts';
import { holds, type Verdict, violated } from '../../../suite.ts';
import { once, type RaftSeen, type Wired } from '../observed.ts';
import { safetyWording as say } from '../wording/safety.ts';
import { type Ledger, ledgerOf } from './ledger.ts';

/** A commit index on the wire that nothing the node had heard so far justifies. */
interface Unjustified {
  readonly kind: 'no-majority' | 'old-term';
  readonly node: NodeId;
  readonly term: number;
  readonly index: number;
  readonly seq: number;
}

/** What one node may hold for committed, from all it was told. */
class Knowledge {
  /** Told by leaders, found before, or kept through a restart: generous on purpose. */
  known = 0;
  private readonly matched = new Map<number, Map<NodeId, number>>();

  confirm(term: number, peer: NodeId, index: number): void {
    const ofTerm = this.matched.get(term) ?? new Map<NodeId, number>();
    ofTerm.set(peer, Math.max(ofTerm.get(peer) ?? 0, index));
    this.matched.set(term, ofTerm);
  }

  /** The highest index that `others` peers have confirmed in this term. */
  replicated(term: number, others: number): number {
    const confirmed = [...(this.matched.get(term)?.values() ?? [])].sort((a, b) => b - a);
    return others === 0 ? Number.POSITIVE_INFINITY : (confirmed[others - 1] ?? 0);
  }
}

function unjustified(seen: RaftSeen): readonly Unjustified[] {
  return once(seen, 'unjustified', () => findUnjustified(seen.wire, seen.nodes, ledgerOf(seen)));
}

function findUnjustified(
  wire: readonly Wired[],
  nodes: readonly NodeId[],
  ledger: Ledger,
): Unjustified[] {
  const others = Math.floor(nodes.length / 2);
  const all = new Map(nodes.map((node) => [node, new Knowledge()]));
  // A leader knows what it has counted, even if it is deposed before it can say so.
  const count = (knowledge: Knowledge, node: NodeId, term: number): void => {
    const replicated = knowledge.replicated(term, others);
    const ownTerm = ledger.leadershipOf(node, term)?.terms.get(replicated);
    if (ownTerm === term) knowledge.known = Math.max(knowledge.known, replicated);
  };
  const found: Unjustified[] = [];
  for (const { kind, node, from, message, seq } of wire) {
    const knowledge = all.get(node) as Knowledge;
    if (kind === 'deliver') {
      if (message.type === 'AppendEntries') {
        knowledge.known = Math.max(knowledge.known, message.leaderCommit);
      } else if (message.type === 'InstallSnapshot') {
        knowledge.known = Math.max(knowledge.known, message.lastIncludedIndex);
      } else if (message.type === 'AppendEntriesReply' && message.success) {
        knowledge.confirm(message.term, from, message.matchIndex);
        count(knowledge, node, message.term);
      } else if (message.type === 'InstallSnapshotReply') {
        knowledge.confirm(message.term, from, message.lastIncludedIndex);
        count(knowledge, node, message.term);
      }
      continue;
    }
    if (message.type !== 'AppendEntries') continue;
    const { leaderCommit: index, term } = message;
    if (index <= knowledge.known) continue;
    knowledge.known = index;
    const replicated = knowledge.replicated(term, others);
    const ownTerm = ledger.leadershipOf(node, term)?.terms.get(replicated);
    if (index > replicated) found.push({ kind: 'no-majority', node, term, index, seq });
    // An index the leader never showed is given the benefit of the doubt.
    else if (ownTerm !== undefined && ownTerm !== term) {
      found.push({ kind: 'old-term', node, term, index, seq });
    }
  }
  return found;
}

/** A leader commits only what a majority has confirmed in its term. */
export function majorityHasIt(seen: RaftSeen): Verdict {
  const bad = unjustified(seen).find(({ kind }) => kind === 'no-majority');
  if (bad === undefined) return holds;
  return violated(say.unconfirmed(bad.node, bad.index, bad.term), [bad.seq]);
}

/** And counts only where the entry is of its own term. */
export function ownTermCounted(seen: RaftSeen): Verdict {
  const bad = unjustified(seen).find(({ kind }) => kind === 'old-term');
  if (bad === undefined) return holds;
  return violated(say.oldTermCounted(bad.node, bad.index, bad.term), [bad.seq]);
}
