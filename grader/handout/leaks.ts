import { rollingHashes } from './rolling-hash.ts';
import { type LexicalToken, tokensOf } from './tokens.ts';
import { handoutWording as wording } from './wording.ts';

/** Text files by their path. */
export type Texts = ReadonlyMap<string, string>;

/** Something secret in a file that goes out. */
export interface Leak {
  readonly file: string;
  readonly what: string;
  /** A secret file that has it. */
  readonly from: string;
}

/** So many tokens in a row are no coincidence. */
const shingleLength = 40;
const shortestIdentifier = 9;
const shortestLiteral = 24;
const shortestComment = 30;

type Kind = 'identifier' | 'literal' | 'comment';

export interface Kinds {
  /** Minified: what it says, students are told, and its own names are gone. No comment may be left. */
  isCompiled(file: string): boolean;
  /** Written for students, skeletons too: what it says is known. */
  isReading(file: string): boolean;
  /** Built together with libraries, whose names are anybody's. */
  isBuilt(file: string): boolean;
}

/**
 * Looks for fingerprints of secret TypeScript files in what is handed out: runs of tokens and
 * comments; and names and texts that neither public code nor `common` has.
 */
export function findLeaks(
  handedOut: Texts,
  secret: Texts,
  kinds: Kinds,
  common: Texts = new Map(),
): Leak[] {
  const base = new Set<string>();
  const baseRuns = new Set<number>();
  for (const text of common.values()) {
    const { words, runs } = fingerprints(text);
    for (const print of words) base.add(keyOf(print));
    for (const run of runs) baseRuns.add(run);
  }
  for (const [file, text] of handedOut) {
    if (kinds.isCompiled(file) || !file.endsWith('.ts')) continue;
    const { words, runs } = fingerprints(text);
    for (const print of words) {
      // Code and comments are no common property, unless a solution was begun with them.
      if (print.kind !== 'comment' || kinds.isReading(file)) base.add(keyOf(print));
    }
    if (kinds.isReading(file)) for (const run of runs) baseRuns.add(run);
  }
  const secretRuns = new Map<number, string>();
  const prints = [...secret].flatMap(([from, source]) => {
    const { words, runs } = fingerprints(source);
    for (const run of runs) if (!baseRuns.has(run)) secretRuns.set(run, from);
    return words.filter((print) => !base.has(keyOf(print))).map((print) => ({ ...print, from }));
  });
  const of = (kind: Kind) =>
    new Map(prints.filter((print) => print.kind === kind).map(({ text, from }) => [text, from]));
  const searches = {
    identifier: wordSearch(of('identifier')),
    literal: phraseSearch(of('literal')),
    comment: phraseSearch(of('comment')),
  };
  const known = new Set<string>();
  for (const [file, text] of handedOut) {
    if (!kinds.isReading(file)) continue;
    for (const search of Object.values(searches))
      for (const [what] of search(text)) known.add(what);
  }
  return [...handedOut].flatMap(([file, text]) => {
    const found = new Map<string, string>();
    for (const code of kinds.isCompiled(file) ? [] : codeIn(file, text)) {
      const { hashes, wordsAt } = runsOf(tokensOf(code));
      for (const [at, hash] of hashes.entries()) {
        const from = secretRuns.get(hash);
        if (from !== undefined) found.set(wordsAt(at), from);
      }
    }
    const look = (search: Search, where: string): void => {
      for (const [what, from] of search(where)) if (!known.has(what)) found.set(what, from);
    };
    look(searches.comment, text);
    if (!kinds.isCompiled(file)) {
      look(searches.literal, text);
      look(searches.identifier, kinds.isBuilt(file) ? withoutScripts(file, text) : text);
    }
    return [...found].map(([what, from]) => ({ file, what: what.slice(0, 80), from }));
  });
}

function withoutScripts(file: string, text: string): string {
  return file.endsWith('.js') ? '' : text.replace(/<script[\s\S]*?<\/script>/g, '');
}

/** Finds secrets in a text: each with the file it comes from. */
type Search = (text: string) => [string, string][];

function wordSearch(words: ReadonlyMap<string, string>): Search {
  return (text) =>
    (text.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu) ?? []).flatMap((word): [string, string][] => {
      const from = words.get(word);
      return from === undefined ? [] : [[word, from]];
    });
}

