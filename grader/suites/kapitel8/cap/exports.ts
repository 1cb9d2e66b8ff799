import type { Context, Process } from '../../../simulator/process.ts';
import type { Submission } from '../../submission.ts';
import type {
  ApMessage,
  CpMessage,
  DilemmaCall,
  DilemmaTask,
  RegisterRequest,
  RegisterResponse,
  Tag,
} from './contract.ts';

export type Register = 'cp' | 'ap';
export type Message = CpMessage | ApMessage;
export type RegisterProcess = Process<Message, RegisterRequest, RegisterResponse>;
export type CreateProcess = (context: Context<Message>) => RegisterProcess;

/** What a submission to this exercise exports, as the contract has it. */
export interface CapExports {
  isNewer(left: Tag, right: Tag): boolean;
  createCpRegister: CreateProcess;
  createApRegister: CreateProcess;
  findDilemma(task: DilemmaTask): readonly DilemmaCall[];
}

/** How the submission makes a node of this register; each call has a module of its own. */
export function nodesOf(submission: Submission, register: Register): CreateProcess {
  return (context) => {
    const own = submission.instantiate() as unknown as CapExports;
    return register === 'cp' ? own.createCpRegister(context) : own.createApRegister(context);
  };
}
