import {
  checkLinearizable,
  explainViolation,
  keyValueModel,
} from '../../../../checkers/linearizability/index.ts';
import type { Operation } from '../../../../simulator/history.ts';
import { holds, type Verdict, violated } from '../../../suite.ts';
import type { Applied, Command } from '../contract.ts';
import { once, type RaftSeen } from '../observed.ts';
import { clientsCheckWording as say } from '../wording/clients-check.ts';

type KeyValueOperation = Operation<Command, Applied>;

/** What clients saw, as operations on a map; only `ok: true` ends an operation. */
function operations(seen: RaftSeen): KeyValueOperation[] {
  return seen.history.map(({ returned, request, ...operation }) => ({
    ...operation,
    request: request.command,
    ...(returned === undefined
      ? {}
      : { returned: { ...returned, response: returned.response as Applied } }),
  }));
}

/** Steps of the search: a history of 40 operations needs some hundred. */
const budget = 400_000;

export function linearizable(seen: RaftSeen): Verdict {
  const result = once(seen, 'linearizable', () =>
    checkLinearizable(keyValueModel, operations(seen), { budget }),
  );
  switch (result.verdict) {
    case 'linearizable':
      return holds;
    case 'unknown':
      return { verdict: 'unknown', message: say.undecided };
    case 'not-linearizable': {
      const { cannotBePlaced } = result;
      const events = [cannotBePlaced.returned?.seq ?? cannotBePlaced.invokedSeq];
      return violated(explainViolation(keyValueModel, result).join('\n'), events);
    }
  }
}

/** Every appended piece is unique: whoever reads one twice has seen a command take effect twice. */
export function appliedOnce({ history }: RaftSeen): Verdict {
  for (const { returned } of history) {
    const value = returned?.response.ok === true ? returned.response.value : null;
    const pieces = (value ?? '').split(';').slice(0, -1);
    const twice = pieces.find((piece, i) => pieces.indexOf(piece) !== i);
    if (twice !== undefined && returned !== undefined) {
      return violated(say.appliedTwice(twice, value ?? ''), [returned.seq]);
    }
  }
  return holds;
}
