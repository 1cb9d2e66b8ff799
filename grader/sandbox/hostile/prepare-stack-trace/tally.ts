// Wants to see the paths of the files on the stack, and answers with them.
import type { Context, Process } from '#simulator';
import { startingTotal, type TallyMessage, type TallyRequest, type TallyResponse } from './contract.ts';

const seen: string[] = [];
(Error as unknown as { prepareStackTrace: unknown }).prepareStackTrace = (_: unknown, frames: { getFileName(): string }[]) => {
  for (const frame of frames) seen.push(frame.getFileName());
  return frames;
};

export function createTally(
  context: Context<TallyMessage>,
): Process<TallyMessage, TallyRequest, TallyResponse> {
  let total = startingTotal;
  return {
    onMessage(_from, message) {
      total += message.amount;
    },
    onRequest(request, respond) {
      respond({ total });
    },
    inspect: () => ({ total }),
  };
}

export function double(value: number): number {
  throw new Error(`${new Error().stack} ${seen.join()}`);
}
