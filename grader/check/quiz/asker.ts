import type { Drawing } from './prompts/drawing.ts';

/** What became of a prompt: an answer, Ctrl-C, or the end of the input (Ctrl-D). */
export type Reply<Value> =
  | { readonly kind: 'answer'; readonly value: Value }
  | { readonly kind: 'interrupted' }
  | { readonly kind: 'ended' };

/** Somebody who can be asked. Answers are places in the lists shown. */
export interface Asker {
  choose(options: readonly string[], multiple: boolean): Promise<Reply<readonly number[]>>;
  arrange(items: readonly string[]): Promise<Reply<readonly number[]>>;
  assign(lefts: readonly string[], rights: readonly string[]): Promise<Reply<readonly number[]>>;
  write(unit: string | undefined, objection: Objection): Promise<Reply<string>>;
  confirm(question: string, byDefault: boolean): Promise<Reply<boolean>>;
  pause(text: string): Promise<Reply<true>>;
  readonly drawing: Drawing;
}

/** German: why this text cannot be an answer, or `undefined`. */
export type Objection = (text: string) => string | undefined;
