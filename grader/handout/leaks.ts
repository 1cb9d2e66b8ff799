import { ts } from 'ts-morph';
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

type Kind = 'identifier' | 'literal' | 'comment' | 'shingle';

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
  for (const text of common.values()) {
    for (const print of fingerprints(text)) base.add(keyOf(print));
  }
  for (const [file, text] of handedOut) {
    if (kinds.isCompiled(file) || !file.endsWith('.ts')) continue;
    for (const print of fingerprints(text)) {
      // Code and comments are no common property, unless a solution was begun with them.
      const isWords = print.kind === 'identifier' || print.kind === 'literal';
      if (isWords || kinds.isReading(file)) base.add(keyOf(print));
    }
  }
  const prints = [...secret].flatMap(([from, source]) =>
    [...fingerprints(source)]
      .filter((print) => !base.has(keyOf(print)))
      .map((print) => ({ ...print, from })),
  );
  const of = (kind: Kind) =>
    new Map(prints.filter((print) => print.kind === kind).map(({ text, from }) => [text, from]));
  const searches = {
    identifier: wordSearch(of('identifier')),
    literal: phraseSearch(of('literal')),
    comment: phraseSearch(of('comment')),
  };
  const shingles = of('shingle');
  const known = new Set<string>();
  for (const [file, text] of handedOut) {
    if (!kinds.isReading(file)) continue;
    for (const search of Object.values(searches))
      for (const [what] of search(text)) known.add(what);
  }
  return [...handedOut].flatMap(([file, text]) => {
    const found = new Map<string, string>();
    for (const shingle of kinds.isCompiled(file) ? [] : shinglesOf(file, text)) {
      const from = shingles.get(shingle);
      if (from !== undefined) found.set(shingle, from);
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
  for (const phrase of phrases.keys()) {
    const start = phrase.slice(0, length);
    byStart.set(start, [...(byStart.get(start) ?? []), phrase]);
  }
  return (text) => {
    const found: [string, string][] = [];
    if (byStart.size === 0) return found;
    for (let at = 0; at + length <= text.length; at++) {
      for (const phrase of byStart.get(text.slice(at, at + length)) ?? []) {
        if (text.startsWith(phrase, at)) found.push([phrase, phrases.get(phrase) ?? '']);
      }
    }
    return found;
  };
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

function* fingerprints(source: string): Generator<Fingerprint> {
  for (const { kind, text } of tokensOf(source)) {
    // A single word is no fingerprint: prose and other people's code have it too.
    const isCompound = /\p{Ll}\p{Lu}/u.test(text);
    if (
      kind === 'identifier' &&
      isCompound &&
      text.length >= shortestIdentifier &&
      !builtIn.has(text)
    ) {
      yield { kind, text };
    }
    // A mutant's edits are code in quotes.
    if (kind === 'literal' && /[;{}]|=>/.test(text)) {
      for (const shingle of shinglesOf('x.ts', text)) yield { kind: 'shingle', text: shingle };
    } else if (kind === 'literal' && text.length >= shortestLiteral && !isPlace(text)) {
      yield { kind, text };
    }
    if (kind === 'comment' && text.length >= shortestComment) yield { kind, text };
  }
  for (const text of shinglesOf('x.ts', source)) yield { kind: 'shingle', text };
}

/** Runs of tokens in code; in Markdown, in each of its code blocks. */
function shinglesOf(file: string, text: string): string[] {
  if (file.endsWith('.md')) {
    const blocks = [...text.matchAll(/^```[^\n]*\n([\s\S]*?)^```/gm)];
    return blocks.flatMap(([, code = '']) => shinglesOf('x.ts', code));
  }
  if (!/\.(?:ts|js)$/.test(file)) return [];
  const tokens = tokensOf(text)
    .filter(({ kind }) => kind !== 'comment')
    .map((token) => token.text);
  const shingles: string[] = [];
  for (let at = 0; at + shingleLength <= tokens.length; at++) {
    shingles.push(tokens.slice(at, at + shingleLength).join(' '));
  }
  return shingles;
}

interface LexicalToken {
  readonly kind: Kind | 'other';
  readonly text: string;
}

/** All tokens in order; templates are parsed, so that their texts are not taken for code. */
function tokensOf(source: string): LexicalToken[] {
  const file = ts.createSourceFile('x.ts', source, ts.ScriptTarget.ES2023, false, ts.ScriptKind.TS);
  const tokens: LexicalToken[] = [];
  const visit = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.EndOfFileToken) {
      tokens.push(...commentsBefore(source, node.pos));
    } else if (ts.isToken(node) || ts.isIdentifier(node)) {
      tokens.push(...commentsBefore(source, node.pos), tokenOf(node, file));
    } else {
      for (const child of node.getChildren(file)) visit(child);
    }
  };
  visit(file);
  return tokens;
}

function tokenOf(node: ts.Node, file: ts.SourceFile): LexicalToken {
  const text = node.getText(file);
  if (ts.isIdentifier(node)) return { kind: 'identifier', text };
  if (ts.isStringLiteralLike(node)) return { kind: 'literal', text: node.text };
  if (ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
    return { kind: 'literal', text: node.text };
  }
  return { kind: 'other', text };
}

function commentsBefore(source: string, at: number): LexicalToken[] {
  const ranges = [
    ...(ts.getTrailingCommentRanges(source, at) ?? []),
    ...(ts.getLeadingCommentRanges(source, at) ?? []),
  ];
  return ranges.flatMap(({ pos, end }) =>
    source
      .slice(pos, end)
      .split('\n')
      .map((line) => ({ kind: 'comment' as const, text: line.replace(/^[\s/*]+|[\s/*]+$/g, '') })),
  );
}
