import type { ClientScript } from '../../../../simulator/scenario.ts';
import type { Command, LogEntry, Request } from '../contract.ts';
import type { RaftSeen } from '../observed.ts';
import { answersTo } from '../stage/answers.ts';
import {
  append,
  askAppend,
  askVote,
  candidacyMs,
  elect,
  entry,
  Follower,
  isOf,
  origin,
  voteDenied,
  voteRequest,
} from '../stage/lines.ts';
import type { Scene } from '../stage/scene.ts';
import { type Blame, type Heard, real, type Script, type Stage } from '../stage/stage.ts';
import { clientsWording as say } from '../wording/clients.ts';
import { client } from './leader.ts';

export function asks(
  id: string,
  atMs: number,
  command: Command,
  sequence = 1,
): ClientScript<Request> {
  const request: Request = { clientId: id, sequence, command };
  return { id, requests: [{ atMs, request, target: real }] };
}

function honestFollowers(stage: Stage, log: readonly LogEntry[], untilMs = 100_000): void {
  const honest = stage.peers.map((id) => new Follower(stage, id, [...log]));
  stage.reflex = (heard) => {
    if (stage.now < untilMs) for (const follower of honest) follower.answer(heard);
  };
}

/** When the followers fall silent, and when a reader asks the leader that has not noticed yet. */
const silentMs = 520;
const readMs = 640;

/** A leader that hears from no majority any more answers no reads. */
export const deposedRead: Readonly<Record<string, Scene>> = {
  'lesen-mit-alten-antworten': {
    durationMs: 900,
    clients: () => [
      asks('schreiber', 400, { kind: 'put', key: 'x', value: 'alt' }),
      asks('leser', readMs, { kind: 'get', key: 'x' }),
    ],
    *play(stage) {
      const honest = stage.peers.map((id) => new Follower(stage, id));
      const answer = (heard: Heard) => {
        for (const follower of honest) follower.answer(heard);
      };
      stage.reflex = (heard) => {
        if (stage.now < silentMs) answer(heard);
      };
      if ((yield* elect(stage)) === undefined) return;
      stage.reach('led');
      yield* stage.sleep(readMs + 3 - stage.now);
      // Late answers: to what the leader had sent before it was asked, and to nothing else.
      for (const heard of stage.heard) {
        if (heard.atMs >= silentMs && heard.atMs <= readMs) answer(heard);
      }
    },
    after(seen) {
      const read = answersTo(seen, 'leser').find(({ response }) => response.ok);
      if (read === undefined) return [];
      return [{ rule: 'deposed-read', message: say.readByOldAnswers, atMs: read.atMs }];
    },
  },
  'lesen-ohne-mehrheit': {
    durationMs: 1000,
    clients: () => [
      asks('schreiber', 400, { kind: 'put', key: 'x', value: 'alt' }),
      asks('leser', 560, { kind: 'get', key: 'x' }),
    ],
    *play(stage) {
      honestFollowers(stage, [], silentMs);
      if ((yield* elect(stage)) !== undefined) stage.reach('led');
    },
    after(seen) {
      const written = answersTo(seen, 'schreiber').some(({ response }) => response.ok);
      const read = answersTo(seen, 'leser').find(({ response }) => response.ok);
      if (!written || read === undefined) return [];
      return [{ rule: 'deposed-read', message: say.staleRead, atMs: read.atMs }];
    },
  },
};

/** How a node comes to know a leader of a term that is over, and none of the new one. */
const formerLeaders: readonly [FormerLeader, ...FormerLeader[]] = [
  // It followed, and stands for election itself.
  function* (stage, size) {
    yield* askAppend(stage, append(size, stage.peers[0] ?? '', origin));
    yield* stage.receive(isOf('RequestVote'), candidacyMs);
  },
  // It followed, and a candidate of a higher term has asked for its vote.
  function* (stage, size) {
    const [leader = '', candidate = ''] = stage.peers;
    for (let beat = 0; beat < 4; beat++) {
      yield* askAppend(stage, append(size, leader, origin));
      yield* stage.sleep(98);
    }
    yield* askVote(stage, voteRequest(size + 1, candidate, { index: 9, term: size }));
  },
  // It was the leader, and learns of a higher term.
  function* (stage, size) {
    const term = yield* elect(stage);
    if (term === undefined) return;
    yield* stage.sleep(420 - stage.now);
    stage.send(stage.peers[0] ?? '', voteDenied(term + size));
  },
];
type FormerLeader = (stage: Stage, size: number) => Script;

