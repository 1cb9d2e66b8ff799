import type { WorkshopData } from './data.ts';
import { workshopWording as words } from './wording.ts';

/** Goes to a place in the editor. */
export type Reveal = (file: string, line: number, column: number | undefined) => void;

/**
 * Turns what a report names into ways there: sections of the book, the task, and places in the student's
 * own files.
 */
export function addLinks(within: HTMLElement, data: WorkshopData, reveal: Reveal): void {
  const files = data.files.map(({ name }) => name.replaceAll('.', '\\.')).join('|');
  const pattern = new RegExp(
    [
      `(?<reading>(?:„[^“]*“ in )?chapters/${data.chapter}/(?<page>[\\w-]+)\\.md(?:#(?<anchor>[^\\s,;]+))?)`,
      `(?<task>exercises/${data.chapter}/(?<exercise>[\\w-]+)/aufgabe\\.md)`,
      `(?<place>(?<file>${files})(?:, Zeile |:)(?<line>\\d+)(?::(?<column>\\d+))?)`,
    ].join('|'),
    'g',
  );
  for (const text of textsIn(within)) {
    const pieces = linked(text.data, pattern, data, reveal);
    if (pieces !== undefined) text.replaceWith(...pieces);
  }
}

function textsIn(within: HTMLElement): Text[] {
  const walker = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (node.parentElement?.closest('svg, script, a, button, figure') == null)
      texts.push(node as Text);
  }
  return texts;
}

function linked(
  text: string,
  pattern: RegExp,
  data: WorkshopData,
  reveal: Reveal,
): (string | HTMLElement)[] | undefined {
  const pieces: (string | HTMLElement)[] = [];
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    pieces.push(text.slice(at, match.index), linkFor(match[0], match.groups ?? {}, data, reveal));
    at = match.index + match[0].length;
  }
  return at === 0 ? undefined : [...pieces, text.slice(at)];
}

function linkFor(
  text: string,
  groups: Readonly<Record<string, string | undefined>>,
  data: WorkshopData,
  reveal: Reveal,
): HTMLElement {
  const { page, anchor, exercise, file = '', line, column } = groups;
  if (page !== undefined) {
    const title = /^(„.*“) in /.exec(text)?.[1];
    const fragment = anchor === undefined ? '' : `#${anchor}`;
    return link(title ?? text, `../${page}.html${fragment}`);
  }
  if (exercise !== undefined) {
    return link(text, exercise === data.exercise ? '#aufgabe' : `../aufgaben/${exercise}.html`);
  }
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'place';
  button.textContent = text;
  button.title = words.goTo(file, Number(line));
  button.addEventListener('click', () => {
    reveal(file, Number(line), column === undefined ? undefined : Number(column));
  });
  return button;
}

function link(text: string, href: string): HTMLAnchorElement {
  const anchor = document.createElement('a');
  anchor.href = href;
  anchor.textContent = text;
  return anchor;
}
