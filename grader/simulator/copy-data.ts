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
  const budget = takeBudget(maxValues, false);
  try {
    return copy(value, budget, 0);
  } finally {
    idle = budget;
  }
}

/**
 * The same, but deeply frozen: sender, network, trace and receivers then share one value. What has
 * been frozen here before is not copied again.
 */
export function shareData(value: unknown, maxValues: number, tally?: Tally): unknown {
  const budget = takeBudget(maxValues, true);
  try {
    const out = copy(value, budget, 0);
    if (tally !== undefined) tally.values += 1 + maxValues - budget.left;
    return out;
  } finally {
    idle = budget;
  }
}

interface Budget {
  left: number;
  /** Levels below the value copied last: 0 for a number. */
  height: number;
  isShared: boolean;
  /** `path[depth]` is the field or index at that depth on the way to where we are. */
  readonly path: (string | number)[];
}

/** One budget at rest: copies are many and small. A getter that copies in between makes its own. */
let idle: Budget | undefined;

function takeBudget(left: number, isShared: boolean): Budget {
  const budget = idle;
  if (budget === undefined) return { left, height: 0, isShared, path: [] };
  idle = undefined;
  budget.left = left;
  budget.isShared = isShared;
  return budget;
}

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
  readonly #values: number;
  readonly #height: number;

  private constructor(object: object, values: number, height: number) {
    super(object);
    this.#values = values;
    this.#height = height;
  }

  static freeze<Value extends object>(object: Value, values: number, height: number): Value {
    new Frozen(object, values, height);
    return Object.freeze(object);
  }

  /** True if `object` was frozen here; it is then counted as if it had been copied. */
  static accepts(object: object, budget: Budget, depth: number): boolean {
    if (!(#values in object)) return false;
    if (depth + object.#height > maxDepth) throw failure('too-deep-or-cyclic', budget, depth);
    budget.left -= object.#values;
    budget.height = object.#height;
    if (budget.left < 0) throw failure('too-large', budget, depth);
    return true;
  }
}

/** `depth`: how many fields and indices lead here; they stand in `budget.path`. */
function copy(value: unknown, budget: Budget, depth: number): unknown {
  budget.height = 0;
  switch (typeof value) {
    case 'number':
      if (!Number.isFinite(value)) throw failure('not-finite', budget, depth);
      return value;
    case 'string':
      budget.left -= value.length >> 4;
      if (budget.left < 0) throw failure('too-large', budget, depth);
      return value;
    case 'boolean':
    case 'undefined':
      return value;
    case 'object':
      if (value === null) return null;
      if (budget.isShared && Frozen.accepts(value, budget, depth)) return value;
      if (depth >= maxDepth) throw failure('too-deep-or-cyclic', budget, depth);
      return Array.isArray(value)
        ? copyArray(value, budget, depth)
        : copyObject(value as Record<string, unknown>, budget, depth);
    default:
      throw failure(typeof value as 'function' | 'symbol' | 'bigint', budget, depth);
  }
}

function copyArray(value: readonly unknown[], budget: Budget, depth: number): unknown[] {
  const length = value.length;
  const before = budget.left;
  budget.left -= length + 1;
  if (budget.left < 0) throw failure('too-large', budget, depth);
  const out: unknown[] = [];
  let height = 1;
  for (let i = 0; i < length; i++) {
    const item = value[i];
    if (isAtom(item)) out.push(item);
    else {
      budget.path[depth] = i;
      if (item === undefined) throw failure('hole', budget, depth + 1);
      out.push(copy(item, budget, depth + 1));
      if (budget.height >= height) height = budget.height + 1;
    }
  }
  return finish(out, budget, before, height);
}

function copyObject(
  value: Record<string, unknown>,
  budget: Budget,
  depth: number,
): Record<string, unknown> {
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw failure('not-plain', budget, depth);
  }
  const before = budget.left;
  budget.left--;
  const out: Record<string, unknown> = {};
  let height = 1;
  // Own fields only: neither prototype has one that is enumerable.
  for (const key in value) {
    if (--budget.left < 0) throw failure('too-large', budget, depth);
    budget.path[depth] = key;
    if (inheritedNames.has(key)) throw failure('forbidden-name', budget, depth + 1);
    const field = value[key];
    if (field === undefined) continue;
    if (isAtom(field)) out[key] = field;
    else {
      out[key] = copy(field, budget, depth + 1);
      if (budget.height >= height) height = budget.height + 1;
    }
  }
  return finish(out, budget, before, height);
}

function finish<Value extends object>(
  out: Value,
  budget: Budget,
  before: number,
  height: number,
): Value {
  budget.height = height;
  return budget.isShared ? Frozen.freeze(out, before - budget.left, height) : out;
}

/** The common cases that need neither a check nor a path. */
function isAtom(value: unknown): boolean {
  return (
    typeof value === 'boolean' ||
    (typeof value === 'number' && value - value === 0) ||
    (typeof value === 'string' && value.length <= maxAtomLength)
  );
}

function failure(reason: DataErrorReason, { path }: Budget, depth: number): DataError {
  const steps = path
    .slice(0, depth)
    .map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`));
  return new DataError(reason, steps.join(''));
}
