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

/** The kinds of fault that arise where a submission meets its context. */
const contextKinds: ReadonlySet<unknown> = new Set([
  'bad-message',
  'bad-argument',
  'asynchronous',
  'missing-export',
  'flood',
] satisfies SubmissionFault['kind'][]);

/**
 * What foreign code threw, as a fault: our own errors keep their kind, the guard adds the place.
 * Foreign code may have caught one of ours and changed it, so its fields are read without trust.
 */
export function faultOf(guard: Guard, error: unknown): SubmissionFault {
  const explained = guard.explain(error);
  if (!(error instanceof ContextError)) return explained;
  const [kind, detail, field] = ['kind', 'detail', 'field'].map((name): unknown => {
    return Object.getOwnPropertyDescriptor(error, name)?.value;
  });
  if (!contextKinds.has(kind) || typeof detail !== 'string') return explained;
  return {
    kind: kind as SubmissionFault['kind'],
    detail,
    ...(typeof field === 'string' ? { field } : {}),
    ...(explained.exercise === undefined ? {} : { exercise: explained.exercise }),
    ...(explained.location === undefined ? {} : { location: explained.location }),
  };
}
