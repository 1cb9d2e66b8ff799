/** What exercises import as `#simulator`. */
export type { Context, Data, NodeId, Process, StableStorage } from './process.ts';
