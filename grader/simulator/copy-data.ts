/** Thrown where a value cannot travel or be stored; the kernel makes a fault of it. */
export class DataError extends Error {
  constructor(
    readonly reason: DataErrorReason,
    /** Path to the offending field: `entries[0].command`. */
    readonly field: string,
  ) {
    super(`${reason}: ${field}`);
  }
}

export type DataErrorReason =
  | 'function'
  | 'symbol'
  | 'bigint'
  | 'not-finite'
  | 'not-plain'
  | 'hole'
  | 'forbidden-name'
  | 'too-deep-or-cyclic'
  | 'too-large';

const maxDepth = 40;
/** Longer texts count against the budget, 16 characters a value. */
const maxAtomLength = 64;

// Names that every object inherits: as own fields they would break under frozen prototypes.
const inheritedNames: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/**
 * A copy of JSON-like data that shares nothing with the original. Fields that are `undefined` are
 * left out, as in JSON. Each field is read exactly once, so a getter cannot answer twice.
 *
 * @param maxValues bound on numbers, strings, objects …; long texts count once for 16 characters
 * @throws {DataError} for functions, class instances, cycles, NaN, holes and oversized values.
 */
export function copyData(value: unknown, maxValues: number, tally?: Tally): unknown {
  const budget = { left: maxValues };
  const out = copy(value, budget, 0, undefined);
  if (tally !== undefined) tally.values += 1 + maxValues - budget.left;
  return out;
}

/** Counts the values copied, so that a run as a whole stays bounded too. */
export interface Tally {
  values: number;
}

interface Budget {
  left: number;
}

/** Where we are, as a linked list: a path is spelled out only when it is needed. */
interface Path {
  readonly above: Path | undefined;
  readonly key: string | number;
}

function copy(value: unknown, budget: Budget, depth: number, path: Path | undefined): unknown {
  switch (typeof value) {
    case 'number':
      if (!Number.isFinite(value)) throw new DataError('not-finite', spell(path));
      return value;
    case 'string':
      budget.left -= value.length >> 4;
      if (budget.left < 0) throw new DataError('too-large', spell(path));
      return value;
    case 'boolean':
    case 'undefined':
      return value;
    case 'object':
      if (value === null) return null;
      if (depth >= maxDepth) throw new DataError('too-deep-or-cyclic', spell(path));
      return Array.isArray(value)
        ? copyArray(value, budget, depth + 1, path)
        : copyObject(value as Record<string, unknown>, budget, depth + 1, path);
    default:
      throw new DataError(typeof value as 'function' | 'symbol' | 'bigint', spell(path));
  }
}

function copyArray(
  value: readonly unknown[],
  budget: Budget,
  depth: number,
  path: Path | undefined,
): unknown[] {
  const length = value.length;
  budget.left -= length + 1;
  if (budget.left < 0) throw new DataError('too-large', spell(path));
  const out: unknown[] = [];
  for (let i = 0; i < length; i++) {
    const item = value[i];
    if (item === undefined) throw new DataError('hole', spell({ above: path, key: i }));
    out.push(isAtom(item) ? item : copy(item, budget, depth, { above: path, key: i }));
  }
  return out;
}

function copyObject(
  value: Record<string, unknown>,
  budget: Budget,
  depth: number,
  path: Path | undefined,
): Record<string, unknown> {
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw new DataError('not-plain', spell(path));
  }
  const keys = Object.keys(value);
  budget.left -= keys.length + 1;
  if (budget.left < 0) throw new DataError('too-large', spell(path));
  const out: Record<string, unknown> = {};
  for (const key of keys) {
    if (inheritedNames.has(key)) throw new DataError('forbidden-name', spell({ above: path, key }));
    const field = value[key];
    if (field === undefined) continue;
    out[key] = isAtom(field) ? field : copy(field, budget, depth, { above: path, key });
  }
  return out;
}

/** The common cases that need neither a check nor a path. */
function isAtom(value: unknown): boolean {
  return (
    typeof value === 'boolean' ||
    (typeof value === 'number' && value - value === 0) ||
    (typeof value === 'string' && value.length <= maxAtomLength)
  );
}

function spell(path: Path | undefined): string {
  let text = '';
  for (let at = path; at !== undefined; at = at.above) {
    const step = typeof at.key === 'number' ? `[${at.key}]` : `.${at.key}`;
    text = step + text;
  }
  return text.startsWith('.') ? text.slice(1) : text;
}
