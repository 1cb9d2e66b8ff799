import { describe, expect, it } from 'vitest';
import { plainPaint } from '../../feedback/paint.ts';
import { inlineText } from './inline-text.ts';

const marked = { ...plainPaint, bold: (text: string) => `<${text}>` };

describe('inline Markdown in a terminal', () => {
  it.each([
    ['Der *Monolith* ist **groß**.', 'Der <Monolith> ist <groß>.'],
    ['`a < b && c` & [Raft](08-raft.md)', '`a < b && c` & Raft'],
    ['$a \\to b$ und $L(a) < L(b)$', 'a → b und L(a) < L(b)'],
    ['$\\lfloor n/2 \\rfloor + 1$', '⌊n/2⌋ + 1'],
    ['$O(\\log_2 n)$, $\\max(a, b)$', 'O(log₂ n), max(a, b)'],
    ['$x^{i+1}_k$, $n_1$, $t_\\mathit{ab}$', 'xₖⁱ⁺¹, n₁, t_(ab)'],
    ['$-1 + x \\cdot \\frac{1}{2n}$', '−1 + x ⋅ 1/2n'],
    ['$\\frac{n + 1}{2}$', '(n + 1)/2'],
    ['$15{,}5 \\text{ Runden}$', '15,5 Runden'],
    ['$a_1 * b_1 * c$', 'a₁ ∗ b₁ ∗ c'],
    ['5 $ und 6 $', '5 $ und 6 $'],
    ['`$x$`', '`$x$`'],
    ['$\\unbekannt{x}$', '\\unbekannt{x}'],
    ['eine\nZeile', 'eine Zeile'],
    ['„x“ <b>y</b> "z"', '„x“ y "z"'],
  ])('%j', (markdown, text) => {
    expect(inlineText(markdown, marked)).toBe(text);
  });
});
