import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['grader/**/*.test.ts', 'slides/**/*.test.ts', 'chapters/**/*.test.ts'],
    exclude: [...configDefaults.exclude],
    globalSetup: 'slides/browser/shared-site.setup.ts',
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
});
