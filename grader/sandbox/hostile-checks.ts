import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { exerciseManifestSchema } from '../catalogue/manifest.ts';
import type { Expected } from './hostile-cases.ts';
import type { SandboxOutcome } from './outcome.ts';
import { prepareSubmission } from './prepare.ts';
import type { Refusal } from './refusal.ts';
import { runInSandbox, type SandboxControls } from './run-in-sandbox.ts';
import { bundleSuite, type SuiteBundle } from './suite-bundle.ts';
import { outcomeMessage, refusalMessage } from './wording.ts';

/** The submissions of the hostile corpus, the exercise they pretend to solve, and its suite. */
export const hostileCorpus = join(import.meta.dirname, 'hostile');
export const hostileExercise = join(import.meta.dirname, 'hostile-suite', 'exercise');
export const bundleHostileSuite = (): Promise<SuiteBundle> =>
  bundleSuite(join(import.meta.dirname, 'hostile-suite', 'suite.ts'));

const { files, contract } = exerciseManifestSchema.parse(
  JSON.parse(readFileSync(join(hostileExercise, 'manifest.json'), 'utf8')),
);

/** Through the real thing: preparation, child process, report. */
export async function checkHostile(
  suite: SuiteBundle,
  sourceDir: string,
  controls: SandboxControls = {},
): Promise<SandboxOutcome | Refusal> {
  const prepared = await prepareSubmission({
    sourceDir,
    exerciseDir: hostileExercise,
    manifest: { files, contract },
  });
  if (prepared.kind === 'refused') return prepared.refusals[0];
  return runInSandbox(
    { suite, submission: prepared.submission, options: { seed: 1, minimise: false } },
    controls,
  );
}

/** Limits for a case: those that wait for a silence do not wait long. */
export function limitsFor(expected: Expected): Pick<SandboxControls, 'limits'> {
  const silenceMs = 'silenceMs' in expected ? expected.silenceMs : undefined;
  return silenceMs === undefined ? {} : { limits: { silenceMs } };
}

export function expectOutcome(outcome: SandboxOutcome | Refusal, expected: Expected): void {
  if ('refused' in expected) {
    const { refused, ...place } = expected;
    expect(outcome).toMatchObject({ rule: refused, file: 'tally.ts', ...place });
    if ('rule' in outcome) expectSentence(refusalMessage(outcome));
  } else if ('notCompleted' in expected) {
    expect(outcome).toMatchObject({ kind: 'not-completed' });
    if (!('reason' in outcome)) return;
    expect(expected.notCompleted).toContain(outcome.reason);
    expectSentence(outcomeMessage(outcome));
  } else {
    expectVerdicts(outcome, expected);
  }
}

function expectVerdicts(
  outcome: SandboxOutcome | Refusal,
  { verdicts, kind, line, detail }: Extract<Expected, { verdicts: string }>,
): void {
  if (!('report' in outcome)) throw new Error(`not completed: ${JSON.stringify(outcome)}`);
  const { properties } = outcome.report;
  expect(properties.map((property) => property.outcome[0]).join('')).toBe(verdicts);
  const fault = properties.find((property) => property.outcome === 'fault')?.counterexample?.fault;
  expect(fault?.kind).toBe(kind);
  if (line !== undefined) expect(fault?.location).toMatchObject({ file: 'tally.ts', line });
  if (detail !== undefined) expect(fault?.detail.slice(0, detail.length)).toBe(detail);
  // No path of this machine is given away.
  expect(fault?.detail ?? '').not.toMatch(/\.(m?js|ts)\b|grader|node:/);
}

export function expectSentence(text: string): void {
  expect(text).toMatch(/^[A-ZÄÖÜ„].*[.!?“”]$/su);
}
