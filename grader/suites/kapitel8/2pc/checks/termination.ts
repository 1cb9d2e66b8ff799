import type { NodeId } from '../../../../simulator/process.ts';
import { holds, type Verdict, violated } from '../../../suite.ts';
import { coordinatorId } from '../contract.ts';
import type { CommitSeen } from '../observed.ts';
import { terminationWording as say } from '../wording/termination.ts';

/** In the end nobody is uncertain while another one knows, or could decide. */
export function helped(seen: CommitSeen): Verdict {
  const yes = new Map<NodeId, number>();
  const decided = new Map<NodeId, number>();
  for (const { node, trigger, sent } of seen.handlings) {
    if (node === coordinatorId) continue;
    if (trigger.kind === 'message' && trigger.message.type === 'Decision') {
      decided.set(node, decided.get(node) ?? 0);
    }
    for (const { message, seq } of sent) {
      if (message.type === 'Vote' && message.vote === 'yes') yes.set(node, seq);
      if (message.type === 'Decision') decided.set(node, seq);
    }
  }
  const participants = seen.real.filter((id) => id !== coordinatorId);
  const uncertain = participants.find((id) => yes.has(id) && !decided.has(id));
  const helper = participants.find((id) => decided.has(id) || !yes.has(id));
  if (uncertain === undefined || helper === undefined) return holds;
  return violated(say.leftAlone(uncertain, helper, decided.has(helper)), [yes.get(uncertain) ?? 0]);
}
