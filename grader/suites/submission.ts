import { ContextError, faultOf } from '../simulator/context-error.ts';
import { copyData, DataError } from '../simulator/copy-data.ts';
import type { Guard } from '../simulator/guard.ts';
import type { SubmissionFault } from '../simulator/trace.ts';

/** A student's code as a suite sees it; the sandbox, a plain run and the debugger each make one. */
export interface Submission {
  readonly guard: Guard;
  /**
   * A fresh copy of the submission's entry module: module-level state belongs to this copy alone.
   * Throws what the module throws when it is evaluated.
   */
  instantiate(): Readonly<Record<string, unknown>>;
  /**
   * Solutions of other exercises on which this one is built, by exercise: those its manifest names.
   * Each has a guard of its own, to be entered wherever its code runs.
   */
  readonly uses: Readonly<Record<string, Submission>>;
}

type Callable = (...parameters: never[]) => unknown;

/**
 * The exported function (or class) `name` of a fresh copy of the submission. To be called where
 * foreign code may run: in `createProcess`, or inside {@link Probe.create}.
 */
export function exported<Type extends Callable | (abstract new (...args: never[]) => unknown)>(
  submission: Submission,
  name: string,
): Type {
  const value = submission.instantiate()[name];
  if (typeof value !== 'function') throw new ContextError('missing-export', name);
  return value as unknown as Type;
}

/**
 * The solution of `exercise` for a suite that is built on it.
 *
 * @throws if the manifest does not name it: a defect of the suite.
 */
export function usedBy(submission: Submission, exercise: string): Submission {
  const solution = submission.uses[exercise];
  if (solution === undefined) throw new Error(`the manifest does not name ${exercise} in uses`);
  return solution;
}

/** The submission broke in a call; the runner makes a report of it, suites let it pass. */
export class SubmissionFailure extends Error {
  constructor(
    readonly fault: SubmissionFault,
    readonly calls: readonly CallRecord[],
  ) {
    super(fault.detail);
  }
}

/** One call into a submission, recorded so that a failure can be shown. */
export interface CallRecord {
  /** As a student would write it: `merge`, `clock.receive`. */
  readonly name: string;
  readonly arguments: readonly unknown[];
  readonly returned?: unknown;
  /** It made an instance, which is no data and so not in `returned`. */
  readonly created?: true;
  /** It never came back: the submission broke in it. */
  readonly failed?: true;
}

const maxReturnedValues = 20_000;

/** Calls a submission's functions directly, without the kernel, and records each call. */
export class Probe {
  readonly calls: CallRecord[] = [];

  constructor(private readonly submission: Submission) {}

  /** The exported function or class `name` of a fresh copy of the submission. */
  load<Type extends Callable | (abstract new (...args: never[]) => unknown)>(name: string): Type {
    return this.guarded(name, () => exported<Type>(this.submission, name));
  }

  /** Calls and returns a copy of the data returned. `args` are for the record only. */
  call<Returned>(name: string, args: readonly unknown[], run: () => Returned): Returned {
    const record = { name, arguments: args.map(copyForRecord) };
    const returned = this.guarded(
      name,
      () => {
        try {
          return copyData(run(), maxReturnedValues);
        } catch (error) {
          if (!(error instanceof DataError)) throw error;
          throw new ContextError('bad-message', error.reason, error.field);
        }
      },
      record,
    );
    this.calls.push({ ...record, ...(returned === undefined ? {} : { returned }) });
    return returned as Returned;
  }

  /** Calls and returns the very object returned: for instances whose methods are called later. */
  create<Returned>(name: string, args: readonly unknown[], run: () => Returned): Returned {
    const record = { name, arguments: args.map(copyForRecord) };
    const returned = this.guarded(name, run, record);
    this.calls.push({ ...record, created: true });
    return returned;
  }

  private guarded<Returned>(name: string, run: () => Returned, record?: CallRecord): Returned {
    const { guard } = this.submission;
    guard.onLog = (level, text) => this.calls.push({ name: `console.${level}`, arguments: [text] });
    guard.enter();
    try {
      return run();
    } catch (error) {
      if (record !== undefined) this.calls.push({ ...record, failed: true });
      throw new SubmissionFailure({ ...faultOf(guard, error), handler: name }, this.calls);
    } finally {
      guard.onLog = undefined;
    }
  }
}

function copyForRecord(value: unknown): unknown {
  try {
    return copyData(value, maxReturnedValues) ?? null;
  } catch {
    // Instances are shown by their kind only; asking them for more would run foreign code.
    return `[${typeof value}]`;
  }
}
