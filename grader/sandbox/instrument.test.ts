import { describe, expect, test } from 'vitest';
import { instrument } from './instrument.ts';
import { locatorOf } from './locate.ts';
import { parseBundle } from './parsed-bundle.ts';
import type { Site } from './prepare.ts';
import { type Controls, type LimitKeeper, limitKeeper, type Referee } from './referee.ts';

interface Counted {
  readonly controls: Controls;
  readonly keeper: LimitKeeper;
  readonly lines: readonly number[];
}

/** Instruments a function body and makes it run here, without a compartment. */
function counted(body: string): Counted {
  const { code, sites } = instrument(parseBundle(body));
  const placed = sites.map(({ start, ...site }): Site => {
    const line = body.slice(0, start).split('\n').length;
    return { ...site, file: 'body.js', line, column: 1 };
  });
  const keeper = limitKeeper(placed);
  const make = new Function(`return ${code}`)() as (referee: Referee) => Controls;
  return { controls: make(keeper), keeper, lines: placed.map(({ line }) => line) };
}

function run(body: string, steps: number): { value: unknown; used: number; counted: Counted } {
  const it = counted(`${body}\nreturn { get run() { return run; } };`);
  it.controls.refill(1_000);
  const main = it.controls.start(console).run as () => unknown;
  it.controls.refill(steps);
  const value = main();
  return { value, used: steps - it.controls.refill(0), counted: it };
}

function faultOf(body: string, steps = 100_000) {
  const it = counted(`${body}\nreturn { get run() { return run; } };`);
  it.controls.refill(1_000);
  const main = it.controls.start(console).run as () => unknown;
  it.controls.refill(steps);
  let returned: unknown = 'threw';
  try {
    returned = main();
  } catch {
    // The keeper knows why.
  }
  const verdict = it.keeper.verdict();
  return { returned, kind: verdict?.kind, name: verdict?.detail, line: verdict?.location?.line };
}

