import { listDeletions } from '../deletions.ts';
import type { Schedule } from './schedule.ts';

/** Schedules with something left out, the larger chunks first. */
export function scheduleDeletions(schedule: Schedule): Generator<Schedule> {
  return listDeletions(schedule);
}
