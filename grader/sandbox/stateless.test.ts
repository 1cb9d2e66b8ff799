import { parse } from 'acorn';
import { describe, expect, test } from 'vitest';
import { instrument } from './instrument.ts';
import { meteredSubmission } from './metered.ts';
import { parseBundle, parseOptions } from './parsed-bundle.ts';
import type { Controls, Referee } from './referee.ts';
import { statelessDefinitions } from './stateless.ts';

const definitionsOf = (body: string) =>
  statelessDefinitions(
    parse(`'use strict'; ${body} return { get f() { return f; } };`, parseOptions),
  );

const base = 'function f() { return 1; }';

describe('has no state', () => {
  test.each([
    ['a function', '', ['f']],
    [
      'functions as values',
      'var g = () => 1; var h = function* () { yield g(); };',
      ['f', 'g', 'h'],
    ],
    [
      'constants',
      `var a = -1, b = 'x' + a, c = \`\${a}\`, d = a > 0 ? b : void 0, e = Math.PI * Number.MAX_SAFE_INTEGER;`,
      ['f', 'a', 'b', 'c', 'd', 'e'],
    ],
    [
      'what is frozen at all levels',
      `var o = Object.freeze({ a: 1, list: Object.freeze(['x', f]), g: () => 2 });`,
      ['f', 'o'],
    ],
    ['a regular expression without memory', 'var r = /a/iu;', ['f', 'r']],
    [
      'tables that are looked up in',
      `var t = { a: 1, b: 2 }, list = ['x', 'y'], rows = [{ n: 1, o: 2 }];
       function g(k, t2) { const { n, o: p } = rows[k]; k.t = k.list + t[k]; if (k in t) k = { ...t, t: 1, list() {} };
       for (const x of list) k(x, ...list); return list.indexOf(k) + list.length + rows[k]?.n + t.a; }`,
      ['f', 't', 'list', 'rows', 'g'],
    ],
    [
      'classes',
      `var A = class _A { x = new Map(); #y = 1; static make() { return new _A(); } get y() { return this.#y; }
         set y(v) { this.#y = v; } #help() { return this.#y++; } go() { this.x.set(1, this.#help()); this.z = 2; return; }
         *[Symbol.iterator]() { yield 1; } constructor(n) { this.n = n; } }
       class B extends A { constructor() { super(1); return; } } class Oops extends TypeError { name = 'Oops'; }`,
      ['f', 'A', 'B', 'Oops'],
    ],
    [
      'state of its own in each call',
      'function g() { let n = 0; const s = []; return { m() { n++; s[n] = 1; this.k = 2; this.l[n] = 3; delete s[0]; } }; }',
      ['f', 'g'],
    ],
  ])('%s', (_, body, names) => {
    expect(definitionsOf(`${base} ${body}`)).toEqual(names);
  });
});

