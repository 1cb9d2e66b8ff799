/** Wrong usage or nothing to grade: `message` is for the student, German, with the fix. Exit 2. */
export class UsageProblem extends Error {}

/** The installation is broken; `message` is for the student, German, with the fix. Exit 3. */
export class InstallationProblem extends Error {}

/** Exit codes of all commands. */
export const exitCodes = {
  passed: 0,
  failed: 1,
  usage: 2,
  defect: 3,
} as const;
