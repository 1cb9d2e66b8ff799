import { appendFile, readFile } from 'node:fs/promises';
import { writeDurably } from './journal/durable-file.ts';
import type { TimedVerdict } from './judge/judge-attempt.ts';

/** Wall clock that judging took, by exercise, in ms: the machine's affair and no part of a result. */
export type ElapsedMs = ReadonlyMap<string, readonly number[]>;

/** `protokoll/zeiten.csv`: a line an exercise of an attempt, in the order in which they were judged. */
export class Times {
  constructor(private readonly file: string) {}

  async add(pseudonym: string, attempt: number, judged: readonly TimedVerdict[]): Promise<void> {
    const lines = judged.map(({ verdict, elapsedMs }) => {
      return `${pseudonym};${attempt};${verdict.exercise};${Math.round(elapsedMs)}\n`;
    });
    await appendFile(this.file, lines.join(''));
  }

  async byExercise(): Promise<ElapsedMs> {
    const elapsed = new Map<string, number[]>();
    for (const line of await this.lines()) {
      const [, , exercise = '', ms = ''] = line.split(';');
      // A run that was killed may have left half a line.
      if (!/^\d+$/.test(ms)) continue;
      elapsed.set(exercise, [...(elapsed.get(exercise) ?? []), Number(ms)]);
    }
    return elapsed;
  }

  /** Forgets a person. */
  async remove(pseudonym: string): Promise<void> {
    const others = (await this.lines()).filter((line) => !line.startsWith(`${pseudonym};`));
    await writeDurably(this.file, others.map((line) => `${line}\n`).join(''));
  }

  private async lines(): Promise<readonly string[]> {
    const text = await readFile(this.file, 'utf8').catch(() => '');
    return text.split('\n').filter(Boolean);
  }
}
