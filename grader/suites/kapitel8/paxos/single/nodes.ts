import type { Context, Process } from '../../../../simulator/process.ts';
import { exported, type Submission } from '../../../submission.ts';
import type { Decision, Message, Proposal } from '../contract.ts';

type PaxosContext = Context<Message>;
export type PaxosProcess = Process<Message, Proposal, Decision>;

/** How the submission makes a node; each call has a module of its own. */
export function paxosNodes(submission: Submission): (context: PaxosContext) => PaxosProcess {
  return (context) =>
    exported<(context: PaxosContext) => PaxosProcess>(submission, 'createPaxos')(context);
}
