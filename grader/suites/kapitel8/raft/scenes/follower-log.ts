import type { AppendEntries } from '../contract.ts';
import {
  append,
  as,
  askAppend,
  candidacyMs,
  commits,
  elect,
  entriesOf,
  entry,
  isOf,
  origin,
  voteRequest,
} from '../stage/lines.ts';
import type { Scene } from '../stage/scene.ts';
import type { Script, Stage } from '../stage/stage.ts';
import { logWording as say } from '../wording/log.ts';
import { expectVote } from './votes.ts';

/** Sends `request` and blames `rule` if the answer is not as figure 2 has it. */
export function* expectAppend(
  stage: Stage,
  rule: string,
  request: AppendEntries,
  success: boolean,
  because: string,
): Script<boolean> {
  const answer = yield* askAppend(stage, request);
  if (answer === undefined) {
    stage.blame(rule, say.noAnswer(request));
    return false;
  }
  const { reply, heard } = answer;
  const matchIndex = success ? request.prevLogIndex + request.entries.length : 0;
  if (reply.success !== success) {
    stage.blame(rule, say.wrongAnswer(request, success, because), heard);
  } else if (reply.prevLogIndex !== request.prevLogIndex || reply.matchIndex !== matchIndex) {
    stage.blame(rule, say.wrongEcho(request, reply, matchIndex), heard);
  } else if (reply.term < request.term) {
    stage.blame(rule, say.termBefore(request, reply), heard);
  } else return true;
  return false;
}

/** AppendEntries succeeds only if the entry before the new ones agrees. */
export const prevChecked: Readonly<Record<string, Scene>> = {
  'pruefung-des-vorgaengers': {
    durationMs: 200,
    variants: 2,
    *play(stage, { size, variant }) {
      const leader = stage.peers[0] ?? '';
      const rule = 'prev-checked';
      const term = 5;
      const length = size + 1;
      const entries = entriesOf(...Array.from({ length }, () => term));
      yield* stage.sleep(5);
      const first = append(term, leader, origin, entries);
      if (!(yield* expectAppend(stage, rule, first, true, say.emptyPrefix))) return;
      stage.reach('appended');
      // As a heartbeat and with an entry: neither may skip the comparison.
      const load = variant === 0 ? [] : [entry(term, 99)];
      const probes = [
        { prev: { index: length, term: term - 1 }, ok: false, why: say.otherTerm(length, term) },
        { prev: { index: length + 4, term }, ok: false, why: say.pastTheEnd(length) },
        {
          prev: { index: length - 1, term: term - 2 },
          ok: false,
          why: say.otherTerm(length - 1, term),
        },
        { prev: { index: length, term }, ok: true, why: say.agrees(length, term) },
      ];
      for (const { prev, ok, why } of probes) {
        const request = append(term, leader, prev, load);
        if (!(yield* expectAppend(stage, rule, request, ok, why))) return;
      }
      // Whoever refuses a new leader is in its term nonetheless, and says so.
      const next = append(term + 1, leader, { index: length + 4, term }, load);
      yield* expectAppend(stage, rule, next, false, say.pastTheEnd(length + load.length));
    },
  },
  'veralteter-leader': {
    durationMs: 200,
    *play(stage, { size }) {
      const [old = '', leader = ''] = stage.peers;
      const rule = 'prev-checked';
      yield* stage.sleep(5);
      const current = append(size + 3, leader, origin, entriesOf(size + 3));
      if (!(yield* expectAppend(stage, rule, current, true, say.emptyPrefix))) return;
      const stale = append(size, old, origin, entriesOf(size, size));
      if (!(yield* expectAppend(stage, rule, stale, false, say.staleTerm(size + 3)))) return;
      const probe = append(size + 3, leader, { index: 1, term: size + 3 });
      yield* expectAppend(stage, rule, probe, true, say.agrees(1, size + 3));
    },
  },
};

/** A short AppendEntries that a longer one has overtaken removes nothing. */
export const overtaken: Readonly<Record<string, Scene>> = {
  'ueberholtes-append-entries': {
    durationMs: 200,
    variants: 3,
    *play(stage, { size, variant }) {
      const leader = stage.peers[0] ?? '';
      const rule = 'no-needless-truncation';
      const term = 2;
      const entries = entriesOf(...Array.from({ length: size + 2 }, () => term));
      yield* stage.sleep(5);
      const long = append(term, leader, origin, entries);
      if ((yield* askAppend(stage, long))?.reply.success !== true) return;
      stage.reach('overtaken');
      const late = [
        append(term, leader, origin, entries.slice(0, 1)),
        append(term, leader, origin),
        append(term, leader, { index: 1, term }, entries.slice(1, 2)),
      ][variant];
      if (late === undefined) return;
      if (!(yield* expectAppend(stage, rule, late, true, say.oldPrefix))) return;
      const end = { index: entries.length, term };
      yield* expectAppend(stage, rule, append(term, leader, end), true, say.keptLong(end.index));
    },
  },
};

