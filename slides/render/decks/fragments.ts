import { TextProblem } from '../markdown/text-problem.ts';
import { deckWording as wording } from './wording.ts';

const mark = '{.fragment}';

/**
 * Marks what appears step by step. Authors write a list with `+` instead of `-`, or put `{.fragment}`
 * behind a paragraph or an item. Lines stay where they are.
 */
export function markFragments(markdown: string): string {
  let fence: string | undefined;
  return markdown
    .split('\n')
    .map((line) => {
      const [, opened] = /^ {0,3}(`{3,}|~{3,})/.exec(line) ?? [];
      if (opened !== undefined) {
        if (fence === undefined) fence = opened;
        else if (opened.startsWith(fence)) fence = undefined;
        return line;
      }
      return fence === undefined ? line.replace(/^(\s*)\+ +/, `$1- ${mark} `) : line;
    })
    .join('\n');
}

/** Turns the marks in rendered HTML into classes. @throws TextProblem if one is where it has no effect. */
export function applyFragments(html: string): string {
  const done = html
    .replace(/<(li|p)>(\s*(?:<p>)?)\{\.fragment\}\s*/g, '<$1 class="fragment">$2')
    .replace(
      /<(p|li)>((?:(?!<\/?(?:p|li|ul|ol)\b)[\s\S])*?)\s*\{\.fragment\}(?=<\/\1>|\s*<[uo]l>)/g,
      '<$1 class="fragment">$2',
    );
  if (done.includes(mark)) throw new TextProblem(wording.strayFragment, mark);
  return done;
}
