import type { RequestVote } from '../contract.ts';
import {
  append,
  appendRefused,
  as,
  askAppend,
  askVote,
  candidacyMs,
  elect,
  isOf,
  origin,
  voteDenied,
  voteRequest,
} from '../stage/lines.ts';
import type { Scene } from '../stage/scene.ts';
import type { Script, Stage } from '../stage/stage.ts';
import { votesWording as say } from '../wording/votes.ts';

/** Asks for a vote and blames `rule` if the answer is not as expected. */
export function* expectVote(
  stage: Stage,
  rule: string,
  request: RequestVote,
  granted: boolean,
  because: string,
): Script<boolean> {
  const answer = yield* askVote(stage, request);
  if (answer === undefined) {
    stage.blame(rule, say.noAnswer(request));
    return false;
  }
  const { reply, heard } = answer;
  if (reply.voteGranted !== granted) {
    stage.blame(rule, say.wrongVote(request, granted, because), heard);
  } else if (reply.term < request.term) {
    stage.blame(rule, say.wrongTerm(reply.term, request.term), heard);
  } else return true;
  return false;
}

/** One vote a term, on request and on one's own account. */
export const voteOnce: Readonly<Record<string, Scene>> = {
  'zwei-candidates': {
    durationMs: 120,
    variants: 2,
    *play(stage, { size, variant }) {
      const [first = '', second = ''] = stage.peers;
      const rule = 'vote-once';
      const term = size + 1;
      yield* stage.sleep(5);
      // In the second case the node is in this term already when it is asked.
      if (variant === 1) {
        stage.send(first, voteDenied(term));
        yield* stage.sleep(3);
      }
      if (!(yield* expectVote(stage, rule, voteRequest(term, first), true, say.firstAsks))) return;
      stage.reach('voted');
      // Not even to a candidate with a longer log, once the vote is given.
      const longer = voteRequest(term, second, { index: size, term: size });
      yield* expectVote(stage, rule, longer, false, say.alreadyVoted(first));
      yield* expectVote(stage, rule, voteRequest(term, first), true, say.sameAgain(first));
      yield* expectVote(stage, rule, longer, false, say.alreadyVoted(first));
    },
  },
  'eigene-stimme': {
    durationMs: 400,
    *play(stage, { size }) {
      const [first = ''] = stage.peers;
      yield* stage.sleep(2);
      stage.send(first, voteDenied(size));
      const candidacy = yield* stage.receive(isOf('RequestVote'), candidacyMs);
      if (candidacy === undefined) return;
      stage.reach('voted');
      const { term } = candidacy.message;
      yield* expectVote(stage, 'vote-once', voteRequest(term, first), false, say.votedForItself);
      // Not even to a rival with a longer log.
      const longer = voteRequest(term, first, { index: size, term: term - 1 });
      yield* expectVote(stage, 'vote-once', longer, false, say.votedForItself);
    },
  },
  'leader-antwortet': {
    durationMs: 400,
    variants: 3,
    *play(stage, { size, variant }) {
      const [first = '', last = first] = [stage.peers[0], stage.peers.at(-1)];
      const rule = 'vote-once';
      yield* stage.sleep(5);
      stage.send(first, voteDenied(size + 1));
      const term = yield* elect(stage, size + 1);
      if (term === undefined) return;
      stage.reach('voted');
      // A rival of this term, and two from before, whose messages come late.
      if (variant === 0) {
        yield* expectVote(stage, rule, voteRequest(term, last), false, say.votedForItself);
      } else if (variant === 1) {
        yield* expectRefusal(stage, voteRequest(term - 1, last), term);
      } else {
        const late = append(term - 1, last, origin);
        const answer = yield* askAppend(stage, late);
        if (answer?.reply.success !== false || answer.reply.term !== term) {
          stage.blame(rule, say.staleLeader(last, late.term, term), answer?.heard);
        }
      }
    },
  },
  'veralteter-term': {
    durationMs: 120,
    variants: 4,
    *play(stage, { size, variant }) {
      const [first = '', second = ''] = stage.peers;
      yield* stage.sleep(5);
      // But for the first case the vote in the current term is still free.
      if (variant === 0) yield* askVote(stage, voteRequest(size + 3, first));
      else if (variant === 1) yield* askAppend(stage, append(size + 3, first, origin));
      else {
        stage.send(first, variant === 2 ? voteDenied(size + 3) : appendRefused(size + 3));
        yield* stage.sleep(3);
      }
      yield* expectRefusal(stage, voteRequest(size + 1, second), size + 3);
    },
  },
};