describe('code keeps its meaning', () => {
  const bodies: Readonly<Record<string, string>> = {
    'arrow functions': `const f = (a, b = (() => 2)()) => ({ a, b }); const g = (x) => (y) => x + y;
      const h = () => (1, 2);
      function run() { return [f(1), g(1)(2), h(), [3, 1, 2].sort((a, b) => a - b)]; }`,
    'labels and switches': `function run() { const out = [];
      outer: for (let i = 0; i < 3; i++) { inner: for (const j of [0, 1, 2]) {
        if (j === 1) continue outer; if (i === 2) break outer;
        switch (i) { case 0: out.push('a'); default: out.push(j); } } } return out; }`,
    'loops without blocks': `function run() { let n = 0; for (let i = 0; i < 3; i++) n += i; while (n < 10) n++;
      do n--; while (n > 5); for (const k in { a: 1, b: 2 }) n += k.length; for (;;) if (n++ > 9) break;
      if (n) for (const x of [1]) n += x; else while (0) n = 0; return n; }`,
    'ways to return': `const two = () => 2; function bare() { two(); return }
      function close() { return two()}
      function pick(x) { two(); if (x === 1) return two(); else if (x === 2) return (two(), 5); else return; }
      function first() { for (;;) return two(); } function label() { out: { break out; } two(); return\t(two()) ; }
      function named() { two(); return () => {}; } function klass() { two(); return class { x = 1 } }
      const chain = (n) => n > 0 ? (m) => { two(); return (k) => { two(); return n + m + k } } : null;
      const sw = (x) => { two(); switch (x) { case 1: return 'a'; default: return \`b\${two()}\`; } };
      function run() { return [bare(), close(), pick(1), pick(2), pick(3), first(), label(), named().name, klass().name,
        new (klass())().x, chain(1)(2)(3), sw(1), sw(2), new (class { constructor() { two(); return { y: two() }; } })().y]; }`,
    classes: `class A { static made = (() => 1)(); #p = [1, 2].map((x) => x * 2); q = this.make(); static { A.made += 1; }
      make() { return () => this.#p.length; } get size() { return this.#p.length; } set size(n) { this.#p.length = n; }
      static *items() { yield* [1, 2]; } ['com' + 'puted']() { return super.toString === Object.prototype.toString; } }
      class B extends A { constructor() { super(); this.size = 1; } }
      function run() { const b = new B(); return [b.size, b.q(), A.made, [...B.items()], b.computed(), new A().size]; }`,
    generators: `function* count(n) { for (let i = 0; i < n; i++) { const back = yield i; if (back) return back; } }
      function run() { const it = count(5); return [it.next(), it.next(), it.next('x'), it.next(), [...count(3)]]; }`,
    'patterns that yield': `const one = () => 1; function* g() { const { a = one(yield 1), b = one() } = {}; return [a, b]; }
      function run() { return [...g()].length + g().next().value; }`,
    'try, catch and finally': `function log(f) { const out = []; try { f(out); } catch { out.push('caught'); } return out; }
      function run() { return [
        log((o) => { try { throw 1; } catch (e) { o.push(e); } finally { o.push('f'); } }),
        log((o) => { try { o.push('t'); } finally { o.push('f'); } }),
        log((o) => { try { throw { message: 'm', list: [1] }; } catch ({ message, list: [first = 9] }) { const f = first; o.push(message, f); } }),
        log((o) => { try { throw 2; } finally { o.push('f'); } }),
        log((o) => { o.push((() => { try { return 'r'; } finally { o.push('f'); } })()); }),
        log((o) => { for (const x of [1, 2]) { try { continue; } finally { o.push(x); } } }) ]; }`,
    'directives, defaults and patterns': `function run() { 'use strict';
      const f = ({ a = g(), ...rest } = {}, [b = a] = [], ...more) => [a, b, rest, more]; function g() { return 7; }
      return [f(), f({ a: 1, c: 2 }, [3], 4), (function () { return this; })(), f.length]; }`,
    'tagged templates and optional calls': `const tag = (s, ...v) => s.raw.join('|') + v.join();
      function run() { const o = { f: null, g: () => 1 }; return [tag\`a\${1}b\\n\${2}c\`, o.f?.(), o.g?.(), o?.h?.x()]; }`,
    'getters and names': `const o = { get a() { return 1; }, set a(v) {}, get: 2, set: 3, async: 4, import(x) { return x; }, 'import': 5 };
      function run() { const named = () => {}; return [o.a, o.get, o.set, o.async, o.import, named.name, (class C {}).name]; }`,
    'texts that look forbidden': `function run() { return ['<!--', '-->', \`import(\${1})\`, 'import (', /<!--/.test('<!--'), /\\<!--|\\-->/.test('-->'), /[-->]/.test('='), '\\\\-->']; }`,
  };

  for (const [name, body] of Object.entries(bodies)) {
    test(name, () => {
      const original = new Function(`'use strict'; ${body}; return run();`)() as unknown;
      expect(run(body, 1_000).value).toEqual(original);
    });
  }

  test('names of the submission are not captured', () => {
    const body =
      'const $steps = 1, $depth = 2, $error = 3; function run() { try { throw 0; } catch { return $steps + $depth + $error; } }';
    expect(run(body, 100).value).toBe(6);
  });

  test('places lead back to the code given', () => {
    const body = `const f = (list) => {\n  for (const x of list) x();\n  return list.map((y) => y.z.w);\n};`;
    const { code, map } = instrument(parseBundle(body));
    const line = code.split('\n')[2] ?? '';
    expect(locatorOf(map).locate(3, line.indexOf('y.z') + 1)).toMatchObject({
      line: 3,
      column: 26,
    });
  });
});

describe('steps', () => {
  test('each iteration and each call takes one', () => {
    const { used } = run(
      'const f = (x) => x; function run() { for (let i = 0; i < 10; i++) f(i); }',
      100,
    );
    expect(used).toBe(1 + 10 + 10);
  });

  test('the count does not depend on how often the code has run before', () => {
    const body =
      'function run() { return [5, 3, 1].sort((a, b) => a - b).map((x) => x + 1).length; }';
    const { counted: it, used } = run(body, 100);
    const again = it.controls.start(console).run as () => unknown;
    it.controls.refill(100);
    again();
    expect(100 - it.controls.refill(0)).toBe(used);
  });

  test.each([
    ['while', 'function run() {\n while (true);\n}', 2],
    ['do', 'function run() {\n do {} while (true);\n}', 2],
    ['for', 'function run() {\n for (;;) {\n  for (const x of [1, 2]) x;\n }\n}', 2],
    [
      'for',
      'function run() { const g = (function* () {\n for (;;) yield 1;\n})();\n for (const x of g) x; }',
      4,
    ],
    [
      'while',
      'const help = () => { for (let i = 0; i < 5; i++); };\nfunction run() {\n while (true) help();\n}',
      3,
    ],
    [
      'while',
      'function run() {\n for (let i = 0; i < 9; i++) i;\n while (true) { for (const x of [1]) x; }\n}',
      3,
    ],
  ])('an endless %s is named with its line', (name, body, line) => {
    expect(faultOf(body)).toEqual({ returned: 'threw', kind: 'step-budget', name, line });
  });

  test.each([
    ['a catch', 'function run() { try { for (;;); } catch { return 1; } }'],
    ['a catch with a pattern', 'function run() { try { for (;;); } catch ({ x }) { return 1; } }'],
    ['finally', 'function run() { try { for (;;); } finally { return 1; } }'],
    [
      'a loop around it',
      'function run() { for (;;) { try { for (;;); } catch { continue; } finally { continue; } } }',
    ],
    [
      'the end of an iteration',
      'function run() { const it = { [Symbol.iterator]: () => ({ next: () => ({ done: false }), return: () => { for (;;); } }) }; for (const x of it) { try { for (;;); } catch { break; } } return 1; }',
    ],
  ])('%s cannot swallow the end', (_, body) => {
    expect(faultOf(body)).toMatchObject({ returned: 'threw', kind: 'step-budget' });
  });
});

