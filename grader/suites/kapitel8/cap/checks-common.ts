import {
  checkLinearizable,
  explainViolation,
  type Linearizability,
  type RegisterRequest,
  type RegisterResponse,
  registerModel,
} from '../../../checkers/linearizability/index.ts';
import { holds, type Verdict, violated } from '../../suite.ts';
import { answerWithinMs } from './contract.ts';
import { type Asked, clientHistoryOf, historyOf, wasDisturbed } from './operations.ts';
import { once, type RegisterSeen } from './register-run.ts';
import { commonWording as say } from './wording-common.ts';

const model = registerModel<string | null>(null);

/** Steps of the search: a history of 40 operations needs some hundred. */
const budget = 400_000;

type Linearization = Linearizability<
  RegisterRequest<string | null>,
  RegisterResponse<string | null>
>;

/** Judged from the arrival of each request to its answer, at the node. */
export function linearizability(seen: RegisterSeen): Linearization {
  return once(seen, 'linearizability', () =>
    checkLinearizable(model, historyOf(seen.asked), { budget }),
  );
}

/** Judged from each call of a client to its return. */
export function clientLinearizability(seen: RegisterSeen): Linearization {
  return once(seen, 'client-linearizability', () =>
    checkLinearizable(model, clientHistoryOf(seen.history), { budget }),
  );
}

/** All answers as if there were one copy only. */
export function linearizable(seen: RegisterSeen, result = linearizability(seen)): Verdict {
  switch (result.verdict) {
    case 'linearizable':
      return holds;
    case 'unknown':
      return { verdict: 'unknown', message: say.undecided };
    case 'not-linearizable': {
      const { cannotBePlaced } = result;
      const events = [cannotBePlaced.returned?.seq ?? cannotBePlaced.invokedSeq];
      return violated(explainViolation(model, result).join('\n'), events);
    }
  }
}

/** The requests whose node neither crashed nor stood still while it should have answered. */
export function owedAnswers({ trace, asked }: RegisterSeen): Asked[] {
  return asked.filter(({ node, atMs, isDoubled }) => {
    const dueMs = atMs + answerWithinMs;
    const isOver = trace.end === 'idle' || trace.endedAtMs > dueMs;
    return !isDoubled && isOver && !wasDisturbed(trace, node, atMs, dueMs);
  });
}

/** Every request is answered in time, whatever the answer. */
export function answeredInTime(seen: RegisterSeen): Verdict {
  for (const { node, atMs, seq, answer, request } of owedAnswers(seen)) {
    if (answer === undefined) return violated(say.unanswered(node, request.kind), [seq]);
    const tookMs = answer.atMs - atMs;
    if (tookMs > answerWithinMs) {
      return violated(say.late(node, request.kind, tookMs), [answer.seq, seq]);
    }
  }
  return holds;
}
