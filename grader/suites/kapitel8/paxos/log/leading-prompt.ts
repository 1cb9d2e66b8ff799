import type { NodeId } from '../../../../simulator/process.ts';
import { compare, isSame, majorityOf } from '../ballots.ts';
import {
  type Ballot,
  heartbeatIntervalMs,
  type LogMessage,
  leaderTimeoutMaxMs,
  leaderTimeoutMinMs,
} from '../contract.ts';
import { type Blame, once, type Wired } from '../observed.ts';
import { logWording as say } from '../wording/log.ts';
import { deposedAtMs, type LeadershipSeen, leadsByMs } from './leading.ts';
import { keyOf } from './nodes.ts';
import { walkedLog } from './walk.ts';

/** How much later than it should a node may be that keeps time by a tick. */
const tickMs = 50;
/** What a command may take: a lost `Accept` repeated with the next heartbeat, and answers that are late. */
const slowestMs = 210;

type Line = Wired<LogMessage>;

/** n1 does at once what a leader can do. */
export function leadingBlames(seen: LeadershipSeen): readonly Blame[] {
  // After a crash only what it has said before and says again is looked at.
  if (seen.input.cut !== undefined) return [];
  return once(seen, 'prompt', () => new Prompt(seen).blames());
}

class Prompt {
  private readonly found: Blame[] = [];
  private readonly own: readonly Line[];
  private readonly peers: readonly NodeId[];
  private readonly majority: number;

  constructor(private readonly seen: LeadershipSeen) {
    this.own = seen.wire.filter(({ node }) => node === 'n1');
    this.peers = seen.nodes.slice(1);
    this.majority = majorityOf(seen.nodes.length);
  }

  blames(): readonly Blame[] {
    const ballot = this.candidacy();
    if (ballot === undefined) return this.found;
    const elected = this.election(ballot);
    if (elected === undefined) return this.found;
    this.beginning(ballot, elected);
    this.heartbeats(ballot, elected);
    this.newCommands(ballot, elected);
    this.repetitions(ballot, elected);
    this.announcements(ballot);
    this.answers(elected);
    this.standsAgain(ballot);
    return this.found;
  }

  private blame(rule: string, message: string, ...events: number[]): void {
    this.found.push({ rule, message, events });
  }

  private candidacy(): Ballot | undefined {
    const first = this.own.find(
      ({ kind, message }) => kind === 'send' && message.type === 'Prepare',
    );
    const quietFromMs = this.seen.input.quietMs + 1;
    const deadlineMs = quietFromMs + leaderTimeoutMaxMs + tickMs + 2;
    const ballot = first?.message.type === 'Prepare' ? first.message.ballot : undefined;
    if (first === undefined || ballot === undefined || first.atMs > deadlineMs) {
      const last = this.own.slice(-1).map(({ seq }) => seq);
      this.blame('log-progress', say.noPhase1(deadlineMs - quietFromMs), ...last);
      return undefined;
    }
    if (first.atMs - quietFromMs < leaderTimeoutMinMs - 1) {
      this.blame('log-progress', say.phase1TooEarly(first.atMs - quietFromMs), first.seq);
    }
    const asked = this.sentIn(first, ({ message }) => message.type === 'Prepare');
    if (this.peers.some((peer) => !asked.has(peer))) {
      this.blame('log-progress', say.noPhase1(first.atMs - quietFromMs), first.seq);
    }
    return ballot;
  }

  /** The promise with which n1 has a quorum, unless something has come up that lets it give up before. */
  private election(ballot: Ballot): Line | undefined {
    const promisers = new Set<NodeId>();
    const decisive = this.own.find(({ kind, from, message }) => {
      if (kind === 'send') return message.type === 'Prepare' && !isSame(message.ballot, ballot);
      if (message.type === 'Reject') return compare(message.promised, ballot) > 0;
      if (message.type === 'Prepare' || message.type === 'Heartbeat' || message.type === 'Accept') {
        return compare(message.ballot, ballot) > 0;
      }
      if (message.type !== 'Promise' || !isSame(message.ballot, ballot)) return false;
      return promisers.add(from).size + 1 === this.majority;
    });
    return decisive?.kind === 'deliver' && decisive.message.type === 'Promise'
      ? decisive
      : undefined;
  }

