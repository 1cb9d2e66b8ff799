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

const { freeze, getPrototypeOf, prototype: plain } = Object;

// Names that every object inherits: as own fields they would break under frozen prototypes.
const inheritedNames: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(plain));
/** Bit n is set if one of them has n characters: most other names are known by that alone. */
const inheritedLengths = [...inheritedNames].reduce((bits, { length }) => bits | (1 << length), 0);

/** Counts the values kept, so that a run as a whole stays bounded too. */
export interface Tally {
  values: number;
}

/**
 * A copy of JSON-like data that shares nothing with the original and may be changed. Fields that
 * are `undefined` are left out, as in JSON. Each field is read exactly once, so a getter cannot
 * answer twice.
 *
 * @param maxValues bound on numbers, strings, objects …; long texts count once for 16 characters
 * @throws {DataError} for functions, class instances, cycles, NaN, holes and oversized values.
 */
export function copyData(value: unknown, maxValues: number): unknown {
  const budget = takeBudget(maxValues, unshared);
  try {
    return copy(value, budget, 0, undefined, '');
  } finally {
    idle = budget;
  }
}

/**
 * The same, but deeply frozen: sender, network, trace and receivers then share one value. What has
 * been frozen here before is not copied again.
 */
export function shareData(value: unknown, maxValues: number, tally?: Tally): unknown {
  return share(value, maxValues, tally, 0);
}

/**
 * The same for what is sent or stored once: all within it can be shared again, but the whole, which
 * hardly ever is, would be copied again.
 */
export function shareParts(value: unknown, maxValues: number, tally: Tally): unknown {
  return share(value, maxValues, tally, 1);
}

function share(
  value: unknown,
  maxValues: number,
  tally: Tally | undefined,
  markedFrom: number,
): unknown {
  const budget = takeBudget(maxValues, markedFrom);
  const before = budget.left;
  try {
    const out = copy(value, budget, 0, undefined, '');
    if (tally !== undefined) tally.values += 1 + before - budget.left;
    return out;
  } finally {
    idle = budget;
  }
}

interface Budget {
  left: number;
  /** Levels below the value copied last: 0 for a number. */
  height: number;
  /** Values at this depth and deeper are marked as frozen here. */
  markedFrom: number;
}

/** For values that are not to be frozen at all. */
const unshared = -1;

/** One budget at rest: copies are many and small. A getter that copies in between makes its own. */
let idle: Budget | undefined;

/** More values than there is memory for. With infinity we could not count what was used. */
const unlimited = 2 ** 30;

function takeBudget(maxValues: number, markedFrom: number): Budget {
  const left = Math.min(maxValues, unlimited);
  const budget = idle;
  if (budget === undefined) return { left, height: 0, markedFrom };
  idle = undefined;
  budget.left = left;
  budget.markedFrom = markedFrom;
  return budget;
}

/** How we came to a value inside others; `undefined` leads to the outermost one. */
type Way = { readonly outer: Way; readonly key: string | number } | undefined;

/** Lets a class stamp its private fields on any object. */
class Stampable {
  constructor(object: object) {
    // biome-ignore lint/correctness/noConstructorReturn: this is how private fields get onto it.
    return object;
  }
}

/**
 * The mark of data frozen here: invisible to foreign code and not to be forged. It remembers size
 * and depth, so that values within values cannot outgrow the bounds.
 */
class Frozen extends Stampable {
  /** Values · {@link heights} + height: stamping is dear, so there is but one field. */
  readonly #extent: number;

  private constructor(object: object, extent: number) {
    super(object);
    this.#extent = extent;
  }

  static mark(object: object, values: number, height: number): void {
    new Frozen(object, values * heights + height);
  }

  /** Values · {@link heights} + height if `object` was frozen here, otherwise -1. */
  static extentOf(object: object): number {
    return #extent in object ? (object as Frozen).#extent : -1;
  }
}

/** More than a value can have levels. */
const heights = 64;

/**
 * @param depth how many fields and indices lead here.
 * @param outer the way to what contains the value, where it is under `key`.
 */
