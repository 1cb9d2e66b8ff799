import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ownLayout } from '../catalogue/layout.ts';
import { loadPlayer } from './player-program.ts';

test('the player comes from its source, or from the finished book of a copy, or not at all', async () => {
  const own = await loadPlayer(ownLayout().root);
  expect(own?.hash).toMatch(/^sha256-[\w+/]{43}=$/);
  expect(own?.code).toContain('trace-player');
  const copy = await mkdtemp(join(tmpdir(), 'kopie-'));
  try {
    expect(await loadPlayer(copy)).toBeUndefined();
    await mkdir(join(copy, 'buch'));
    await writeFile(join(copy, 'buch', 'player.js'), own?.code ?? '');
    expect(await loadPlayer(copy)).toEqual(own);
    await writeFile(join(copy, 'buch', 'player.js'), '"</script>"');
    expect(await loadPlayer(copy)).toBeUndefined();
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
});
