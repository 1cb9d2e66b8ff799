import { beforeAll, describe, expect, test } from 'vitest';
import { forbiddenUses } from './forbidden.ts';
import { loadParser, type Ts } from './parser.ts';
import { scopesOf } from './scope.ts';
import { parseFile } from './syntax.ts';

let ts: Ts;
beforeAll(async () => {
  ts = await loadParser();
});

function usesIn(code: string) {
  const file = parseFile(ts, 'protocol/node.ts', code);
  expect(file.hasSyntaxErrors, code).toBe(false);
  return forbiddenUses(ts, file, scopesOf(ts, file.root));
}

describe('what the sandbox takes away is found, with its place', () => {
  test.each([
    ['const t = Date.now();', 'date-now', 'Date.now', 1, 11],
    ["const t = Date['now']();", 'date-now', 'Date.now', 1, 11],
    ['const t = new Date();', 'date', 'Date', 1, 15],
    ['const t = new Date(0).getTime();', 'date', 'Date', 1, 15],
    ['const clock = Date;', 'date', 'Date', 1, 15],
    ['\n  const t = performance.now();', 'clock', 'performance.now', 2, 13],
    ['const r = Math.random();', 'math-random', 'Math.random', 1, 11],
    ["const r = Math['random']();", 'math-random', 'Math.random', 1, 11],
    ['const { random } = Math;', 'math-random', 'Math.random', 1, 9],
    ['const { random: draw } = Math;', 'math-random', 'Math.random', 1, 9],
    ['const id = crypto.randomUUID();', 'crypto', 'crypto.randomUUID', 1, 12],
    ['setTimeout(() => {}, 10);', 'timer', 'setTimeout', 1, 1],
    ['const wait = { setInterval };', 'timer', 'setInterval', 1, 16],
    ['queueMicrotask(() => {});', 'timer', 'queueMicrotask', 1, 1],
    ['const p = Promise.resolve(1);', 'promise', 'Promise.resolve', 1, 11],
    ['const p = new Promise(() => {});', 'promise', 'Promise', 1, 15],
    ['async function f() {}', 'async', 'async', 1, 1],
    ['class A { async onMessage() {} }', 'async', 'async', 1, 11],
    ['const f = async () => 1;', 'async', 'async', 1, 11],
    ['await f();\nexport {};', 'async', 'await', 1, 1],
    ['const m = import("./other.ts");', 'dynamic-import', 'import(…)', 1, 11],
    ['const u = import.meta.url;', 'import-meta', 'import.meta', 1, 11],
    ["const fs = require('fs');", 'require', 'require', 1, 12],
    ["import fs from 'node:fs';", 'foreign-import', 'node:fs', 1, 16],
    ["import type { Stats } from 'fs';", 'foreign-import', 'fs', 1, 28],
    ["export * from 'lodash';", 'foreign-import', 'lodash', 1, 15],
    ["import fs = require('fs');", 'foreign-import', 'fs', 1, 21],
    ["import x from '/etc/passwd';", 'foreign-import', '/etc/passwd', 1, 15],
    ["import x from '../../secret.ts';", 'import-outside', '../../secret.ts', 1, 15],
    ["import '#simulator';", 'value-import', '#simulator', 1, 8],
    ["export * from '#simulator';", 'value-import', '#simulator', 1, 15],
    ['process.exit(0);', 'process', 'process.exit', 1, 1],
    ['if (typeof process === "object") {}', 'process', 'process', 1, 12],
    ['const g = globalThis;', 'global-object', 'globalThis', 1, 11],
    ["eval('1');", 'eval', 'eval', 1, 1],
    ["const f = new Function('return 1');", 'function-constructor', 'Function', 1, 11],
    ["const f = Function('return 1');", 'function-constructor', 'Function', 1, 11],
    ["fetch('http://n2');", 'network', 'fetch', 1, 1],
    ['const p = new Proxy({}, {});', 'proxy', 'Proxy', 1, 15],
    ['const w = new WeakRef({});', 'weak-reference', 'WeakRef', 1, 15],
    ['const b = new Uint8Array(8);', 'binary-data', 'Uint8Array', 1, 15],
    ["const b = Buffer.from('a');", 'binary-data', 'Buffer.from', 1, 11],
    ['const s = new SharedArrayBuffer(8);', 'shared-memory', 'SharedArrayBuffer', 1, 15],
    ['const c = new Intl.Collator();', 'intl', 'Intl.Collator', 1, 15],
    ['const c = structuredClone({});', 'structured-clone', 'structuredClone', 1, 11],
    [
      "const f = ''.constructor.constructor;",
      'constructor-chain',
      '.constructor.constructor',
      1,
      11,
    ],
    [
      "const f = ''['constructor']['constructor'];",
      'constructor-chain',
      '.constructor.constructor',
      1,
      11,
    ],
    [
      "const f = (() => {}).constructor('return 1');",
      'constructor-chain',
      '.constructor(…)',
      1,
      11,
    ],
    ["import * as S from '#simulator';\nexport const s = S;", 'value-import', '#simulator', 2, 18],
    ['const p = ({} as any).__proto__;', 'proto', '__proto__', 1, 23],
    ["const p = ({} as any)['__proto__'];", 'proto', '__proto__', 1, 11],
    ['Array.prototype.push = () => 0;', 'patched-builtin', 'Array.prototype.push', 1, 1],
    [
      '(Array.prototype as any).last = 1;',
      'patched-builtin',
      '(Array.prototype as any).last',
      1,
      1,
    ],
    ['Object.is = () => true;', 'patched-builtin', 'Object.is', 1, 1],
    ['delete Map.prototype.get;', 'patched-builtin', 'Map.prototype.get', 1, 8],
    ["Object.defineProperty(Set.prototype, 'x', {});", 'patched-builtin', 'Set.prototype', 1, 1],
    ['Object.assign(JSON, { parse: 1 });', 'patched-builtin', 'JSON', 1, 1],
    ["Reflect.set(Math, 'max', 1);", 'patched-builtin', 'Math', 1, 1],
    // A promise of a value is no value.
    [
      'declare const setTimeout: (f: () => void) => void;\nsetTimeout(() => {});',
      'timer',
      'setTimeout',
      2,
      1,
    ],
    // A type of that name is no value either.
    ["import type { Date } from './own.ts';\nconst d = Date;", 'date', 'Date', 2, 11],
    // Declared in one function, used in another.
    [
      'function a() { const process = 1; return process; }\nfunction b() { return process; }',
      'process',
      'process',
      2,
      23,
    ],
    ['class B extends Promise<void> {}', 'promise', 'Promise', 1, 17],
    ['const [x = Date] = [];', 'date', 'Date', 1, 12],
    ['const { now = Date.now } = {};', 'date-now', 'Date.now', 1, 15],
    ['const o = { [Date.name]: 1 };', 'date', 'Date.name', 1, 14],
    ['export { process };', 'process', 'process', 1, 10],
    ['export default process;', 'process', 'process', 1, 16],
    [`const t = \`\${Date.now()}\`;`, 'date-now', 'Date.now', 1, 14],
  ])('%s', (code, kind, detail, line, column) => {
    expect(usesIn(code)).toEqual([{ kind, detail, line, column }]);
  });
});

