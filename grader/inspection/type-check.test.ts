import { describe, expect, test } from 'vitest';
import { describeDiagnostic } from './compiler-wording.ts';
import { checkTypes } from './type-check.ts';

async function check(files: Readonly<Record<string, string>>) {
  const [root = ''] = Object.keys(files);
  const checked = await checkTypes({ files: new Map(Object.entries(files)), roots: [root] });
  if (checked.kind !== 'checked') throw new Error(checked.kind);
  return checked.diagnostics;
}

/** Some lines of code that are wrong, with the code of the error and a bit of what is said of it. */
const mistakes: readonly (readonly [code: number, source: string, said: string])[] = [
  [2304, 'export const a = missing;', '„missing“ gibt es hier nicht'],
  [2552, 'const counter = 1; export const a = countr;', 'Meinten Sie „counter“?'],
  [2304, 'setTimeout(() => 1, 2); export {};', '„setTimeout“'],
  [2591, 'process.exit(); export {};', 'nur über „context“'],
  [2307, "import { a } from './none.ts'; export { a };", '„./none.ts“'],
  [2322, "export const a: number = 'x';", 'wo „number“ verlangt ist'],
  [2339, 'export const a = { b: 1 }.c;', '„c“ gibt es'],
  [2551, 'export const a = [1].lenght;', 'Meinten Sie „length“?'],
  [2345, "export const a = Math.max('x');", 'verlangt ist „number“'],
  [2353, 'export const a: { b: number } = { b: 1, c: 2 };', '„c“ ist im Typ'],
  [2561, 'export const a: { amount?: number } = { amout: 1 };', 'Meinten Sie „amount“?'],
  [2532, 'export const a = [1].at(0).toFixed();', 'kann „undefined“ sein'],
  [
    18048,
    'const l = new Map<string, number>().get("a"); export const a = l.toFixed();',
    '„l“ kann „undefined“ sein',
  ],
  [18047, 'export const f = (n: number | null) => n.toFixed();', '„n“ kann „null“ sein'],
  [18046, 'export const f = (n: unknown) => n.toFixed();', 'Der Typ von „n“ ist nicht bekannt'],
  [
    2554,
    'const f = (n: number) => n; export const a = f();',
    'braucht 1 Argument(e), bekommt aber 0',
  ],
  [2741, 'export const a: { b: number } = {};', 'fehlt die Eigenschaft „b“'],
  [2739, 'export const a: { b: 1; c: 2 } = {};', 'fehlen diese Eigenschaften: b, c'],
  [7006, 'export const f = (n) => 1;', 'Dem Parameter „n“ fehlt ein Typ'],
  [2355, 'export function f(): number {}', 'muss einen Wert zurückgeben'],
  [2366, 'export function f(b: boolean): number { if (b) return 1; }', 'Nicht jeder Weg'],
  [
    2420,
    "import type { Process } from '#simulator'; export class A implements Process {}",
    'fehlt die Eigenschaft „onMessage“',
  ],
  [
    2416,
    "import type { Process } from '#simulator'; export class A implements Process { onMessage(from: number): void {} }",
    '„onMessage“ in „A“',
  ],
  [2367, "export const f = (k: 'a' | 'b') => k === 'c';", 'immer falsch'],
  [
    2540,
    'const o: { readonly a: number } = { a: 1 }; o.a = 2; export {};',
    'darf nur gelesen werden',
  ],
  [2588, 'const n = 1; n += 1; export {};', 'mit „const“ vereinbart'],
  [2564, 'export class A { b: number; }', 'Das Feld „b“ bekommt nirgends einen Anfangswert'],
  [2375, 'export const a: { b?: number } = { b: undefined as number | undefined };', 'optional'],
  [2693, "import type { Context } from '#simulator'; export const a = Context;", '„Context“'],
  [2488, 'for (const x of { a: 1 }) x; export {};', '„for … of“'],
  [7053, 'const o = { b: 1 }; export const a = (k: string) => o[k];', 'eine Map'],
  [
    7029,
    'export function f(n: number) { switch (n) { case 1: n += 1; case 2: n += 2; } return n; }',
    'läuft in den nächsten hinein',
  ],
  [2454, 'let n: number; export const a = n;', 'vielleicht noch keinen Wert'],
  [2362, "export const a = 'x' * 2;", 'Links von diesem Rechenzeichen'],
  [2774, 'let n = 0; const f = () => true; if (f) { n += 1; } export {};', 'Rufen Sie'],
  [1005, 'export const a = [1, 2;', '„,“'],
  [1109, 'export const a = ;', 'Ausdruck erwartet'],
  [1002, "export const a = 'x;", 'schließende Anführungszeichen'],
  [1128, 'export const a = 1; }', 'Klammer zu viel'],
  [1435, 'functoin f() {}', 'Meinten Sie „function“?'],
  [1434, 'export clas A {}', 'Dieses Wort'],
  [1185, '<<<<<<< HEAD\nexport const a = 1;\n=======\nexport const a = 2;\n>>>>>>> b\n', 'Git'],
];

