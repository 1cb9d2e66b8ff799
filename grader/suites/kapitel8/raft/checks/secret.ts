import { holds, type Verdict, violated } from '../../../suite.ts';
import { heartbeatIntervalMs } from '../contract.ts';
import type { RaftSeen, Wired } from '../observed.ts';
import { secretWording as say } from '../wording/secret.ts';
import { isSettled } from './liveness.ts';

/**
 * Messages of the last second of a calm cluster. One AppendEntries and one answer for each peer and
 * heartbeat are needed; twice that is allowed, for nodes that beat faster, and four of each for every
 * command: sent at once, confirmed, its commit told, and once more for good measure.
 */
export function fewMessages(seen: RaftSeen): Verdict {
  if (!isSettled(seen)) return holds;
  const { wire, nodes, trace, history } = seen;
  const windowMs = 1000;
  const fromMs = trace.endedAtMs - windowMs;
  const late = wire.filter(({ kind, atMs }) => kind === 'send' && atMs >= fromMs);
  const commands = history.filter(({ invokedAtMs }) => invokedAtMs >= fromMs - 100).length;
  const rounds = 2 * (windowMs / heartbeatIntervalMs + 1) + 4 * commands;
  const allowed = rounds * 2 * (nodes.length - 1);
  if (late.length <= allowed) return fewEntries(late, nodes.length - 1, commands);
  return violated(
    say.tooMany(late.length, allowed, commands),
    late.slice(0, 2).map(({ seq }) => seq),
    { expected: allowed, actual: late.length },
  );
}

/**
 * An entry is sent to each peer once, or a few times if it is not confirmed at once: with 5 ms a way
 * four times are ample.
 */
function fewEntries(late: readonly Wired[], peers: number, commands: number): Verdict {
  const entries = late.reduce(
    (sum, { message }) => sum + (message.type === 'AppendEntries' ? message.entries.length : 0),
    0,
  );
  const allowed = 4 * peers * (commands + 1);
  if (entries <= allowed) return holds;
  return violated(
    say.tooManyEntries(entries, allowed, commands),
    late.slice(-1).map(({ seq }) => seq),
    {
      expected: allowed,
      actual: entries,
    },
  );
}
