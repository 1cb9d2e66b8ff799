export {
  type CheckOptions,
  checkLinearizable,
  defaultBudget,
  type Linearizability,
  type Linearizable,
  type NotLinearizable,
  type Undecided,
} from './check.ts';
export { describeOperation, explainViolation } from './explain.ts';
export { type Foresight, illegal, type SequentialModel, unknownOutcome } from './model.ts';
export {
  type KeyValueRequest,
  type KeyValueResponse,
  keyValueModel,
} from './models/key-value.ts';
export { type LogRequest, type LogResponse, type LogState, logModel } from './models/log.ts';
export {
  type RegisterRequest,
  type RegisterResponse,
  registerModel,
} from './models/register.ts';
export { wording as linearizabilityWording } from './wording.ts';
