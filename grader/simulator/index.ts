/** What exercises import as `#simulator`: types for solutions, and the simulator for example tests. */
export type { Guard } from './guard.ts';
export type { History, Operation } from './history.ts';
export { simulate } from './kernel.ts';
export type { Context, Data, NodeId, Process, StableStorage } from './process.ts';
export type { ClientScript, Crash, Fault, Partition, Scenario } from './scenario.ts';
export type { ClientPolicy, Run, Simulation } from './simulate.ts';
export type { Trace, TraceEvent } from './trace.ts';
