import type { SubmissionFault } from '../simulator/trace.ts';
import type { PropertyReport } from '../suites/report.ts';
import type { Status } from './result.ts';

/** The first of these that occurs among the parts is the status of the whole. */
const precedence: readonly Status[] = [
  'pruefer-fehler',
  'unzulaessig',
  'nicht-bestanden',
  'nicht-abgeschlossen',
  'nicht-auswertbar',
  'bestanden',
];

/** Status of a whole from those of its parts; a whole without parts could not be judged. */
export function combineStatus(parts: readonly Status[]): Status {
  return precedence.find((status) => parts.includes(status)) ?? 'nicht-auswertbar';
}

/** What a broken submission means for a property that was to be judged on it. */
export function statusOfFault(kind: SubmissionFault['kind']): Status {
  switch (kind) {
    case 'exception':
    case 'todo':
    case 'bad-message':
    case 'bad-argument':
      return 'nicht-bestanden';
    case 'step-budget':
    case 'recursion':
    case 'flood':
      return 'nicht-abgeschlossen';
    case 'asynchronous':
      return 'unzulaessig';
    case 'missing-export':
    case 'non-deterministic':
      return 'nicht-auswertbar';
  }
}

export function statusOfReport(report: PropertyReport): Status {
  switch (report.outcome) {
    case 'holds':
      return 'bestanden';
    case 'violated':
    case 'vacuous':
      return 'nicht-bestanden';
    case 'unknown':
      return 'nicht-abgeschlossen';
    case 'fault':
      return statusOfFault(report.counterexample?.fault?.kind ?? 'exception');
    case 'error':
      return 'pruefer-fehler';
  }
}

/** 0 all passed, 1 something failed, 3 the grader's own defect (2, wrong usage, has no result). */
export function exitCodeOf(status: Status): 0 | 1 | 3 {
  if (status === 'bestanden') return 0;
  return status === 'pruefer-fehler' ? 3 : 1;
}
