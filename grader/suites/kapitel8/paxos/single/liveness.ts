import type { NodeId } from '../../../../simulator/process.ts';
import type { Fault } from '../../../../simulator/scenario.ts';
import { holds, type Verdict, violated } from '../../../suite.ts';
import { isSame } from '../ballots.ts';
import { type Ballot, type LogMessage, type Message, retryDelayMaxMs } from '../contract.ts';
import type { Wired } from '../observed.ts';
import { isDecision } from '../wire-format.ts';
import { proposerWording as say } from '../wording/proposer.ts';
import { duelMs, settledMs } from './cluster.ts';
import { type SingleSeen, walked } from './nodes-walk.ts';

/** When the last fault is over; single messages are late while the others last, or soon after. */
export function faultsEndMs(faults: readonly Fault[]): number {
  const ends = faults.map((fault) => {
    if (fault.kind === 'crash')
      return fault.atMs + (fault.downMs ?? 0) + (fault.afterEffects === undefined ? 0 : 500);
    return 'untilMs' in fault ? fault.untilMs : 0;
  });
  return Math.max(0, ...ends);
}

/** When nothing has been wrong for long enough, every client has its answer. */
export function answeredInTheEnd(seen: SingleSeen): Verdict {
  const { trace, history, faults } = seen;
  const calmMs = trace.endedAtMs - faultsEndMs(faults);
  if (calmMs < settledMs - 500) return holds;
  const open = history.find(
    ({ returned, invokedAtMs }) =>
      !isDecision(returned?.response) && trace.endedAtMs - invokedAtMs >= settledMs - 500,
  );
  if (open === undefined) return holds;
  return violated(say.unanswered(open.client, trace.endedAtMs - open.invokedAtMs), [
    open.invokedSeq,
  ]);
}

/** Proposers who disturb each other come to an end nevertheless. */
export function duelEnds(seen: SingleSeen): Verdict {
  // A run cut short shows no duel.
  if (seen.history.length === 0 || seen.trace.endedAtMs < duelMs) return holds;
  const isOver = seen.history.some(({ returned }) => isDecision(returned?.response));
  if (isOver) return holds;
  const attempts = walked(seen).counts.attempts ?? 0;
  const last = seen.wire.slice(-1).map(({ seq }) => seq);
  return violated(say.stillFighting(seen.trace.endedAtMs, attempts), last);
}

/** The longest time from one attempt to the next, for nodes that keep time by a tick. */
export const longestGapMs = retryDelayMaxMs + 50;

/** To the end no node hears another one; with the partition left out, others are heard. */
export const isAlone = ({ faults, trace }: Pick<SingleSeen, 'faults' | 'trace'>): boolean =>
  faults.some((fault) => fault.kind === 'partition' && fault.untilMs >= trace.endedAtMs);

type AnyWire = { readonly wire: readonly Wired<Message | LogMessage>[] };

/** When a node began its attempts. */
export function startsOf({ wire }: AnyWire, id: NodeId) {
  const starts: { readonly ballot: Ballot; readonly atMs: number; readonly seq: number }[] = [];
  for (const { kind, node, message, atMs, seq } of wire) {
    if (kind !== 'send' || node !== id || message.type !== 'Prepare') continue;
    const { ballot } = message;
    if (!starts.some((start) => isSame(start.ballot, ballot))) starts.push({ ballot, atMs, seq });
  }
  return starts;
}

/** The times between attempts of each node, drawn anew each time; whoever is alone goes on to the end. */
export function delaysVary(seen: SingleSeen): Verdict {
  for (const id of seen.nodes) {
    const starts = startsOf(seen, id);
    const last = starts.at(-1);
    const waitedMs = seen.trace.endedAtMs - (last?.atMs ?? 0);
    if (isAlone(seen) && last !== undefined && waitedMs > longestGapMs) {
      return violated(say.noRetry(waitedMs), [last.seq]);
    }
    const gaps = starts.slice(1).map(({ atMs }, i) => atMs - (starts[i]?.atMs ?? 0));
    const [first] = gaps;
    // Whoever counts ticks of 50 ms has three or four values to draw from: ten alike are no chance.
    if (first === undefined || gaps.length < 10 || gaps.some((gap) => gap !== first)) continue;
    return violated(
      say.fixedDelay(id, first, gaps.length),
      starts.map(({ seq }) => seq),
    );
  }
  return holds;
}