describe('depth', () => {
  test.each([
    ['itself', 'function run(n = 0) { return run(n + 1); }'],
    ['each other', 'const a = () => b(); const b = () => a(); function run() { return a(); }'],
    ['a getter', 'const o = { get x() { return this.x; } }; function run() { return o.x; }'],
    ['a constructor', 'class A { constructor() { new A(); } } function run() { new A(); }'],
    ['a field', 'class A { x = new A(); } function run() { new A(); }'],
    ['a default value', 'const f = (x = f()) => x; function run() { return f(); }'],
    ['a comparison', 'const f = () => [2, 1].sort(() => f()); function run() { return f(); }'],
    [
      'an iterator',
      'const o = { *[Symbol.iterator]() { yield* o; } }; function run() { return [...o]; }',
    ],
    [
      'a coercion',
      'const o = { toString() { return "" + o; } }; function run() { return "" + o; }',
    ],
  ])('recursion through %s ends, and cannot be swallowed', (_, body) => {
    expect(faultOf(body).returned).toBe('threw');
    const swallowing = `${body.replaceAll('function run(', 'function inner(').replaceAll('run(', 'inner(')}
      function run() { try { return inner(); } catch { return 'swallowed'; } }`;
    expect(faultOf(swallowing)).toMatchObject({ returned: 'threw', kind: 'recursion' });
  });

  const down =
    'const down = (n) => (n === 0 ? fail() : down(n - 1)); const fail = () => { throw 1; };';
  const fifty = 'for (let i = 0; i < 50; i++)';
  test.each([
    ['catch', `let n = 0; ${fifty} { try { down(900); } catch { n++; } } return n;`],
    ['a pattern', `let n = 0; ${fifty} { try { down(900); } catch ({ x }) { n++; } } return n;`],
    [
      'finally',
      `let n = 0; ${fifty} { try { try { down(900); } finally { n++; try { down(900); } catch {} } } catch {} } return n;`,
    ],
    [
      'return in finally',
      `let n = 0; const f = () => { try { return down(900); } finally { n++; return 0; } }; ${fifty} f(); return n;`,
    ],
    [
      'a function that only catches',
      `let n = 0; const o = { get x() { return down(900); } }; const f = () => { try { o.x; } catch { n++; } }; ${fifty} f(); return n;`,
    ],
    [
      'a generator that catches',
      `function* g() { let n = 0; ${fifty} { try { yield; down(900); } catch { n++; } } return n; }
       const it = g(); for (;;) { const { done, value } = it.next(); if (done) return value; }`,
    ],
    [
      'the end of an iteration',
      `let n = 0; const it = { [Symbol.iterator]: () => ({ next: () => ({ done: false }), return: () => { try { down(900); } catch { n++; } return {}; } }) };
       ${fifty} { try { for (const x of it) down(900); } catch {} } return n;`,
    ],
    [
      'a class body',
      `let n = 0; ${fifty} { class A { static { try { down(900); } catch { n++; } } } } return n;`,
    ],
  ])('900 nested calls are fine, after errors too: %s', (_, body) => {
    expect(run(`${down} function run() { ${body} }`, 1_000_000).value).toBe(50);
  });

  test.each([
    ['calls', 'function f(n) { return n === 0 ? 0 : 1 + f(n - 1); }', 998, 999],
    ['calls that return early', 'function f(n) { if (n > 0) { f(n - 1); return 1; } }', 998, 999],
    [
      'calls after a catch',
      `const boom = () => { throw fail(); }; const fail = () => { throw 1; };
       function f(n) { try { boom(); } catch {} if (n > 0) f(n - 1); return 1; }`,
      997,
      998,
    ],
    [
      'calls after finally',
      `const boom = () => { throw fail(); }; const fail = () => { throw 1; };
       function f(n) { try { try { boom(); } finally { n--; } } catch { return n < 0 ? 0 : f(n); } }`,
      997,
      998,
    ],
  ])('the limit is exact: %s', (_, body, fine, tooDeep) => {
    const at = (n: number) => faultOf(`${body} function run() { return f(${n}); }`, 1_000_000);
    expect([at(fine).returned !== 'threw', at(tooDeep).kind]).toEqual([true, 'recursion']);
  });
});
