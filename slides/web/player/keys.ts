import type { Timeline } from './timeline.ts';
import { clamp } from './viewport.ts';

const page = 10;

/** Where a key leads from a position; `undefined` if it is none of the player's keys. */
export function positionAfterKey(key: string, position: number, rows: number): number | undefined {
  const to = (target: number): number => clamp(target, 0, Math.max(0, rows - 1));
  switch (key) {
    case 'ArrowDown':
    case 'ArrowRight':
      return to(position + 1);
    case 'ArrowUp':
    case 'ArrowLeft':
      return to(position - 1);
    case 'PageDown':
      return to(position + page);
    case 'PageUp':
      return to(position - page);
    case 'Home':
      return 0;
    case 'End':
      return to(rows);
    default:
      return undefined;
  }
}

/** Whether a key means something to the button or the field that has the focus. */
export function isOwnKey(target: HTMLElement, key: string): boolean {
  if (target.matches('input')) return key !== 'Escape' && key !== 'Tab';
  return target.matches('button') && (key === ' ' || key === 'Enter');
}

/** The next explained row; after the last one the first again. */
export function nextExplained({ explained }: Timeline, position: number): number | undefined {
  return explained.find((row) => row > position) ?? explained[0];
}
