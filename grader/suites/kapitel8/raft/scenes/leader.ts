import type { ClientScript } from '../../../../simulator/scenario.ts';
import type { AppendEntries, Request } from '../contract.ts';
import { answersTo } from '../stage/answers.ts';
import {
  append,
  as,
  askAppend,
  commits,
  elect,
  entriesOf,
  entry,
  Follower,
  isOf,
  origin,
} from '../stage/lines.ts';
import type { Scene } from '../stage/scene.ts';
import { type Heard, real, type Script, type Stage } from '../stage/stage.ts';
import { leaderWording as say } from '../wording/leader.ts';

/** When a request of 400 ms must have shown: a heartbeat later, and another for coarse ticks. */
const proposedByMs = 520;

/** A client that asks the real node once, when it has long been elected. */
export function client(id: string, atMs: number, value = id): ClientScript<Request> {
  const request: Request = {
    clientId: id,
    sequence: 1,
    command: { kind: 'put', key: 'x', value },
  };
  return { id, requests: [{ atMs, request, target: real }] };
}

/** The index at which this message carries the client's request. */
export function indexOfRequest(message: AppendEntries, clientId: string): number | undefined {
  const at = message.entries.findIndex(({ request }) => request?.clientId === clientId);
  return at < 0 ? undefined : message.prevLogIndex + 1 + at;
}

/** The first AppendEntries with the client's request, and where in the log it stands. */
export function* proposed(
  stage: Stage,
  clientId: string,
  withinMs: number,
): Script<{ heard: Heard; index: number } | undefined> {
  const carries = ({ message }: Heard) =>
    message.type === 'AppendEntries' && indexOfRequest(message, clientId) !== undefined;
  const heard = stage.heard.find(carries) ?? (yield* stage.receive(carries, withinMs));
  const message = as('AppendEntries', heard);
  if (heard === undefined || message === undefined) return undefined;
  return { heard, index: indexOfRequest(message, clientId) ?? 0 };
}

/** Followers with equal logs that answer as long as `heeds` says so. */
function followers(
  stage: Stage,
  ids: readonly string[],
  log: () => ReturnType<typeof entriesOf>,
  heeds: (heard: Heard) => boolean = () => true,
): void {
  const honest = ids.map((id) => new Follower(stage, id, log()));
  stage.reflex = (heard) => {
    if (heeds(heard)) for (const follower of honest) follower.answer(heard);
  };
}

/** Entries of former terms are committed only together with one of the leader's own term. */
export const ownTermCommitted: Readonly<Record<string, Scene>> = {
  'abbildung-8': {
    durationMs: 900,
    variants: 2,
    clients: () => [client('c1', 600)],
    *play(stage, { size, variant }) {
      const [old = ''] = stage.peers;
      yield* stage.sleep(5);
      const terms = [1, ...Array.from({ length: size }, () => 2)];
      const filled = append(2, old, origin, entriesOf(...terms));
      if ((yield* askAppend(stage, filled))?.reply.success !== true) return;
      // All others have the old entries, or lack the last one, and answer only what is about these:
      // whatever carries an entry of the new term gets lost for now.
      let isOpen = false;
      const shared = variant === 0 ? terms : terms.slice(0, -1);
      followers(
        stage,
        stage.peers,
        () => entriesOf(...shared),
        ({ message }) => {
          const about = as('AppendEntries', { message, to: '', atMs: 0, ordinal: 0 });
          return (
            isOpen || (about?.prevLogIndex ?? 0) + (about?.entries.length ?? 0) <= terms.length
          );
        },
      );
      const term = yield* elect(stage, 2);
      if (term === undefined) return;
      stage.reach('figure-8');
      const wrong = stage.heard.find(commits(1)) ?? (yield* stage.receive(commits(1), 180));
      if (wrong?.message.type === 'AppendEntries') {
        stage.blame('own-term', say.oldTermCounted(wrong.message.leaderCommit, term), wrong);
        return;
      }
      isOpen = true;
      const own = yield* proposed(stage, 'c1', 710 - stage.now);
      if (own === undefined) return;
      const done = yield* stage.receive(commits(own.index), 150);
      if (done === undefined) stage.blame('commit-advances', say.notCommitted(own.index));
      else stage.reach('committed');
    },
  },
};

