import type { StableStorage } from '#simulator';
import { initial, type Versioned } from './contract.ts';
import { isNewer } from './tag.ts';

/** A copy that only moves forward and is always in storage by the time it is seen. */
export interface DurableCopy {
  current(): Versioned;
  /** Adopts what is newer; tells whether it was. */
  offer(candidate: Versioned): boolean;
}

export function openCopy(storage: StableStorage): DurableCopy {
  let current = storage.get<Versioned>('copy') ?? initial;
  return {
    current: () => current,
    offer({ tag, value }) {
      if (!isNewer(tag, current.tag)) return false;
      const next: Versioned = { tag: { time: tag.time, node: tag.node }, value };
      storage.set('copy', next);
      current = next;
      return true;
    },
  };
}