/** Who is not the leader says so, and says who is. */
export const redirected: Readonly<Record<string, Scene>> = {
  'follower-verweist': {
    durationMs: 150,
    variants: 2,
    clients: () => [asks('c1', 60, { kind: 'put', key: 'x', value: '1' })],
    *play(stage, { size, variant }) {
      const leader = stage.peers[0] ?? '';
      yield* stage.sleep(5);
      // Whom the node has to refuse for now, as its log is too short, is the leader nonetheless.
      const prev = variant === 0 ? origin : { index: 7, term: size };
      const answer = yield* askAppend(stage, append(size, leader, prev));
      if (answer?.reply.success === true) stage.reach('followed');
    },
    after: (seen) => misdirected(seen, 'n2'),
  },
  'abgesetzter-leader-verweist': {
    durationMs: 600,
    clients: () => [asks('c1', 460, { kind: 'put', key: 'x', value: '1' })],
    *play(stage, { size }) {
      const term = yield* elect(stage);
      if (term === undefined) return;
      yield* stage.sleep(430 - stage.now);
      yield* askAppend(stage, append(term + size, stage.peers[0] ?? '', origin));
    },
    after: (seen) => misdirected(seen, 'n2'),
  },
  'alter-leader-vergessen': {
    durationMs: 480,
    variants: formerLeaders.length,
    clients: () => [asks('c1', 440, { kind: 'put', key: 'x', value: '1' })],
    *play(stage, { size, variant }) {
      yield* stage.sleep(5);
      yield* (formerLeaders[variant] ?? formerLeaders[0])(stage, size);
    },
    after: (seen) => misdirected(seen, undefined),
  },
  'ohne-leader': {
    durationMs: 150,
    clients: () => [asks('c1', 60, { kind: 'get', key: 'x' })],
    *play(stage) {
      yield* stage.sleep(5);
    },
    after: (seen) => misdirected(seen, undefined),
  },
};

function misdirected(seen: RaftSeen, leader: string | undefined): Blame[] {
  const [answer] = answersTo(seen, 'c1');
  const rule = 'redirected';
  if (answer === undefined) return [{ rule, message: say.noRedirect(leader), atMs: 150 }];
  const { response, atMs } = answer;
  if (response.ok) return [{ rule, message: say.followerAnswered, atMs }];
  if (response.leaderHint === leader) return [];
  return [{ rule, message: say.wrongHint(response.leaderHint, leader), atMs }];
}

const appendA: Command = { kind: 'append', key: 'x', value: 'a' };
const logged = (term: number, sequence: number, value: string): LogEntry => ({
  term,
  request: { clientId: 'c1', sequence, command: { kind: 'append', key: 'x', value } },
});

const putA: LogEntry = {
  term: 1,
  request: { clientId: 'c3', sequence: 1, command: { kind: 'put', key: 'x', value: 'a' } },
};
const failing = (sequence: number): LogEntry => ({
  term: 1,
  request: {
    clientId: 'c1',
    sequence,
    command: { kind: 'cas', key: 'x', expected: 'a', value: 'z' },
  },
});