  /** To whom such messages went in the handler in which `cause` happened. */
  private sentIn(cause: Line, matches: (line: Line) => boolean): Set<NodeId> {
    const end = this.endOf(cause);
    return new Set(
      this.own
        .filter(
          (line) =>
            line.kind === 'send' && line.seq >= cause.seq && line.seq < end && matches(line),
        )
        .map(({ to }) => to),
    );
  }

  private endOf({ seq }: { readonly seq: number }): number {
    const next = this.seen.trace.events.find(
      (event) =>
        event.seq > seq &&
        'node' in event &&
        event.node === 'n1' &&
        (event.kind === 'deliver' || event.kind === 'timer' || event.kind === 'request'),
    );
    return next?.seq ?? Number.POSITIVE_INFINITY;
  }

  private beginning(ballot: Ballot, elected: Line): void {
    const named = new Set<number>();
    for (const { kind, seq, message } of this.own) {
      if (kind !== 'deliver' || seq > elected.seq || message.type !== 'Promise') continue;
      if (isSame(message.ballot, ballot)) for (const { slot } of message.accepted) named.add(slot);
    }
    for (const { kind, seq, message } of this.own) {
      if (kind === 'send' && seq < elected.seq && message.type === 'Accepted')
        named.add(message.slot);
    }
    const last = Math.max(0, ...named);
    for (let slot = 1; slot <= last; slot++) {
      const to = this.sentIn(
        elected,
        ({ message }) => message.type === 'Accept' && message.slot === slot,
      );
      const missing = this.peers.find((peer) => !to.has(peer));
      if (missing === undefined) continue;
      if (named.has(slot))
        this.blame('leader-completes', say.notCompleted(slot, missing), elected.seq);
      else this.blame('holes-filled', say.notFilled(slot, last), elected.seq);
    }
  }

  /** Until n1 learns that another one leads. */
  private get endMs(): number {
    return this.seen.input.deposed === null ? this.seen.trace.endedAtMs : deposedAtMs;
  }

  private heartbeats(ballot: Ballot, elected: Line): void {
    for (const peer of this.peers) {
      const times = this.own.flatMap(({ kind, to, atMs, message }) =>
        kind === 'send' &&
        to === peer &&
        message.type === 'Heartbeat' &&
        isSame(message.ballot, ballot)
          ? [atMs]
          : [],
      );
      const [first = Number.POSITIVE_INFINITY] = times;
      if (first > elected.atMs) {
        this.blame(
          'log-progress',
          say.noHeartbeat(
            first === Infinity ? this.endMs - elected.atMs : first - elected.atMs,
            peer,
          ),
          elected.seq,
        );
        return;
      }
      const all = [...times.filter((atMs) => atMs <= this.endMs), this.endMs];
      const late = all.findIndex(
        (atMs, i) => i > 0 && atMs - (all[i - 1] ?? 0) > heartbeatIntervalMs + tickMs,
      );
      if (late > 0) {
        const gapMs = (all[late] ?? 0) - (all[late - 1] ?? 0);
        this.blame('log-progress', say.noHeartbeat(gapMs, peer), elected.seq);
        return;
      }
    }
  }

  private newCommands(ballot: Ballot, elected: Line): void {
    const asked = new Set<string>();
    for (const event of this.seen.trace.events) {
      if (event.kind !== 'request' || event.node !== 'n1' || event.seq < elected.seq) continue;
      const request = event.request as LeadershipSeen['history'][number]['request'];
      if (request.type !== 'append' || event.atMs >= this.endMs) continue;
      const key = keyOf(request.command);
      if (asked.has(key) || this.hasProposed(key, event.seq)) continue;
      asked.add(key);
      const end = this.endOf(event);
      const to = new Set(
        this.own
          .filter(
            ({ kind, seq, message }) =>
              kind === 'send' &&
              seq > event.seq &&
              seq < end &&
              message.type === 'Accept' &&
              isSame(message.ballot, ballot) &&
              keyOf(message.value) === key,
          )
          .map((line) => line.to),
      );
      if (this.peers.some((peer) => !to.has(peer))) {
        this.blame('log-progress', say.notProposed(request.command.text), event.seq);
      }
    }
  }

  /** It may have kept the command since it was asked the first time. */
  private hasProposed(key: string, before: number): boolean {
    return this.own.some(
      ({ kind, seq, message }) =>
        kind === 'send' &&
        seq < before &&
        message.type === 'Accept' &&
        keyOf(message.value) === key,
    );
  }