describe('may have state', () => {
  test.each([
    ['a variable', 'let n = 0; function g() { n++; }'],
    ['a variable without value', 'let n; function g() { [n] = [1]; }'],
    ['a variable in a loop', 'let n; function g() { for (n of [1]); }'],
    ['a variable in a pattern', 'let n = 1; function g() { ({ a: { n = 2 } } = {}); }'],
    ['a function replaced', 'function g() { f = () => 2; }'],
    ['an empty array', 'const list = [];'],
    ['an empty object', 'const o = {};'],
    ['an object frozen outside only', 'const o = Object.freeze({ list: [] });'],
    ['an object with a prototype', 'const o = Object.freeze({ __proto__: {} });'],
    [
      'an object frozen by something else',
      'const Object = { freeze: (x) => x }; const o = Object.freeze({});',
    ],
    ['a collection', 'const m = new Map();'],
    ['a regular expression that keeps its place', 'const r = /a/g;'],
    ['a sticky regular expression', 'const r = /a/y;'],
    ['a regular expression set to a place', 'const r = /a/; function g() { r.lastIndex = 1; }'],
    ['a table written to', 'const t = { a: 1 }; function g() { t.a = 2; }'],
    ['a table deleted from', 'const t = { a: 1 }; function g() { delete t.a; }'],
    ['a table counted in', 'const t = { a: 1 }; function g() { t.a++; }'],
    ['a table written to deep down', 'const t = { a: { b: 1 } }; function g() { t.a.b = 2; }'],
    ['a table handed on', 'const t = { a: 1 }; function g(h) { h(t); }'],
    ['a table returned', 'const t = { a: 1 }; function g() { return t; }'],
    ['a table in an arrow', 'const t = { a: 1 }; const g = () => t;'],
    ['a table under another name', 'const t = { a: 1 }; function g() { const u = t; u.a = 2; }'],
    ['a table as a default', 'const t = { a: 1 }; function g(u = t) { u.a = 2; }'],
    ['a table as a property', 'const t = { a: 1 }; function g() { return { t }; }'],
    ['a table in an array', 'const t = { a: 1 }; function g() { return [t]; }'],
    ['a table as a key', 'const t = { a: 1 }; function g(o) { return o[t]; }'],
    ['a part of a table', 'const t = { a: { b: 1 } }; function g() { return t.a; }'],
    ['parts of a table', 'const t = [[1]]; function g() { for (const u of t) u.push(2); }'],
    ['parts of a table, spread', 'const t = [[1]]; function g() { return [...t]; }'],
    [
      'parts of a table, taken out',
      'const t = { a: { b: { c: 1 } } }; function g() { const { b } = t.a; }',
    ],
    ['the rest of a part', 'const t = { a: { b: 1 } }; function g() { const { ...u } = t.a; }'],
    ['a table of unequal depth', 'const t = [1, [2]]; function g() { return t[1]; }'],
    ['a list pushed to', 'const t = [1]; function g() { t.push(2); }'],
    ['a list pushed to by a template', 'const t = [1]; function g() { t.push`2`; }'],
    ['a list sorted', 'const t = [2, 1]; function g() { t.sort(); }'],
    ['a list sorted by a name', "const t = [2, 1]; function g() { t['sort'](); }"],
    [
      'a list handed to a function',
      'const t = [1]; function g() { t.map((_, i, u) => u.push(i)); }',
    ],
    ['a list within a table pushed to', 'const t = { a: [1] }; function g() { t.a.push(2); }'],
    ['a table of functions', 'const t = { a() { this.n = 1; } }; function g() { t.a(); }'],
    ['a symbol', "const s = Symbol('s');"],
    ['a call', 'const x = f();'],
    ['a coercion', 'const o = Object.freeze({ toString() { return f(); } }); const s = "" + o;'],
    ['a statement', 'f();'],
    ['a block', '{ f(); }'],
    ['destructuring', 'const { a } = f;'],
    ['a counter on a function', 'function g() { f.count = (f.count ?? 0) + 1; }'],
    ['a counter on a function, deleted', 'function g() { delete f.count; }'],
    ['a static field', 'class A { static n = 0; }'],
    ['a private static field', 'class A { static #n = 0; }'],
    ['a static block', 'class A { static { f(); } }'],
    ['a static method that knows its class', 'class A { static count() { this.n = 1; } }'],
    ['a counter on a class', 'class A { m() { A.n = 1; } }'],
    ['a counter on a class by its own name', 'var A = class _A { m() { _A.n = 1; } };'],
    ['the constructor', 'class A { m() { this.constructor.n = 1; } }'],
    ['the constructor, by a text', "class A { m() { this['constructor'].n = 1; } }"],
    ['the prototype', 'class A {} function g() { A.prototype.n = 1; }'],
    ['new.target', 'class A { constructor() { new.target.n = 1; } }'],
    ['reflection', 'function g() { return Reflect.ownKeys(f); }'],
    ['Object.getPrototypeOf', 'function g(x) { return Object.getPrototypeOf(x); }'],
    ['Object.assign', 'class A { constructor(x) { Object.assign(this, x); } }'],
    ['a method replaced', 'class A { m() {} constructor() { this.m = this.m.bind(this); } }'],
    ['a method replaced, by any name', 'class A { m() {} constructor(n) { this[n] = 1; } }'],
    ['a private method as a value', 'class A { #m() {} go() { this.#m.n = 1; } }'],
    [
      'a class that stamps others',
      'class A { constructor(o) { return o; } } class B extends A { #x = 1; }',
    ],
    ['a function that stamps others', 'function A(o) { return o; } class B extends A { #x = 1; }'],
    ['a class made from an expression', 'class B extends (f(), Error) {}'],
    ['a class made from another kind of thing', 'class B extends Map {}'],
    ['a computed name', 'class B { [f()]() {} }'],
    ['a computed name of a field', 'class B { [f()] = 1; }'],
  ])('%s', (_, body) => {
    expect(definitionsOf(`${base} ${body}`)).toBeUndefined();
  });
});

describe('instances', () => {
  const freezeAll = <Shared>(value: Shared): Shared => {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return value;
    if (Object.isFrozen(value)) return value;
    Object.freeze(value);
    for (const { value: own, get } of Object.values(Object.getOwnPropertyDescriptors(value))) {
      freezeAll(own);
      freezeAll(get);
    }
    return value;
  };
  const submissionOf = (body: string, protect?: typeof freezeAll) => {
    const { code, map, sites } = instrument(parseBundle(body));
    const placed = sites.map((site) => ({ ...site, file: 'a.ts', line: 1, column: 1 }));
    const evaluate = (text: string) => new Function(`return ${text}`)() as (r: Referee) => Controls;
    const ground = { evaluate, stackOf: () => '', ...(protect === undefined ? {} : { protect }) };
    return meteredSubmission({ code, maps: [map], sites: placed }, [], ground);
  };
  const stateless = `var A = class { n = 0; next() { return ++this.n; } };
    var make = () => new A(); return { get make() { return make; } };`;
  const stateful = `var n = 0; var make = () => ({ next: () => ++n }); return { get make() { return make; } };`;
  type Exports = { make(): { next(): number } };

  test('are one where there is no state, and frozen', () => {
    const submission = submissionOf(stateless, freezeAll);
    const [a, b] = [submission.instantiate(), submission.instantiate()] as unknown as Exports[];
    expect(b?.make).toBe(a?.make);
    expect([a?.make().next(), b?.make().next()]).toEqual([1, 1]);
    const shared = a?.make() as object;
    expect(Object.isFrozen(Object.getPrototypeOf(shared))).toBe(true);
    expect(Object.isFrozen(Object.getPrototypeOf(shared).next)).toBe(true);
  });

  test('are each of their own where there is state, or nothing that freezes', () => {
    for (const submission of [submissionOf(stateful, freezeAll), submissionOf(stateless)]) {
      const [a, b] = [submission.instantiate(), submission.instantiate()] as unknown as Exports[];
      expect(b?.make).not.toBe(a?.make);
      expect([a?.make().next(), b?.make().next()]).toEqual([1, 1]);
    }
  });

  test('take the same steps', () => {
    const source = `${stateless.replace('return {', 'var more = Object.freeze({ a: 1 }); return {')}`;
    const used = (protect?: typeof freezeAll) => {
      const { code } = instrument(parseBundle(source));
      const controls = (new Function(`return ${code}`)() as (r: unknown) => Controls)({
        ...(protect === undefined ? {} : { share: protect }),
      });
      controls.refill(100);
      (controls.start(console) as unknown as Exports).make().next();
      return controls.refill(0);
    };
    expect(used(freezeAll)).toBe(used());
  });
});
