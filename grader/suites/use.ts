import type { Guard } from '../simulator/guard.ts';
import type { SubmissionFault } from '../simulator/trace.ts';
import type { Submission } from './submission.ts';

/** The workbook's own solution of an exercise broke: our defect, whatever was to be judged. */
export class ReferenceDefect extends Error {
  override readonly name = 'ReferenceDefect';

  constructor(exercise: string, { kind, detail, location }: SubmissionFault) {
    const place = location === undefined ? '' : ` (${location.file}:${location.line})`;
    super(`reference of ${exercise}: ${kind} ${detail}${place}`);
  }
}

/** The workbook's own solution of `exercise`: what it does wrong is never charged to the student. */
export function trustedUse(exercise: string, solution: Submission): Submission {
  return explainedBy(solution, (fault) => {
    throw new ReferenceDefect(exercise, fault);
  });
}

/** The student's own solution of `exercise`: what it does wrong is told as a fault over there. */
export function ownUse(exercise: string, solution: Submission): Submission {
  return explainedBy(solution, ({ location, ...fault }) => ({
    ...fault,
    // A `TODO` over there does not mean that this exercise has not been begun.
    kind: fault.kind === 'todo' ? 'exception' : fault.kind,
    exercise,
    ...(location && { location: { ...location, file: `${exercise}/${location.file}` } }),
  }));
}

function explainedBy(
  { guard, ...solution }: Submission,
  tell: (fault: SubmissionFault) => SubmissionFault,
): Submission {
  const told: Guard = {
    enter: () => guard.enter(),
    explain: (error) => tell(guard.explain(error)),
    get onLog() {
      return guard.onLog;
    },
    set onLog(receive) {
      guard.onLog = receive;
    },
  };
  return { ...solution, guard: told };
}
