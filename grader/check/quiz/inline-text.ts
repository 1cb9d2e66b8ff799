import { Lexer, type Token } from 'marked';
import type { Paint } from '../../feedback/paint.ts';
import { formulaText } from './formula-text.ts';

/**
 * Inline Markdown as a line for a terminal: emphasis by colour, code in its backticks, links by their
 * text, formulas as text.
 */
export function inlineText(markdown: string, paint: Paint): string {
  const formulas: string[] = [];
  // Formulas are no Markdown: `_` and `*` in them mean something else.
  const kept = markdown.replace(
    formula,
    (whole, code: string | undefined, tex: string | undefined) => {
      if (code !== undefined || tex === undefined) return whole;
      formulas.push(formulaText(tex));
      return `\u0001${formulas.length - 1}\u0002`;
    },
  );
  const text = Lexer.lexInline(kept)
    .map((token) => render(token, paint))
    .join('');
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: marks that no text contains
      .replace(/\u0001(\d+)\u0002/g, (_, index: string) => formulas[Number(index)] ?? '')
      .replace(/\s+/g, ' ')
      .trim()
  );
}

/** Code first, so that a `$` in it is none; then `$…$` that does not look like a price. */
const formula =
  /(`+[^`]+`+)|\$\$?((?:\\.|[^$\\\s])(?:(?:\\.|[^$\\])*(?:\\.|[^$\\\s]))?)\$\$?(?!\d)/g;

function render(token: Token, paint: Paint): string {
  const inner = () =>
    ('tokens' in token ? (token.tokens ?? []) : []).map((each) => render(each, paint)).join('');
  switch (token.type) {
    case 'strong':
    case 'em':
      return paint.bold(inner());
    case 'codespan':
      return `\`${decoded(token.text)}\``;
    case 'link':
    case 'del':
      return inner();
    case 'br':
      return ' ';
    case 'html':
      return '';
    default:
      return 'text' in token ? decoded(String(token.text)) : token.raw;
  }
}

function decoded(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}
