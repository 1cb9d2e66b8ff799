import {
  type InstallSnapshot,
  type LogEntry,
  type Response,
  type Snapshot,
  snapshotThreshold,
} from '../contract.ts';
import { answersTo } from '../stage/answers.ts';
import {
  append,
  as,
  askAppend,
  candidacyMs,
  commits,
  elect,
  entry,
  Follower,
  isOf,
  origin,
} from '../stage/lines.ts';
import type { Scene } from '../stage/scene.ts';
import type { Blame, Heard, Script, Stage } from '../stage/stage.ts';
import { real } from '../stage/stage.ts';
import { snapshotsWording as say } from '../wording/snapshots.ts';
import { asks } from './clients.ts';
import { askMs, backMs, cutShort, later } from './durable.ts';
import { client, proposed } from './leader.ts';

const snapshotTerm = 2;
const rule = 'snapshot-installed';

const data: Snapshot = {
  values: { x: 'alt' },
  sessions: { c1: { sequence: 3, response: { ok: true, value: 'alt' } } },
};

function snapshot(term: number, leaderId: string, lastIncludedIndex: number): InstallSnapshot {
  const lastIncludedTerm = snapshotTerm;
  return { type: 'InstallSnapshot', term, leaderId, lastIncludedIndex, lastIncludedTerm, data };
}

function* install(stage: Stage, message: InstallSnapshot): Script<boolean> {
  const { leaderId, lastIncludedIndex } = message;
  stage.send(leaderId, message);
  const heard = yield* stage.receive(isOf('InstallSnapshotReply', undefined, leaderId), 10);
  const reply = as('InstallSnapshotReply', heard);
  if (reply?.lastIncludedIndex === lastIncludedIndex && reply.term >= message.term) return true;
  stage.blame(rule, say.noReply(lastIncludedIndex), heard);
  return false;
}

function* probe(stage: Stage, leader: string, index: number, term: number): Script<boolean> {
  const answer = yield* askAppend(stage, append(term, leader, { index, term: snapshotTerm }));
  if (answer?.reply.success === true) return true;
  stage.blame(rule, say.prefixLost(index), answer?.heard);
  return false;
}

/** Peers that hold exactly what the snapshot covers, under dummies, and answer honestly. */
function holders(stage: Stage, length: number, more: readonly LogEntry[] = []): void {
  const log = [...Array.from({ length }, (_, i) => entry(snapshotTerm, i + 1)), ...more];
  const honest = stage.peers.map((id) => new Follower(stage, id, [...log]));
  stage.reflex = (heard) => {
    for (const follower of honest) follower.answer(heard);
  };
}

const longLog = snapshotThreshold + 5;

/**
 * The real node learns a long log of an old term, all of it committed, and leads then. The snapshot
 * it offers to a peer without any entries.
 */
function* offered(
  stage: Stage,
  laggard: string,
  leader: string,
): Script<{ heard: Heard; message: InstallSnapshot } | undefined> {
  const entries = Array.from({ length: longLog }, (_, i) => entry(snapshotTerm, i + 1));
  yield* stage.sleep(5);
  const filled = append(5, leader, origin, entries, longLog);
  if ((yield* askAppend(stage, filled))?.reply.success !== true) return undefined;
  stage.reflex = ({ message, to }) => {
    if (to !== laggard || message.type !== 'AppendEntries' || message.prevLogIndex === 0) return;
    stage.send(laggard, {
      type: 'AppendEntriesReply',
      term: message.term,
      success: false,
      prevLogIndex: message.prevLogIndex,
      matchIndex: 0,
      conflictIndex: 1,
    });
  };
  if ((yield* elect(stage, 5)) === undefined) return undefined;
  // One step back at every heartbeat takes 25 of them.
  const isOffer = isOf('InstallSnapshot', undefined, laggard);
  const heard = stage.heard.find(isOffer) ?? (yield* stage.receive(isOffer, longLog * 55));
  const message = as('InstallSnapshot', heard);
  return heard === undefined || message === undefined ? undefined : { heard, message };
}

