import { withShortTraces } from '../results/shorten-traces.ts';
import { assess, chapterOf } from './config/assess.ts';
import type { Journal } from './journal/journal.ts';
import { type ExerciseVerdict, isReusable } from './journal/verdict.ts';
import type { GradedAttempt, GradedPerson, Student } from './model.ts';
import { chapterSuiteHash } from './plan.ts';
import type { RunRecord } from './run-record.ts';

type RecordedPerson = RunRecord['people'][number];

/**
 * Makes of the journal's verdicts what `grading.yaml` makes of them, person by person. Verdicts always
 * come from the journal, so that it does not matter which run has judged what.
 */
export async function* gradedPeople(
  record: RunRecord,
  students: ReadonlyMap<string, Student>,
  journal: Journal,
): AsyncGenerator<GradedPerson> {
  for (const person of record.people) {
    const student = students.get(person.pseudonym);
    if (student === undefined) throw new Error(`no student for ${person.pseudonym}`);
    const verdicts = await verdictsOf(person, journal);
    const attempts = person.attempts.map((attempt) =>
      gradedAttempt(student, attempt, verdicts, record),
    );
    yield { student, attempts, counted: countedOf(attempts, record) };
  }
}

/** By key: what somebody has handed in twice is judged once. */
async function verdictsOf(
  { pseudonym, attempts }: RecordedPerson,
  journal: Journal,
): Promise<ReadonlyMap<string, ExerciseVerdict>> {
  const verdicts = new Map<string, ExerciseVerdict>();
  for (const { number } of attempts) {
    const entry = await journal.read(pseudonym, number);
    for (const verdict of entry?.exercises ?? []) {
      const other = verdicts.get(verdict.key);
      if (other === undefined || !isReusable(other)) verdicts.set(verdict.key, verdict);
    }
  }
  return verdicts;
}

function gradedAttempt(
  student: Student,
  { number, submittedAt, keys, quiz }: RecordedPerson['attempts'][number],
  known: ReadonlyMap<string, ExerciseVerdict>,
  { chapter, seeds, exercises, weights, config }: RunRecord,
): GradedAttempt {
  const { pseudonym } = student;
  const verdicts = exercises.map((id) => {
    const verdict = known.get(keys[id] ?? '');
    if (verdict === undefined) throw new Error(`no verdict on ${id} of ${pseudonym}-${number}`);
    return verdict;
  });
  const hashes = verdicts.map(({ exercise, suiteHash }) => ({ id: exercise, suiteHash }));
  const result = withShortTraces(
    chapterOf(
      verdicts.map((verdict) => verdict.result),
      { chapter, seed: seeds[0] ?? 0, suiteHash: chapterSuiteHash(hashes), quiz },
      weights,
    ),
  );
  return {
    pseudonym,
    attempt: number,
    ...(submittedAt === undefined ? {} : { submittedAt }),
    result,
    ...assess(result, student, submittedAt, config),
    incidents: verdicts.flatMap(({ incidents }) => incidents),
  };
}

/** The last one, or the best; of equally good ones the latest. */
function countedOf(attempts: readonly GradedAttempt[], { config }: RunRecord): number {
  const best = Math.max(...attempts.map(({ points }) => points));
  const counting =
    config.versuch === 'letzter' ? attempts : attempts.filter(({ points }) => points === best);
  return counting.at(-1)?.attempt ?? 0;
}
