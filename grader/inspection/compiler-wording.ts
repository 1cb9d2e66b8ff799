import type { Diagnostic } from './diagnostics.ts';
import { syntaxErrorWording } from './syntax-error-wording.ts';
import { typeErrorWording } from './type-error-wording.ts';

/** Code, the compiler's English template, and what a student reads; `{0}` stands for the same in both. */
export type ErrorWording = readonly [code: number, english: string, german: string];

interface Translation {
  readonly pattern: RegExp;
  /** Numbers of the placeholders, in the order in which the pattern captures them. */
  readonly captured: readonly string[];
  readonly german: string;
}

export const errorWordings: readonly ErrorWording[] = [...syntaxErrorWording, ...typeErrorWording];

const translations = new Map(errorWordings.map((wording) => [wording[0], translationOf(wording)]));

function translationOf([, english, german]: ErrorWording): Translation {
  const captured: string[] = [];
  const pattern = english.replace(/\{(\d)\}|[.*+?^${}()|[\]\\]/g, (found, number?: string) => {
    if (number === undefined) return `\\${found}`;
    const earlier = captured.indexOf(number);
    if (earlier >= 0) return `\\${earlier + 1}`;
    captured.push(number);
    return '(.+?)';
  });
  return { pattern: new RegExp(`^${pattern}$`), captured, german };
}

/** What a student reads about an error of the compiler: German, complete sentences. */
export function describeDiagnostic(diagnostic: Diagnostic): string {
  const { code, text, details } = diagnostic;
  const sentence = translate(code, text) ?? unknownError(code, text);
  const rest = details.map(explainDetail).find((detail) => detail !== undefined);
  return [sentence, ...(rest === undefined ? [] : [rest]), ...adviceFor(diagnostic)].join(' ');
}

function translate(code: number, text: string): string | undefined {
  const translation = translations.get(code);
  const match = translation?.pattern.exec(text);
  if (translation === undefined || match === null || match === undefined) return undefined;
  return translation.german.replace(/\{(\d)\}/g, (whole, number: string) => {
    const position = translation.captured.indexOf(number);
    return position < 0 ? whole : (match[position + 1] ?? whole);
  });
}

function unknownError(code: number, text: string): string {
  return `Der TypeScript-Compiler meldet hier einen Fehler (TS${code}), im Wortlaut: „${text}“`;
}

/** The compiler's explanations go from the general to the particular; these say most. */
const detailWordings: readonly (readonly [RegExp, (...found: string[]) => string])[] = [
  [
    /^Property '(.+?)' is missing in type '.+' but required in type '(.+)'\.$/,
    (name, type) => `Genauer: Für „${type}“ fehlt die Eigenschaft „${name}“.`,
  ],
  [
    /^Type '.+' is missing the following properties from type '(.+?)': (.+?)(?:, and \d+ more\.)?$/,
    (type, names) => `Genauer: Für „${type}“ fehlen die Eigenschaften ${names}.`,
  ],
  [
    /^Types of property '(.+?)' are incompatible\.$/,
    (name) => `Genauer: Die Eigenschaft „${name}“ passt nicht.`,
  ],
  [
    /^Types of parameters '(.+?)' and '(.+?)' are incompatible\.$/,
    (name, other) => `Genauer: Der Parameter „${name}“ passt nicht zum verlangten „${other}“.`,
  ],
  [
    /^Target signature provides too few arguments\. Expected (\d+) or more, but got (\d+)\.$/,
    (wanted, given) =>
      `Genauer: Ihre Funktion verlangt ${wanted} Argument(e), bekommt beim Aufruf aber nur ${given}.`,
  ],
  [
    /^Property '(.+?)' does not exist on type '(.+)'\.$/,
    (name, type) => `Genauer: Im Fall „${type}“ gibt es „${name}“ nicht.`,
  ],
];

function explainDetail(detail: string): string | undefined {
  for (const [pattern, german] of detailWordings) {
    const match = pattern.exec(detail);
    if (match !== null) return german(...match.slice(1));
  }
  return undefined;
}

/** The commonest reason why a type does not fit deserves its own advice. */
function adviceFor({ code, text, details }: Diagnostic): string[] {
  if (code !== 2322 && code !== 2345) return [];
  const possiblyUndefined = /^(?:Type|Argument of type) '.*\bundefined' is not assignable to/;
  if (possiblyUndefined.test(text) || details.some((detail) => possiblyUndefined.test(detail))) {
    return [
      'Der Wert kann „undefined“ sein: Prüfen Sie es vorher mit „if“, oder geben Sie mit „??“ einen Ersatzwert an.',
    ];
  }
  return [];
}
