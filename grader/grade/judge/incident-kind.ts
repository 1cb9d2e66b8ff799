import type { SandboxOutcome } from '../../sandbox/outcome.ts';
import type { IncidentKind } from '../model.ts';

type Incomplete = Extract<SandboxOutcome, { kind: 'not-completed' | 'grader-error' }>;

/** What the instructor is told of a run that did not come to its end. */
export function incidentKindOf(outcome: Incomplete): IncidentKind {
  if (outcome.kind === 'grader-error') return 'defect';
  switch (outcome.reason) {
    case 'memory':
    case 'watchdog':
      return 'killed';
    case 'no-progress':
      return 'hung';
    case 'killed':
      return 'crashed';
    case 'garbled':
      return 'forged';
  }
}
