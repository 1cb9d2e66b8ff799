import { jailProblem } from './problem.ts';

/**
 * Whether tests of the jail are skipped, with a line that says why. Under CI they are not: there, a
 * machine without a jail is a failure.
 */
export const isWithoutJail: boolean = await withoutJail();

async function withoutJail(): Promise<boolean> {
  const problem = await jailProblem();
  if (problem === undefined || process.env.CI) return false;
  console.warn(problem);
  return true;
}
