/** Environment of a plain vitest run: whose submission it is, and what of it to test. */
export const plainVariables = {
  folder: 'BENCH_SUBMISSION',
  exercises: 'BENCH_EXERCISES',
} as const;
