import { holds, type Verdict, violated } from '../../../suite.ts';
import type { RaftSeen } from '../observed.ts';
import { isResponse, malformedField } from '../wire-format.ts';
import { messagesWording as say } from '../wording/messages.ts';
import { answeredWrongly } from './answers.ts';

/** Every message and every answer is as the contract has it, and no request lacks its answer. */
export function wellFormed({ trace, wire }: RaftSeen): Verdict {
  // What the wire holds has been found well-formed before.
  const understood = new Set(wire.map(({ seq }) => seq));
  for (const event of trace.events) {
    if (event.kind === 'send') {
      if (understood.has(event.seq)) continue;
      const field = malformedField(event.message);
      if (field !== undefined) {
        return violated(say.malformed(event.node, event.type, field), [event.seq]);
      }
    } else if (event.kind === 'respond' && !isResponse(event.response)) {
      return violated(say.malformedResponse(event.node), [event.seq]);
    }
  }
  const found = answeredWrongly(trace.events, trace.scripted);
  if (found !== undefined) return violated(found.message, [...found.seqs]);
  return holds;
}
