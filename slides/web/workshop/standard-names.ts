/** The names a submission may use without importing them: no clock, no chance, no page. */
export const standardNames: Readonly<Record<string, unknown>> = {
  Array,
  BigInt,
  Boolean,
  Error,
  Infinity,
  JSON,
  Map,
  Math,
  NaN,
  Number,
  Object,
  RangeError,
  Set,
  String,
  Symbol,
  TypeError,
  WeakMap,
  isFinite,
  isNaN,
  parseFloat,
  parseInt,
  undefined,
};

export const keywords: readonly string[] =
  'as break case catch class const continue default delete else export extends false finally for from function if implements import in instanceof interface keyof let never new null number boolean string of private protected readonly return static super switch this throw true try type typeof undefined unknown void while yield'.split(
    ' ',
  );

const prototypes: Readonly<Record<string, object>> = {
  array: Array.prototype,
  map: Map.prototype,
  set: Set.prototype,
  string: String.prototype,
  number: Number.prototype,
};

/** Methods and properties of a value of JavaScript's own kind: `array`, `map`, `set`, `string`, `number`. */
export function standardMembers(
  kind: string,
): { readonly name: string; readonly isCall: boolean }[] {
  const prototype = prototypes[kind];
  if (prototype === undefined) return [];
  return Object.entries(Object.getOwnPropertyDescriptors(prototype))
    .filter(([name]) => name !== 'constructor' && !old.has(name) && !name.startsWith('__'))
    .map(([name, { value }]) => ({ name, isCall: typeof value === 'function' }));
}

/** Relics for the web of 1996. */
const old: ReadonlySet<string> = new Set(
  'anchor big blink bold fixed fontcolor fontsize italics link small strike sub substr sup trimLeft trimRight toLocaleString'.split(
    ' ',
  ),
);
