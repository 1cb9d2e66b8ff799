import {
  createPrompt,
  isDownKey,
  isEnterKey,
  isNumberKey,
  isSpaceKey,
  isUpKey,
  useKeypress,
  usePagination,
  useState,
} from '@inquirer/core';
import { promptWording } from '../wording.ts';
import { below, type Drawing, entry, hiddenCursor } from './drawing.ts';

export interface ChooseConfig {
  /** Shown texts, in this order. */
  readonly options: readonly string[];
  /** Whether several may be chosen. */
  readonly multiple: boolean;
  readonly drawing: Drawing;
}

/** Asks for one or several of a list; answers with their places in it. */
export const choose = createPrompt<readonly number[], ChooseConfig>((config, done) => {
  const { options, multiple, drawing } = config;
  const [active, setActive] = useState(0);
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const [complaint, setComplaint] = useState<string | undefined>(undefined);
  const count = options.length;

  const toggle = (index: number): void => {
    setComplaint(undefined);
    setChosen(
      chosen.includes(index) ? chosen.filter((each) => each !== index) : [...chosen, index],
    );
  };
  const submit = (): void => {
    if (!multiple) done([active]);
    else if (chosen.length === 0) setComplaint(promptWording.chooseSomething);
    else done(chosen.toSorted((a, b) => a - b));
  };

  useKeypress((key, line) => {
    // Keys are no text here.
    line.clearLine(0);
    if (isUpKey(key)) setActive((active + count - 1) % count);
    else if (isDownKey(key)) setActive((active + 1) % count);
    else if (isNumberKey(key) && Number(key.name) >= 1 && Number(key.name) <= count) {
      setActive(Number(key.name) - 1);
      if (multiple) toggle(Number(key.name) - 1);
    } else if (isSpaceKey(key) && multiple) toggle(active);
    else if (isEnterKey(key)) submit();
  });

  const page = usePagination({
    items: options,
    active,
    pageSize: drawing.rows,
    loop: false,
    renderItem: ({ item, index, isActive }) => {
      const box = multiple ? (chosen.includes(index) ? '[x] ' : '[ ] ') : '';
      const lead = `  ${isActive ? '›' : ' '} ${index + 1}  ${box}`;
      const text = entry(lead, item, drawing.width);
      return isActive ? drawing.paint.bold(text) : text;
    },
  });
  const help = multiple ? promptWording.multipleKeys : promptWording.singleKeys;
  return [page + hiddenCursor, below(help, complaint, drawing)];
});
