import { expect, it } from 'vitest';
import { plainPaint } from '../feedback/paint.ts';
import { printingSentences } from './sentences.ts';

it('breaks long lines between words, each part as far to the right as the first', () => {
  const printed: string[] = [];
  const terminal = printingSentences({
    paint: plainPaint,
    progressOutput: { write: () => true },
    print: (lines) => void printed.push(...lines),
    complain: () => undefined,
  });
  const text = 'Jede Abgabe hat ihre eigene Zeile. '.repeat(4).trim();
  terminal.print(['kurz', `  ${text}`, `/sehr/${'lang/'.repeat(30)}`]);
  const [short, ...others] = printed;
  const path = others.pop();
  expect(short).toBe('kurz');
  expect(path).toBe(`/sehr/${'lang/'.repeat(30)}`);
  expect(others.map((line) => line.trim()).join(' ')).toBe(text);
  expect(others.length).toBeGreaterThan(1);
  for (const line of others) expect(line).toMatch(/^ {2}\S.{0,77}$/);
});
