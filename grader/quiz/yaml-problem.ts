import type { LineCounter, YAMLError } from 'yaml';
import { quizWording } from './wording.ts';

const { codes, other } = quizWording.yaml;

/** What YAML objects to, in German, with its line in the text. */
export function yamlProblem(
  { code, pos }: YAMLError,
  text: string,
  counter: LineCounter,
): { readonly line: number; readonly message: string } {
  const { line } = counter.linePos(pos[0]);
  // `*fett* am Anfang` is a reference with something behind it: YAML finds fault with the latter.
  const isMarked = /(?:[:-]\s+|[{,]\s*\w+:\s+)[*&!]/.test(text.split('\n')[line - 1] ?? '');
  const message = isMarked ? quizWording.structure.anchor : (codes[code] ?? other);
  return { line, message };
}
