/** What the sources of scenes import as `#scenes`. */
export type { Context, NodeId, Process, StableStorage } from '../simulator/process.ts';
export type { ClientScript, Fault, Scenario } from '../simulator/scenario.ts';
export type { Run } from '../simulator/simulate.ts';
export type { Trace, TraceEvent } from '../simulator/trace.ts';
export type { References } from './scene.ts';
export * from './stage/scenes.ts';
export { defineStudy } from './study.ts';
