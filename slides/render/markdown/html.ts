/** Text as it may stand in HTML, in an attribute too. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** The words of some HTML, without tags: for titles, names and the search. */
export function textOf(html: string): string {
  return withoutDrawnFormulas(html)
    .replace(/<annotation[^>]*>[\s\S]*?<\/annotation>/g, '')
    .replace(/<(style|script|svg)[\s\S]*?<\/\1>/g, ' ')
    .replace(/<\/?(?:code|em|strong|a|span|math|semantics|mrow|m[a-z]+)\b[^>]*>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#x([0-9a-f]+);/gi, (_, code: string) => character(Number.parseInt(code, 16)))
    .replace(/&#(\d+);/g, (_, code: string) => character(Number(code)))
    .replace(/&(lt|gt|quot|nbsp);/g, (_, name: string) => entities[name] ?? ' ')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .trim();
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', nbsp: ' ' };

function character(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : '';
}

/** KaTeX writes a formula twice, as MathML and as drawn; only the first has words. */
function withoutDrawnFormulas(html: string): string {
  const start = '<span class="katex-html"';
  let rest = html;
  let kept = '';
  for (;;) {
    const at = rest.indexOf(start);
    if (at < 0) return kept + rest;
    kept += rest.slice(0, at);
    rest = rest.slice(at);
    let depth = 0;
    const tags = /<(\/?)span\b[^>]*>/g;
    let end = rest.length;
    for (const tag of rest.matchAll(tags)) {
      depth += tag[1] === '/' ? -1 : 1;
      if (depth > 0) continue;
      end = tag.index + tag[0].length;
      break;
    }
    rest = rest.slice(end);
  }
}
