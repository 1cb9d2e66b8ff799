import { expect, test } from 'vitest';
import { pruneLock } from './lock-file.ts';

const lock = {
  lockfileVersion: 3,
  packages: {
    '': {},
    'node_modules/a': { version: '1.0.0', dependencies: { b: '^2' }, dev: true },
    'node_modules/b': { version: '1.0.0' },
    'node_modules/a/node_modules/b': {
      version: '2.0.0',
      optionalDependencies: { c: '*', gone: '*' },
    },
    'node_modules/c': { version: '3.0.0', peerDependencies: { a: '*' } },
    'node_modules/unused': { version: '1.0.0' },
  },
};
const root = { name: 'x', version: '1.0.0' };

test('keeps what is needed, from where Node would find it', () => {
  const { packages } = pruneLock(lock, root, { a: '1.0.0' }, undefined);
  expect(Object.keys(packages)).toEqual([
    '',
    'node_modules/a',
    'node_modules/a/node_modules/b',
    'node_modules/c',
  ]);
  expect(packages['node_modules/a']).not.toHaveProperty('dev');
});
