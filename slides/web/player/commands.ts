import { nextExplained } from './keys.ts';
import type { Loaded } from './loaded.ts';
import type { Command } from './markup.ts';

/** Where a command leads from a position; not all that it names need be there. */
export function positionAfter(
  command: Exclude<Command, 'play'>,
  { timeline, difference }: Loaded,
  position: number,
): number {
  switch (command) {
    case 'first':
      return 0;
    case 'previous':
      return position - 1;
    case 'next':
      return position + 1;
    case 'last':
      return timeline.rows.length - 1;
    case 'explained':
      return nextExplained(timeline, position) ?? position;
    case 'blamed':
      return timeline.blamed ?? position;
    case 'difference':
      return difference?.row ?? position;
  }
}
