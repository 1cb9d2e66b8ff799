import type { Operation } from '../../simulator/history.ts';
import type { NotLinearizable } from './check.ts';
import { type SequentialModel, unknownOutcome } from './model.ts';
import { wording } from './wording.ts';

/**
 * Why a history is not linearizable, as German lines: the end of the longest legal order, the state
 * after it, and the operation that fits nowhere.
 *
 * @param maxLines how many operations of the prefix are shown, counted from its end
 */
export function explainViolation<State, Request, Response>(
  model: SequentialModel<State, Request, Response>,
  violation: NotLinearizable<Request, Response>,
  maxLines = 8,
): string[] {
  const describe = (operation: Operation<Request, Response>) => describeOperation(model, operation);
  const { longestPrefix: prefix, cannotBePlaced } = violation;
  const omitted = Math.max(0, prefix.length - maxLines);
  const shown = prefix.slice(omitted);
  const lines = [wording.heading(violation.partition)];
  if (shown.length === 0) lines.push(wording.emptyPrefix);
  else lines.push(wording.prefixHeading);
  if (omitted > 0) lines.push(`      ${wording.omitted(omitted)}`);
  for (const [position, operation] of shown.entries()) {
    lines.push(wording.line(omitted + position + 1, operation.client, describe(operation)));
  }
  lines.push(
    prefix.length === 0 ? wording.initialState(violation.state) : wording.state(violation.state),
    wording.cannotBePlaced(cannotBePlaced.client, describe(cannotBePlaced)),
  );
  return lines;
}

/** One operation for a reader, also if its outcome is unknown. */
export function describeOperation<State, Request, Response>(
  model: SequentialModel<State, Request, Response>,
  { request, returned }: Operation<Request, Response>,
): string {
  return returned === undefined
    ? `${model.describe(request, unknownOutcome)} (${wording.unknownOutcome})`
    : model.describe(request, returned.response);
}