/** What a leader sends to a peer that lacks everything. */
export const snapshotOffered: Readonly<Record<string, Scene>> = {
  'snapshot-eines-alten-terms': {
    durationMs: 2700,
    nodes: [3],
    *play(stage) {
      const [laggard = '', leader = ''] = stage.peers;
      const offer = yield* offered(stage, laggard, leader);
      if (offer === undefined) return;
      stage.reach('snapshots');
      const { lastIncludedIndex: last, lastIncludedTerm, data: state } = offer.message;
      const isKnown = last >= 1 && last <= longLog;
      const expected = Array.from({ length: last }, (_, i) => `${i + 1};`).join('');
      const author = state.sessions.autor?.sequence;
      const message = !isKnown
        ? say.uncommitted(last)
        : lastIncludedTerm !== snapshotTerm
          ? say.wrongTerm(last, lastIncludedTerm, snapshotTerm)
          : state.values.x !== expected
            ? say.wrongPrefix(last, say.valueDiffers('x', String(state.values.x), expected))
            : author !== last
              ? say.wrongPrefix(last, say.sessionDiffers('autor', String(author), String(last)))
              : undefined;
      if (message !== undefined) stage.blame('snapshot-is-prefix', message, offer.heard);
      // The first one may get lost: what is not answered is offered once more.
      const isOffer = isOf('InstallSnapshot', offer.message.term, laggard);
      if ((yield* stage.receive(isOffer, 800)) === undefined) {
        stage.blame('laggards-catch-up', say.offeredOnce(laggard), offer.heard);
      }
    },
  },
};

/** An entry behind the snapshot. */
const newer: LogEntry = {
  term: 3,
  request: { clientId: 'c1', sequence: 4, command: { kind: 'append', key: 'x', value: '+neu' } },
};

