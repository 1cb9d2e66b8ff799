import { url as debuggerUrl } from 'node:inspector';
import { pathToFileURL } from 'node:url';
import { UsageProblem } from '../command-line/problem.ts';
import { renderExercise, reportWidth } from '../feedback/terminal/exercise-report.ts';
import { wrap } from '../feedback/terminal/layout.ts';
import type { CheckOptions } from '../judging/check-options.ts';
import { conclude } from '../judging/conclude.ts';
import { assertSameSuite } from '../judging/same-suite.ts';
import type { Target } from '../judging/submission-folder.ts';
import { suiteFileOf } from '../judging/suite-store.ts';
import { debugUses } from '../judging/uses.ts';
import { submissionWording, suiteWording } from '../judging/wording.ts';
import { describeSuite } from '../results/describe-suite.ts';
import { exitCodeOf } from '../results/status.ts';
import { debugSubmission } from '../sandbox/debug.ts';
import { suiteModuleFile } from '../sandbox/suite-bundle.ts';
import { refusalMessage } from '../sandbox/wording.ts';
import { runSuite } from '../suites/run-suite.ts';
import type { Suite } from '../suites/suite.ts';
import type { Surroundings } from './check-all.ts';
import type { Invocation } from './invocation.ts';
import { viewOf } from './view-of.ts';
import { debugWording } from './wording.ts';

/**
 * `--replay TOKEN --debug`: one counterexample of one's own code in this very process, without
 * sandbox and budgets, so that a debugger's breakpoints hit. Not for foreign code.
 *
 * @returns the exit code.
 */
export async function debugReplay(
  target: Target,
  options: CheckOptions,
  invocation: Invocation,
  { layout, suites, terminal }: Surroundings,
): Promise<number> {
  const { replay } = options;
  const { manifest, folder } = target.exercise;
  if (replay === undefined || target.sourceDir === undefined) {
    throw new UsageProblem(submissionWording.notHandedIn(target.shownAs));
  }
  const bundle = await suites.load(layout, target.exercise);
  if (bundle === undefined) throw new UsageProblem(suiteWording.missing(manifest.id));
  assertSameSuite(replay, bundle.hash);
  const request = { sourceDir: target.sourceDir, exerciseDir: folder, manifest };
  const prepared = await debugSubmission(request, await debugUses(target, bundle, { layout }));
  if (prepared.kind === 'refused') {
    throw new UsageProblem(prepared.refusals.map(refusalMessage).join('\n'));
  }
  const { suite }: { readonly suite: Suite } = await import(
    pathToFileURL(await suiteModuleFile(suiteFileOf(layout, target.exercise))).href
  );
  const opening = debuggerUrl() === undefined ? debugWording.noDebugger : debugWording.begin;
  terminal.print([...wrap(opening, reportWidth), '']);
  const report = runSuite(suite, prepared.submission, {
    seed: options.seed,
    properties: [replay.property],
    replay: { experiment: replay.experiment, input: replay.input },
    minimise: false,
  });
  const meta = describeSuite(suite);
  const outcome = { kind: 'completed', report, meta } as const;
  const checked = conclude(target, bundle, options, { meta, defects: [] }, { outcome });
  const view = await viewOf(checked, invocation, layout, true);
  const shown = { allHints: invocation.hint, everythingInFull: true, replayed: true };
  terminal.print(renderExercise(view, shown, terminal.paint));
  return exitCodeOf(checked.result.status);
}
