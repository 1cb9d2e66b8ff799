import { createPrompt, isEnterKey, useKeypress, useState } from '@inquirer/core';
import { promptWording } from '../wording.ts';
import { below, type Drawing } from './drawing.ts';

export interface WriteConfig {
  /** „Runden“, behind the input. */
  readonly unit: string | undefined;
  /** German: why this cannot be an answer, or `undefined`. */
  readonly objection: (text: string) => string | undefined;
  readonly drawing: Drawing;
}

/** Asks for a number or a short text. */
export const write = createPrompt<string, WriteConfig>((config, done) => {
  const { unit, objection, drawing } = config;
  const [text, setText] = useState('');
  const [complaint, setComplaint] = useState<string | undefined>(undefined);

  useKeypress((key, line) => {
    if (!isEnterKey(key)) {
      setText(line.line);
      setComplaint(undefined);
      return;
    }
    const problem = text.trim() === '' ? promptWording.writeSomething : objection(text);
    if (problem === undefined) {
      done(text.trim());
      return;
    }
    // Enter has emptied the line; what was typed can be corrected.
    line.write(text);
    setComplaint(problem);
  });

  const label = unit === undefined ? promptWording.answer : promptWording.answerIn(unit);
  return [
    `  ${drawing.paint.bold(label)} ${text}`,
    below(promptWording.writeKeys, complaint, drawing),
  ];
});
