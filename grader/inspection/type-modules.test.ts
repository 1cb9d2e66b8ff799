import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { inspect } from './inspect.ts';
import {
  counterSolution,
  type TemporarySubmission,
  temporarySubmission,
} from './temporary-submission.ts';

let opened: TemporarySubmission | undefined;
afterEach(() => opened?.remove());

/** Beside the counter's folder lies an exercise whose contract it may read. */
const contract = `import type { NodeId } from '#simulator';
export interface StoreRequest { readonly id: number; readonly from: NodeId }
export const codes = { keyNotFound: 100 };
`;

async function inspectWith(head: string, use: string, uses: readonly string[]) {
  opened = await temporarySubmission({
    'counter.ts': `${head}\n${counterSolution.replace('let total = 0;', `let total = 0;\n${use}`)}`,
  });
  const folder = join(dirname(opened.exerciseDir), 'store');
  await mkdir(folder);
  await writeFile(join(folder, 'contract.ts'), contract);
  const named = uses.map((exercise) => ({ exercise, own: false }));
  return inspect({ ...opened, manifest: { ...opened.manifest, uses: named } });
}

const importTypes = "import type { StoreRequest } from '#kapitel/store';";
const useTypes =
  "const asked: StoreRequest[] = [{ id: 1, from: 'n1' }];\ntotal -= asked.length - 1;";

test('the types of an exercise named in „uses“ are known to the compiler', async () => {
  const right = await inspectWith(importTypes, useTypes, ['store']);
  expect(right).toMatchObject({ gate: 'auswertbar', findings: [] });
  await opened?.remove();
  const wrong = await inspectWith(importTypes, useTypes.replace('id: 1', "id: 'x'"), ['store']);
  expect(wrong.gate).toBe('nicht-auswertbar');
  expect(wrong.findings).toMatchObject([{ rule: 'type-error', file: 'counter.ts' }]);
});

test('those of other exercises are out of reach', async () => {
  const inspection = await inspectWith(importTypes, useTypes, []);
  expect(inspection.gate).toBe('unzulaessig');
  expect(inspection.findings).toMatchObject([{ rule: 'forbidden-foreign-import', line: 1 }]);
  expect(inspection.message).toContain('„uses“');
});

test.each([
  ["import '#kapitel/store';", ''],
  ["import * as store from '#kapitel/store';", 'total += store.codes.keyNotFound;'],
  ["export * from '#kapitel/store';", ''],
])('there is nothing to run behind %s', async (head, use) => {
  const inspection = await inspectWith(head, use, ['store']);
  expect(inspection.gate).toBe('unzulaessig');
  expect(inspection.message).toContain("„import type { … } from '#kapitel/store'“");
});
