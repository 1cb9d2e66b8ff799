import { join } from 'node:path';
import { beforeAll, describe, test } from 'vitest';
import { hostileCases } from '../sandbox/hostile-cases.ts';
import {
  bundleHostileSuite,
  checkHostile,
  expectOutcome,
  hostileCorpus,
  limitsFor,
} from '../sandbox/hostile-checks.ts';
import type { Launcher } from '../sandbox/launch.ts';
import type { SuiteBundle } from '../sandbox/suite-bundle.ts';
import { createJail } from './jail.ts';
import { isWithoutJail } from './testing.ts';

/**
 * The corpus of the sandbox once more, inside the jail: what confines must not change a verdict. The
 * cases that are refused before anything runs are left to the sandbox's own test.
 */
const cases = Object.entries(hostileCases).filter(([, expected]) => !('refused' in expected));
let suite: SuiteBundle;
const free: Launcher[] = [];

describe.skipIf(isWithoutJail).concurrent('the corpus in the jail', () => {
  beforeAll(async () => {
    suite = await bundleHostileSuite();
    for (let slot = 0; slot < 16; slot += 1) free.push(await createJail(slot));
  });

  for (const [name, expected] of cases) {
    test(name, { timeout: 100_000 }, async () => {
      const launch = free.shift();
      if (launch === undefined) throw new Error('more tests at once than slots');
      const outcome = await checkHostile(suite, join(hostileCorpus, name), {
        launch,
        ...limitsFor(expected),
      });
      free.push(launch);
      expectOutcome(outcome, expected);
    });
  }
});