/** What the old leader left, what is asked of the new one, and the value that must come out. */
const takeovers: readonly {
  readonly entries: readonly LogEntry[];
  readonly committed: number;
  readonly asked: ClientScript<Request>;
  readonly value: string;
}[] = [
  // A retry of a command that is committed, and of one that is not yet.
  { entries: [logged(1, 1, 'a')], committed: 1, asked: asks('c1', 430, appendA), value: 'a' },
  { entries: [logged(1, 1, 'a')], committed: 0, asked: asks('c1', 430, appendA), value: 'a' },
  // The answer of that time counts, not what stands there now.
  {
    entries: [
      logged(1, 1, 'a'),
      {
        term: 1,
        request: {
          clientId: 'c3',
          sequence: 1,
          command: { kind: 'append', key: 'x', value: 'b' },
        },
      },
    ],
    committed: 2,
    asked: asks('c1', 430, appendA),
    value: 'a',
  },
  // The same command twice in the log, and once more after a later one.
  {
    entries: [logged(1, 1, 'a'), logged(1, 1, 'a')],
    committed: 2,
    asked: asks('c2', 430, { kind: 'get', key: 'x' }),
    value: 'a',
  },
  // A client that has given up a command goes on with the next number.
  {
    entries: [logged(1, 1, 'a'), logged(1, 3, 'b')],
    committed: 2,
    asked: asks('c2', 430, { kind: 'get', key: 'x' }),
    value: 'ab',
  },
  // A comparison that failed has been executed, too, and may not succeed the second time.
  {
    entries: [failing(1), putA, failing(1)],
    committed: 3,
    asked: asks('c2', 430, { kind: 'get', key: 'x' }),
    value: 'a',
  },
  {
    entries: [logged(1, 1, 'a'), logged(1, 2, 'b'), logged(1, 1, 'a')],
    committed: 1,
    asked: asks('c2', 430, { kind: 'get', key: 'x' }),
    value: 'ab',
  },
];

/** A command repeated after a change of leaders takes effect once. */
export const onceDespiteTakeover: Readonly<Record<string, Scene>> = {
  'wiederholung-nach-leaderwechsel': {
    durationMs: 900,
    variants: 2 * takeovers.length,
    // In the second half of the cases the node restarts in between: it has the log, not the state.
    faults: ({ variant }) =>
      variant < takeovers.length ? [] : [{ kind: 'crash', node: real, atMs: 30, downMs: 10 }],
    clients: ({ variant }) => {
      const takeover = takeovers[variant % takeovers.length];
      return takeover === undefined ? [] : [takeover.asked];
    },
    *play(stage, { variant }) {
      const takeover = takeovers[variant % takeovers.length];
      if (takeover === undefined) return;
      const { entries, committed } = takeover;
      yield* stage.sleep(5);
      const filled = append(1, stage.peers[0] ?? '', origin, entries, committed);
      if ((yield* askAppend(stage, filled))?.reply.success !== true) return;
      yield* stage.sleep(45 - stage.now);
      honestFollowers(stage, entries);
      if ((yield* elect(stage, 1)) !== undefined) stage.reach('took-over');
    },
    after(seen, { variant }) {
      const takeover = takeovers[variant % takeovers.length];
      if (takeover === undefined) return [];
      const { response, atMs } = answersTo(seen, takeover.asked.id).at(-1) ?? {};
      if (response?.ok !== true) {
        return [{ rule: 'answered', message: say.noAnswer(takeover.asked.id), atMs: 900 }];
      }
      if (response.value === takeover.value) return [];
      const message = say.appliedTwice(response.value, takeover.value);
      return [{ rule: 'exactly-once', message, atMs: atMs ?? 0 }];
    },
  },
};

/** The client `c1` asks a second time, with the same number. */
const again = 'c1-noch-einmal';

