import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { loadCatalogue } from '../../../grader/catalogue/catalogue.ts';
import { ownLayout } from '../../../grader/catalogue/layout.ts';
import { readSubmissions } from '../../../grader/grade/input/read-submissions.ts';
import { BrokenArchive, packed, unpacked } from './archive.ts';
import { importOf } from './imports.ts';

const data = {
  exercise: '2pc',
  files: [
    { name: 'coordinator.ts', text: '', editable: true },
    { name: 'log.ts', text: '', editable: true },
    { name: 'protocol.ts', text: '', editable: false },
  ],
};
const file = (name: string, text: string) => ({ name, bytes: strToU8(text) });
const archive = (files: Readonly<Record<string, string>>) => ({
  name: 'abgabe.zip',
  bytes: zipSync(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])),
  ),
});

test('what is saved is a hand-in: grade reads it, for each exercise, with every file', async () => {
  const exercises = (await loadCatalogue(ownLayout())).flatMap((chapter) => chapter.exercises);
  const folder = await mkdtemp(join(tmpdir(), 'abgabe-'));
  try {
    for (const { chapter, manifest } of exercises) {
      const texts = Object.fromEntries(manifest.files.map((name) => [name, `// ${name} äß\n`]));
      const path = join(folder, `${manifest.id}.zip`);
      await writeFile(path, packed(chapter, manifest.id, texts));
      const read = await readSubmissions([path], { exercises, secret: 'geheim' });
      expect(read.refused).toEqual([]);
      const [attempt] = read.submissions[0]?.attempts ?? [];
      const taken = [...(attempt?.files ?? [])].map(([name, bytes]) => [
        name,
        Buffer.from(bytes).toString('utf8'),
      ]);
      expect(Object.fromEntries(taken)).toEqual(
        Object.fromEntries(
          Object.entries(texts).map(([name, text]) => [`${manifest.id}/${name}`, text]),
        ),
      );
      expect(attempt?.notes).toEqual([]);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('equal work makes equal bytes, and comes back as it was', () => {
  const texts = { 'coordinator.ts': 'eins\n', 'log.ts': 'zwei\n' };
  const bytes = packed('kapitel8', '2pc', texts);
  expect(packed('kapitel8', '2pc', { ...texts })).toEqual(bytes);
  expect(unpacked([{ name: '2pc.zip', bytes }], data)).toEqual({ texts, skipped: [] });
});

test('only the exercise’s own files are taken, from its folder first; all others are named', () => {
  const chosen = [
    archive({ 'raft/log.ts': 'fremd', 'kapitel8/2pc/log.ts': 'eigen', 'x/readme.md': 'r' }),
    file('coordinator.ts', '\uFEFFeins\r\nzwei'),
    file('protocol.ts', 'geändert'),
  ];
  expect(unpacked(chosen, data)).toEqual({
    texts: { 'log.ts': 'eigen', 'coordinator.ts': 'eins\nzwei' },
    skipped: ['protocol.ts'],
  });
});

test('modules that a student added are taken from the exercise’s own folder, or chosen alone', () => {
  const chosen = [
    archive({
      'kapitel8/2pc/helfer.ts': 'mein',
      'kapitel8/2pc/helfer.test.ts': 'Test',
      'kapitel8/2pc/tief/anderer.ts': 'tief',
      'kapitel8/raft/zustand.ts': 'fremd',
    }),
    file('noch-einer.ts', 'auch'),
  ];
  expect(unpacked(chosen, data)).toEqual({
    texts: { 'helfer.ts': 'mein', 'noch-einer.ts': 'auch' },
    skipped: [],
  });
});

test('what is no archive is refused, and what is too large is left aside', () => {
  expect(() => unpacked([file('kaputt.zip', 'PK kein Archiv')], data)).toThrow(BrokenArchive);
  const bomb = archive({ '2pc/log.ts': ' '.repeat(3_000_000), '2pc/coordinator.ts': 'klein' });
  expect(bomb.bytes.length).toBeLessThan(10_000);
  expect(unpacked([bomb], data).texts).toEqual({ 'coordinator.ts': 'klein' });
});

test.each([
  ['', "import type { Stamp } from './contract.ts';\n"],
  [
    "import type { A } from './contract.ts';\nx",
    "import type { A, Stamp } from './contract.ts';\nx",
  ],
  [
    "import type {\n  A,\n  B,\n} from './contract.ts';\n",
    "import type {\n  A,\n  B,\n  Stamp,\n} from './contract.ts';\n",
  ],
  [
    "import type { Context } from '#simulator';\n\nx",
    "import type { Context } from '#simulator';\nimport type { Stamp } from './contract.ts';\n\nx",
  ],
  ["import type { Stamp } from './contract.ts';\n", undefined],
])('a name is imported once, where the others are: %j', (text, expected) => {
  const change = importOf(text, { name: 'Stamp', from: './contract.ts' });
  const changed = change && text.slice(0, change.from) + change.insert + text.slice(change.from);
  expect(changed).toBe(expected);
});
