import type { Guard } from './guard.ts';
import type { SubmissionFault } from './trace.ts';

/** Wrong use of the context by a submission; becomes a fault if it is not caught. */
export class ContextError extends Error {
  constructor(
    readonly kind: SubmissionFault['kind'],
    readonly detail: string,
    readonly field?: string,
  ) {
    super(field === undefined ? detail : `${detail}: ${field}`);
  }
}

/** What foreign code threw, as a fault: our own errors keep their kind, the guard adds the place. */
export function faultOf(guard: Guard, error: unknown): SubmissionFault {
  const explained = guard.explain(error);
  if (!(error instanceof ContextError)) return explained;
  return {
    kind: error.kind,
    detail: error.detail,
    ...(error.field === undefined ? {} : { field: error.field }),
    ...(explained.location === undefined ? {} : { location: explained.location }),
  };
}
