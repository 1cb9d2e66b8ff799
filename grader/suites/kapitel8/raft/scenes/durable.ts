import type { Crash } from '../../../../simulator/scenario.ts';
import {
  append,
  appendRefused,
  as,
  askAppend,
  askVote,
  candidacyMs,
  commits,
  elect,
  entriesOf,
  entry,
  isOf,
  origin,
  voteDenied,
  voteRequest,
} from '../stage/lines.ts';
import type { Scene } from '../stage/scene.ts';
import { real } from '../stage/stage.ts';
import { durableWording as say } from '../wording/durable.ts';
import { client, indexOfRequest } from './leader.ts';

/** When the message of which the handler is cut short is sent, and when the node is back. */
export const askMs = 5;
export const backMs = 40;
/** When the node crashes once more, between two handlers. */
const againMs = 80;
/** Cases: a crash after 0, 1, 2 … effects of the handler; the last one between two handlers. */
const cutsOfVote = 5;
const cutsOfAppend = 8;

/**
 * A crash in the handler of the message sent at {@link askMs} after so many effects; at the latest
 * right behind it. The node is back before {@link backMs}.
 */
export function cutShort(variant: number, variants: number): Crash[] {
  const crash = { kind: 'crash', node: real, downMs: 20 } as const;
  const armed = { ...crash, atMs: askMs, afterEffects: variant };
  const plain = { ...crash, atMs: askMs + 6 };
  return variant < variants - 1 ? [armed, plain] : [plain];
}

export function later(crashes: readonly Crash[], byMs: number): Crash[] {
  return crashes.map((crash) => ({ ...crash, atMs: crash.atMs + byMs }));
}

export const voteDurable: Readonly<Record<string, Scene>> = {
  'stimme-ueberlebt-absturz': {
    durationMs: 90,
    variants: cutsOfVote + 1,
    faults: ({ variant }) => cutShort(variant, cutsOfVote),
    *play(stage, { size, variant }) {
      const [first = '', second = ''] = stage.peers;
      // In the last case the node knows the term before anybody asks.
      yield* stage.sleep(askMs - 3);
      if (variant === cutsOfVote) stage.send(first, voteDenied(size));
      yield* stage.sleep(3);
      const before = yield* askVote(stage, voteRequest(size, first));
      yield* stage.sleep(backMs - stage.now);
      const again = yield* askVote(stage, voteRequest(size, second));
      // Only what was promised binds: a crash before the answer leaves the vote open.
      if (before?.reply.voteGranted !== true) return;
      stage.reach('voted');
      if (again?.reply.voteGranted === true) {
        stage.blame('vote-durable', say.votedTwice(size, first, second), again.heard);
      }
    },
  },
  'stimme-ueberlebt-termwechsel': {
    durationMs: 110,
    variants: cutsOfVote,
    faults: ({ variant }) => later(cutShort(variant, cutsOfVote), 20),
    *play(stage, { size }) {
      const [first = '', second = ''] = stage.peers;
      yield* stage.sleep(askMs);
      if ((yield* askVote(stage, voteRequest(size, first)))?.reply.voteGranted !== true) return;
      stage.reach('voted');
      yield* stage.sleep(askMs + 20 - stage.now);
      // A new term arrives, and with it the crash: the old vote stands or the new term does.
      yield* askAppend(stage, append(size + 1, first, origin));
      yield* stage.sleep(backMs + 20 - stage.now);
      const again = yield* askVote(stage, voteRequest(size, second));
      if (again?.reply.voteGranted === true) {
        stage.blame('vote-durable', say.votedTwice(size, first, second), again.heard);
      }
    },
  },
  'eigene-stimme-ueberlebt-absturz': {
    durationMs: 470,
    variants: 7,
    faults: ({ variant }) => [
      { kind: 'crash', node: real, atMs: 10, afterEffects: variant, downMs: 20 },
      { kind: 'crash', node: real, atMs: 380, downMs: 20 },
    ],
    *play(stage) {
      const [first = ''] = stage.peers;
      const asked = yield* stage.receive(isOf('RequestVote'), candidacyMs + 20);
      if (asked === undefined) return;
      stage.reach('voted');
      const { term } = asked.message;
      // Back from the crash in the handler, or never gone; then back from the later crash.
      for (const pauseMs of [30, Math.max(1, 410 - stage.now)]) {
        yield* stage.sleep(pauseMs);
        const answer = yield* askVote(stage, voteRequest(term, first));
        if (answer?.reply.voteGranted === true) {
          stage.blame('vote-durable', say.votedTwice(term, real, first), answer.heard);
          return;
        }
      }
    },
  },
};

export const termDurable: Readonly<Record<string, Scene>> = {
  'term-ueberlebt-absturz': {
    durationMs: 500,
    variants: 2 * cutsOfVote + 2,
    faults: ({ variant }) =>
      cutShort(variant < 2 * cutsOfVote ? variant % cutsOfVote : cutsOfVote, cutsOfVote),
    *play(stage, { size, variant }) {
      const [first = '', second = ''] = stage.peers;
      const term = size + 4;
      yield* stage.sleep(askMs);
      let before: { reply: { term: number } } | undefined;
      if (variant < cutsOfVote) before = yield* askAppend(stage, append(term, first, origin));
      else if (variant < 2 * cutsOfVote) before = yield* askVote(stage, voteRequest(term, first));
      else {
        // The term comes in an answer; the node names it when it denies another's request.
        stage.send(first, variant % 2 === 0 ? voteDenied(term) : appendRefused(term));
        yield* stage.sleep(2);
        before = yield* askVote(stage, voteRequest(term - 1, second));
      }
      yield* stage.sleep(backMs - stage.now);
      if (before?.reply.term !== term) return;
      stage.reach('term-seen');
      const after = yield* askAppend(stage, append(term - 2, second, origin));
      if (after !== undefined && (after.reply.success || after.reply.term < term)) {
        stage.blame('term-durable', say.termForgotten(term, after.reply.term), after.heard);
        return;
      }
      const candidacy = yield* stage.receive(isOf('RequestVote'), candidacyMs);
      const claimed = as('RequestVote', candidacy)?.term;
      if (claimed !== undefined && claimed <= term) {
        stage.blame('term-durable', say.termForgotten(term, claimed), candidacy);
      }
    },
  },
};

