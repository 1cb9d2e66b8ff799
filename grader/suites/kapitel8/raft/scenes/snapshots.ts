import type { InstallSnapshot, LogEntry, Response, Snapshot } from '../contract.ts';
import { append, as, askAppend, elect, entry, Follower, isOf, origin } from '../stage/lines.ts';
import type { Scene } from '../stage/scene.ts';
import type { Blame, Script, Stage } from '../stage/stage.ts';
import { real } from '../stage/stage.ts';
import { snapshotsWording as say } from '../wording/snapshots.ts';
import { answersTo, asks } from './clients.ts';

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
  if (reply?.lastIncludedIndex === lastIncludedIndex) return true;
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
  'veralteter-snapshot': {
    durationMs: 900,
    clients: () => [asks('c2', 450, { kind: 'get', key: 'x' })],
    *play(stage, { size }) {
      const leader = stage.peers[0] ?? '';
      const last = size + 4;
      const later: LogEntry = {
        term: 3,
        request: {
          clientId: 'c1',
          sequence: 4,
          command: { kind: 'append', key: 'x', value: '+neu' },
        },
      };
      yield* stage.sleep(5);
      if (!(yield* install(stage, snapshot(3, leader, last)))) return;
      const more = append(3, leader, { index: last, term: snapshotTerm }, [later], last + 1);
      if ((yield* askAppend(stage, more))?.reply.success !== true) return;
      if (!(yield* install(stage, snapshot(3, leader, last)))) return;
      stage.reach('installed');
      holders(stage, last, [later]);
      yield* elect(stage, 3);
    },
    after: (seen) => wrongValue(answersTo(seen, 'c2').at(-1), 'alt+neu'),
  },
  'alter-term': {
    durationMs: 200,
    *play(stage, { size }) {
      const [old = '', leader = ''] = stage.peers;
      yield* stage.sleep(5);
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
