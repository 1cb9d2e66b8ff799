import katex from 'katex';
import type { MarkedExtension } from 'marked';
import markedKatex from 'marked-katex-extension';
import { TextProblem } from './text-problem.ts';

/**
 * `$…$` and `$$…$$` as KaTeX, with MathML for screen readers. Also next to a letter or bracket, as in
 * „$n$-mal“.
 */
export function formulas(): MarkedExtension {
  const extension = markedKatex({ nonStandard: true });
  for (const each of extension.extensions ?? []) {
    if ('renderer' in each) {
      each.renderer = (token) => renderFormula(String(token.text), token.displayMode === true);
    }
  }
  return extension;
}

/** @throws TextProblem if KaTeX does not understand it. */
export function renderFormula(formula: string, isDisplayed: boolean): string {
  try {
    const html = katex.renderToString(formula, {
      displayMode: isDisplayed,
      output: 'htmlAndMathml',
      throwOnError: true,
      strict: 'error',
    });
    return isDisplayed ? `<div class="formula" tabindex="0">${html}</div>\n` : html;
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^KaTeX parse error: /, '') : '';
    throw new TextProblem(
      `Die Formel „${formula}“ versteht KaTeX nicht (${reason}). Schreiben Sie sie anders; ein Dollarzeichen, das keine Formel beginnt, braucht einen umgekehrten Schrägstrich davor.`,
      formula,
    );
  }
}
