import type { ReadStream, WriteStream } from 'node:tty';
import { AbortPromptError, ExitPromptError, type KeypressEvent } from '@inquirer/core';
import type { Paint } from '../../feedback/paint.ts';
import type { Asker, Objection, Reply } from './asker.ts';
import { arrange } from './prompts/arrange.ts';
import { assign } from './prompts/assign.ts';
import { choose } from './prompts/choose.ts';
import { confirm, pause } from './prompts/confirm.ts';
import type { Drawing } from './prompts/drawing.ts';
import { write } from './prompts/write.ts';

type Prompt<Value> = (context: PromptContext) => Promise<Value>;

interface PromptContext {
  readonly input: ReadStream;
  readonly output: WriteStream;
  readonly signal: AbortSignal;
  readonly clearPromptOnDone: true;
}

/** Lines below a list: keys, a complaint, and air. */
const reservedRows = 5;
const fewestRows = 5;
const widest = 80;

/** A person at a terminal. What they were asked is cleared away; what matters of it is printed. */
export class TerminalAsker implements Asker {
  constructor(
    private readonly input: ReadStream,
    private readonly output: WriteStream,
    private readonly paint: Paint,
    private readonly signal: AbortSignal,
  ) {}

  /** Fits the window as it is now. */
  get drawing(): Drawing {
    return {
      paint: this.paint,
      width: Math.min(this.output.columns || widest, widest),
      rows: Math.max(fewestRows, (this.output.rows || 24) - reservedRows),
    };
  }

  choose(options: readonly string[], multiple: boolean): Promise<Reply<readonly number[]>> {
    return this.run((context) => choose({ options, multiple, drawing: this.drawing }, context));
  }

  arrange(items: readonly string[]): Promise<Reply<readonly number[]>> {
    return this.run((context) => arrange({ items, drawing: this.drawing }, context));
  }

  assign(lefts: readonly string[], rights: readonly string[]): Promise<Reply<readonly number[]>> {
    return this.run((context) => assign({ lefts, rights, drawing: this.drawing }, context));
  }

  write(unit: string | undefined, objection: Objection): Promise<Reply<string>> {
    return this.run((context) => write({ unit, objection, drawing: this.drawing }, context));
  }

  confirm(question: string, byDefault: boolean): Promise<Reply<boolean>> {
    return this.run((context) => confirm({ question, byDefault, drawing: this.drawing }, context));
  }

  pause(text: string): Promise<Reply<true>> {
    return this.run((context) => pause({ text, drawing: this.drawing }, context));
  }

  private async run<Value>(prompt: Prompt<Value>): Promise<Reply<Value>> {
    const closing = new AbortController();
    // The line editor closes on Ctrl-D without telling the prompt; so look at the keys before it.
    const onKey = (_: unknown, key: KeypressEvent): void => {
      if (key.ctrl && key.name === 'd') closing.abort();
    };
    const onEnd = (): void => {
      // The window was closed. Nothing is left whose mode the line editor could restore.
      this.input.setRawMode = () => this.input;
      closing.abort();
    };
    this.input.prependListener('keypress', onKey);
    // Before the line editor, which hears of the end as well.
    this.input.prependListener('end', onEnd);
    try {
      const value = await prompt({
        input: this.input,
        output: this.output,
        signal: AbortSignal.any([this.signal, closing.signal]),
        clearPromptOnDone: true,
      });
      return { kind: 'answer', value };
    } catch (error) {
      if (error instanceof ExitPromptError) return { kind: 'interrupted' };
      if (!(error instanceof AbortPromptError)) throw error;
      return { kind: this.signal.aborted ? 'interrupted' : 'ended' };
    } finally {
      this.input.off('keypress', onKey);
      this.input.off('end', onEnd);
    }
  }
}
