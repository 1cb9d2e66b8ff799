import { holds, type Verdict, violated } from '../../suite.ts';
import type { ClockNetworkSeen } from './clock-network.ts';
import { type ClientEvent, happenedBefore, stampOf } from './clock-trace.ts';
import { firstPair } from './execution.ts';
import { fieldOf, isTimestamp } from './exports.ts';
import { clockWording as wording } from './wording-clock.ts';

/** Clock condition: a → b ⇒ L(a) < L(b), for all events whose timestamps left their node. */
export function checkClockCondition({ trace, clientEvents }: ClockNetworkSeen): Verdict {
  const wrong = firstPair(clientEvents.length, (i, k) => {
    const [a, b] = [clientEvents[i] as ClientEvent, clientEvents[k] as ClientEvent];
    if (!happenedBefore(trace, a, b)) return undefined;
    const [timeA, timeB] = [stampOf(a), stampOf(b)];
    if (timeA === undefined || timeB === undefined || timeA < timeB) return undefined;
    return { a, b, timeA, timeB };
  });
  if (wrong === undefined) return holds;
  const { a, b, timeA, timeB } = wrong;
  return violated(
    wording.unordered(nameOf(a), nameOf(b), timeA, timeB),
    [b.response?.seq ?? b.seq, a.response?.seq ?? a.seq],
    { expected: `> ${timeA}`, actual: timeB },
  );
}

/** Requests are answered, messages are as the contract has them, both carry the same stamp. */
export function checkWire({ clientEvents, unasked }: ClockNetworkSeen): Verdict {
  const stray = unasked[0];
  if (stray !== undefined) return violated(wording.sentUnasked(stray.node), [stray.seq]);
  for (const event of clientEvents) {
    const verdict = checkOne(event);
    if (verdict.verdict !== 'holds') return verdict;
  }
  return holds;
}

function checkOne(event: ClientEvent): Verdict {
  const { node, request, response, sends } = event;
  const expectedSends = request.type === 'send' ? 1 : 0;
  if (sends.length !== expectedSends) {
    const seqs = sends.length > 0 ? sends.map((send) => send.seq) : [event.seq];
    return violated(wording.wrongSends(node, request.type, expectedSends, sends.length), seqs);
  }
  if (response === undefined) return violated(wording.unanswered(node, request.type), [event.seq]);
  if (event.isLate === true) {
    return violated(wording.answeredLate(node, request.type), [response.seq, event.seq]);
  }
  const answered = fieldOf(response.response, 'time');
  if (!isTimestamp(answered)) {
    return violated(wording.badResponse(node, response.response), [response.seq]);
  }
  const send = sends[0];
  if (send === undefined || request.type !== 'send') return holds;
  if (send.to !== request.to) {
    return violated(wording.wrongReceiver(node, request.to, send.to), [send.seq]);
  }
  const sent = fieldOf(send.message, 'time');
  if (send.type !== 'note' || !isTimestamp(sent)) {
    return violated(wording.badMessage(node, send.message), [send.seq]);
  }
  if (sent === answered) return holds;
  return violated(wording.differentStamps(node, sent, answered), [send.seq, response.seq], {
    expected: answered,
    actual: sent,
  });
}

function nameOf({ node, request }: ClientEvent): string {
  return wording.eventName(node, request.type);
}
