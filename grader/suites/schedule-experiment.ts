import * as fc from 'fast-check';
import { explore } from '../simulator/schedule/explore.ts';
import { runSchedule } from '../simulator/schedule/run-schedule.ts';
import type { Schedule, ScheduleSpec } from '../simulator/schedule/schedule.ts';
import { scheduleDeletions } from '../simulator/schedule/schedule-deletions.ts';
import type { Run } from '../simulator/simulate.ts';
import type { Submission } from './submission.ts';
import type { Experiment, FaultLevel, Observation } from './suite.ts';

interface ScheduleExperiment<Message, Request, Response, Seen extends Observation> {
  readonly id: string;
  readonly faults: FaultLevel;
  /** So many schedules are explored at most; leave room, or the coverage is not complete. */
  readonly runs: number;
  /** Schedules to be played besides, first. */
  readonly examples?: readonly Schedule[];
  spec(submission: Submission): ScheduleSpec<Message, Request, Response>;
  /** What checks look at. Must depend on the run alone. */
  see(run: Run<Request, Response>, schedule: Schedule): Seen;
}

/** An experiment that goes through all schedules of a small system within its bounds. */
export function scheduleExperiment<Message, Request, Response, Seen extends Observation>(
  declaration: ScheduleExperiment<Message, Request, Response, Seen>,
): Experiment<Schedule, Seen> {
  const { id, faults, runs, examples, spec, see } = declaration;
  return {
    id,
    faults,
    runs,
    ...(examples === undefined ? {} : { examples }),
    inputs: fc.constant<Schedule>([]),
    observe(schedule, submission, { explain }) {
      const talkative = explain ? { inspect: true, recordTimers: true } : {};
      return see(runSchedule({ ...spec(submission), ...talkative }, schedule), schedule);
    },
    deletions: scheduleDeletions,
    explore: (submission, visit, { inputs }) =>
      explore(spec(submission), (schedule, run) => visit(schedule, see(run, schedule)), {
        maxSchedules: inputs,
      }),
  };
}