function copy(
  value: unknown,
  budget: Budget,
  depth: number,
  outer: Way,
  key: string | number,
): unknown {
  budget.height = 0;
  switch (typeof value) {
    case 'number':
      if (!Number.isFinite(value)) throw failure('not-finite', depth, outer, key);
      return value;
    case 'string':
      budget.left -= value.length >> 4;
      if (budget.left < 0) throw failure('too-large', depth, outer, key);
      return value;
    case 'boolean':
    case 'undefined':
      return value;
    case 'object':
      if (value === null) return null;
      if (budget.markedFrom !== unshared) {
        const extent = Frozen.extentOf(value);
        if (extent >= 0) return accept(value, extent, budget, depth, outer, key);
      }
      if (depth >= maxDepth) throw failure('too-deep-or-cyclic', depth, outer, key);
      return Array.isArray(value)
        ? copyArray(value, budget, depth, outer, key)
        : copyObject(value as Record<string, unknown>, budget, depth, outer, key);
    default:
      throw failure(typeof value as 'function' | 'symbol' | 'bigint', depth, outer, key);
  }
}

/** What was frozen here counts as if it had been copied. */
function accept(
  value: object,
  extent: number,
  budget: Budget,
  depth: number,
  outer: Way,
  key: string | number,
): object {
  const height = extent % heights;
  if (depth + height > maxDepth) throw failure('too-deep-or-cyclic', depth, outer, key);
  budget.left -= (extent - height) / heights;
  budget.height = height;
  if (budget.left < 0) throw failure('too-large', depth, outer, key);
  return value;
}

function copyArray(
  value: readonly unknown[],
  budget: Budget,
  depth: number,
  outer: Way,
  key: string | number,
): unknown[] {
  const length = value.length;
  const before = budget.left;
  budget.left -= length + 1;
  if (budget.left < 0) throw failure('too-large', depth, outer, key);
  const out: unknown[] = [];
  let height = 1;
  let way: Way;
  for (let i = 0; i < length; i++) {
    const item = value[i];
    if (isAtom(item)) out.push(item);
    else {
      way ??= wayTo(depth, outer, key);
      if (item === undefined) throw failure('hole', depth + 1, way, i);
      out.push(copy(item, budget, depth + 1, way, i));
      if (budget.height >= height) height = budget.height + 1;
    }
  }
  return finish(out, budget, before, height, depth);
}

function copyObject(
  value: Record<string, unknown>,
  budget: Budget,
  depth: number,
  outer: Way,
  key: string | number,
): Record<string, unknown> {
  const prototype = getPrototypeOf(value);
  if (prototype !== plain && prototype !== null) throw failure('not-plain', depth, outer, key);
  const before = budget.left;
  budget.left--;
  const out: Record<string, unknown> = {};
  let height = 1;
  let way: Way;
  // Own fields only: neither prototype has one that is enumerable.
  for (const name in value) {
    if (--budget.left < 0) throw failure('too-large', depth, outer, key);
    if (isInherited(name)) {
      throw failure('forbidden-name', depth + 1, wayTo(depth, outer, key), name);
    }
    const field = value[name];
    if (field === undefined) continue;
    if (isAtom(field)) out[name] = field;
    else {
      way ??= wayTo(depth, outer, key);
      out[name] = copy(field, budget, depth + 1, way, name);
      if (budget.height >= height) height = budget.height + 1;
    }
  }
  return finish(out, budget, before, height, depth);
}

function finish<Value extends object>(
  out: Value,
  budget: Budget,
  before: number,
  height: number,
  depth: number,
): Value {
  budget.height = height;
  if (budget.markedFrom === unshared) return out;
  if (depth >= budget.markedFrom) Frozen.mark(out, before - budget.left, height);
  return freeze(out);
}

function isInherited(name: string): boolean {
  const { length } = name;
  return length < 32 && ((inheritedLengths >> length) & 1) !== 0 && inheritedNames.has(name);
}

/** The common cases that need neither a check nor a path. */
function isAtom(value: unknown): boolean {
  return (
    typeof value === 'boolean' ||
    (typeof value === 'number' && value - value === 0) ||
    (typeof value === 'string' && value.length <= maxAtomLength)
  );
}

function wayTo(depth: number, outer: Way, key: string | number): Way {
  return depth === 0 ? undefined : { outer, key };
}

/** `field`: e.g. `entries[0].command`. */
function failure(
  reason: DataErrorReason,
  depth: number,
  outer: Way,
  key: string | number,
): DataError {
  const steps: (string | number)[] = [];
  for (let way = wayTo(depth, outer, key); way !== undefined; way = way.outer) steps.push(way.key);
  const names = steps
    .reverse()
    .map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`));
  return new DataError(reason, names.join(''));
}