/** A conflicting entry and all behind it give way to the leader's. */
export const conflictReplaced: Readonly<Record<string, Scene>> = {
  'index-neu-belegt': {
    durationMs: 500,
    variants: 4,
    *play(stage, { size, variant }) {
      const [old = '', leader = ''] = stage.peers;
      const rule = 'conflict-replaced';
      yield* stage.sleep(5);
      // In the last, the old entries are of the later term: a leader's word counts, not an entry's age.
      const [oldTerm, newTerm, term] = variant === 3 ? [3, 2, 4] : [2, 3, 3];
      const before = entriesOf(1, ...Array.from({ length: size + 1 }, () => oldTerm));
      const filled = append(oldTerm, old, origin, before);
      if ((yield* askAppend(stage, filled))?.reply.success !== true) return;
      stage.reach('replaced');
      // In the second case, the entries that agree are sent once more, before the conflict.
      const isRepeated = variant === 1;
      // In the third, the client has asked the new leader for the same once more.
      const fresh = variant === 2 ? entry(newTerm, 2) : entry(newTerm, 50);
      const request = isRepeated
        ? append(term, leader, origin, [entry(1, 1), fresh])
        : append(term, leader, { index: 1, term: 1 }, [fresh]);
      if (!(yield* expectAppend(stage, rule, request, true, say.agrees(1, 1)))) return;
      const gone = append(term, leader, { index: 3, term: oldTerm });
      if (!(yield* expectAppend(stage, rule, gone, false, say.removed(2)))) return;
      const probe = append(term, leader, { index: 2, term: newTerm });
      if (!(yield* expectAppend(stage, rule, probe, true, say.replaced(2, newTerm)))) return;
      const candidacy = yield* stage.receive(isOf('RequestVote'), candidacyMs);
      if (candidacy?.message.type !== 'RequestVote') return;
      const { lastLogIndex, lastLogTerm } = candidacy.message;
      if (lastLogIndex !== 2 || lastLogTerm !== newTerm) {
        stage.blame(rule, say.wrongEnd(lastLogIndex, lastLogTerm, 2, newTerm), candidacy);
      }
    },
  },
};

/** Refusing a vote does not mean ignoring its term, as leader or as candidate. */
const deniedButFollowed: Scene = {
  durationMs: 650,
  variants: 2,
  *play(stage, { size, variant }) {
    const [old = '', candidate = ''] = stage.peers;
    yield* stage.sleep(5);
    const entries = entriesOf(...Array.from({ length: size }, () => 2));
    if ((yield* askAppend(stage, append(2, old, origin, entries)))?.reply.success !== true) return;
    const term =
      variant === 0
        ? yield* elect(stage, 2)
        : (yield* stage.receive(isOf('RequestVote'), candidacyMs))?.message.term;
    if (term === undefined) return;
    stage.reach('compared');
    const higher = voteRequest(term + size, candidate);
    const mine = { index: size, term: 2 };
    const why = say.compare({ index: 0, term: 0 }, mine);
    if (!(yield* expectVote(stage, 'up-to-date', higher, false, why))) return;
    const wrong = yield* stage.receive(isOf('AppendEntries'), 120);
    if (wrong !== undefined) stage.blame('up-to-date', say.deniedAndLed(term + size), wrong);
  },
};

/** Votes go only to candidates whose log is at least as up to date. */
export const upToDate: Readonly<Record<string, Scene>> = {
  'aktuelles-log': {
    durationMs: 200,
    variants: 2,
    *play(stage, { size, variant }) {
      const [leader = '', candidate = ''] = stage.peers;
      const rule = 'up-to-date';
      const terms = [2, ...Array.from({ length: size }, () => 4)];
      const length = terms.length;
      yield* stage.sleep(5);
      // Whether the log is committed makes no difference.
      const filled = append(5, leader, origin, entriesOf(...terms), variant * length);
      if ((yield* askAppend(stage, filled))?.reply.success !== true) return;
      stage.reach('compared');
      const mine = { index: length, term: 4 };
      const asked = [
        { last: { index: length + 3, term: 3 }, granted: false },
        { last: { index: length - 1, term: 4 }, granted: false },
        { last: { index: length - 1, term: 5 }, granted: true },
        { last: { index: length, term: 4 }, granted: true },
        { last: { index: length + 1, term: 4 }, granted: true },
      ];
      let term = 6;
      for (const { last, granted } of asked) {
        const request = voteRequest(term++, candidate, last);
        if (!(yield* expectVote(stage, rule, request, granted, say.compare(last, mine)))) return;
      }
    },
  },
  'abgelehnt-und-doch-zurueckgetreten': deniedButFollowed,
};

