/** Why a name is not allowed; `wording.ts` says what to use instead. */
export type ForbiddenKind =
  | 'date-now'
  | 'date'
  | 'clock'
  | 'math-random'
  | 'crypto'
  | 'timer'
  | 'async'
  | 'promise'
  | 'dynamic-import'
  | 'import-meta'
  | 'require'
  | 'foreign-import'
  | 'import-outside'
  | 'value-import'
  | 'process'
  | 'global-object'
  | 'eval'
  | 'function-constructor'
  | 'network'
  | 'proxy'
  | 'weak-reference'
  | 'binary-data'
  | 'shared-memory'
  | 'intl'
  | 'structured-clone'
  | 'environment'
  | 'constructor-chain'
  | 'proto'
  | 'patched-builtin';

const namesByKind: Partial<Record<ForbiddenKind, readonly string[]>> = {
  date: ['Date'],
  clock: ['performance'],
  crypto: ['crypto'],
  timer: [
    'setTimeout',
    'setInterval',
    'setImmediate',
    'clearTimeout',
    'clearInterval',
    'clearImmediate',
    'queueMicrotask',
    'requestAnimationFrame',
  ],
  promise: ['Promise'],
  require: ['require', 'module', 'exports'],
  process: ['process', 'Deno', 'Bun', '__dirname', '__filename'],
  'global-object': ['globalThis', 'window', 'global'],
  eval: ['eval'],
  network: ['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource'],
  proxy: ['Proxy'],
  'weak-reference': ['WeakRef', 'FinalizationRegistry'],
  'binary-data': [
    'Buffer',
    'ArrayBuffer',
    'DataView',
    'Int8Array',
    'Uint8Array',
    'Uint8ClampedArray',
    'Int16Array',
    'Uint16Array',
    'Int32Array',
    'Uint32Array',
    'Float32Array',
    'Float64Array',
    'BigInt64Array',
    'BigUint64Array',
  ],
  'shared-memory': ['SharedArrayBuffer', 'Atomics', 'Worker', 'WebAssembly'],
  intl: ['Intl'],
  'structured-clone': ['structuredClone'],
  environment: [
    'document',
    'localStorage',
    'sessionStorage',
    'navigator',
    'AbortController',
    'BroadcastChannel',
    'MessageChannel',
    'EventTarget',
    'TextEncoder',
    'TextDecoder',
    'URL',
  ],
};

/** Names a submission must not take from its surroundings. */
export const forbiddenNames: ReadonlyMap<string, ForbiddenKind> = new Map(
  (Object.keys(namesByKind) as ForbiddenKind[]).flatMap((kind) =>
    (namesByKind[kind] ?? []).map((name) => [name, kind] as const),
  ),
);

/** What every module shares: frozen in the sandbox, so that no node can reach another through it. */
export const builtins: ReadonlySet<string> = new Set([
  'Array',
  'BigInt',
  'Boolean',
  'Error',
  'Function',
  'Iterator',
  'JSON',
  'Map',
  'Math',
  'Number',
  'Object',
  'RangeError',
  'Reflect',
  'RegExp',
  'Set',
  'String',
  'Symbol',
  'SyntaxError',
  'TypeError',
  'WeakMap',
  'WeakSet',
  'console',
]);
