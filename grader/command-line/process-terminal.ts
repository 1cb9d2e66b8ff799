import picocolors from 'picocolors';
import { type Paint, plainPaint } from '../feedback/paint.ts';
import { wrap } from '../feedback/terminal/layout.ts';
import type { Terminal } from './terminal.ts';

const width = 80;

/** The terminal, pipe or file this process was started with. */
export class ProcessTerminal implements Terminal {
  readonly progressOutput = process.stderr;
  private closed = false;
  private colour: boolean;

  constructor(environment: Readonly<Record<string, string | undefined>>) {
    this.colour = wantsColour(environment, process.stdout.isTTY === true);
    // `check | head`: nobody reads on. The verdict still becomes the exit code.
    for (const stream of [process.stdout, process.stderr]) {
      stream.on('error', () => {
        this.closed = true;
      });
    }
  }

  get paint(): Paint {
    return this.colour ? colours : plainPaint;
  }

  /** `--no-color` */
  withoutColour(): void {
    this.colour = false;
  }

  print(lines: readonly string[]): void {
    if (!this.closed) process.stdout.write(`${lines.join('\n')}\n`);
  }

  complain(text: string): void {
    if (this.closed) return;
    // Commands have lines of their own, which stay whole: they are there to be copied.
    const lines = text
      .split('\n')
      .flatMap((line) => (isCommand(line) ? [line] : wrap(line, width)));
    process.stderr.write(`${lines.join('\n')}\n`);
  }
}

function isCommand(line: string): boolean {
  return line.startsWith('npm run ');
}

const { bold, dim, green, red, yellow } = picocolors.createColors(true);
const colours: Paint = { bold, dim, good: green, bad: red, warn: yellow };

/** See no-color.org. npm hands `--no-color` over as an empty `npm_config_color`. */
export function wantsColour(
  environment: Readonly<Record<string, string | undefined>>,
  isTerminal: boolean,
): boolean {
  if ((environment.NO_COLOR ?? '') !== '') return false;
  if (['', 'false'].includes(environment.npm_config_color ?? 'unset')) return false;
  const forced = environment.FORCE_COLOR;
  if (forced !== undefined && forced !== '') return forced !== '0';
  return isTerminal && environment.TERM !== 'dumb';
}
