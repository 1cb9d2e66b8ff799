import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { plainSubmissionOf } from '../../../grader/sandbox/plain.ts';
import { mutants } from './mutants.ts';

const home = fileURLToPath(new URL('.', import.meta.url));
const contract = join(home, '../../../exercises/kapitel8/raft/protocol.ts');

async function referenceFiles(): Promise<ReadonlyMap<string, string>> {
  const read = (file: string) => readFile(join(home, 'reference', file), 'utf8');
  const own = ['raft.ts', 'log.ts', 'key-value-store.ts'];
  const texts = await Promise.all(own.map(read));
  return new Map([
    ...own.map((file, i) => [file, texts[i] ?? ''] as const),
    ['protocol.ts', await readFile(contract, 'utf8')],
  ]);
}

test('names of mutants are unique', () => {
  const ids = mutants.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)]);
});

test.each(mutants.map((mutant) => [mutant.id, mutant] as const))(
  '%s fits the reference and still makes nodes',
  async (_, mutant) => {
    const files = new Map(await referenceFiles());
    for (const { file, find, replace } of mutant.edits) {
      const pieces = files.get(file)?.split(find) ?? [];
      expect(pieces, `${file}: ${find}`).toHaveLength(2);
      files.set(file, pieces.join(replace));
    }
    const submission = await plainSubmissionOf({ entry: 'raft.ts', files });
    expect(submission.instantiate()).toHaveProperty('createRaft');
  },
);