describe('mistakes of students, as the compiler finds them and as students read them', () => {
  // One run for those that are errors of meaning; the compiler stops at errors of form.
  test.each(mistakes.filter(([code]) => code < 2000))('TS%d: %s', async (code, source, said) => {
    const found = await check({ 'a.ts': source });
    const described = found.filter((each) => each.code === code).map(describeDiagnostic);
    expect(described.join('\n'), JSON.stringify(found)).toContain(said);
  });

  test('errors of meaning', async () => {
    const meant = mistakes.filter(([code]) => code >= 2000);
    const files = meant.map(([, source], index) => [`m${index}.ts`, source] as const);
    const all = files.map(([path]) => `import './${path}';`).join('\n');
    const found = await check({ 'all.ts': all, ...Object.fromEntries(files) });
    meant.forEach(([code, source, said], index) => {
      const own = found.filter(({ file }) => file === `m${index}.ts`);
      expect(
        own.map((each) => each.code),
        source,
      ).toContain(code);
      const described = own.filter((each) => each.code === code).map(describeDiagnostic);
      expect(described.join('\n'), source).toContain(said);
    });
  });
});

test('a correct program: types of the simulator, `console`, the language of 2023', async () => {
  const source = `import type { Context, Process } from '#simulator';
import { twice } from './twice';
export function createNode(context: Context<{ n: number }>): Process<{ n: number }> {
  return {
    onMessage(from, { n }) {
      console.log('habe', n, [1, 2].toSorted().at(-1));
      context.send(from, { n: twice(n) });
    },
  };
}
`;
  const files = { 'node.ts': source, 'twice.ts': 'export const twice = (n: number) => 2 * n;' };
  expect(await check(files)).toEqual([]);
});

test('nothing of Node or a browser is there', async () => {
  const names = ['process', 'setTimeout', 'Buffer', 'require', 'fetch', 'performance', 'document'];
  const found = await check({
    'a.ts': `${names.map((name) => `${name};`).join('\n')}\nexport {};`,
  });
  expect(found.map(({ line }) => line)).toEqual(names.map((_, index) => index + 1));
});

test('positions are those of the file, whatever its line ends', async () => {
  const [found] = await check({
    'a.ts': "export {};\r\n// ä\r\nconst ü = 1, x: number = 'a';\r\n",
  });
  expect(found).toMatchObject({ file: 'a.ts', line: 3, column: 14 });
});

test('files in folders, files that nobody imports', async () => {
  const files = {
    'a.ts': "export * from './deep/b.ts';",
    'deep/b.ts': 'export const b: string = 1;',
  };
  expect(await check(files)).toMatchObject([{ file: 'deep/b.ts', code: 2322 }]);
  expect(await check({ 'a.ts': 'export {};', 'notes.ts': 'what?' })).toEqual([]);
});
