/** What the sources of scenes import as `#scenes`. */
export { simulate } from '../simulator/kernel.ts';
export type { Context, NodeId, Process, StableStorage } from '../simulator/process.ts';
export type { ClientScript, Fault, Scenario } from '../simulator/scenario.ts';
export type { Run } from '../simulator/simulate.ts';
export type { Trace, TraceEvent } from '../simulator/trace.ts';
export { exported } from '../suites/submission.ts';
export { answerOf, eventsOf, only } from './reading.ts';
export { defineScene, type References } from './scene.ts';
export { defineStudy } from './study.ts';