/** A request of a lower term is denied, and told the node's own. */
function* expectRefusal(stage: Stage, late: RequestVote, term: number): Script {
  const answer = yield* askVote(stage, late);
  if (answer === undefined) {
    stage.blame('vote-once', say.noAnswer(late));
  } else if (answer.reply.voteGranted) {
    stage.blame('vote-once', say.wrongVote(late, false, say.staleTerm), answer.heard);
  } else if (answer.reply.term !== term) {
    stage.blame('vote-once', say.wrongTerm(answer.reply.term, term), answer.heard);
  }
}

/** A new term brings a new vote. */
export const voteAnew: Readonly<Record<string, Scene>> = {
  'follower-im-neuen-term': {
    durationMs: 120,
    variants: 2,
    *play(stage, { size, variant }) {
      const [first = '', second = ''] = stage.peers;
      yield* stage.sleep(5);
      if ((yield* askVote(stage, voteRequest(size, first)))?.reply.voteGranted !== true) return;
      stage.reach('voted');
      // The new term may also arrive with something else than a request for a vote.
      if (variant === 1) {
        stage.send(first, voteDenied(size + 2));
        yield* stage.sleep(5);
      }
      const later = voteRequest(size + 2, second);
      yield* expectVote(stage, 'vote-anew', later, true, say.newTerm);
    },
  },
  'candidate-im-neuen-term': {
    durationMs: 400,
    *play(stage, { size }) {
      const [first = ''] = stage.peers;
      const candidacy = yield* stage.receive(isOf('RequestVote'), candidacyMs);
      if (candidacy === undefined) return;
      stage.reach('voted');
      const later = voteRequest(candidacy.message.term + size, first);
      yield* expectVote(stage, 'vote-anew', later, true, say.newTerm);
    },
  },
  'leader-im-neuen-term': {
    durationMs: 500,
    *play(stage, { size }) {
      const term = yield* elect(stage);
      if (term === undefined) return;
      stage.reach('voted');
      const last = stage.peers.at(-1) ?? '';
      // The candidate's log is longer than the leader's, which may hold a no-op.
      const later = voteRequest(term + size, last, { index: 5, term });
      yield* expectVote(stage, 'vote-anew', later, true, say.newTerm);
    },
  },
};

const acrossTerms: Scene = {
  durationMs: 900,
  nodes: [5, 4],
  *play(stage) {
    const [first = '', second = ''] = stage.peers;
    const before = yield* stage.receive(isOf('RequestVote'), candidacyMs);
    if (before === undefined) return;
    const old = before.message.term;
    stage.send(first, { type: 'RequestVoteReply', term: old, voteGranted: true });
    const after = yield* stage.receive(
      ({ message }) => message.type === 'RequestVote' && message.term > old,
      candidacyMs,
    );
    if (after === undefined) return;
    const { term } = after.message;
    stage.send(second, { type: 'RequestVoteReply', term, voteGranted: true });
    const wrong = yield* stage.receive(isOf('AppendEntries'), 80);
    if (wrong !== undefined) stage.blame('votes-counted', say.addedUp(old, term), wrong);
  },
};

/** A leader needs the votes of a majority of all nodes, each counted once, given in this term. */
export const votesCounted: Readonly<Record<string, Scene>> = {
  'eine-stimme-zu-wenig': {
    durationMs: 500,
    nodes: [4, 3, 5, 7],
    variants: 3,
    *play(stage, { variant }) {
      const candidacy = yield* stage.receive(isOf('RequestVote'), candidacyMs);
      if (candidacy === undefined) return;
      const { term } = candidacy.message;
      const missing = stage.majority - 1;
      // One short of a majority; then again, or denied by all the others: that changes nothing.
      for (let copies = 0; copies < (variant === 1 ? 3 : 1); copies++) {
        for (const voter of stage.peers.slice(0, missing - 1)) {
          stage.send(voter, { type: 'RequestVoteReply', term, voteGranted: true });
        }
      }
      if (variant === 2) {
        for (const voter of stage.peers.slice(missing - 1, -1)) {
          stage.send(voter, { type: 'RequestVoteReply', term, voteGranted: false });
        }
      }
      const early = yield* stage.receive(isOf('AppendEntries', term), 80);
      if (early !== undefined) {
        const text = [say.tooFew, say.countedTwice, say.countedDenied][variant] ?? say.tooFew;
        stage.blame('votes-counted', text(missing, stage.nodes, stage.majority), early);
        return;
      }
      const last = stage.peers.at(-1) ?? '';
      stage.send(last, { type: 'RequestVoteReply', term, voteGranted: true });
      const elected = yield* stage.receive(isOf('AppendEntries', term), 30);
      if (elected === undefined) {
        stage.blame('votes-counted', say.notElected(term, stage.majority, stage.nodes));
      } else {
        stage.reach('elected');
      }
    },
  },
  'stimme-aus-altem-term': {
    durationMs: 900,
    nodes: [3, 5],
    *play(stage) {
      const first = yield* stage.receive(isOf('RequestVote'), candidacyMs);
      if (first === undefined) return;
      const old = first.message.term;
      const second = yield* stage.receive(
        ({ message }) => message.type === 'RequestVote' && message.term > old,
        candidacyMs,
      );
      if (second === undefined) return;
      const { term } = second.message;
      for (const voter of stage.peers) {
        stage.send(voter, { type: 'RequestVoteReply', term: old, voteGranted: true });
      }
      const wrong = yield* stage.receive(isOf('AppendEntries'), 80);
      if (wrong !== undefined) stage.blame('votes-counted', say.countedStale(old, term), wrong);
    },
  },
  'stimmen-zweier-terme': acrossTerms,
};