/**
 * What a follower takes for committed shows on the wire when it leads: its first `leaderCommit`.
 * It never exceeds what the last message has confirmed, and learns from heartbeats, too.
 */
export const commitLearnt: Readonly<Record<string, Scene>> = {
  'nur-bestaetigtes-festschreiben': {
    durationMs: 700,
    *play(stage, { size }) {
      const [old = '', leader = ''] = stage.peers;
      yield* stage.sleep(5);
      const terms = [1, ...Array.from({ length: size + 1 }, () => 1)];
      const filled = append(1, old, origin, entriesOf(...terms));
      if ((yield* askAppend(stage, filled))?.reply.success !== true) return;
      // The new leader's log differs from index 2 on, where it has committed other entries.
      const heartbeat = append(2, leader, { index: 1, term: 1 }, [], size + 2);
      if ((yield* askAppend(stage, heartbeat))?.reply.success !== true) return;
      const term = yield* elect(stage, 2);
      if (term === undefined) return;
      for (const heard of [...stage.heard, ...(yield* stage.listen(70))]) {
        const { message } = heard;
        if (message.type !== 'AppendEntries') continue;
        // Index 1 is confirmed: who never commits anything has not shown that it knows bounds.
        if (message.leaderCommit === 1) stage.reach('commit-bounded');
        if (message.leaderCommit <= 1) continue;
        stage.blame('commit-bounded', say.committedTooMuch(message.leaderCommit), heard);
        return;
      }
    },
  },
  'abgelehntes-schreibt-nichts-fest': {
    durationMs: 700,
    variants: 2,
    *play(stage, { size, variant }) {
      const [old = '', leader = ''] = stage.peers;
      yield* stage.sleep(5);
      const length = size + 2;
      const terms = Array.from({ length }, () => 1);
      const filled = append(3, old, origin, entriesOf(...terms));
      if ((yield* askAppend(stage, filled))?.reply.success !== true) return;
      // Refused for its predecessor, or because it is a deposed leader's.
      const refused =
        variant === 0
          ? append(4, leader, { index: length, term: 2 }, [], length)
          : append(2, leader, { index: length, term: 1 }, [], length);
      if ((yield* askAppend(stage, refused))?.reply.success !== false) return;
      if ((yield* elect(stage, Math.max(filled.term, refused.term))) === undefined) return;
      const wrong = stage.heard.find(commits(1)) ?? (yield* stage.receive(commits(1), 70));
      const told = as('AppendEntries', wrong);
      if (told === undefined) return;
      stage.blame('commit-bounded', say.committedRefused(told.leaderCommit), wrong);
    },
  },
  'festschreiben-per-heartbeat': {
    durationMs: 700,
    *play(stage, { size }) {
      const leader = stage.peers[0] ?? '';
      yield* stage.sleep(5);
      const terms = Array.from({ length: size }, () => 1);
      const filled = append(1, leader, origin, entriesOf(...terms));
      if ((yield* askAppend(stage, filled))?.reply.success !== true) return;
      const heartbeat = append(1, leader, { index: size, term: 1 }, [], size);
      if ((yield* askAppend(stage, heartbeat))?.reply.success !== true) return;
      const term = yield* elect(stage, 1);
      if (term === undefined) return;
      stage.reach('commit-learnt');
      const first = stage.heard.find(isOf('AppendEntries', term));
      if (first?.message.type !== 'AppendEntries') return;
      const { leaderCommit } = first.message;
      if (leaderCommit < size) {
        stage.blame('commit-learnt', say.commitForgotten(leaderCommit, size), first);
      }
    },
  },
  'festschreiben-laeuft-nicht-zurueck': {
    durationMs: 700,
    *play(stage, { size }) {
      const leader = stage.peers[0] ?? '';
      yield* stage.sleep(5);
      const entries = entriesOf(...Array.from({ length: size + 1 }, () => 1));
      const filled = append(1, leader, origin, entries, size + 1);
      if ((yield* askAppend(stage, filled))?.reply.success !== true) return;
      const late = append(1, leader, origin, entries.slice(0, 1), 1);
      if ((yield* askAppend(stage, late))?.reply.success !== true) return;
      const term = yield* elect(stage, 1);
      const first = stage.heard.find(isOf('AppendEntries', term));
      if (term === undefined || first?.message.type !== 'AppendEntries') return;
      stage.reach('commit-learnt');
      const { leaderCommit } = first.message;
      if (leaderCommit < size + 1) {
        stage.blame('commit-learnt', say.commitWentBack(leaderCommit, size + 1), first);
      }
    },
  },
};
