import { createHighlighter, type Highlighter } from 'shiki';
import { escapeHtml } from './html.ts';

/** Languages the texts use; anything else stays as it is. */
const languages = ['ts', 'sh', 'json', 'yaml', 'http', 'nginx', 'diff'] as const;
const themes = { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' } as const;

let loaded: Promise<Highlighter> | undefined;

/** Code with its colours for both themes; the page chooses by a CSS variable. */
export async function highlight(code: string, language: string): Promise<string> {
  const known = languages.find((each) => each === language);
  if (known === undefined) return plain(code);
  loaded ??= createHighlighter({ themes: Object.values(themes), langs: [...languages] });
  const highlighter = await loaded;
  return `${highlighter
    .codeToHtml(code, {
      lang: known,
      themes,
      defaultColor: false,
      // A limit would leave colours out on a busy machine, and no two builds were alike.
      tokenizeTimeLimit: 0,
    })
    .replace('<pre class="shiki', '<pre class="code shiki')}\n`;
}

function plain(code: string): string {
  return `<pre class="code" tabindex="0"><code>${escapeHtml(code)}</code></pre>\n`;
}
