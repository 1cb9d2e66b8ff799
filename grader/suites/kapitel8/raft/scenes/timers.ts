import { electionTimeoutMinMs, type Message } from '../contract.ts';
import {
  append,
  askAppend,
  askVote,
  candidacyMs,
  isOf,
  origin,
  voteRequest,
} from '../stage/lines.ts';
import type { Scene } from '../stage/scene.ts';
import { timersWording as say } from '../wording/timers.ts';

const term = 5;

/** What must not set the election timer back, with the peer that says it. */
const noises: readonly { name: string; message(from: string): Message }[] = [
  { name: 'stale-append', message: (from) => append(term - 2, from, origin) },
  { name: 'denied-vote', message: (from) => voteRequest(term, from) },
  { name: 'stale-vote', message: (from) => voteRequest(term - 1, from) },
  {
    name: 'vote-reply',
    message: () => ({ type: 'RequestVoteReply', term, voteGranted: false }),
  },
  {
    name: 'append-reply',
    message: () => ({
      type: 'AppendEntriesReply',
      term,
      success: false,
      prevLogIndex: 0,
      matchIndex: 0,
    }),
  },
];

/** Only a leader of the current term, a vote given and a candidacy of its own restart the timer. */
export const timerKept: Readonly<Record<string, Scene>> = {
  'stoerungen-halten-nicht-auf': {
    durationMs: 420,
    variants: noises.length,
    *play(stage, { variant }) {
      const [first = '', second = ''] = stage.peers;
      yield* stage.sleep(4);
      // The vote in this term makes the second peer's request one to be denied.
      const vote = yield* askVote(stage, voteRequest(term, first));
      if (vote?.reply.voteGranted !== true) return;
      stage.reach('disturbed');
      const noise = noises[variant] ?? noises[0];
      const untilMs = stage.now + candidacyMs;
      while (noise !== undefined && stage.now < untilMs) {
        stage.send(second, noise.message(second));
        const candidacy = yield* stage.receive(
          ({ message }) => message.type === 'RequestVote' && message.term > term,
          Math.min(35, untilMs - stage.now),
        );
        if (candidacy !== undefined) return;
      }
      stage.blame('timer-kept', say.heldOff(noise?.name ?? '', candidacyMs));
    },
  },
};

export const timerRestarted: Readonly<Record<string, Scene>> = {
  'heartbeats-halten-ruhig': {
    durationMs: 1000,
    *play(stage, { size }) {
      const leader = stage.peers[0] ?? '';
      for (let beat = 0; beat < 9; beat++) {
        const answer = yield* askAppend(stage, append(size, leader, origin));
        if (answer?.reply.success !== true) {
          stage.blame('timer-restarted', say.heartbeatRefused(size), answer?.heard);
          return;
        }
        const wrong = yield* stage.receive(isOf('RequestVote'), 98);
        if (wrong !== undefined) {
          stage.blame('timer-restarted', say.candidacyDespiteLeader, wrong);
          return;
        }
      }
      stage.reach('quiet');
    },
  },
  'abgelehntes-haelt-auch-ruhig': {
    durationMs: 800,
    *play(stage, { size }) {
      const leader = stage.peers[0] ?? '';
      const term = size + 1;
      for (let beat = 0; beat < 7; beat++) {
        // The leader is ahead and gets a refusal, but it is alive.
        stage.send(leader, append(term, leader, { index: 7, term: 1 }));
        const wrong = yield* stage.receive(isOf('RequestVote'), 100);
        if (wrong !== undefined) {
          stage.blame('timer-restarted', say.candidacyAfterRefusal, wrong);
          return;
        }
      }
    },
  },
  'stimme-startet-neu': {
    durationMs: 320,
    *play(stage, { size }) {
      const first = stage.peers[0] ?? '';
      yield* stage.sleep(electionTimeoutMinMs - 10);
      const vote = yield* askVote(stage, voteRequest(size, first));
      if (vote?.reply.voteGranted !== true) return;
      const wrong = yield* stage.receive(isOf('RequestVote'), electionTimeoutMinMs - 6);
      if (wrong !== undefined) stage.blame('timer-restarted', say.candidacyAfterVote, wrong);
      else stage.reach('quiet');
    },
  },
};
