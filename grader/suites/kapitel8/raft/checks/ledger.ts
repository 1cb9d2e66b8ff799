import type { NodeId } from '../../../../simulator/process.ts';
import type { AppendEntries, LogEntry, RequestVote } from '../contract.ts';
import { once, type RaftSeen, type Wired } from '../observed.ts';
import { sameRequest } from '../wire-format.ts';

/** One leadership as the wire shows it. */
export interface Leadership {
  readonly node: NodeId;
  readonly term: number;
  /** The first message it sent as leader. */
  readonly seq: number;
  /** The end of its log when it stood for election, if it was seen to. */
  readonly start: RequestVote | undefined;
  /** Terms of the entries it sent or referred to, by index. */
  readonly terms: Map<number, number>;
}

/** An entry that somebody sent; with the term before it, it stands for its whole prefix. */
interface KnownEntry {
  readonly request: LogEntry['request'];
  readonly prevTerm: number;
  readonly seq: number;
}

/** Two messages that contradict each other about one index. */
export interface Contradiction {
  readonly index: number;
  readonly term: number;
  readonly otherTerm: number;
  readonly node: NodeId;
  readonly seqs: readonly number[];
}

export interface CommittedEntry {
  readonly term: number;
  readonly request: LogEntry['request'] | undefined;
  /** The lowest term of a leader that said so. */
  readonly inTerm: number;
  readonly seq: number;
}

/** All that AppendEntries and RequestVote tell about logs, put together. */
export class Ledger {
  readonly leaderships = new Map<string, Leadership>();
  readonly twoLeaders: Contradiction[] = [];
  readonly mismatches: Contradiction[] = [];
  readonly rewritten: Contradiction[] = [];
  readonly diverged: Contradiction[] = [];
  readonly committed = new Map<number, CommittedEntry>();
  /** Highest index said to be committed, over all leaders. */
  maxCommit = 0;
  private readonly entries = new Map<string, KnownEntry>();
  private readonly leaderOf = new Map<number, Leadership>();
  private readonly candidacies = new Map<string, RequestVote>();
  private readonly readCommit = new Map<string, number>();

  constructor(wire: readonly Wired[]) {
    for (const sent of wire) {
      if (sent.kind !== 'send') continue;
      const { message } = sent;
      if (message.type === 'RequestVote') {
        this.candidacies.set(leadershipKey(sent.node, message.term), message);
      } else if (message.type === 'AppendEntries') {
        this.readAppend(sent, message);
      } else if (message.type === 'InstallSnapshot') {
        const leadership = this.leadership(sent, message.term);
        this.noteTerm(leadership, message.lastIncludedIndex, message.lastIncludedTerm, sent);
      }
    }
  }

  leadershipOf(node: NodeId, term: number): Leadership | undefined {
    return this.leaderships.get(leadershipKey(node, term));
  }

  /** The term before the entry of `term` at `index`, if that entry was ever seen. */
  prevTerm(index: number, term: number): number | undefined {
    return this.entries.get(entryKey(index, term))?.prevTerm;
  }

  request(index: number, term: number): LogEntry['request'] | undefined {
    return this.entries.get(entryKey(index, term))?.request;
  }

  /**
   * Calls `visit` for the entries of the log that has `term` at `index`, from there backwards, as far
   * as they are known or until `visit` returns false.
   */
  walkBack(index: number, term: number, visit: (index: number, term: number) => boolean): void {
    let currentTerm: number | undefined = term;
    for (let at = index; at >= 1 && currentTerm !== undefined; at--) {
      if (!visit(at, currentTerm)) return;
      currentTerm = this.prevTerm(at, currentTerm);
    }
  }

  private leadership(sent: Wired, term: number): Leadership {
    const key = leadershipKey(sent.node, term);
    const known = this.leaderships.get(key);
    if (known !== undefined) return known;
    const start = this.candidacies.get(key);
    const terms = new Map<number, number>();
    if (start !== undefined) terms.set(start.lastLogIndex, start.lastLogTerm);
    const created: Leadership = { node: sent.node, term, seq: sent.seq, start, terms };
    this.leaderships.set(key, created);
    const other = this.leaderOf.get(term);
    if (other === undefined) this.leaderOf.set(term, created);
    else {
      const seqs = [sent.seq, other.seq];
      this.twoLeaders.push({ index: 0, term, otherTerm: term, node: sent.node, seqs });
    }
    return created;
  }

  private readAppend(sent: Wired, message: AppendEntries): void {
    const leadership = this.leadership(sent, message.term);
    const { prevLogIndex, entries, leaderCommit } = message;
    let prevTerm = message.prevLogTerm;
    this.noteTerm(leadership, prevLogIndex, prevTerm, sent);
    entries.forEach((entry, i) => {
      const index = prevLogIndex + 1 + i;
      this.noteEntry(leadership, index, entry, prevTerm, sent);
      this.noteTerm(leadership, index, entry.term, sent);
      prevTerm = entry.term;
    });
    this.readLeaderCommit(leadership, leaderCommit, sent);
  }

  private noteTerm(leadership: Leadership, index: number, term: number, sent: Wired): void {
    const known = leadership.terms.get(index);
    if (known === undefined) leadership.terms.set(index, term);
    else if (known !== term) {
      const { node } = leadership;
      this.rewritten.push({ index, term, otherTerm: known, node, seqs: [sent.seq] });
    }
  }

  private noteEntry(
    { node }: Leadership,
    index: number,
    { term, request }: LogEntry,
    prevTerm: number,
    { seq }: Wired,
  ): void {
    const key = entryKey(index, term);
    const known = this.entries.get(key);
    if (known === undefined) {
      this.entries.set(key, { request, prevTerm, seq });
    } else if (known.prevTerm !== prevTerm || !sameRequest(known.request, request)) {
      this.mismatches.push({ index, term, otherTerm: term, node, seqs: [seq, known.seq] });
    }
  }

  private readLeaderCommit(leadership: Leadership, commit: number, { seq }: Wired): void {
    const key = leadershipKey(leadership.node, leadership.term);
    const read = this.readCommit.get(key) ?? 0;
    if (commit <= read) return;
    const term = leadership.terms.get(commit);
    // The leader has not shown this entry yet: another message will.
    if (term === undefined) return;
    this.readCommit.set(key, commit);
    this.maxCommit = Math.max(this.maxCommit, commit);
    this.walkBack(commit, term, (index, own) => this.noteCommitted(leadership, index, own, seq));
  }

  private noteCommitted(
    { node, term: inTerm }: Leadership,
    index: number,
    term: number,
    seq: number,
  ): boolean {
    const known = this.committed.get(index);
    if (known === undefined) {
      this.committed.set(index, { term, request: this.request(index, term), inTerm, seq });
      return true;
    }
    if (known.term !== term) {
      const seqs = [seq, known.seq];
      this.diverged.push({ index, term, otherTerm: known.term, node, seqs });
      return false;
    }
    if (known.inTerm <= inTerm) return false;
    this.committed.set(index, { ...known, inTerm });
    return true;
  }
}

function entryKey(index: number, term: number): string {
  return `${index}:${term}`;
}

function leadershipKey(node: NodeId, term: number): string {
  return `${term}:${node}`;
}

export function ledgerOf(seen: RaftSeen): Ledger {
  return once(seen, 'ledger', () => new Ledger(seen.wire));
}
