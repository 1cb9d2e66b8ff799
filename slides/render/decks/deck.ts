import { parse, YAMLParseError } from 'yaml';
import { BrokenText } from '../book/render-text.ts';
import { deckWording as wording } from './wording.ts';

/** A deck as its author wrote it. */
export interface Deck {
  /** `slides/kapitel8/04-lamport-und-raft.md`, for messages. */
  readonly file: string;
  readonly title: string;
  /** `8.7–8.8`: the chapters it goes with. */
  readonly number: string;
  /** From left to right; each is a column of slides, mostly of one. */
  readonly columns: readonly (readonly Slide[])[];
}

export interface Slide {
  readonly markdown: string;
  /** Line of the file at which `markdown` begins, from 1. */
  readonly line: number;
  readonly notes?: { readonly markdown: string; readonly line: number };
}

/**
 * Takes a deck apart: front matter, slides separated by `---`, slides below one another by `----`, notes
 * between `:::notizen` and `:::`. What stands in a fenced block is left alone.
 *
 * @throws BrokenText
 */
export function parseDeck(file: string, text: string): Deck {
  const lines = text
    .replace(/^\uFEFF/, '')
    .replaceAll('\r\n', '\n')
    .split('\n');
  const { title, number, end } = frontMatter(file, lines);
  const columns: Slide[][] = [[]];
  let fence: { mark: string; line: number } | undefined;
  let start = end + 1;
  const close = (upTo: number): void => {
    columns.at(-1)?.push(slideOf(file, lines.slice(start, upTo), start + 1));
    start = upTo + 1;
  };
  for (let at = start; at < lines.length; at++) {
    const line = lines[at] ?? '';
    fence = fenceAfter(fence, line, at + 1);
    if (fence !== undefined) continue;
    if (line.trimEnd() === '---') {
      close(at);
      columns.push([]);
    } else if (line.trimEnd() === '----') close(at);
  }
  if (fence !== undefined) throw new BrokenText(file, fence.line, wording.openFence(fence.mark));
  close(lines.length);
  return { file, title, number, columns };
}

function frontMatter(
  file: string,
  lines: readonly string[],
): { title: string; number: string; end: number } {
  const end = lines.indexOf('---', 1);
  if (lines[0] !== '---' || end < 0) throw new BrokenText(file, 1, wording.noFrontMatter);
  let fields: unknown;
  try {
    fields = parse(lines.slice(1, end).join('\n'), { schema: 'failsafe' });
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    const line = (error.linePos?.[0].line ?? 1) + 1;
    throw new BrokenText(file, line, wording.brokenFrontMatter(error.code));
  }
  const field = (name: 'title' | 'number'): string => {
    const value = (fields as Record<string, unknown> | null)?.[name];
    if (typeof value !== 'string' || value.trim() === '') {
      throw new BrokenText(file, 1, wording.missingField(name));
    }
    return value;
  };
  return { title: field('title'), number: field('number'), end };
}

type Fence = { mark: string; line: number } | undefined;

/** The fenced block one is in after a line. */
function fenceAfter(fence: Fence, line: string, number: number): Fence {
  const [, mark, rest = ''] = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
  if (mark === undefined) return fence;
  if (fence === undefined) return { mark, line: number };
  const closes = mark.startsWith(fence.mark) && rest.trim() === '';
  return closes ? undefined : fence;
}

function slideOf(file: string, lines: readonly string[], firstLine: number): Slide {
  let fence: Fence;
  let notesAt: number | undefined;
  let notesEnd: number | undefined;
  lines.forEach((line, at) => {
    fence = fenceAfter(fence, line, at);
    if (fence !== undefined || !line.startsWith(':::')) return;
    const name = line.slice(3).trim();
    if (name === 'notizen' && notesAt === undefined) notesAt = at;
    else if (name === '' && notesAt !== undefined && notesEnd === undefined) notesEnd = at;
    else throw new BrokenText(file, firstLine + at, wording.strayDirective(line.trim()));
  });
  if (notesAt !== undefined && notesEnd === undefined) {
    throw new BrokenText(file, firstLine + notesAt, wording.openNotes);
  }
  const after = notesEnd === undefined ? [] : lines.slice(notesEnd + 1);
  const stray = after.findIndex((line) => line.trim() !== '');
  if (stray >= 0) {
    throw new BrokenText(file, firstLine + (notesEnd ?? 0) + 1 + stray, wording.afterNotes);
  }
  const markdown = lines.slice(0, notesAt).join('\n');
  if (markdown.trim() === '') throw new BrokenText(file, firstLine, wording.emptySlide);
  if (notesAt === undefined) return { markdown, line: firstLine };
  const notes = lines.slice(notesAt + 1, notesEnd).join('\n');
  return { markdown, line: firstLine, notes: { markdown: notes, line: firstLine + notesAt + 1 } };
}
