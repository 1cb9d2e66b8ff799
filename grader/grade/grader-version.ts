import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { ownLayout } from '../catalogue/layout.ts';

/** Rooms that a verdict depends on besides the suite's bundle, which holds the others. */
const rooms = ['catalogue', 'inspection', 'judging', 'results', 'sandbox', 'grade/judge'];

/** Hash of the grader's own part in a verdict: the code that runs, and the versions of its packages. */
export async function graderVersion(): Promise<string> {
  const { root } = ownLayout();
  const hash = createHash('sha256');
  for (const room of rooms) {
    const names = await readdir(join(root, 'grader', room), { recursive: true });
    const files = names
      .map((name) => name.split(sep).join('/'))
      .filter((name) => name.endsWith('.ts') && !/\.(test|fixture)\.ts$|^hostile\//.test(name));
    for (const file of files.sort()) {
      hash.update(`${room}/${file}\n`).update(await readFile(join(root, 'grader', room, file)));
    }
  }
  const lock = await readFile(join(root, 'package-lock.json')).catch(() => Buffer.alloc(0));
  return hash.update(lock).digest('hex');
}