/** An answer means: this very command is committed and applied. */
export const answeredWhenApplied: Readonly<Record<string, Scene>> = {
  'antwort-erst-nach-mehrheit': {
    durationMs: 950,
    clients: () => [client('c1', 400)],
    *play(stage) {
      if ((yield* elect(stage)) === undefined) return;
      yield* stage.sleep(600 - stage.now);
      honestFollowers(stage, []);
      stage.reach('asked');
    },
    after(seen) {
      const done = answersTo(seen, 'c1').find(({ response }) => response.ok);
      if (done === undefined) return [{ rule: 'answered', message: say.noAnswer('c1'), atMs: 950 }];
      if (done.atMs >= 600) return [];
      return [{ rule: 'answer-applied', message: say.answeredEarly, atMs: done.atMs }];
    },
  },
  'wiederholung-in-neuer-amtszeit': {
    durationMs: 1400,
    clients: () => [client('c1', 400), { ...client('c1', 950), id: again }],
    *play(stage) {
      const [, leader = ''] = stage.peers;
      const term = yield* elect(stage);
      if (term === undefined) return;
      yield* stage.sleep(460 - stage.now);
      // The entry gives way to others. Then the node leads again, and the client repeats itself.
      const foreign = [70, 71, 72].map((sequence) => entry(term + 1, sequence));
      const taken = append(term + 1, leader, origin, foreign, foreign.length);
      if ((yield* askAppend(stage, taken))?.reply.success !== true) return;
      honestFollowers(stage, foreign);
      if ((yield* elect(stage, term + 1)) !== undefined) stage.reach('asked');
    },
    after(seen) {
      const hasLedAgain = (seen.counts.asked ?? 0) > 0;
      const isAnswered = answersTo(seen, again).some(({ response }) => response.ok);
      if (!hasLedAgain || isAnswered) return [];
      return [{ rule: 'answered', message: say.repeatedInVain, atMs: 1400 }];
    },
  },
  'fremder-eintrag-am-selben-index': {
    durationMs: 650,
    variants: 2,
    clients: () => [client('c1', 400)],
    *play(stage, { variant }) {
      const leader = stage.peers[0] ?? '';
      const term = yield* elect(stage);
      if (term === undefined) return;
      yield* stage.sleep(440 - stage.now);
      stage.reach('asked');
      // The entry gives way to others; as many that a no-op in front of it does not matter.
      const foreign = [70, 71, 72].map((sequence) => entry(term + 1, sequence));
      const committed = variant === 0 ? 3 : 0;
      yield* askAppend(stage, append(term + 1, leader, origin, foreign, committed));
      if (variant === 1) {
        yield* askAppend(stage, append(term + 1, leader, { index: 3, term: term + 1 }, [], 3));
      }
    },
    after(seen) {
      const done = answersTo(seen, 'c1').find(({ response }) => response.ok);
      if (done === undefined) return [];
      return [{ rule: 'answer-applied', message: say.foreignEntry, atMs: done.atMs }];
    },
  },
};

/** Commands in a row and the value each must answer with. */
const lesson: readonly (readonly [Command, string | null])[] = [
  [{ kind: 'get', key: 'x' }, null],
  [{ kind: 'append', key: 'x', value: 'a' }, 'a'],
  [{ kind: 'append', key: 'x', value: 'b' }, 'ab'],
  [{ kind: 'cas', key: 'x', expected: 'a', value: 'c' }, 'ab'],
  [{ kind: 'get', key: 'x' }, 'ab'],
  [{ kind: 'cas', key: 'x', expected: 'ab', value: 'c' }, 'ab'],
  [{ kind: 'get', key: 'x' }, 'c'],
  [{ kind: 'put', key: 'x', value: 'd' }, 'd'],
  [{ kind: 'cas', key: 'y', expected: null, value: 'e' }, null],
  [{ kind: 'get', key: 'y' }, 'e'],
  [{ kind: 'get', key: 'x' }, 'd'],
  // An empty text is a value; a missing one is not.
  [{ kind: 'put', key: 'x', value: '' }, ''],
  [{ kind: 'cas', key: 'x', expected: null, value: 'f' }, ''],
  [{ kind: 'get', key: 'x' }, ''],
];

/** What each command does and answers. */
export const commandsRight: Readonly<Record<string, Scene>> = {
  'befehle-der-reihe-nach': {
    durationMs: 2100,
    clients: () => [
      {
        id: 'c1',
        requests: lesson.map(([command], i) => ({
          atMs: 400,
          request: { clientId: 'c1', sequence: i + 1, command },
          target: real,
        })),
      },
    ],
    *play(stage) {
      honestFollowers(stage, []);
      if ((yield* elect(stage)) !== undefined) stage.reach('led');
    },
    after(seen) {
      for (const { request, returned } of seen.history) {
        const expected = lesson[request.sequence - 1]?.[1];
        if (returned === undefined || expected === undefined || !returned.response.ok) continue;
        const { value } = returned.response;
        if (value === expected) continue;
        const message = say.wrongValue(request.command, value, expected);
        return [{ rule: 'commands', message, atMs: returned.atMs }];
      }
      return [];
    },
  },
};
