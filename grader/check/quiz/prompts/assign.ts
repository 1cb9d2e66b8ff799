import {
  createPrompt,
  isBackspaceKey,
  isDownKey,
  isEnterKey,
  isUpKey,
  useKeypress,
  usePagination,
  useState,
} from '@inquirer/core';
import { letterOf } from '../../../quiz/letters.ts';
import { promptWording } from '../wording.ts';
import { below, type Drawing, entry, hiddenCursor } from './drawing.ts';

export interface AssignConfig {
  readonly lefts: readonly string[];
  /** Named a, b, c … */
  readonly rights: readonly string[];
  readonly drawing: Drawing;
}

type Assigned = readonly (number | undefined)[];

/** Asks for one of the rights for each left; answers with their places, in the order of the lefts. */
export const assign = createPrompt<readonly number[], AssignConfig>((config, done) => {
  const { lefts, rights, drawing } = config;
  const [active, setActive] = useState(0);
  const [assigned, setAssigned] = useState<Assigned>(lefts.map(() => undefined));
  const [complaint, setComplaint] = useState<string | undefined>(undefined);

  const put = (right: number | undefined): void => {
    setComplaint(undefined);
    setAssigned(assigned.with(active, right));
  };
  const turn = (by: number): void => {
    const now = assigned[active];
    const next = now === undefined ? (by > 0 ? 0 : rights.length - 1) : now + by;
    put((next + rights.length) % rights.length);
  };
  const submit = (): void => {
    const open = assigned.flatMap((right, index) => (right === undefined ? [index] : []));
    const [first] = open;
    if (first === undefined) {
      done(assigned.flatMap((right) => right ?? []));
      return;
    }
    // Enter goes on to what is missing; it only objects where one stands on it.
    if (first === active) setComplaint(promptWording.assignSomething(open.map((each) => each + 1)));
    setActive(first);
  };

  useKeypress((key, line) => {
    // Keys are no text here.
    line.clearLine(0);
    const letter = /^[a-z]$/.test(key.name) && !key.ctrl ? key.name.charCodeAt(0) - 97 : -1;
    if (isUpKey(key)) setActive((active + lefts.length - 1) % lefts.length);
    else if (isDownKey(key)) setActive((active + 1) % lefts.length);
    else if (key.name === 'right') turn(1);
    else if (key.name === 'left') turn(-1);
    else if (isBackspaceKey(key)) put(undefined);
    else if (letter >= 0 && letter < rights.length) {
      put(letter);
      setActive(Math.min(active + 1, lefts.length - 1));
    } else if (isEnterKey(key)) submit();
  });

  const page = usePagination({
    items: lefts,
    active,
    pageSize: drawing.rows,
    loop: false,
    renderItem: ({ item, index, isActive }) => {
      const right = assigned[index];
      const sign = right === undefined ? '?' : letterOf(right);
      const text = entry(`  ${isActive ? '›' : ' '} ${index + 1} → ${sign}  `, item, drawing.width);
      return isActive ? drawing.paint.bold(text) : text;
    },
  });
  return [page + hiddenCursor, below(promptWording.assignKeys, complaint, drawing)];
});
