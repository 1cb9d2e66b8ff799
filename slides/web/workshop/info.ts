import type { KnownValue } from './known-types.ts';

/** A declaration and what its author wrote of it. */
export function infoOf(declaration: string, doc: string): HTMLElement {
  const box = document.createElement('div');
  box.className = 'cm-explained';
  const code = document.createElement('pre');
  code.textContent = declaration;
  box.append(code);
  for (const paragraph of doc.split('\n\n').filter((text) => text.trim() !== '')) {
    const text = document.createElement('p');
    text.append(...piecesOf(paragraph));
    box.append(text);
  }
  return box;
}

export function valueInfo({ declaration, doc }: KnownValue): HTMLElement {
  return infoOf(declaration, doc);
}

/** Of the Markdown in comments only code has a meaning here. */
function piecesOf(text: string): (string | HTMLElement)[] {
  return text.split(/(`[^`]+`)/).map((piece) => {
    if (!/^`.+`$/.test(piece)) return piece;
    const code = document.createElement('code');
    code.textContent = piece.slice(1, -1);
    return code;
  });
}
