import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { transform } from 'esbuild';
import { style as traceStyle } from '../../../grader/feedback/space-time/svg/style.ts';

/** The drawing follows the key that switches the theme, not only the system. */
const traceColours = `.reveal .space-time{--st-ink:var(--text);--st-soft:var(--muted);--st-lane:var(--border);--st-paper:var(--ground);--st-message:var(--accent);background:none}
:root[data-theme=light] .space-time{--st-client:#6b4ba3;--st-bad:#b3261e;--st-bad-band:#fce8e6;--st-note:#8a5a00;--st-note-band:#fdf3dc}
:root[data-theme=dark] .space-time{--st-client:#c3a6f5;--st-bad:#ff8a80;--st-bad-band:#43201e;--st-note:#f0c05a;--st-note-band:#372c12}`;

const resolve = createRequire(import.meta.url).resolve;

/** One style sheet for all slides: reveal's, KaTeX's if there are formulas, and our own. */
export async function stylesFor(html: string): Promise<string> {
  const own = await readFile(new URL('../theme/deck.css', import.meta.url), 'utf8');
  const reveal = await readFile(resolve('reveal.js/reveal.css'), 'utf8');
  const picture = html.includes('class="space-time"') ? `${traceStyle}\n${traceColours}` : '';
  const formulas = html.includes('class="katex"') ? await katexStyles(html) : '';
  const { code } = await transform(`${reveal}\n${formulas}\n${own}\n${picture}`, {
    loader: 'css',
    minify: true,
    charset: 'utf8',
    legalComments: 'none',
  });
  return code;
}

/** Faces beyond the upright and the italic letters, and what in the HTML asks for them. */
const rare: Readonly<Record<string, RegExp>> = {
  AMS: /\b(?:amsrm|mathbb|textbb)\b/,
  Caligraphic: /\bmathcal\b/,
  Fraktur: /\b(?:mathfrak|textfrak)\b/,
  'Main-Bold': /\b(?:mathbf|textbf)\b/,
  'Main-BoldItalic': /\bboldsymbol\b/,
  'Main-Italic': /\b(?:mathit|textit)\b/,
  'Math-BoldItalic': /\bboldsymbol\b/,
  SansSerif: /\b(?:mathsf|textsf)\b/,
  Script: /\b(?:mathscr|textscr)\b/,
  Size1: /\b(?:size1|small-op|delim-size1)\b/,
  Size2: /\b(?:size2|large-op)\b/,
  Size3: /\bsize3\b/,
  Size4: /\b(?:size4|delim-size4|mult)\b/,
  Typewriter: /\b(?:mathtt|texttt)\b/,
};

async function katexStyles(html: string): Promise<string> {
  const home = dirname(resolve('katex/dist/katex.min.css'));
  const css = await readFile(join(home, 'katex.min.css'), 'utf8');
  const faces = css.match(/@font-face\{[^}]*\}/g) ?? [];
  const kept: string[] = [];
  for (const face of faces) {
    const [, file = ''] = /url\(fonts\/([^)]*\.woff2)\)/.exec(face) ?? [];
    const name = /^KaTeX_(.*)\.woff2$/.exec(file)?.[1]?.replace(/-Regular$/, '') ?? '';
    const [, wanted] =
      Object.entries(rare).find(([each]) => name === each || name.startsWith(`${each}-`)) ?? [];
    if (wanted !== undefined && !wanted.test(html)) continue;
    const font = await readFile(join(home, 'fonts', file), 'base64');
    kept.push(face.replace(/src:[^}]*/, `src:url(data:font/woff2;base64,${font}) format("woff2")`));
  }
  return `${kept.join('\n')}\n${css.replace(/@font-face\{[^}]*\}/g, '')}`;
}
