import type { NodeId } from '../../../../simulator/process.ts';
import type { ClientScript, Fault } from '../../../../simulator/scenario.ts';
import type { Message, Request } from '../contract.ts';

/**
 * One real node among scripted ones, as plain data: who says what when. Scripted nodes keep to the
 * contract whatever is left out of the script, see {@link import('./cast.ts').Cast}.
 */
export interface Play {
  /** The node on which the submission runs. */
  readonly real: NodeId;
  readonly nodes: number;
  readonly seed: number;
  readonly durationMs: number;
  readonly lines: readonly Line[];
  readonly faults: readonly Fault[];
  readonly clients: readonly ClientScript<Request>[];
}

/** At `atMs` the scripted node `from` says this to the real one. */
export interface Line {
  readonly atMs: number;
  readonly from: NodeId;
  readonly message: Message;
}
