import type { Passage } from '../outputs.ts';
import type { TokenRange } from './find-pairs.ts';
import type { Place } from './places.ts';
import type { Solution } from './solutions.ts';
import { thresholds } from './thresholds.ts';

/** The lines that tokens come from; of a range over several files those of the one with the most. */
export function passageOf(
  { files, places }: Solution['holders'][number],
  { from, to }: TokenRange,
): Passage {
  const byFile = new Map<string, Place[]>();
  for (const place of places.range(from, to)) {
    byFile.set(place.file, [...(byFile.get(place.file) ?? []), place]);
  }
  const [most = []] = [...byFile.values()].sort((a, b) => b.length - a.length);
  const file = most[0]?.file ?? '';
  const first = most.reduce((least, { line }) => Math.min(least, line), Infinity);
  const last = most.reduce((greatest, { line }) => Math.max(greatest, line), 0);
  const toLine = Math.min(last, first + thresholds.lines - 1);
  const lines = (files.get(file) ?? '').split('\n').slice(first - 1, toLine);
  return { file, fromLine: first, toLine, text: `${lines.join('\n')}\n` };
}
