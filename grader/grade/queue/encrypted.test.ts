import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ownLayout } from '../../catalogue/layout.ts';
import { SmallClass } from '../small-class.fixture.ts';
import {
  type EncryptedRedis,
  hasEncryption,
  hasRedis,
  startEncryptedRedis,
} from './redis.fixture.ts';

const timeout = 600_000;
const { root } = ownLayout();

describe.skipIf(!hasRedis() || !hasEncryption())(
  'grading over an encrypted queue',
  { timeout },
  () => {
    let small: SmallClass;
    let redis: EncryptedRedis;
    const children: ChildProcess[] = [];

    beforeEach(async () => {
      small = await SmallClass.create();
      await small.handInAll();
      redis = await startEncryptedRedis();
    });
    afterEach(async () => {
      for (const child of children.splice(0)) child.kill('SIGKILL');
      await redis.stop();
      await small.remove();
    });

    function start(fixture: string, words: readonly string[], trusts: boolean) {
      const file = join(root, 'grader', 'grade', 'queue', fixture);
      const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;
      const child = spawn(process.execPath, ['--import', 'tsx', file, small.root, ...words], {
        cwd: root,
        env: trusts ? { ...env, NODE_EXTRA_CA_CERTS: redis.authority } : env,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      children.push(child);
      let stdout = '';
      child.stdout.on('data', (chunk) => {
        stdout += chunk;
      });
      const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
      return { child, ended, stdout: () => stdout };
    }
    const grade = (out: string, trusts = true) =>
      start('grade-over-queue.fixture.ts', [small.path(out), redis.url], trusts);
    const help = () => start('worker.fixture.ts', [redis.url], true);

    it('survives kill -9 of whoever grades, and trusts no certificate by itself', async () => {
      const stranger = grade('fremd', false);
      expect(await stranger.ended).toBe(2);
      expect(stranger.stdout()).toMatch(/Dem Zertifikat des Redis .* NODE_EXTRA_CA_CERTS/);

      expect(await small.grade({ out: small.path('allein') })).toBe(0);
      // Two helpers; one is killed with the first run.
      const first = help();
      help();
      for (const share of [0.3, 0.8]) {
        const killed = grade('zusammen');
        // Moments of its life: while it starts, and while others judge for it.
        while (first.stdout() === '') await sleep(5);
        await sleep(share * 2_000);
        killed.child.kill('SIGKILL');
        await killed.ended;
        first.child.kill('SIGKILL');
      }
      const last = grade('zusammen');
      expect(await last.ended).toBe(0);
      expect(await small.outputs('zusammen')).toEqual(await small.outputs('allein'));
    });
  },
);
