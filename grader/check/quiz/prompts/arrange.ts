import {
  createPrompt,
  isDownKey,
  isEnterKey,
  isSpaceKey,
  isUpKey,
  useKeypress,
  usePagination,
  useState,
} from '@inquirer/core';
import { promptWording } from '../wording.ts';
import { below, type Drawing, entry, hiddenCursor } from './drawing.ts';

export interface ArrangeConfig {
  /** Shown texts in the order to begin with. */
  readonly items: readonly string[];
  readonly drawing: Drawing;
}

/** Asks for an order; answers with the places the items had at the beginning, in the order given. */
export const arrange = createPrompt<readonly number[], ArrangeConfig>((config, done) => {
  const { items, drawing } = config;
  const [order, setOrder] = useState<readonly number[]>(items.map((_, index) => index));
  const [active, setActive] = useState(0);
  const [held, setHeld] = useState(false);

  const go = (to: number): void => {
    if (to < 0 || to >= order.length) return;
    if (held) setOrder(swapped(order, active, to));
    setActive(to);
  };

  useKeypress((key, line) => {
    // Keys are no text here.
    line.clearLine(0);
    if (isUpKey(key)) go(active - 1);
    else if (isDownKey(key)) go(active + 1);
    else if (isSpaceKey(key)) setHeld(!held);
    else if (isEnterKey(key)) {
      // Whoever still holds something wants to put it down.
      if (held) setHeld(false);
      else done(order);
    }
  });

  const page = usePagination({
    items: order.map((place) => items[place] ?? ''),
    active,
    pageSize: drawing.rows,
    loop: false,
    renderItem: ({ item, index, isActive }) => {
      const sign = isActive ? (held ? '↕' : '›') : ' ';
      const text = entry(`  ${sign} ${index + 1}. `, item, drawing.width);
      return isActive ? drawing.paint.bold(text) : text;
    },
  });
  return [
    page + hiddenCursor,
    below(held ? promptWording.heldKeys : promptWording.orderKeys, undefined, drawing),
  ];
});

function swapped(order: readonly number[], from: number, to: number): readonly number[] {
  const moved = [...order];
  [moved[from], moved[to]] = [moved[to] ?? 0, moved[from] ?? 0];
  return moved;
}
