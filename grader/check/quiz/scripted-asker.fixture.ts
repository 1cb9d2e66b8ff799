import { plainPaint } from '../../feedback/paint.ts';
import type { Asker, Objection, Reply } from './asker.ts';

/** What somebody does at a prompt: answers by the shown texts, or stops. */
export type Move =
  | { readonly choose: readonly string[] }
  | { readonly arrange: readonly string[] }
  /** Right by left. */
  | { readonly assign: Readonly<Record<string, string>> }
  | { readonly write: string }
  | { readonly confirm: boolean }
  | 'interrupt'
  | 'end';

/** Somebody whose moves are known beforehand. Goes on at pauses by themselves. */
export class ScriptedAsker implements Asker {
  readonly drawing = { paint: plainPaint, width: 80, rows: 18 };
  /** What was shown at each prompt. */
  readonly shown: (readonly string[])[] = [];

  constructor(private readonly moves: Move[]) {}

  get left(): number {
    return this.moves.length;
  }

  async choose(options: readonly string[]): Promise<Reply<readonly number[]>> {
    this.shown.push(options);
    return this.next('choose', (texts: readonly string[]) =>
      texts.map((text) => place(options, text)),
    );
  }

  async arrange(items: readonly string[]): Promise<Reply<readonly number[]>> {
    this.shown.push(items);
    return this.next('arrange', (texts: readonly string[]) =>
      texts.map((text) => place(items, text)),
    );
  }

  async assign(
    lefts: readonly string[],
    rights: readonly string[],
  ): Promise<Reply<readonly number[]>> {
    this.shown.push(lefts);
    return this.next('assign', (pairs: Readonly<Record<string, string>>) =>
      lefts.map((left) => place(rights, pairs[left] ?? '')),
    );
  }

  async write(_unit: string | undefined, objection: Objection): Promise<Reply<string>> {
    this.shown.push([]);
    return this.next('write', (text: string) => {
      if (objection(text) !== undefined) throw new Error(`${text} was refused`);
      return text;
    });
  }

  async confirm(question: string): Promise<Reply<boolean>> {
    this.shown.push([question]);
    return this.next('confirm', (value: boolean) => value);
  }

  async pause(): Promise<Reply<true>> {
    return { kind: 'answer', value: true };
  }

  private next<Given, Value>(kind: string, read: (given: Given) => Value): Reply<Value> {
    const move = this.moves.shift();
    if (move === undefined) throw new Error(`Nothing left to do at ${kind}`);
    if (move === 'interrupt') return { kind: 'interrupted' };
    if (move === 'end') return { kind: 'ended' };
    if (!(kind in move)) throw new Error(`Expected ${kind}, got ${JSON.stringify(move)}`);
    return { kind: 'answer', value: read(Reflect.get(move, kind) as Given) };
  }
}

function place(texts: readonly string[], text: string): number {
  const index = texts.indexOf(text);
  if (index < 0) throw new Error(`${text} is not among ${texts.join(', ')}`);
  return index;
}