/** Finds many phrases, none shorter than the shortest kind, in one walk over a text. */
function phraseSearch(phrases: ReadonlyMap<string, string>): Search {
  const length = Math.min(shortestLiteral, shortestComment);
  const byStart = new Map<string, string[]>();
  // Most places are ruled out by their first three characters, without making a string of them.
  const starts = new Uint8Array(1 << 16);
  for (const phrase of phrases.keys()) {
    const start = phrase.slice(0, length);
    byStart.set(start, [...(byStart.get(start) ?? []), phrase]);
    starts[threeAt(phrase, 0)] = 1;
  }
  return (text) => {
    const found: [string, string][] = [];
    if (byStart.size === 0) return found;
    for (let at = 0; at + length <= text.length; at++) {
      if (starts[threeAt(text, at)] === 0) continue;
      for (const phrase of byStart.get(text.slice(at, at + length)) ?? []) {
        if (text.startsWith(phrase, at)) found.push([phrase, phrases.get(phrase) ?? '']);
      }
    }
    return found;
  };
}

function threeAt(text: string, at: number): number {
  const mixed = text.charCodeAt(at) * 961 + text.charCodeAt(at + 1) * 31 + text.charCodeAt(at + 2);
  return mixed & 0xffff;
}

/** The lines of a report, a few for each file. */
export function describeLeaks(leaks: readonly Leak[], perFile = 3): string[] {
  const seen = new Map<string, number>();
  return leaks
    .filter(({ file }) => {
      const before = seen.get(file) ?? 0;
      seen.set(file, before + 1);
      return before < perFile;
    })
    .map(({ file, what, from }) => wording.leak(file, what, from));
}

interface Fingerprint {
  readonly kind: Kind;
  readonly text: string;
}

/** Names of the language itself. */
const builtIn: ReadonlySet<string> = new Set(
  Object.getOwnPropertyNames(globalThis).flatMap((name) => {
    const value: unknown = Reflect.get(globalThis, name);
    if (typeof value !== 'function') return [name];
    const prototype: unknown = value.prototype;
    return [
      name,
      ...Object.getOwnPropertyNames(value),
      ...(typeof prototype === 'object' && prototype !== null
        ? Object.getOwnPropertyNames(prototype)
        : []),
    ];
  }),
);

/** `08-raft.md#wahl`: where to read on is no secret, whoever points there. */
function isPlace(text: string): boolean {
  return /^[\w-]+\.md#\S+$/.test(text);
}

function keyOf({ kind, text }: Fingerprint): string {
  return `${kind} ${text}`;
}

interface Fingerprints {
  readonly words: readonly Fingerprint[];
  /** Hashes of runs of tokens. */
  readonly runs: readonly number[];
}

function fingerprints(source: string): Fingerprints {
  const words: Fingerprint[] = [];
  const tokens = tokensOf(source);
  const runs = [...runsOf(tokens).hashes];
  for (const { kind, text } of tokens) {
    // A single word is no fingerprint: prose and other people's code have it too.
    const isCompound = /\p{Ll}\p{Lu}/u.test(text);
    if (
      kind === 'identifier' &&
      isCompound &&
      text.length >= shortestIdentifier &&
      !builtIn.has(text)
    ) {
      words.push({ kind, text });
    }
    // A mutant's edits are code in quotes.
    if (kind === 'literal' && /[;{}]|=>/.test(text)) runs.push(...runsOf(tokensOf(text)).hashes);
    else if (kind === 'literal' && text.length >= shortestLiteral && !isPlace(text)) {
      words.push({ kind, text });
    }
    if (kind === 'comment' && text.length >= shortestComment) words.push({ kind, text });
  }
  return { words, runs };
}

/** A source's code; in Markdown, that of each of its code blocks. */
function codeIn(file: string, text: string): string[] {
  if (file.endsWith('.md')) {
    return [...text.matchAll(/^```[^\n]*\n([\s\S]*?)^```/gm)].map(([, code = '']) => code);
  }
  return /\.(?:ts|js)$/.test(file) ? [text] : [];
}

/** All runs of tokens, as hashes: the runs themselves would fill the memory. */
function runsOf(all: readonly LexicalToken[]) {
  const tokens = all.flatMap(({ kind, text }) => (kind === 'comment' ? [] : [text]));
  return {
    hashes: rollingHashes(tokens, shingleLength),
    wordsAt: (at: number) => tokens.slice(at, at + shingleLength).join(' '),
  };
}
