/** What the sources of scenes get as `#scenes` on the stage: the same, but for `simulate`. */
export { exported } from '../../suites/submission.ts';
export { answerOf, eventsOf, only } from '../reading.ts';
export { defineScene } from '../scene.ts';
export { simulate } from './calls.ts';
