import type {
  ClockMessage,
  ClockRequest,
  ClockResponse,
  Counterexample,
  CounterexampleTask,
  LamportClock,
  MutexMessage,
  MutexRequest,
  MutexResponse,
  Stamp,
  VectorClock,
  VectorOrder,
  VectorStamp,
} from '../../../../exercises/kapitel8/lamport/contract.ts';
import type { Context, NodeId, Process } from '../../../simulator/process.ts';

/** What a submission to this exercise exports, as the contract has it. */
export interface LamportExports {
  createLamportClock(): LamportClock;
  createClockProcess(
    context: Context<ClockMessage>,
  ): Process<ClockMessage, ClockRequest, ClockResponse>;
  compareStamps(a: Stamp, b: Stamp): number;
  findCounterexample(task: CounterexampleTask): Counterexample;
  createVectorClock(self: NodeId, nodes: readonly NodeId[]): VectorClock;
  compareVectors(v: VectorStamp, w: VectorStamp): VectorOrder;
  createMutexProcess(
    context: Context<MutexMessage>,
  ): Process<MutexMessage, MutexRequest, MutexResponse>;
}

/** Timestamps of Lamport clocks are whole numbers from 1. */
export function isTimestamp(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 1;
}

/** A field of whatever a submission returned; `undefined` if there is none. */
export function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Record<string, unknown>)[name]
    : undefined;
}
