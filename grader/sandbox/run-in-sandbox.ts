/**
 * Runs one suite against one submission in a disposable child process.
 *
 *     const suite = await bundleSuite('/…/grader/suites/kapitel8/raft/suite.ts');  // suite-bundle.ts
 *     const prepared = await prepareSubmission({ sourceDir, exerciseDir, manifest });   // prepare.ts
 *     if (prepared.kind === 'refused') …  refusalMessage(refusal)                       // wording.ts
 *     const outcome = await runInSandbox(
 *       { suite, submission: prepared.submission, options: { seed: 1 } },
 *       { signal, onProgress },
 *     );
 *     if (outcome.kind === 'completed') … outcome.report                                // a SuiteReport
 *     else … outcomeMessage(outcome)                                                    // wording.ts
 *
 * `bundleSuite` and `prepareSubmission` are independent: start both at once. `suite.hash` is the
 * suite's version for replay tokens and results. A replay is `options.replay`. For several jobs of
 * one submission see `session.ts`.
 */
import type { SandboxControls, SandboxJob } from './job.ts';
import type { SandboxOutcome } from './outcome.ts';
import { SandboxSession } from './session.ts';

export {
  defaultSandboxLimits,
  type SandboxControls,
  type SandboxJob,
  type SandboxLimits,
} from './job.ts';

/** @returns how it ended; rejects never. The child is gone when the promise settles. */
export async function runInSandbox(
  job: SandboxJob,
  controls: SandboxControls = {},
): Promise<SandboxOutcome> {
  const session = new SandboxSession(controls.launch);
  const outcome = await session.run(job, controls);
  await session.close();
  return outcome;
}