export const logDurable: Readonly<Record<string, Scene>> = {
  'bestaetigtes-ueberlebt-absturz': {
    durationMs: 90,
    variants: cutsOfAppend,
    faults: ({ variant }) => cutShort(variant, cutsOfAppend),
    *play(stage, { size }) {
      const leader = stage.peers[0] ?? '';
      const entries = entriesOf(...Array.from({ length: size + 1 }, () => 1));
      yield* stage.sleep(askMs);
      const before = yield* askAppend(stage, append(1, leader, origin, entries));
      yield* stage.sleep(backMs - stage.now);
      if (before?.reply.success !== true) return;
      stage.reach('confirmed');
      const probe = append(1, leader, { index: entries.length, term: 1 });
      const after = yield* askAppend(stage, probe);
      if (after?.reply.success !== true) {
        stage.blame('log-durable', say.entryLost(entries.length), after?.heard);
      }
    },
  },
  'ersetzen-ueberlebt-absturz': {
    durationMs: 150,
    variants: cutsOfAppend,
    faults: ({ variant }) => [
      ...later(cutShort(variant, cutsOfAppend), 20),
      { kind: 'crash', node: real, atMs: againMs, downMs: 15 },
    ],
    *play(stage, { size }) {
      const [old = '', leader = ''] = stage.peers;
      const before = entriesOf(1, ...Array.from({ length: size + 1 }, () => 2));
      yield* stage.sleep(askMs);
      if ((yield* askAppend(stage, append(2, old, origin, before)))?.reply.success !== true) return;
      yield* stage.sleep(askMs + 20 - stage.now);
      const fresh = append(3, leader, { index: 1, term: 1 }, [entry(3, 50)]);
      let confirmed = yield* askAppend(stage, fresh);
      // What is left of the old log may show only after one more restart.
      for (const upMs of [backMs + 20, againMs + 20]) {
        yield* stage.sleep(upMs - stage.now);
        const isNew = yield* askAppend(stage, append(3, leader, { index: 2, term: 3 }));
        const isOld = yield* askAppend(stage, append(3, leader, { index: 3, term: 2 }));
        if (confirmed?.reply.success === true) {
          stage.reach('confirmed');
          if (isNew?.reply.success !== true) {
            stage.blame('log-durable', say.entryLost(2), isNew?.heard);
            return;
          }
        }
        if (isNew?.reply.success === true && isOld?.reply.success === true) {
          stage.blame('log-durable', say.staleTail, isOld.heard);
          return;
        }
        confirmed = yield* askAppend(stage, fresh);
      }
    },
  },
  'gespeichert-ist-nicht-festgeschrieben': {
    durationMs: 500,
    faults: () => [{ kind: 'crash', node: real, atMs: 20, downMs: 20 }],
    *play(stage, { size }) {
      const leader = stage.peers[0] ?? '';
      yield* stage.sleep(askMs);
      const entries = entriesOf(...Array.from({ length: size + 1 }, () => 1));
      const answer = yield* askAppend(stage, append(1, leader, origin, entries));
      if (answer?.reply.success !== true) return;
      yield* stage.sleep(backMs + 5 - stage.now);
      const term = yield* elect(stage, 1);
      const first = stage.heard.find(isOf('AppendEntries', term));
      const told = as('AppendEntries', first);
      if (term === undefined || told === undefined) return;
      if (told.leaderCommit > 0) {
        stage.blame('log-durable', say.committedByRestart(told.leaderCommit), first);
      }
    },
  },
  'festgeschriebenes-ueberlebt-absturz': {
    durationMs: 1100,
    nodes: [3],
    clients: () => [client('c1', 400)],
    faults: () => [{ kind: 'crash', node: real, atMs: 650, downMs: 20 }],
    *play(stage) {
      const follower = stage.peers[0] ?? '';
      const term = yield* elect(stage);
      if (term === undefined) return;
      let index = 0;
      stage.reflex = ({ message, to }) => {
        if (to !== follower || message.type !== 'AppendEntries') return;
        index = indexOfRequest(message, 'c1') ?? index;
        const { prevLogIndex, entries } = message;
        stage.send(follower, {
          type: 'AppendEntriesReply',
          term: message.term,
          success: true,
          prevLogIndex,
          matchIndex: prevLogIndex + entries.length,
        });
      };
      const done = yield* stage.receive(
        (heard) => index > 0 && commits(index)(heard),
        640 - stage.now,
      );
      if (done === undefined) return;
      yield* stage.sleep(Math.max(1, 671 - stage.now));
      const candidacy = yield* stage.receive(isOf('RequestVote'), candidacyMs + 20);
      if (candidacy?.message.type !== 'RequestVote') return;
      stage.reach('confirmed');
      if (candidacy.message.lastLogIndex < index) {
        stage.blame('log-durable', say.ownEntryLost(index), candidacy);
      }
    },
  },
};
