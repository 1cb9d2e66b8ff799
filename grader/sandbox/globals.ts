import { sandboxWording } from './wording.ts';

/**
 * What a submission finds as globals, of all that a compartment has. Left out on purpose:
 * - `Date`, `Promise`, timers: time and order come from the `Context` alone;
 * - `Proxy`: a value with a will of its own could answer differently to every look;
 * - typed arrays, `ArrayBuffer`, `SharedArrayBuffer`, `Atomics`, `WebAssembly`: memory outside the
 *   heap cap, shared memory, nothing that messages can carry;
 * - `WeakRef`, `FinalizationRegistry`: they show when memory is collected;
 * - `eval`, `Compartment`, `lockdown`, `harden`: code that is not in the source. `Function` is only
 *   good for `instanceof`.
 */
const kept = new Set(
  `Object Array Map Set WeakMap WeakSet JSON Number BigInt String Boolean Symbol RegExp Reflect
  Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError
  NaN Infinity undefined isNaN isFinite parseInt parseFloat globalThis
  encodeURI encodeURIComponent decodeURI decodeURIComponent escape unescape`.split(/\s+/),
);

const { insteadOfTime, insteadOfWaiting, insteadOfHost, insteadOfBytes, insteadOfMagic } =
  sandboxWording;

/** Names that students may try: using one says what to use instead. */
const absent: readonly (readonly [names: string, instead: string])[] = [
  ['Date setTimeout setInterval setImmediate performance Temporal', insteadOfTime],
  ['Promise queueMicrotask', insteadOfWaiting],
  ['process require fetch Buffer crypto', insteadOfHost],
  ['ArrayBuffer SharedArrayBuffer Atomics DataView Int8Array Uint8Array', insteadOfBytes],
  ['Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array', insteadOfBytes],
  ['Float32Array Float64Array BigInt64Array BigUint64Array WebAssembly', insteadOfBytes],
  ['Proxy WeakRef FinalizationRegistry structuredClone', insteadOfMagic],
  ['eval', sandboxWording.insteadOfCode],
];

/** Reduces a compartment's global object and freezes it. SES reads frozen globals at full speed. */
export function reduceGlobals(target: Record<PropertyKey, unknown>): void {
  for (const name of Object.getOwnPropertyNames(target)) {
    if (!kept.has(name)) Reflect.deleteProperty(target, name);
  }
  for (const [names, instead] of absent) {
    for (const name of names.split(' ')) defineRefusal(target, name, name, instead);
  }
  target.Math = mathWithoutChance();
  // What every function has as its constructor: it throws, but `instanceof` works.
  target.Function = Object.getPrototypeOf(() => {}).constructor;
  Object.freeze(target);
}

function mathWithoutChance(): typeof Math {
  const { random: _, ...properties } = Object.getOwnPropertyDescriptors(Math);
  const math = Object.create(Object.prototype, properties) as typeof Math;
  defineRefusal(math, 'random', 'Math.random', sandboxWording.insteadOfChance);
  return harden(math);
}

function defineRefusal(target: object, key: string, name: string, instead: string): void {
  const refuse = () => {
    throw new ReferenceError(sandboxWording.absent(name, instead));
  };
  Object.defineProperty(target, key, {
    get: harden(refuse),
    enumerable: false,
    configurable: true,
  });
}
