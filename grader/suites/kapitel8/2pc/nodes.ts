import type { Context, Process } from '../../../simulator/process.ts';
import type { Submission } from '../../submission.ts';
import { exported } from '../../submission.ts';
import { coordinatorId, type Message, type Request, type Response } from './contract.ts';

export type CommitContext = Context<Message>;
export type CommitProcess = Process<Message, Request, Response>;

/** How the submission makes a node; each call has a module of its own. */
export function commitNodes(submission: Submission): (context: CommitContext) => CommitProcess {
  return (context) => {
    const name = context.self === coordinatorId ? 'createCoordinator' : 'createParticipant';
    return exported<(own: CommitContext) => CommitProcess>(submission, name)(context);
  };
}
