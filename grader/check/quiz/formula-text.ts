import katex from 'katex';

/** An element of KaTeX's MathML. */
interface Element {
  readonly name: string;
  readonly children: (Element | string)[];
}

/**
 * A formula as a line of text: `\lceil \log_2 n \rceil` becomes `⌈log₂ n⌉`. KaTeX reads it; what it
 * cannot read stays as it was written.
 */
export function formulaText(tex: string): string {
  let mathml: string;
  try {
    mathml = katex.renderToString(tex, { output: 'mathml', strict: 'ignore' });
  } catch {
    return tex;
  }
  return textOf(parse(mathml))
    .replace(new RegExp(`${application}(?=[\\p{L}\\d])`, 'gu'), ' ')
    .replaceAll(application, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** MathML as KaTeX writes it: no comments, no self-closing text, five entities. */
function parse(mathml: string): Element {
  const top: Element = { name: 'top', children: [] };
  const open = [top];
  for (const [token] of mathml.matchAll(/<[^>]*>|[^<]+/g)) {
    const name = /^<\/?([a-z]+)/.exec(token)?.[1];
    const parent = open.at(-1) ?? top;
    if (name === undefined) parent.children.push(decoded(token));
    else if (token.startsWith('</')) open.pop();
    else {
      const element: Element = { name, children: [] };
      parent.children.push(element);
      if (!token.endsWith('/>')) open.push(element);
    }
  }
  return top;
}

const entities: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
  '&quot;': '"',
  '&#x27;': "'",
};

function decoded(text: string): string {
  return text.replace(/&[^;]+;/g, (entity) => entities[entity] ?? entity);
}

function textOf(node: Element | string): string {
  if (typeof node === 'string') return node;
  const parts = node.children.map(textOf);
  const [first = '', second = '', third = ''] = parts;
  switch (node.name) {
    case 'annotation':
      return '';
    case 'mspace':
      return ' ';
    case 'mtext':
      return first.replaceAll('\u00a0', ' ');
    case 'msub':
    case 'munder':
      // „log₂ n“: the application belongs behind the index.
      return first.endsWith(application)
        ? first.slice(0, -1) + script(second, subscripts, '_') + application
        : first + script(second, subscripts, '_');
    case 'msup':
    case 'mover':
      return first + script(second, superscripts, '^');
    case 'msubsup':
    case 'munderover':
      return first + script(second, subscripts, '_') + script(third, superscripts, '^');
    case 'mfrac':
      return `${grouped(first)}/${grouped(second)}`;
    case 'msqrt':
      return `√${grouped(parts.join(''))}`;
    case 'mtr':
      return parts.join(' ');
    case 'mtable':
      return parts.join('; ');
    case 'mrow':
    case 'mtd':
      return row(node.children);
    default:
      return parts.join('');
  }
}

const operators = /^[+−±⋅×∗÷=≠<>≤≥≈≡∈∉⊂⊆∪∩∧∨→←↔⇒⇐⇔∥∣↦:]$/u;
/** The function application KaTeX puts behind `\log` and `\max`. */
const application = '\u2061';

/** Operators between two things get spaces; signs before one do not, nor brackets. */
function row(children: readonly (Element | string)[]): string {
  let text = '';
  for (const child of children) {
    const piece = textOf(child);
    const isOperator = operators.test(piece);
    const afterOperand = /[^\s(⌈⌊[{,]$/u.test(text);
    if (isOperator && afterOperand) text += ` ${piece} `;
    else if (piece === ',') text += ', ';
    else text += piece;
  }
  return text;
}

function grouped(text: string): string {
  return /^[\p{L}\d,₀-₉⁰-⁹]+$/u.test(text) ? text : `(${text})`;
}

function script(text: string, letters: Readonly<Record<string, string>>, sign: string): string {
  const plain = text.replace(/\s/g, '');
  const raised = [...plain].map((letter) => letters[letter]);
  if (raised.every((letter) => letter !== undefined)) return raised.join('');
  return [...plain].length === 1 ? sign + plain : `${sign}(${text.trim()})`;
}

const subscripts = pairs('0123456789+−=()aeoxhklmnpstijruv', '₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓₕₖₗₘₙₚₛₜᵢⱼᵣᵤᵥ');
const superscripts = pairs(
  '0123456789+−=()abcdefghijklmnoprstuvwxyz',
  '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ',
);

function pairs(from: string, to: string): Readonly<Record<string, string>> {
  const shapes = [...to];
  return Object.fromEntries([...from].map((letter, index) => [letter, shapes[index] ?? letter]));
}
