import type { Response } from '../contract.ts';
import type { RaftSeen } from '../observed.ts';
import { isResponse } from '../wire-format.ts';

/** The answers that a client's operation got, in order, whether it accepted them or not. */
export function answersTo(
  { trace }: RaftSeen,
  clientId: string,
): { response: Response; atMs: number }[] {
  return trace.events.flatMap((event) =>
    event.kind === 'respond' && event.client === clientId && isResponse(event.response)
      ? [{ response: event.response, atMs: event.atMs }]
      : [],
  );
}
