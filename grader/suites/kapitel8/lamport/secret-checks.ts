import type { NodeId } from '../../../simulator/process.ts';
import { holds, type Verdict, violated } from '../../suite.ts';
import { seqOf } from './execution-trace.ts';
import { secretWording as wording } from './secret-wording.ts';
import type { VectorSeen } from './vector-clocks.ts';
import { isVector } from './vectors.ts';

/** Stamps once given out stay as they are, and so does the argument of `receive`. */
export function checkStable({ execution, stamps, later, received }: VectorSeen): Verdict {
  const { events, nodes } = execution;
  for (const [i, stamp] of stamps.entries()) {
    if (!isSame(stamp, later[i], nodes)) {
      const name = events[i]?.id ?? '';
      return violated(wording.changedLater(name, stamp, later[i]), [seqOf(i)], {
        expected: stamp,
        actual: later[i],
      });
    }
    const argument = received.get(i);
    if (argument !== undefined && !isSame(argument.given, argument.later, nodes)) {
      const node = events[i]?.node ?? '';
      return violated(wording.argumentChanged(node, argument.given, argument.later), [seqOf(i)]);
    }
  }
  return holds;
}

function isSame(a: unknown, b: unknown, nodes: readonly NodeId[]): boolean {
  if (isVector(a, nodes) && isVector(b, nodes)) return nodes.every((node) => a[node] === b[node]);
  return JSON.stringify(a) === JSON.stringify(b);
}
