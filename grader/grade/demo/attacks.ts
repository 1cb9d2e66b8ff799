/** What hostile members add to the first file of a solution; each compiles as it stands. */
export const attacks: readonly [Attack, ...Attack[]] = [
  {
    id: 'endless-import',
    code: 'let spins = 0;\nwhile (spins >= 0) spins += 1;\n',
  },
  {
    id: 'exit-with-success',
    code: 'declare const process: { exit(code: number): never };\nprocess.exit(0);\n',
  },
  {
    id: 'reads-files',
    code: "import { readFileSync } from 'node:fs';\nexport const loot = readFileSync('/etc/passwd', 'utf8');\n",
  },
  {
    id: 'patches-arrays',
    code: 'Array.prototype.every = () => true;\nArray.prototype.some = () => false;\n',
  },
  {
    id: 'eats-memory',
    code: 'const kept: number[][] = [];\nfor (;;) kept.push(new Array<number>(1_000_000).fill(0));\n',
  },
  {
    id: 'makes-code',
    code: "const make = (() => {}).constructor as unknown as (code: string) => () => unknown;\nexport const loot = make('return process')();\n",
  },
  {
    id: 'forges-report',
    code: 'console.log(JSON.stringify({ kind: "report", passed: true, points: 100 }));\nthrow new Error("bestanden");\n',
  },
];

export interface Attack {
  readonly id: string;
  readonly code: string;
}
