import { electionTimeoutMinMs, type Message } from '../contract.ts';
import {
  append,
  appendRefused,
  askAppend,
  askVote,
  candidacyMs,
  isOf,
  origin,
  voteDenied,
  voteRequest,
} from '../stage/lines.ts';
import type { Scene } from '../stage/scene.ts';
import { timersWording as say } from '../wording/timers.ts';

const term = 5;

/** What must not set the election timer back: the peer that says it, and how often it did before. */
const noises: readonly { name: string; message(from: string, count: number): Message }[] = [
  { name: 'stale-append', message: (from) => append(term - 2, from, origin) },
  { name: 'denied-vote', message: (from) => voteRequest(term, from) },
  { name: 'stale-vote', message: (from) => voteRequest(term - 1, from) },
  { name: 'vote-reply', message: () => voteDenied(term) },
  { name: 'append-reply', message: () => appendRefused(term) },
  // A higher term alone is no sign of a leader, either.
  { name: 'higher-term', message: (_from, count) => voteDenied(term + 1 + count) },
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
      for (let count = 0; noise !== undefined && stage.now < untilMs; count++) {
        stage.send(second, noise.message(second, count));
        const candidacy = yield* stage.receive(
          ({ message }) => message.type === 'RequestVote' && message.term > term,
          Math.min(35, untilMs - stage.now),
        );
        if (candidacy !== undefined) return;
      }
      stage.blame('timer-kept', say.heldOff(noise?.name ?? '', candidacyMs));
    },
  },
  'zuruecktreten-startet-nicht-neu': {
    durationMs: 1900,
    *play(stage) {
      const [first = ''] = stage.peers;
      let candidacy = yield* stage.receive(isOf('RequestVote'), candidacyMs);
      // Several rounds: by chance the timeout after a wrong restart may be a short one.
      for (let round = 0; round < 4 && candidacy !== undefined; round++) {
        stage.reach('disturbed');
        const { atMs, message } = candidacy;
        const higher = message.term + 1;
        yield* stage.sleep(electionTimeoutMinMs - 8);
        stage.send(first, voteDenied(higher));
        candidacy = yield* stage.receive(
          (heard) => heard.message.type === 'RequestVote' && heard.message.term > higher,
          candidacyMs - (stage.now - atMs),
        );
        if (candidacy === undefined) {
          stage.blame('timer-kept', say.restartedByTerm(higher, candidacyMs));
        }
      }
    },
  },
};

export const timerRestarted: Readonly<Record<string, Scene>> = {
  'heartbeats-halten-ruhig': {
    durationMs: 1300,
    *play(stage, { size }) {
      const leader = stage.peers[0] ?? '';
      for (let beat = 0; beat < 9; beat++) {
        const answer = yield* askAppend(stage, append(size, leader, origin));
        if (answer?.reply.success !== true) {
          stage.blame('timer-restarted', say.heartbeatRefused(size), answer?.heard);
          return;
        }
        // A late leader, and then one as late as the shortest timeout just allows.
        const pauseMs = beat < 4 ? 98 : electionTimeoutMinMs - 7;
        const wrong = yield* stage.receive(isOf('RequestVote'), pauseMs);
        if (wrong !== undefined) {
          stage.blame('timer-restarted', say.candidacyDespiteLeader(pauseMs + 2), wrong);
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
