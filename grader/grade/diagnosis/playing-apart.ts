import { AskedProcess, ProcessLost } from '../asked-process.ts';
import type { Likenesses, PlayKnown, PlayRequest } from './play-known.ts';

export interface PlayLimits {
  /** For the failures of one exercise of one attempt, on an idle machine. */
  readonly playMs: number;
  /** Old generation of the heap, in MiB. */
  readonly heapMiB: number;
}

const defaultLimits: PlayLimits = { playMs: 120_000, heapMiB: 1024 };

const program = new URL('./play-process.ts', import.meta.url);

/** Plays in a process of its own, begun when it is first needed; what it does not survive has no likeness. */
export function playingApart({ playMs, heapMiB }: PlayLimits = defaultLimits): PlayKnown {
  let child: AskedProcess<PlayRequest, Likenesses> | undefined;
  return async (request) => {
    child ??= new AskedProcess<PlayRequest, Likenesses>(program, heapMiB);
    try {
      return await child.ask(request, playMs);
    } catch (error) {
      if (!(error instanceof ProcessLost)) throw error;
      child = undefined;
      return new Map();
    }
  };
}
