import type { Violation } from './dependencies.ts';

/** Where a link in a text leads, as written. */
export interface Link {
  readonly line: number;
  readonly target: string;
}

/** A code block between two fences; `end` is missing if nothing closes it. Lines count from 1. */
export interface Fence {
  readonly start: number;
  readonly end: number | undefined;
  /** First word after the opening fence: `mermaid`, `ts`, or nothing. */
  readonly language: string;
}

/** The fenced code blocks of a text (CommonMark 0.31, section 4.5). */
export function fencesIn(markdown: string): Fence[] {
  const fences: Fence[] = [];
  let open: { start: number; marker: string; language: string } | undefined;
  const close = (end: number | undefined): void => {
    if (open !== undefined) fences.push({ start: open.start, end, language: open.language });
    open = undefined;
  };
  for (const [index, text] of markdown.split(/\r?\n/).entries()) {
    const [, marker = '', rest = ''] = /^\s*(`{3,}|~{3,})\s*(.*)$/.exec(text) ?? [];
    if (marker === '' || (marker.startsWith('`') && rest.includes('`'))) continue;
    if (open !== undefined && !marker.startsWith(open.marker)) continue;
    if (open !== undefined && rest === '') {
      close(index + 1);
      continue;
    }
    // A fence with a language cannot close a block: the one before it was forgotten.
    close(undefined);
    open = { start: index + 1, marker, language: rest.split(/\s/)[0] ?? '' };
  }
  close(undefined);
  return fences;
}

/** Blocks that nothing closes; the rest of the page would be taken for code. */
export function fenceProblems(file: string, markdown: string): Violation[] {
  return fencesIn(markdown)
    .filter(({ end }) => end === undefined)
    .map(({ start, language }) => ({
      file,
      line: start,
      message: `Der Block ${language === '' ? '' : `„${language}“ `}ist nicht geschlossen. Beenden Sie ihn mit einer eigenen Zeile aus denselben Zeichen wie am Anfang.`,
    }));
}

/** The text with its code blocks emptied, so that nothing in them counts. Lines stay where they are. */
export function withoutCodeBlocks(markdown: string): string {
  const lines = markdown.split(/\r?\n/);
  for (const { start, end = lines.length } of fencesIn(markdown)) lines.fill('', start - 1, end);
  return lines.join('\n');
}

/** All links and pictures outside of code: inline, by reference, and in HTML. */
export function linksIn(markdown: string): Link[] {
  const text = withoutCodeBlocks(markdown).replace(
    /(?<!`)(`+)(?!`)(?:(?!\n\s*\n)[\s\S])*?(?<!`)\1(?!`)/g,
    (code) => code.replace(/[^\n]/g, ' '),
  );
  const patterns = [
    /\]\(\s*<?([^)<>\s]+)>?(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)/g,
    /^ {0,3}\[[^\]]+\]:\s*<?([^\s<>]+)/gm,
    /<[a-z][^>]*\s(?:href|src)="([^"]+)"/g,
  ];
  return patterns
    .flatMap((pattern) => [...text.matchAll(pattern)])
    .map((match) => ({
      line: text.slice(0, match.index + match[0].indexOf(match[1] ?? '')).split('\n').length,
      target: match[1] ?? '',
    }))
    .sort((a, b) => a.line - b.line);
}