/** Two requests one after the other, each with an AppendEntries of its own. */
const twoRequests = (): ClientScript<Request>[] => [client('c1', 400), client('c2', 520)];

/** Elects the real node, which nobody answers then: where it puts the two requests. */
function* twoProposed(
  stage: Stage,
): Script<{ term: number; first: number; second: number } | undefined> {
  const term = yield* elect(stage);
  if (term === undefined) return undefined;
  const first = yield* proposed(stage, 'c1', proposedByMs - stage.now);
  const second = yield* proposed(stage, 'c2', proposedByMs + 120 - stage.now);
  if (first === undefined || second === undefined) return undefined;
  return { term, first: first.index, second: second.index };
}

/** Says that the log of `peer` agrees with the leader's up to `matchIndex`. */
function confirm(
  stage: Stage,
  peer: string,
  term: number,
  prevLogIndex: number,
  matchIndex: number,
): void {
  const reply = { type: 'AppendEntriesReply', term, success: true } as const;
  stage.send(peer, { ...reply, prevLogIndex, matchIndex });
}

/** The commit index follows the majority: not before, but then without delay. */
export const majorityCommits: Readonly<Record<string, Scene>> = {
  'mehrheit-bestaetigt': {
    durationMs: 950,
    nodes: [4, 3, 5],
    clients: () => [client('c1', 400)],
    *play(stage) {
      const needed = stage.majority - 1;
      const heeded = new Set(stage.peers.slice(0, needed - 1));
      followers(
        stage,
        stage.peers,
        () => [],
        ({ to }) => heeded.has(to),
      );
      const term = yield* elect(stage);
      if (term === undefined) return;
      const own = yield* proposed(stage, 'c1', proposedByMs - stage.now);
      if (own === undefined) {
        stage.blame('commit-advances', say.notProposed);
        return;
      }
      stage.reach('proposed');
      const early = yield* stage.receive(commits(own.index), 150);
      if (early !== undefined) {
        stage.blame('commit-majority', say.minority(own.index, needed, stage.nodes), early);
        return;
      }
      heeded.add(stage.peers[needed - 1] ?? '');
      const done = yield* stage.receive(commits(own.index), 250);
      if (done === undefined) stage.blame('commit-advances', say.notCommitted(own.index));
      else stage.reach('committed');
    },
  },
  'verschieden-weit-bestaetigt': {
    durationMs: 850,
    nodes: [5],
    clients: twoRequests,
    *play(stage) {
      const [behind = '', ahead = ''] = stage.peers;
      const both = yield* twoProposed(stage);
      if (both === undefined) return;
      stage.reach('proposed');
      // The first entry has a majority only by the answer that also confirms the second.
      confirm(stage, behind, both.term, 0, both.first);
      yield* stage.sleep(3);
      confirm(stage, ahead, both.term, 0, both.second);
      const done = yield* stage.receive(commits(both.first), 150);
      if (done === undefined) stage.blame('commit-advances', say.notCommitted(both.first));
      else stage.reach('committed');
    },
  },
  'zusage-nach-ablehnung-durch-andere': {
    durationMs: 800,
    nodes: [5],
    clients: () => [client('c1', 400)],
    *play(stage) {
      // Two followers are enough for a majority of five; the others never answer.
      followers(
        stage,
        stage.peers,
        () => [],
        ({ to }) => to === 'n4' || to === 'n5',
      );
      if ((yield* elect(stage)) === undefined) return;
      const own = yield* proposed(stage, 'c1', proposedByMs - stage.now);
      if (own === undefined) return;
      const done = yield* stage.receive(commits(own.index), 150);
      if (done === undefined) stage.blame('commit-advances', say.notCommitted(own.index));
      else stage.reach('committed');
    },
  },
};