  /** What has no quorum yet is sent again to those who have not answered. */
  private repetitions(ballot: Ballot, elected: Line): void {
    const slots = new Set(
      this.own.flatMap(({ kind, message }) =>
        kind === 'send' && message.type === 'Accept' && isSame(message.ballot, ballot)
          ? [message.slot]
          : [],
      ),
    );
    for (const slot of slots) {
      const quorumMs = this.quorumOf(ballot, slot)?.atMs ?? this.endMs;
      for (const peer of this.peers) {
        const answeredMs = this.own.find(
          ({ kind, from, message }) =>
            kind === 'deliver' &&
            from === peer &&
            message.type === 'Accepted' &&
            message.slot === slot,
        )?.atMs;
        const untilMs = Math.min(quorumMs, answeredMs ?? this.endMs, this.endMs);
        const times = this.own.flatMap(({ kind, to, atMs, message }) =>
          kind === 'send' &&
          to === peer &&
          message.type === 'Accept' &&
          message.slot === slot &&
          atMs <= untilMs
            ? [atMs]
            : [],
        );
        const all = [...times, untilMs];
        // With the heartbeat, which may be late by a tick; the first one may be nearly due.
        const isLate = all.some(
          (atMs, i) => i > 0 && atMs - (all[i - 1] ?? 0) > heartbeatIntervalMs + tickMs + 2,
        );
        if (isLate) {
          this.blame('log-progress', say.notRepeated(slot, peer), elected.seq);
          return;
        }
      }
    }
  }

  private quorumOf(ballot: Ballot, slot: number): Line | undefined {
    const acceptors = new Set<NodeId>();
    return this.own.find(({ kind, from, message }) => {
      if (kind !== 'deliver' || message.type !== 'Accepted' || message.slot !== slot) return false;
      if (!isSame(message.ballot, ballot) || acceptors.has(from)) return false;
      return acceptors.add(from).size + 1 === this.majority;
    });
  }

  private announcements(ballot: Ballot): void {
    for (const slot of new Set(
      this.own.flatMap(({ message }) => ('slot' in message ? [message.slot] : [])),
    )) {
      const quorum = this.quorumOf(ballot, slot);
      if (quorum === undefined || quorum.atMs >= this.endMs) continue;
      const to = this.sentIn(
        quorum,
        ({ message }) => message.type === 'Chosen' && message.slot === slot,
      );
      const missing = this.peers.find((peer) => !to.has(peer));
      if (missing === undefined) continue;
      this.blame('log-progress', say.notTold(slot, missing), quorum.seq);
      return;
    }
  }

  /** Commands that are chosen, with all before them, long before n1 is deposed. */
  private answers(elected: Line): void {
    const { log } = walkedLog(this.seen);
    let acknowledged = 0;
    for (const { request, returned, invokedSeq, invokedAtMs } of this.seen.history) {
      if (request.type === 'append') {
        const { clientId, sequence, text } = request.command;
        if (returned?.response.ok === true && 'position' in returned.response) {
          acknowledged = Math.max(
            acknowledged,
            returned.atMs < deposedAtMs - 10 ? returned.response.position : 0,
          );
        } else if (
          log.positionOf(clientId, sequence) !== undefined &&
          elected.atMs <= leadsByMs &&
          invokedAtMs < deposedAtMs - slowestMs
        ) {
          this.blame('log-progress', say.notAnswered(text), invokedSeq);
        }
      }
    }
    const read = this.seen.history.findLast(({ request }) => request.type === 'applied')?.returned;
    if (read?.response.ok !== true || !('applied' in read.response)) {
      this.blame('log-progress', say.notApplied('n1', [], log.texts));
    } else if (read.response.applied.length < acknowledged) {
      const expected = log.texts.slice(0, acknowledged);
      this.blame('log-progress', say.notApplied('n1', read.response.applied, expected), read.seq);
    }
  }

  /** Deposed, and then left alone: it waits, and then it stands again. */
  private standsAgain(ballot: Ballot): void {
    const { input, trace } = this.seen;
    const dueMs = deposedAtMs + 1 + leaderTimeoutMaxMs + tickMs + 2;
    if (input.deposed === null || trace.endedAtMs < dueMs) return;
    const again = this.own.some(
      ({ kind, message, atMs }) =>
        kind === 'send' &&
        atMs > deposedAtMs &&
        message.type === 'Prepare' &&
        !isSame(message.ballot, ballot),
    );
    if (again) return;
    const last = this.own.slice(-1).map(({ seq }) => seq);
    this.blame('log-progress', say.noPhase1(trace.endedAtMs - deposedAtMs), ...last);
  }
}
