import type { Context, Process } from '../../../../simulator/process.ts';
import { exported, type Submission } from '../../../submission.ts';
import type { LogMessage, LogRequest, LogResponse, LogValue } from '../contract.ts';
import type { Seen } from '../observed.ts';

type LogContext = Context<LogMessage>;
export type LogProcess = Process<LogMessage, LogRequest, LogResponse>;
export type LogSeen = Seen<LogMessage, LogRequest, LogResponse>;

/** How the submission makes a node of the log; each call has a module of its own. */
export function logNodes(submission: Submission): (context: LogContext) => LogProcess {
  return (context) =>
    exported<(context: LogContext) => LogProcess>(submission, 'createMultiPaxos')(context);
}

/** Equal for equal commands: client and number. */
export const keyOf = (value: LogValue): string =>
  value === null ? '' : `${value.clientId}/${value.sequence}`;

export const isSameValue = (a: LogValue, b: LogValue): boolean => keyOf(a) === keyOf(b);
