/**
 * What JavaScript offers to a submission: what Node 20 has. Newer versions of Node know more
 * (`Object.groupBy`, `Set.prototype.union` …), which is removed, so that a submission that passes
 * here passes everywhere. Properties with symbols as keys are left alone.
 */
const known: Readonly<Record<string, string>> = {
  Object: `
    assign create defineProperties defineProperty entries freeze fromEntries
    getOwnPropertyDescriptor getOwnPropertyDescriptors getOwnPropertyNames getOwnPropertySymbols
    getPrototypeOf hasOwn is isExtensible isFrozen isSealed keys preventExtensions seal
    setPrototypeOf values`,
  'Object.prototype': `
    constructor hasOwnProperty isPrototypeOf propertyIsEnumerable toLocaleString toString
    valueOf`,
  'Function.prototype': `
    apply arguments bind call caller constructor toString`,
  Array: `
    from isArray of`,
  'Array.prototype': `
    at concat constructor copyWithin entries every fill filter find findIndex findLast
    findLastIndex flat flatMap forEach includes indexOf join keys lastIndexOf map pop push
    reduce reduceRight reverse shift slice some sort splice toLocaleString toReversed toSorted
    toSpliced toString unshift values with`,
  Map: `
    `,
  'Map.prototype': `
    clear constructor delete entries forEach get has keys set size values`,
  Set: `
    `,
  'Set.prototype': `
    add clear constructor delete entries forEach has keys size values`,
  WeakMap: `
    `,
  'WeakMap.prototype': `
    constructor delete get has set`,
  WeakSet: `
    `,
  'WeakSet.prototype': `
    add constructor delete has`,
  String: `
    fromCharCode fromCodePoint raw`,
  'String.prototype': `
    anchor at big blink bold charAt charCodeAt codePointAt concat constructor endsWith fixed
    fontcolor fontsize includes indexOf isWellFormed italics lastIndexOf link localeCompare
    match matchAll normalize padEnd padStart repeat replace replaceAll search slice small split
    startsWith strike sub substr substring sup toLocaleLowerCase toLocaleUpperCase toLowerCase
    toString toUpperCase toWellFormed trim trimEnd trimLeft trimRight trimStart valueOf`,
  Number: `
    EPSILON MAX_SAFE_INTEGER MAX_VALUE MIN_SAFE_INTEGER MIN_VALUE NEGATIVE_INFINITY NaN
    POSITIVE_INFINITY isFinite isInteger isNaN isSafeInteger parseFloat parseInt`,
  'Number.prototype': `
    constructor toExponential toFixed toLocaleString toPrecision toString valueOf`,
  'Boolean.prototype': `
    constructor toString valueOf`,
  BigInt: `
    asIntN asUintN`,
  'BigInt.prototype': `
    constructor toLocaleString toString valueOf`,
  Symbol: `
    asyncDispose asyncIterator dispose for hasInstance isConcatSpreadable iterator keyFor match
    matchAll replace search species split toPrimitive toStringTag unscopables`,
  'Symbol.prototype': `
    constructor description toString valueOf`,
  RegExp: `
    `,
  'RegExp.prototype': `
    compile constructor dotAll exec flags global hasIndices ignoreCase multiline source sticky
    test toString unicode unicodeSets`,
  Error: `
    captureStackTrace prepareStackTrace stackTraceLimit`,
  'Error.prototype': `
    constructor message toString`,
  Math: `
    E LN10 LN2 LOG10E LOG2E PI SQRT1_2 SQRT2 abs acos acosh asin asinh atan atan2 atanh cbrt
    ceil clz32 cos cosh exp expm1 floor fround hypot imul log log10 log1p log2 max min pow
    random round sign sin sinh sqrt tan tanh trunc`,
  JSON: `
    parse stringify`,
  Reflect: `
    apply construct defineProperty deleteProperty get getOwnPropertyDescriptor getPrototypeOf
    has isExtensible ownKeys preventExtensions set setPrototypeOf`,
};

/** Of any function; and what SES itself removes or tames. */
const always = new Set(['length', 'name', 'prototype', 'stackTraceLimit', 'captureStackTrace']);

/**
 * Removes from the intrinsics of this realm what is newer than Node 20. To be called once, before
 * anything else runs.
 */
export function removeNewerThanBaseline(): void {
  for (const [path, names] of Object.entries(known)) {
    removeOthers(intrinsic(path), new Set(names.split(/\s+/)));
  }
  // Helpers such as `map` on iterators; Node 20 has nothing here but `Symbol.iterator`.
  removeOthers(Object.getPrototypeOf(Object.getPrototypeOf([].values())), new Set());
  Reflect.deleteProperty(globalThis, 'Iterator');
}

function intrinsic(path: string): object {
  const [name = '', prototype] = path.split('.');
  const found = Reflect.get(globalThis, name) as { prototype: object };
  return prototype === undefined ? found : found.prototype;
}

function removeOthers(target: object, names: ReadonlySet<string>): void {
  for (const name of Object.getOwnPropertyNames(target)) {
    if (names.has(name) || always.has(name) || name.startsWith('__')) continue;
    const property = Object.getOwnPropertyDescriptor(target, name);
    if (property?.configurable === true) Reflect.deleteProperty(target, name);
  }
}
