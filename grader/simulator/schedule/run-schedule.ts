import type { Run } from '../simulate.ts';
import { actionFor } from './action-for.ts';
import { Alphabet } from './alphabet.ts';
import { finishFairly } from './fair-finish.ts';
import { LocalHistories } from './local-history.ts';
import type { Schedule, ScheduleSpec } from './schedule.ts';
import { ScheduleKernel } from './schedule-kernel.ts';

/** Plays one schedule to its end. Pure: the same schedule gives the same run. */
export function runSchedule<Message, Request, Response>(
  spec: ScheduleSpec<Message, Request, Response>,
  schedule: Schedule,
): Run<Request, Response> {
  const opaque = spec as unknown as ScheduleSpec;
  const alphabet = new Alphabet(spec.nodes);
  const kernel = new ScheduleKernel(opaque, alphabet, new LocalHistories(opaque, alphabet));
  for (const choice of schedule) {
    const action = actionFor(choice, kernel, alphabet);
    if (action !== undefined) kernel.perform(action);
  }
  if (spec.finish === 'fair') finishFairly(kernel, alphabet, opaque);
  return kernel.run() as Run<Request, Response>;
}
