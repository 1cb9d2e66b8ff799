import type { KnownMember, KnownType, KnownTypes } from './known-types.ts';

/** How far one name may lead to the next. */
const maxDepth = 6;

/**
 * What type an expression has, as far as annotations near it say: no compiler, but enough to propose
 * members. Types are texts as they are written in declarations.
 */
export class Inference {
  private readonly byName: ReadonlyMap<string, KnownType>;

  constructor(
    known: KnownTypes,
    private readonly text: string,
    /** What stands before it counts first. */
    private readonly at: number,
  ) {
    this.byName = new Map(known.types.map((type) => [type.name, type]));
  }

  /** Type of `context.storage`, `this.log[0]`, `clock.tick()`; `undefined` if nothing says it. */
  typeOf(expression: string, depth = 0): string | undefined {
    if (depth > maxDepth) return undefined;
    const steps = stepsOf(expression.trim());
    const [first, ...rest] = steps[0] === 'this' ? steps.slice(1) : steps;
    if (first === undefined) return undefined;
    const start = first.replace(/^\./, '');
    let type = rest[0]?.startsWith('(')
      ? (this.returnOf(start) ?? this.typeOfName(start, depth))
      : this.typeOfName(start, depth);
    for (const step of rest[0]?.startsWith('(') ? rest.slice(1) : rest) {
      if (type === undefined) return undefined;
      if (step.startsWith('[')) type = elementOf(type);
      else if (step.startsWith('.')) type = this.memberOf(type, step.slice(1))?.type;
      // What a call returns is what the type of a member that is called says.
    }
    return type;
  }

  /** All members a value of the type may have. */
  members(type: string): readonly KnownMember[] {
    const found = new Map<string, KnownMember>();
    const seen = new Set<string>();
    const visit = (name: string): void => {
      if (seen.has(name)) return;
      seen.add(name);
      const known = this.byName.get(name);
      if (known === undefined) return;
      for (const member of known.members)
        if (!found.has(member.name)) found.set(member.name, member);
      for (const base of known.bases) visit(base);
    };
    for (const name of namesIn(type)) visit(name);
    return [...found.values()];
  }

  memberOf(type: string, name: string): KnownMember | undefined {
    return this.members(type).find((member) => member.name === name);
  }

  private typeOfName(name: string, depth: number): string | undefined {
    return (
      this.annotation(name) ??
      this.initial(name, depth) ??
      this.loop(name, depth) ??
      this.parameter(name)
    );
  }

  /** `name: Type`, in parameters, fields and variables. */
  private annotation(name: string): string | undefined {
    const pattern = new RegExp(`(?<![.\\w$])${escaped(name)}[?!]?\\s*:\\s*`, 'g');
    return this.nearest(pattern, (end) => {
      const type = typeAt(this.text, end);
      return this.isType(type) ? type : undefined;
    });
  }

  /** `const name = expression`, `this.name = expression` */
  private initial(name: string, depth: number): string | undefined {
    const pattern = new RegExp(`(?<![\\w$])${escaped(name)}\\s*=\\s*(?![=>])`, 'g');
    return this.nearest(pattern, (end) => {
      const [, created] = /^new\s+([A-Z][\w$]*)/.exec(this.text.slice(end)) ?? [];
      if (created !== undefined) return created;
      const [expression = ''] = /^[^;\n]*/.exec(this.text.slice(end)) ?? [];
      return isChain(expression) ? this.typeOf(expression, depth + 1) : literalType(expression);
    });
  }

  /** `for (const name of expression)` */
  private loop(name: string, depth: number): string | undefined {
    const pattern = new RegExp(
      `(?:const|let)\\s+${escaped(name)}\\s+of\\s+([^\\n]+?)\\)\\s*[{\\n]`,
      'g',
    );
    return this.nearest(pattern, (_end, [, expression = '']) => {
      const type = this.typeOf(expression, depth + 1);
      return type === undefined ? undefined : elementOf(type);
    });
  }