const twoOffices = (): ClientScript<Request>[] => [
  client('c1', 400),
  client('c2', 402),
  client('c3', 404),
  client('c4', 920),
];

/**
 * The real node leads, and its entries get no further than to `eager` (if given); another leader
 * replaces them by `replaced` entries of its own; then the real node leads again.
 */
function* secondOffice(
  stage: Stage,
  replaced: number,
  eager?: string,
): Script<{ first: number; second: number; lost: number; own: { index: number } } | undefined> {
  const [, leader = ''] = stage.peers;
  const first = yield* elect(stage);
  if (first === undefined) return undefined;
  const lost = yield* proposed(stage, 'c3', proposedByMs - stage.now);
  if (lost === undefined) return undefined;
  if (eager !== undefined) {
    confirm(stage, eager, first, 0, lost.index);
    yield* stage.sleep(3);
  }
  const higher = first + 1;
  const entries = Array.from({ length: replaced }, (_, i) => entry(higher, 70 + i));
  const answer = yield* askAppend(stage, append(higher, leader, origin, entries));
  if (answer?.reply.success !== true) return undefined;
  const second = yield* elect(stage, higher);
  if (second === undefined) return undefined;
  const own = yield* proposed(stage, 'c4', 1030 - stage.now);
  return own === undefined ? undefined : { first, second, lost: lost.index, own };
}

/** Answers may come late, twice and from former terms. */
export const staleReplies: Readonly<Record<string, Scene>> = {
  'spaete-zusagen-gelten': {
    durationMs: 850,
    clients: twoRequests,
    *play(stage) {
      const both = yield* twoProposed(stage);
      if (both === undefined) return;
      stage.reach('reordered-replies');
      // Now each gets an honest answer to all it was sent so far, and the leader no other.
      yield* stage.sleep(3);
      const late = stage.heard.filter(isOf('AppendEntries', both.term));
      const honest = stage.peers.map((id) => new Follower(stage, id));
      for (const heard of late) for (const follower of honest) follower.answer(heard);
      const done = yield* stage.receive(commits(both.second), 150);
      if (done === undefined) stage.blame('stale-replies', say.lateIgnored(both.second));
    },
  },
  'zusage-aus-frueherer-amtszeit': {
    durationMs: 1250,
    variants: 2,
    clients: twoOffices,
    *play(stage, { variant }) {
      const again = yield* secondOffice(stage, 1 + variant);
      if (again === undefined || again.own.index > again.lost) return;
      const { first, second, lost, own } = again;
      stage.reach('stale-replies');
      for (const peer of stage.peers) confirm(stage, peer, first, 0, lost);
      yield* stage.sleep(3);
      const news = yield* stage.listen(130);
      const wrong = news.find(commits(own.index));
      if (wrong !== undefined) {
        stage.blame('stale-replies', say.staleCounted(first, second, own.index), wrong);
      } else if (!news.some(isOf('AppendEntries', second))) {
        stage.blame('stale-replies', say.silenced(first));
      }
    },
    after: (seen) =>
      answersTo(seen, 'c4').some(({ response }) => response.ok)
        ? [{ rule: 'stale-replies', message: say.staleAnswered, atMs: 1250 }]
        : [],
  },
  'zusage-gilt-nur-fuer-eine-amtszeit': {
    durationMs: 1250,
    nodes: [5, 4],
    clients: twoOffices,
    *play(stage) {
      const [eager = '', , other = ''] = stage.peers;
      const again = yield* secondOffice(stage, 1, eager);
      if (again === undefined || again.own.index > again.lost) return;
      const { second, own } = again;
      stage.reach('stale-replies');
      const deaf = stage.peers.find(
        (peer) => !stage.heard.some(isOf('AppendEntries', second, peer)),
      );
      if (deaf !== undefined) {
        stage.blame('stale-replies', say.notAddressed(deaf, second));
        return;
      }
      // One peer confirms the new entry; the other's word of the former term is void.
      confirm(stage, other, second, 0, own.index);
      const wrong = yield* stage.receive(commits(own.index), 130);
      if (wrong !== undefined) {
        stage.blame('stale-replies', say.keptMatch(eager, second, own.index), wrong);
      }
    },
  },
  'aeltere-zusage-nach-neuerer': {
    durationMs: 800,
    nodes: [5, 4],
    clients: () => [client('c1', 400)],
    *play(stage) {
      const [first = '', second = ''] = stage.peers;
      const term = yield* elect(stage);
      if (term === undefined) return;
      const greeting = as('AppendEntries', stage.heard.find(isOf('AppendEntries', term)));
      const own = yield* proposed(stage, 'c1', proposedByMs - stage.now);
      if (own === undefined || greeting === undefined) return;
      stage.reach('reordered-replies');
      confirm(stage, first, term, 0, own.index);
      // Its answer to the leader's very first message, late.
      const { prevLogIndex } = greeting;
      const oldMatch = prevLogIndex + greeting.entries.length;
      confirm(stage, first, term, prevLogIndex, oldMatch);
      yield* stage.sleep(5);
      confirm(stage, second, term, 0, own.index);
      const done = yield* stage.receive(commits(own.index), 150);
      if (done === undefined) stage.blame('stale-replies', say.matchWentBack(first, own.index));
    },
  },
};

