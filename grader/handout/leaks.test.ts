import { expect, test } from 'vitest';
import { findLeaks } from './leaks.ts';

const kinds = {
  isCompiled: (file: string) => file.endsWith('.bundle.js'),
  isReading: (file: string) => file.startsWith('chapters/'),
  isBuilt: (file: string) => file.startsWith('buch/'),
};
const secretSource = `
/** Zählt die Stimmen und vergisst dabei niemanden, auch sich selbst nicht. */
export function tallyVotesOfEveryone(votes: readonly string[]): number {
  const seen = new Set<string>(votes);
  let total = 1;
  for (const vote of seen) if (vote !== 'self') total += vote.length > 0 ? 1 : 0;
  return total;
}
export const verdict = 'Der Kandidat zählt seine eigene Stimme doppelt.';
`;
const secret = new Map([['solutions/x/reference/x.ts', secretSource]]);
const find = (file: string, text: string, others: [string, string][] = []) =>
  findLeaks(new Map([[file, text], ...others]), secret, kinds).map(({ what }) => what);

test.each([
  ['a name', 'package.json', 'import { tallyVotesOfEveryone } from "./b.ts";'],
  ['a text', 'grader/a.json', '{"t": "Der Kandidat zählt seine eigene Stimme doppelt."}'],
  ['a name in a page', 'buch/a.html', '<p>tallyVotesOfEveryone</p><script>x</script>'],
  ['a text in a page', 'buch/a.html', '<p>Der Kandidat zählt seine eigene Stimme doppelt.</p>'],
  [
    'a comment',
    'grader/a.bundle.js',
    '/* Zählt die Stimmen und vergisst dabei niemanden, auch sich selbst nicht. */',
  ],
  [
    'code with other spaces and comments',
    'grader/x/x.ts',
    'function f(){ const seen = new Set<string>(votes); /* neu */ let total = 1;\n\nfor (const vote of seen)\n if (vote !== "self") total += vote.length > 0 ? 1 : 0; return total; }'.replace(
      '"self"',
      "'self'",
    ),
  ],
  [
    'code in a text for readers',
    'chapters/x.md',
    "```ts\nconst seen = new Set<string>(votes);\nlet total = 1;\nfor (const vote of seen) if (vote !== 'self') total += vote.length > 0 ? 1 : 0;\n```",
  ],
])('%s is found', (_, file, text) => {
  expect(find(file, text).length).toBeGreaterThan(0);
});

test.each([
  [
    'what a chapter says',
    'grader/a.ts',
    'tallyVotesOfEveryone()',
    [['chapters/x.md', 'tallyVotesOfEveryone']],
  ],
  [
    'what compiled code says',
    'grader/x.bundle.js',
    '"Der Kandidat zählt seine eigene Stimme doppelt."',
    [],
  ],
  [
    'single words and short runs',
    'grader/a.ts',
    'const seen = new Set<string>(votes); return total;',
    [],
  ],
] as [string, string, string, [string, string][]][])('%s is none', (_, file, text, others) => {
  expect(find(file, text, others)).toEqual([]);
});