/** Whoever sees a higher term, or a leader of its own term, follows. */
export const stepsDown: Readonly<Record<string, Scene>> = {
  'candidate-weicht-leader': {
    durationMs: 450,
    variants: 2,
    *play(stage, { variant }) {
      const candidacy = yield* stage.receive(isOf('RequestVote'), candidacyMs);
      if (candidacy === undefined) return;
      const { term } = candidacy.message;
      const leader = stage.peers[0] ?? '';
      // The second leader's log is longer: its message is refused, it is the leader nonetheless.
      const prev = variant === 0 ? origin : { index: 7, term: 1 };
      const answer = yield* askAppend(stage, append(term, leader, prev));
      if (answer === undefined || (variant === 0 && !answer.reply.success)) {
        stage.blame('steps-down', say.leaderNotAcknowledged(leader, term), answer?.heard);
        return;
      }
      for (const voter of stage.peers.slice(1)) {
        stage.send(voter, { type: 'RequestVoteReply', term, voteGranted: true });
      }
      const wrong = yield* stage.receive(isOf('AppendEntries', term), 80);
      if (wrong !== undefined) stage.blame('steps-down', say.secondLeader(leader, term), wrong);
      else stage.reach('stepped-down');
    },
  },
  'leader-sieht-hoeheren-term': {
    durationMs: 900,
    variants: 4,
    *play(stage, { variant, size }) {
      const term = yield* elect(stage);
      if (term === undefined) return;
      const first = stage.peers[0] ?? '';
      const higher = term + size;
      const news = [
        voteDenied(higher),
        appendRefused(higher),
        append(higher, first, origin),
        voteRequest(higher, first),
      ] as const;
      stage.send(first, news[variant] ?? news[0]);
      yield* stage.sleep(3);
      const wrong = yield* stage.receive(
        ({ message }) =>
          message.type === 'AppendEntries' ||
          (message.type === 'RequestVote' && message.term < higher),
        120,
      );
      if (wrong !== undefined) {
        stage.blame('steps-down', say.oldTermGoesOn(higher, wrong.message), wrong);
        return;
      }
      const next = yield* stage.receive(isOf('RequestVote'), candidacyMs);
      const claimed = as('RequestVote', next)?.term;
      if (claimed === undefined) stage.blame('steps-down', say.neverAgain(higher));
      else if (claimed <= higher) stage.blame('steps-down', say.oldTerm(claimed, higher), next);
      else stage.reach('stepped-down');
    },
  },
  'candidate-sieht-hoeheren-term': {
    durationMs: 900,
    variants: 2,
    *play(stage, { size, variant }) {
      const candidacy = yield* stage.receive(isOf('RequestVote'), candidacyMs);
      if (candidacy === undefined) return;
      const { term } = candidacy.message;
      const [first = '', ...others] = stage.peers;
      stage.send(first, variant === 0 ? voteDenied(term + size) : appendRefused(term + size));
      yield* stage.sleep(3);
      for (const voter of others) {
        stage.send(voter, { type: 'RequestVoteReply', term, voteGranted: true });
      }
      const wrong = yield* stage.receive(isOf('AppendEntries'), 80);
      if (wrong !== undefined) {
        stage.blame('steps-down', say.oldTermGoesOn(term + size, wrong.message), wrong);
        return;
      }
      const next = yield* stage.receive(isOf('RequestVote'), candidacyMs);
      const claimed = next?.message.term;
      if (next === undefined) stage.blame('steps-down', say.neverAgain(term + size));
      else if ((claimed ?? 0) <= term + size) {
        stage.blame('steps-down', say.oldTerm(claimed ?? 0, term + size), next);
      } else stage.reach('stepped-down');
    },
  },
};