describe('what only looks like it is left alone', () => {
  test.each([
    ['a field', 'class Node { process = 1; run() { return this.process; } }'],
    ['a private field', 'class Node { #fetch = 1; run() { return this.#fetch; } }'],
    ['a property', 'const o = { Date: 1, process: 2 }; const x = o.Date + o.process;'],
    ['a property by name', "const o: Record<string, number> = {}; o['Date'] = 1;"],
    ['a method', 'class Later { then() { return 1; } async_() {} eval() {} }'],
    [
      'calling a method `then`',
      'class Later { then() { return 1; } } const n = new Later().then();',
    ],
    ['an interface', 'interface Timer { setTimeout(ms: number): void; Date: Date }'],
    [
      'a type',
      'type Clock = Date; function f(d: Date, p: Promise<void>): Uint8Array | null { return null; }',
    ],
    ['a type argument', 'const m = new Map<string, Date>();'],
    ['a type query', 'type Now = typeof Date.now;'],
    ['an imported type', "type T = import('./other.ts').T;"],
    ['a type of its own name', 'type Promise = number; const p: Promise = 1;'],
    [
      'a parameter',
      'function f(Date: number, process: { exit(): void }) { process.exit(); return Date; }',
    ],
    [
      'a destructured parameter',
      'const f = ({ process, crypto: [performance] }: any) => process(performance);',
    ],
    ['a variable', 'const fetch = (n: number) => n; const x = fetch(1);'],
    ['a function used before it', 'const x = fetch(1); function fetch(n: number) { return n; }'],
    ['a class', 'class Proxy {} const p = new Proxy();'],
    [
      'a function expression',
      'const f = function eval2() {}; const g = function process(): void { process(); };',
    ],
    ['a variable of a `catch`', 'try {} catch (process) { throw process; }'],
    ['a variable of a loop', 'for (const module of [1, 2]) { const y = module; }'],
    [
      'a variable of a `switch`',
      'switch (1 as number) { case 1: const exports = 1; break; case 2: exports; }',
    ],
    ['`var` out of a block', 'function f() { if (1) { var process = 1; } return process; }'],
    ['an import', "import { fetch } from './own.ts'; fetch();"],
    ['a default import', "import process from './own.ts'; process();"],
    ['a namespace import', "import * as crypto from './own.ts'; crypto.hash();"],
    ['an enum', 'enum process { a } const x = process.a;'],
    ['a label', 'process: for (;;) { break process; }'],
    ['strings', `const s = "Date.now() process"; const t = \`Promise \${1} async await\`;`],
    ['comments', '// Date.now()\n/* setTimeout(await import("x")) */ const x = 1;'],
    ['a regular expression', 'const r = /Date.now()/;'],
    [
      'names that begin alike',
      'const date = 1; const fetchNext = date; const processed = fetchNext;',
    ],
    ['Math without chance', 'const m = Math.max(1, 2); const { min } = Math;'],
    [
      'another `random`',
      'const c = { random: () => 1 }; const r = c.random(); const { random } = c;',
    ],
    ['`constructor` alone', 'class A { name() { return this.constructor.name; } }'],
    ['`Function` as a question', 'const is = (f: unknown) => f instanceof Function;'],
    ['`Date` as a question', 'const is = (d: unknown) => d instanceof Date;'],
    ['a dictionary without a prototype', 'const o = { __proto__: null };'],
    ['the text `__proto__`', "const bad = (key: string) => key === '__proto__';"],
    ['own prototypes', 'class A {} (A.prototype as any).x = 1; Object.defineProperty(A, "y", {});'],
    ['copies', 'const o = Object.assign({}, { a: 1 }); Object.defineProperty(o, "b", {});'],
    ['a new object from a builtin', 'const a = Array.from([1]); a[0] = 2; new Map().set(1, 2);'],
    ['a name like a builtin', 'const Map = { size: 0 }; Map.size = 1;'],
    ['a Set called by `Reflect`', 'Reflect.set({}, "a", 1); const m = new Map(); m.set(Math, 1);'],
    [
      'types of the simulator',
      "import type { Context } from '#simulator'; export type { NodeId } from '#simulator';",
    ],
    [
      'a namespace of types',
      "import * as S from '#simulator'; let c: S.Context; const f = (S: number) => S;",
    ],
    [
      'an instance of the same class',
      'class A { twin() { return new (this.constructor as typeof A)(); } }',
    ],
    ['types without `type`', "import { Context } from '#simulator'; let c: Context;"],
    ['own files', "import './a.ts'; import { b } from '../b.ts'; export * from './c/index.ts';"],
    ['generators', 'function* ids() { yield 1; } for (const id of ids()) id;'],
    [
      'names of JavaScript',
      'const x = [Symbol.iterator, BigInt(1), Reflect.ownKeys({}), new WeakMap(), isNaN(1)];',
    ],
    ['arguments of `implements`', 'interface Proxy {} class A implements Proxy {}'],
    [
      '`declare` of what is not used',
      'declare const process: unknown; declare function fetch(): void;',
    ],
  ])('%s', (_, code) => {
    expect(usesIn(code)).toEqual([]);
  });
});

test('uses are listed in the order of the text', () => {
  const uses = usesIn(
    'const a = () => { Math.random(); };\nprocess.exit(); Date.now();\nfetch("x");',
  );
  expect(uses.map(({ kind, line }) => [kind, line])).toEqual([
    ['math-random', 1],
    ['process', 2],
    ['date-now', 2],
    ['network', 3],
  ]);
});
