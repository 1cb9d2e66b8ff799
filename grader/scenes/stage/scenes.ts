/** What the sources of scenes can do, on the stage as elsewhere. */
export { exported } from '../../suites/submission.ts';
export { answerOf, eventsOf, only } from '../reading.ts';
export { defineScene } from '../scene.ts';
export { simulate } from './calls.ts';
