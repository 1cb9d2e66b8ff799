import type { Ts } from './parser.ts';
import { type ParsedFile, parseFile } from './syntax.ts';

/** Far more than a chapter has; only against a process that reads many chapters. */
const maxKept = 200;

const kept = new Map<string, ParsedFile>();

/**
 * Parses a file that students were given, skeleton or contract. Its tree is the same for everybody's
 * submission, nobody changes it, and so a process that reads many of them keeps it.
 */
export function parseGiven(ts: Ts, path: string, text: string): ParsedFile {
  const key = `${path}\n${text}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  if (kept.size >= maxKept) kept.clear();
  const parsed = parseFile(ts, path, text);
  kept.set(key, parsed);
  return parsed;
}
