import { defineConfig } from 'vitest/config';

/** The suites as plain vitest tests: what `check` is compared with. Not part of `npm test`. */
export default defineConfig({
  test: {
    include: ['grader/bench/plain-vitest/*.ts'],
    exclude: ['**/vitest.config.ts'],
    maxWorkers: 2,
  },
});
