/**
 * Judges a submission in the page: the same suite, the same compartment, the same step budget and the
 * same words as `npm run check`, so that equal code and equal seed give equal results.
 *
 *     const exercise = globalThis.werkstatt?.['lamport'];          // script `werkstatt/lamport.js`
 *     const result = await checkInPage({ exercise, files: { 'lamport.ts': '…' } });
 *
 * Nothing is loaded before the first call. Calls may overlap; each has a worker of its own.
 */
import type { ExerciseResult } from '../../../grader/results/result.ts';
import type { PreparedSubmission } from '../../../grader/sandbox/prepare-sources.ts';
import { refusalMessage } from '../../../grader/sandbox/wording.ts';
import { runInChamber } from './chamber.ts';
import type { Given, Telling } from './clerk-calls.ts';
import { clerk } from './clerk-office.ts';
import type { CheckRequest, ExercisePackage, Played, PlayRequest } from './contract.ts';
import { NotPlayed, play } from './play.ts';

export type {
  CheckRequest,
  ExercisePackage,
  Played,
  PlayedVerdict,
  PlayRequest,
} from './contract.ts';
export { NotPlayed } from './play.ts';

declare global {
  /** Packages that have been loaded, by exercise. */
  var werkstatt: Record<string, ExercisePackage> | undefined;
}

/**
 * Loads what the first check needs, some six megabytes, while nobody waits for it. Whoever does
 * not call it waits a little longer once.
 */
export function warmUp(): void {
  // What cannot be loaded now is tried again, and told, when it is needed.
  clerk.warmUp().catch(() => undefined);
}

/**
 * Has the clerk read files once, while nobody waits for it: translator and compiler do their first piece of
 * work several times slower than any later one.
 */
export async function rehearse(
  exercise: ExercisePackage,
  files: CheckRequest['files'],
): Promise<void> {
  const { suite: _, uses: __, ...given } = exercise;
  const [entry = ''] = given.manifest.files;
  // Changed, for at what is as it was handed out nobody looks any closer.
  const changed = `${files[entry]}\nexport const rehearsed = true;\n`;
  const task = { exercise: given, files: { ...files, [entry]: changed } };
  await Promise.all([clerk.call('prepare', task), clerk.call('inspect', task)]).catch(
    () => undefined,
  );
}

/** The seed if none is given: as in `check`. */
const defaultSeed = 1;

/**
 * The same as the entry of `check --json` for the exercise.
 *
 * @throws only if the signal is aborted, or for a defect of ours.
 */
export async function checkInPage(request: CheckRequest): Promise<ExerciseResult> {
  const { exercise, files, seed = defaultSeed, runs, properties, replay, signal } = request;
  const { suite, uses, ...given } = exercise;
  const task = { exercise: given, files };
  const prepared = await clerk.call('prepare', task);
  signal?.throwIfAborted();
  const ending =
    prepared.kind === 'prepared'
      ? runInChamber(
          {
            program: suite.code,
            data: {
              submission: prepared.submission,
              uses,
              options: {
                seed: replay?.seed ?? seed,
                runs,
                properties,
                ...(replay && { replay: { experiment: replay.experiment, input: replay.input } }),
              },
            },
          },
          request,
        )
      : undefined;
  // Whatever happens to the inspection, the end is awaited below.
  ending?.catch(() => undefined);
  const inspection = await clerk.call('inspect', task);
  const end = await ending;
  signal?.throwIfAborted();
  return clerk.call('conclude', {
    exercise: given,
    hash: suite.hash,
    seed: replay?.seed ?? seed,
    ...(properties && { properties }),
    prepared,
    inspection,
    ...(end && { end }),
  });
}

/**
 * Plays one input whether or not a property fails: for forks.
 *
 * @throws NotPlayed
 */
export async function playInPage(request: PlayRequest): Promise<Played> {
  const { exercise, replay, signal } = request;
  const { suite, uses, ...given } = exercise;
  const submission =
    'submission' in request ? request.submission : await translate(given, request.files);
  signal?.throwIfAborted();
  const tell = (task: Telling) => clerk.call('tell', task);
  return play({ suite, uses, submission }, replay, tell, request);
}

async function translate(
  exercise: Given,
  files: CheckRequest['files'],
): Promise<PreparedSubmission> {
  const prepared = await clerk.call('prepare', { exercise, files });
  if (prepared.kind === 'prepared') return prepared.submission;
  throw new NotPlayed(refusalMessage(prepared.refusals[0]));
}