/** The state a snapshot brings: values, and which commands were executed. */
export const snapshotInstalled: Readonly<Record<string, Scene>> = {
  'snapshot-uebernehmen': {
    durationMs: 1000,
    variants: 4,
    clients: ({ variant }) => [
      variant % 2 === 0
        ? asks('c2', 450, { kind: 'get', key: 'x' })
        : asks('c1', 450, { kind: 'append', key: 'x', value: '!' }, 3),
    ],
    faults: ({ variant }) =>
      variant < 2 ? [] : [{ kind: 'crash', node: real, atMs: 50, downMs: 10 }],
    *play(stage, { size }) {
      const leader = stage.peers[0] ?? '';
      const last = size + 4;
      yield* stage.sleep(5);
      if (!(yield* install(stage, snapshot(3, leader, last)))) return;
      stage.reach('installed');
      if (!(yield* probe(stage, leader, last, 3))) return;
      yield* stage.sleep(70 - stage.now);
      if (!(yield* probe(stage, leader, last, 3))) return;
      holders(stage, last);
      yield* elect(stage, 3);
      const candidacy = stage.heard.find(isOf('RequestVote'));
      const claim = as('RequestVote', candidacy);
      if (claim === undefined) return;
      if (claim.lastLogIndex !== last || claim.lastLogTerm !== snapshotTerm) {
        stage.blame(rule, say.wrongEnd(claim, last, snapshotTerm), candidacy);
      }
    },
    after(seen, { variant }) {
      const asked = variant % 2 === 0 ? 'c2' : 'c1';
      return wrongValue(answersTo(seen, asked).at(-1), 'alt');
    },
  },
  'rest-des-logs-behalten': {
    durationMs: 200,
    *play(stage, { size }) {
      const leader = stage.peers[0] ?? '';
      const terms = Array.from({ length: size + 4 }, (_, i) => entry(snapshotTerm, i + 1));
      yield* stage.sleep(5);
      const filled = append(3, leader, origin, terms);
      if ((yield* askAppend(stage, filled))?.reply.success !== true) return;
      if (!(yield* install(stage, snapshot(3, leader, size + 1)))) return;
      stage.reach('installed');
      yield* probe(stage, leader, size + 4, 3);
    },
  },
  'widersprechender-rest': {
    durationMs: 200,
    *play(stage, { size }) {
      const [old = '', leader = ''] = stage.peers;
      const foreign = Array.from({ length: size + 4 }, (_, i) => entry(1, i + 1));
      yield* stage.sleep(5);
      const filled = append(1, old, origin, foreign);
      if ((yield* askAppend(stage, filled))?.reply.success !== true) return;
      if (!(yield* install(stage, snapshot(3, leader, size + 1)))) return;
      stage.reach('installed');
      if (!(yield* probe(stage, leader, size + 1, 3))) return;
      const beyond = append(3, leader, { index: size + 3, term: 1 });
      const answer = yield* askAppend(stage, beyond);
      if (answer?.reply.success === true) stage.blame(rule, say.restKept(size + 3), answer.heard);
    },
  },
  'nachricht-von-vor-dem-snapshot': {
    durationMs: 900,
    variants: 2,
    clients: () => [asks('c2', 450, { kind: 'get', key: 'x' })],
    *play(stage, { size, variant }) {
      const leader = stage.peers[0] ?? '';
      const last = size + 4;
      yield* stage.sleep(5);
      if (!(yield* install(stage, snapshot(3, leader, last)))) return;
      stage.reach('installed');
      // Two entries that the snapshot covers, and one behind it.
      const covered = [entry(snapshotTerm, last - 1), entry(snapshotTerm, last)];
      const prev = { index: last - 2, term: snapshotTerm };
      if (variant === 1) {
        yield* askAppend(stage, append(3, leader, prev, covered));
        const nothing = append(3, leader, { index: last + 1, term: snapshotTerm });
        const again = yield* askAppend(stage, nothing);
        if (again?.reply.success === true) {
          stage.blame(rule, say.prefixRefused(last), again.heard);
          return;
        }
      }
      const request = append(3, leader, prev, [...covered, newer], last + 1);
      const answer = yield* askAppend(stage, request);
      if (answer?.reply.success !== true || answer.reply.matchIndex !== last + 1) {
        stage.blame(rule, say.prefixRefused(last), answer?.heard);
        return;
      }
      const end = append(3, leader, { index: last + 1, term: 3 });
      if ((yield* askAppend(stage, end))?.reply.success !== true) {
        stage.blame(rule, say.prefixRefused(last), stage.heard.at(-1));
        return;
      }
      holders(stage, last, [newer]);
      yield* elect(stage, 3);
    },
    after: (seen) => wrongValue(answersTo(seen, 'c2').at(-1), 'alt+neu'),
  },
  'veralteter-snapshot': {
    durationMs: 900,
    variants: 2,
    clients: () => [asks('c2', 450, { kind: 'get', key: 'x' })],
    *play(stage, { size, variant }) {
      const leader = stage.peers[0] ?? '';
      const last = size + 4;
      yield* stage.sleep(5);
      if (!(yield* install(stage, snapshot(3, leader, last)))) return;
      const more = append(3, leader, { index: last, term: snapshotTerm }, [newer], last + 1);
      if ((yield* askAppend(stage, more))?.reply.success !== true) return;
      // The same one again, or an older one.
      if (!(yield* install(stage, snapshot(3, leader, last - 2 * variant)))) return;
      stage.reach('installed');
      const end = append(3, leader, { index: last + 1, term: 3 });
      if ((yield* askAppend(stage, end))?.reply.success !== true) {
        stage.blame(rule, say.turnedBack, stage.heard.at(-1));
        return;
      }
      holders(stage, last, [newer]);
      const term = yield* elect(stage, 3);
      const first = stage.heard.find(isOf('AppendEntries', term));
      const told = as('AppendEntries', first);
      if (told !== undefined && told.leaderCommit < last + 1) {
        stage.blame(rule, say.turnedBack, first);
      }
    },
    after: (seen) => wrongValue(answersTo(seen, 'c2').at(-1), 'alt+neu'),
  },
  'absturz-mit-widersprechendem-rest': {
    durationMs: 120,
    variants: 10,
    faults: ({ variant }) => later(cutShort(variant, 10), 20),
    *play(stage, { size }) {
      const [old = '', leader = ''] = stage.peers;
      const foreign = Array.from({ length: size + 4 }, (_, i) => entry(1, i + 1));
      yield* stage.sleep(askMs);
      const filled = append(1, old, origin, foreign);
      if ((yield* askAppend(stage, filled))?.reply.success !== true) return;
      yield* stage.sleep(askMs + 20 - stage.now);
      stage.send(leader, snapshot(3, leader, size + 1));
      yield* stage.sleep(backMs + 20 - stage.now);
      stage.reach('installed');
      // The old log or the snapshot, but not the one behind the other.
      const end = append(3, leader, { index: size + 1, term: snapshotTerm });
      if ((yield* askAppend(stage, end))?.reply.success !== true) return;
      const beyond = append(3, leader, { index: size + 3, term: 1 });
      const answer = yield* askAppend(stage, beyond);
      if (answer?.reply.success === true) stage.blame(rule, say.restKept(size + 3), answer.heard);
    },
  },
  'absturz-beim-uebernehmen': {
    durationMs: 120,
    variants: 10,
    faults: ({ variant }) => later(cutShort(variant, 10), 20),
    *play(stage, { size }) {
      const leader = stage.peers[0] ?? '';
      const last = size + 2;
      const entries = Array.from({ length: last }, (_, i) => entry(snapshotTerm, i + 1));
      yield* stage.sleep(askMs);
      const filled = append(3, leader, origin, entries);
      if ((yield* askAppend(stage, filled))?.reply.success !== true) return;
      yield* stage.sleep(askMs + 20 - stage.now);
      stage.send(leader, snapshot(3, leader, last));
      yield* stage.sleep(backMs + 20 - stage.now);
      stage.reach('installed');
      yield* probe(stage, leader, last, 3);
    },
  },
  'snapshot-ist-lebenszeichen': {
    durationMs: 800,
    *play(stage, { size }) {
      const leader = stage.peers[0] ?? '';
      for (let beat = 0; beat < 7; beat++) {
        stage.send(leader, snapshot(3, leader, size + 2));
        const wrong = yield* stage.receive(isOf('RequestVote'), 100);
        if (wrong !== undefined) {
          stage.blame(rule, say.noSignOfLife, wrong);
          return;
        }
      }
    },
  },
  'bestaetigt-nur-den-snapshot': {
    durationMs: 800,
    nodes: [3],
    clients: () => [client('c1', 450)],
    *play(stage) {
      const [laggard = '', other = ''] = stage.peers;
      const offer = yield* offered(stage, laggard, other);
      if (offer === undefined) return;
      const own = yield* proposed(stage, 'c1', 570 - stage.now);
      if (own === undefined) return;
      stage.reach('installed');
      const { term, lastIncludedIndex } = offer.message;
      stage.send(laggard, { type: 'InstallSnapshotReply', term, lastIncludedIndex });
      const wrong = yield* stage.receive(commits(own.index), 130);
      if (wrong !== undefined) stage.blame(rule, say.confirmedTooMuch(lastIncludedIndex), wrong);
    },
  },
  'alter-snapshot-haelt-nicht-auf': {
    durationMs: 420,
    *play(stage, { size }) {
      const [old = '', leader = ''] = stage.peers;
      yield* stage.sleep(5);
      if ((yield* askAppend(stage, append(5, leader, origin)))?.reply.success !== true) return;
      const untilMs = stage.now + candidacyMs;
      while (stage.now < untilMs) {
        stage.send(old, snapshot(4, old, size + 4));
        const waitMs = Math.min(35, untilMs - stage.now);
        if ((yield* stage.receive(isOf('RequestVote'), waitMs)) !== undefined) return;
      }
      stage.blame(rule, say.staleHeldOff(candidacyMs));
    },
  },
  'alter-term': {
    durationMs: 200,
    variants: 2,
    *play(stage, { size, variant }) {
      const [old = '', leader = ''] = stage.peers;
      yield* stage.sleep(5);
      // The higher term may also come with an answer.
      if (variant === 1) {
        const term = 5;
        stage.send(leader, { type: 'InstallSnapshotReply', term, lastIncludedIndex: 0 });
        yield* stage.sleep(3);
        stage.send(old, snapshot(4, old, size + 4));
        const heard = yield* stage.receive(isOf('InstallSnapshotReply', undefined, old), 10);
        if (heard?.message.term !== term) stage.blame(rule, say.staleNotRefused, heard);
        return;
      }
      if ((yield* askAppend(stage, append(5, leader, origin)))?.reply.success !== true) return;
      stage.send(old, snapshot(4, old, size + 4));
      const heard = yield* stage.receive(isOf('InstallSnapshotReply', undefined, old), 10);
      if (heard?.message.term !== 5) stage.blame(rule, say.staleNotRefused, heard);
      const request = append(5, leader, { index: size + 4, term: snapshotTerm });
      const answer = yield* askAppend(stage, request);
      if (answer?.reply.success === true) stage.blame(rule, say.staleNotRefused, answer.heard);
    },
  },
};

function wrongValue(
  answer: { response: Response; atMs: number } | undefined,
  expected: string,
): Blame[] {
  if (answer === undefined) return [{ rule, message: say.noValue, atMs: 1000 }];
  const { response, atMs } = answer;
  const value = response.ok ? response.value : undefined;
  if (value === expected) return [];
  return [{ rule, message: say.wrongValue(value, expected), atMs }];
}
