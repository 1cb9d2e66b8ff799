import { chapterResultJson } from '../../../results/chapter-result.ts';
import type { HandedOut } from './handed-out.ts';

/** `result.json`: the facts of `feedback.html` as data; `result` is what `check --json` writes. */
export function resultFile({ result, diagnoses, ...facts }: HandedOut): string {
  const head = { version: 1, ...facts, diagnoses };
  const opened = JSON.stringify(head, undefined, 2).slice(0, -2);
  return `${opened},\n  "result": ${chapterResultJson(result).trimEnd()}\n}\n`;
}