  /** A parameter without a type of a method that a known type has: `onMessage(from, message) {`. */
  private parameter(name: string): string | undefined {
    const pattern = /([A-Za-z_$][\w$]*)\s*\(([^(){}:]*)\)\s*\{/g;
    return this.nearest(pattern, (end, [, method = '', list = '']) => {
      const index = list.split(',').findIndex((each) => each.trim() === name);
      if (index < 0) return undefined;
      for (const type of this.byName.values()) {
        const found = type.members.find((member) => member.name === method);
        const written = found?.parameters?.[index]?.[1];
        if (written !== undefined) return this.withArguments(written, type, end);
      }
      return undefined;
    });
  }

  /** Puts in what the text says for the type's parameters: `Process<Ping, Request, Response>`. */
  private withArguments(written: string, { name, parameters }: KnownType, before: number): string {
    const at = parameters.indexOf(written);
    if (at < 0) return written;
    const uses = [...this.text.slice(0, before).matchAll(new RegExp(`\\b${name}<([^<>]*)>`, 'g'))];
    return uses.at(-1)?.[1]?.split(',')[at]?.trim() ?? written;
  }

  /** What a function of this file returns, if it says so. */
  private returnOf(name: string): string | undefined {
    const [whole, end] =
      this.firstMatch(new RegExp(`function\\s+${escaped(name)}\\s*\\(`, 'g')) ?? [];
    if (whole === undefined || end === undefined) return undefined;
    const close = closing(this.text, end - 1);
    const [colon] = /^\s*:\s*/.exec(this.text.slice(close + 1)) ?? [];
    return colon === undefined ? undefined : typeAt(this.text, close + 1 + colon.length);
  }

  private firstMatch(pattern: RegExp): [string, number] | undefined {
    const match = pattern.exec(this.text);
    return match === null ? undefined : [match[0], match.index + match[0].length];
  }

  /** The last match before the place asked about that says something, else the first after it. */
  private nearest(
    pattern: RegExp,
    read: (end: number, match: RegExpExecArray) => string | undefined,
  ): string | undefined {
    const matches = [...this.text.matchAll(pattern)];
    const before = matches.filter(({ index }) => index < this.at).reverse();
    for (const match of [...before, ...matches.filter(({ index }) => index >= this.at)]) {
      const type = read(match.index + match[0].length, match);
      if (type !== undefined) return type;
    }
    return undefined;
  }

  private isType(type: string): boolean {
    if (/^(?:readonly |string|number|boolean|(?:Readonly)?(?:Map|Set|Array)<)/.test(type))
      return true;
    return namesIn(type).some((name) => this.byName.has(name));
  }
}

/** Which of JavaScript's own kinds a type is: `array`, `map`, `set`, `string`, `number`. */
export function standardKind(type: string): string | undefined {
  const bare = withoutNothing(type);
  if (/\[\]$/.test(bare) || /^(?:Readonly)?Array\b/.test(bare)) return 'array';
  if (/^(?:Readonly)?Map\b/.test(bare)) return 'map';
  if (/^(?:Readonly)?Set\b/.test(bare)) return 'set';
  if (/^(?:string|NodeId|'[^']*'(?: \| '[^']*')*)$/.test(bare)) return 'string';
  if (/^number$/.test(bare)) return 'number';
  return undefined;
}

/** The words a text of this type may be: `'local' | 'send'`. */
export function literalsIn(type: string): string[] {
  return [...type.matchAll(/'([^']*)'/g)].map(([, word = '']) => word);
}

/** `context.log[0].term` as `context`, `.log`, `[0]`, `.term`. */
function stepsOf(expression: string): string[] {
  const steps: string[] = [];
  let at = 0;
  while (at < expression.length) {
    const rest = expression.slice(at);
    const [word] = /^(?:\?\.|!?\.)?[A-Za-z_$#][\w$]*/.exec(rest) ?? [];
    if (word !== undefined) {
      steps.push(word.replace(/^[?!]+/, ''));
      at += word.length;
    } else if (rest.startsWith('(') || rest.startsWith('[')) {
      const end = closing(expression, at);
      steps.push(expression.slice(at, end + 1));
      at = end + 1;
    } else if (/^[?!]/.test(rest)) at++;
    else return [];
  }
  return steps;
}

function isChain(expression: string): boolean {
  return /^[A-Za-z_$][\w$]*(?:[?!]?\.[\w$]+|\([^()]*\)|\[[^[\]]*\])*[!]?$/.test(expression.trim());
}

function literalType(expression: string): string | undefined {
  if (/^['"`]/.test(expression)) return 'string';
  if (/^-?\d/.test(expression)) return 'number';
  return /^\[/.test(expression) ? 'unknown[]' : undefined;
}

/** Index of the bracket that closes the one at `open`; the end if none does. */
export function closing(text: string, open: number): number {
  const pairs: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
  const start = text[open] ?? '';
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === start) depth++;
    else if (text[at] === pairs[start] && --depth === 0) return at;
  }
  return text.length;
}

/** The type that begins here, up to where it can go on no further. */
function typeAt(text: string, start: number): string {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const sign = text[at] ?? '';
    if (depth === 0 && /[,;=)\n{}]/.test(sign)) return text.slice(start, at).trim();
    if (/[<([]/.test(sign)) depth++;
    else if (/[>)\]]/.test(sign)) depth--;
  }
  return text.slice(start).trim();
}

function withoutNothing(type: string): string {
  return type
    .replace(/\s*\|\s*(?:undefined|null)\b/g, '')
    .replace(/^readonly\s+/, '')
    .trim();
}

/** Names of the types a value may be of: none of an array, whose elements they would be of. */
function namesIn(type: string): string[] {
  const bare = withoutNothing(type);
  const [, inner] = /^(?:Readonly|Partial|Required|NonNullable|Omit|Pick)<(.*)>$/s.exec(bare) ?? [];
  if (inner !== undefined) return namesIn(inner.split(',')[0] ?? '');
  if (standardKind(bare) !== undefined && !/^\w+$/.test(bare)) return [];
  return bare.split('|').flatMap((part) => /^([A-Z]\w*)/.exec(part.trim())?.slice(1, 2) ?? []);
}

/** Type of an array's elements, a map's values. */
function elementOf(type: string): string | undefined {
  const bare = withoutNothing(type);
  const array =
    /^\(?(.*?)\)?\[\]$/s.exec(bare)?.[1] ?? /^(?:Readonly)?(?:Array|Set)<(.*)>$/s.exec(bare)?.[1];
  return array;
}

function escaped(name: string): string {
  return name.replace(/[$]/g, '\\$');
}