/** A follower that lacks entries gets them, however often it has to refuse. */
export const laggardRepaired: Readonly<Record<string, Scene>> = {
  'leeres-log-auffuellen': {
    durationMs: 1200,
    variants: 4,
    *play(stage, { size, variant }) {
      const [laggard = '', ...others] = stage.peers;
      const old = others[0] ?? '';
      yield* stage.sleep(5);
      const entries = entriesOf(...Array.from({ length: size + 1 }, () => 1));
      if ((yield* askAppend(stage, append(1, old, origin, entries)))?.reply.success !== true)
        return;
      const honest = others.map((id) => new Follower(stage, id, [...entries]));
      stage.reflex = (heard) => {
        for (const follower of honest) follower.answer(heard);
        const { message, to } = heard;
        if (to !== laggard || message.type !== 'AppendEntries' || message.prevLogIndex === 0)
          return;
        // In the second case the network doubles every refusal; then, hints are of no help.
        const hints = [{}, {}, { conflictIndex: entries.length + 9 }, { conflictTerm: 1 }];
        for (let copies = 0; copies <= (variant === 1 ? 2 : 0); copies++) {
          stage.send(laggard, {
            type: 'AppendEntriesReply',
            term: message.term,
            success: false,
            prevLogIndex: message.prevLogIndex,
            matchIndex: 0,
            ...hints[variant],
          });
        }
      };
      const term = yield* elect(stage, 1);
      if (term === undefined) return;
      stage.reach('repairing');
      const isWhole = ({ message, to }: Heard) =>
        to === laggard &&
        message.type === 'AppendEntries' &&
        message.prevLogIndex === 0 &&
        message.entries.length > 0;
      // A step back at every heartbeat is slow but right: five entries, 50 ms each, and some more.
      const whole = stage.heard.find(isWhole) ?? (yield* stage.receive(isWhole, 600));
      if (whole === undefined) {
        stage.blame('laggard-repaired', say.notRepaired(laggard));
        return;
      }
      // Refusals that are still under way must not silence the leader.
      yield* stage.sleep(20);
      const next = yield* stage.receive(isOf('AppendEntries', term, laggard), 120);
      if (next === undefined) stage.blame('laggard-repaired', say.gaveUpOn(laggard));
    },
  },
};
