import { defineConfig } from 'vitest/config';

/** One submission as plain vitest tests: what `grade` is compared with. Not part of `npm test`. */
export default defineConfig({
  test: { include: ['grader/bench/grade/plain-vitest/submission.ts'], testTimeout: 600_000 },
});
