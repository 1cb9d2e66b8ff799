import { createPrompt, isEnterKey, useKeypress } from '@inquirer/core';
import type { Drawing } from './drawing.ts';

export interface ConfirmConfig {
  readonly question: string;
  /** What Enter means. */
  readonly byDefault: boolean;
  readonly drawing: Drawing;
}

/** Asks a question that is answered with j(a), n(ein) or Enter. */
export const confirm = createPrompt<boolean, ConfirmConfig>((config, done) => {
  const { question, byDefault, drawing } = config;
  useKeypress((key) => {
    if (isEnterKey(key)) done(byDefault);
    else if (key.name === 'j' || key.name === 'y') done(true);
    else if (key.name === 'n') done(false);
  });
  return `${drawing.paint.bold(question)} ${byDefault ? '[J/n]' : '[j/N]'}`;
});

export interface PauseConfig {
  readonly text: string;
  readonly drawing: Drawing;
}

/** Waits for Enter. */
export const pause = createPrompt<true, PauseConfig>(({ text, drawing }, done) => {
  useKeypress((key) => {
    if (isEnterKey(key)) done(true);
  });
  return drawing.paint.dim(text);
});
