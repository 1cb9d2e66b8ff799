import type { TraceEvent } from '../../../../simulator/trace.ts';
import { messagesWording as say } from '../wording/messages.ts';

/** Id of the property to which this belongs. */
export const answersRule = 'wire-format';

/** A request on the wire that was not answered exactly once by the handler that got it. */
export interface Unanswered {
  readonly seqs: readonly number[];
  readonly atMs: number;
  readonly message: string;
}

const replyTo: ReadonlyMap<string, string> = new Map([
  ['RequestVote', 'RequestVoteReply'],
  ['AppendEntries', 'AppendEntriesReply'],
]);

type Delivery = Extract<TraceEvent, { kind: 'deliver' }>;

/**
 * The first such request to a node of the submission. A handler runs by itself: what its node does
 * up to the next event that begins something is done by it. Only for runs without crashes, which cut
 * handlers short.
 */
export function answeredWrongly(
  events: readonly TraceEvent[],
  scripted: readonly string[],
): Unanswered | undefined {
  let open: Delivery | undefined;
  let answers: number[] = [];
  for (const event of events) {
    if (isEffect(event)) {
      if (
        open !== undefined &&
        event.kind === 'send' &&
        event.node === open.node &&
        event.to === open.from &&
        event.type === replyTo.get(open.type)
      ) {
        answers.push(event.seq);
      }
      continue;
    }
    if (event.kind === 'fault') return undefined;
    if (open !== undefined && answers.length !== 1) return wrong(open, answers);
    const isAsked = event.kind === 'deliver' && !scripted.includes(event.node);
    open = isAsked && replyTo.has(event.type) ? event : undefined;
    answers = [];
  }
  return undefined;
}

/** What a handler does, not what makes it run. */
function isEffect({ kind }: TraceEvent): boolean {
  return !['start', 'deliver', 'timer', 'request', 'crash', 'fault'].includes(kind);
}

function wrong({ node, from, type, seq, atMs }: Delivery, answers: readonly number[]): Unanswered {
  const message =
    answers.length === 0
      ? say.unanswered(node, type, from)
      : say.answeredTwice(node, type, from, answers.length);
  return { seqs: [seq, ...answers.slice(0, 2)], atMs, message };
}
