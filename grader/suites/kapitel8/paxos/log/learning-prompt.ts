import { compare, isSame } from '../ballots.ts';
import {
  type LogMessage,
  type LogValue,
  leaderTimeoutMaxMs,
  leaderTimeoutMinMs,
} from '../contract.ts';
import { type Blame, once, sentAfter, type Wired } from '../observed.ts';
import { logWording as say } from '../wording/log.ts';
import { ChosenLog } from './chosen-log.ts';
import { type LessonSeen, leaderBallot } from './learning.ts';

/** How much later than it should a node may be that keeps time by a tick. */
const tickMs = 50;

type Line = Wired<LogMessage>;

/** n1 listens to its leader, asks for what it lacks, tells what it knows, and applies it. */
export function lessonBlames(seen: LessonSeen): readonly Blame[] {
  return once(seen, 'prompt', () => [
    ...listening(seen),
    ...reading(seen),
    ...refusing(seen),
    ...waiting(seen),
  ]);
}

/** What n1 has been told, in the order of the slots. */
class Known {
  readonly log = new ChosenLog(1);
  readonly values = new Map<number, LogValue>();
  firstUnchosen = 1;

  learn(slot: number, value: LogValue): void {
    this.values.set(slot, value);
    this.log.choose(slot, value);
    while (this.values.has(this.firstUnchosen)) this.firstUnchosen++;
  }
}

function listening(seen: LessonSeen): Blame[] {
  const own = seen.wire.filter(({ node }) => node === 'n1');
  const known = new Known();
  const blames: Blame[] = [];
  for (const [i, { kind, from, seq, message }] of own.entries()) {
    if (kind !== 'deliver') continue;
    if (message.type === 'Chosen') known.learn(message.slot, message.value);
    const sent = sentAfter(own, i);
    const isServed = message.type === 'Accept' && compare(message.ballot, leaderBallot) >= 0;
    if (isServed && !sent.some((line) => line.message.type === 'Accepted')) {
      const text = say.unanswered('Accept', message.ballot);
      blames.push({ rule: 'log-progress', message: text, events: [seq] });
    }
    if (message.type === 'Heartbeat' && isSame(message.ballot, leaderBallot)) {
      const asked = sent.filter(({ to, message: { type } }) => to === from && type === 'Missing');
      const isRight = asked.every(
        (line) =>
          line.message.type === 'Missing' && line.message.firstUnchosen === known.firstUnchosen,
      );
      const isDue = message.firstUnchosen > known.firstUnchosen;
      if (!isDue && asked.length > 0) {
        const text = say.askedInVain(known.firstUnchosen);
        blames.push({ rule: 'log-progress', message: text, events: [seq] });
      } else if (!isRight || (isDue && asked.length === 0)) {
        const text = say.notAsked(known.firstUnchosen, message.firstUnchosen);
        blames.push({ rule: 'log-progress', message: text, events: [seq] });
      }
    } else if (message.type === 'Missing') {
      for (let slot = message.firstUnchosen; slot < known.firstUnchosen; slot++) {
        const isTold = sent.some(
          (line) =>
            line.to === from && line.message.type === 'Chosen' && line.message.slot === slot,
        );
        if (isTold) continue;
        blames.push({ rule: 'log-progress', message: say.notHelped(slot), events: [seq] });
        break;
      }
    }
  }
  return blames;
}

/** Everything up to the first gap is applied by the time of each read. */
function reading(seen: LessonSeen): Blame[] {
  const known = new Known();
  const told = seen.wire.filter(({ kind, node }) => kind === 'deliver' && node === 'n1');
  const blames: Blame[] = [];
  let next = 0;
  for (const event of seen.trace.events) {
    if (event.kind !== 'respond' || event.client !== 'leser') continue;
    for (; next < told.length && (told[next] as Line).seq < event.seq; next++) {
      const { message } = told[next] as Line;
      if (message.type === 'Chosen') known.learn(message.slot, message.value);
    }
    const { applied = [] } = event.response as { readonly applied?: readonly string[] };
    // Wrong ones are told of by another check.
    if (applied.length >= known.log.texts.length) continue;
    const message = say.notApplied('n1', applied, [...known.log.texts]);
    blames.push({ rule: 'log-progress', message, events: [event.seq] });
  }
  const open = seen.history.find(
    ({ request, returned }) => request.type === 'applied' && returned === undefined,
  );
  if (open !== undefined) {
    const message = say.notApplied('n1', [], [...known.log.texts]);
    blames.push({ rule: 'log-progress', message, events: [open.invokedSeq] });
  }
  return blames;
}

function refusing(seen: LessonSeen): Blame[] {
  const asked = seen.history.filter(({ request }) => request.type === 'append');
  const last = asked.at(-1)?.returned;
  for (const { returned, invokedSeq, invokedAtMs } of asked) {
    if (returned?.response.ok !== false || returned.atMs > invokedAtMs + 2) {
      return [{ rule: 'log-progress', message: say.notRefused, events: [invokedSeq] }];
    }
  }
  const response = last?.response;
  if (response?.ok !== false || response.leaderHint === 'n2') return [];
  const message = say.wrongHint(response.leaderHint, 'n2');
  return [{ rule: 'log-progress', message, events: [last?.seq ?? 0] }];
}

/** No phase 1 as long as the leader is heard, and one soon after it has fallen silent. */
function waiting(seen: LessonSeen): Blame[] {
  const first = seen.wire.find(
    ({ kind, node, message }) => kind === 'send' && node === 'n1' && message.type === 'Prepare',
  );
  const heard = seen.wire.findLast(
    ({ kind, node, from, message }) =>
      kind === 'deliver' &&
      node === 'n1' &&
      from === 'n2' &&
      (message.type === 'Heartbeat' || message.type === 'Prepare' || message.type === 'Accept'),
  );
  const heardMs = heard?.atMs ?? 0;
  const afterMs = first === undefined ? Number.POSITIVE_INFINITY : first.atMs - heardMs;
  if (first !== undefined && afterMs < leaderTimeoutMinMs - 1) {
    const ballot = first.message.type === 'Prepare' ? first.message.ballot : { round: 0, node: '' };
    const message = afterMs < 0 ? say.prepareAgain('n1', ballot) : say.phase1TooEarly(afterMs);
    return [{ rule: 'one-phase-1', message, events: [first.seq] }];
  }
  if (afterMs <= leaderTimeoutMaxMs + tickMs + 2) return [];
  const text = say.noPhase1(leaderTimeoutMaxMs + tickMs);
  return [{ rule: 'log-progress', message: text, events: first === undefined ? [] : [first.seq] }];
}
