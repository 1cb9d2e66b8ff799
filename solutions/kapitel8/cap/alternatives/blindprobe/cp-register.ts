import type { Context, Process } from '#simulator';
import {
  type CpMessage,
  operationTimeoutMs,
  type RegisterRequest,
  type RegisterResponse,
  type Versioned,
} from './contract.ts';
import { openCopy } from './copy.ts';
import { createRounds } from './rounds.ts';
import { newest, sameTag } from './tag.ts';

const repeatMs = 45;

interface Job {
  readonly respond: (response: RegisterResponse) => void;
  /** Number of the round under way. */
  operation: number;
}

export function createCpRegister(
  context: Context<CpMessage>,
): Process<CpMessage, RegisterRequest, RegisterResponse> {
  const copy = openCopy(context.storage);
  const rounds = createRounds(context);
  const majority = Math.floor((context.peers.length + 1) / 2) + 1;
  const jobs = new Map<string, Job>();
  let jobCount = 0;

  function close(id: string, response: RegisterResponse): void {
    const job = jobs.get(id);
    if (job === undefined) return;
    jobs.delete(id);
    rounds.abandon(job.operation);
    context.cancelTimer(`give-up ${id}`);
    context.cancelTimer(`repeat ${id}`);
    job.respond(response);
  }

  function spread(id: string, job: Job, chosen: Versioned): void {
    copy.offer(chosen); // durable before anything is sent
    job.operation = rounds.begin(
      (operation) => ({ type: 'store', operation, tag: chosen.tag, value: chosen.value }),
      'stored',
      () => close(id, { ok: true, tag: chosen.tag, value: chosen.value }),
    );
  }

  function run(id: string, job: Job, request: RegisterRequest): void {
    job.operation = rounds.begin(
      (operation) => ({ type: 'query', operation }),
      'state',
      (replies) => {
        const reported: Versioned[] = [copy.current()];
        for (const reply of replies.values()) if (reply.type === 'state') reported.push(reply);
        const latest = reported.reduce(newest);
        if (request.kind === 'write') {
          const tag = { time: latest.tag.time + 1, node: context.self };
          spread(id, job, { tag, value: request.value });
          return;
        }
        const holders = reported.filter(({ tag }) => sameTag(tag, latest.tag)).length;
        if (holders >= majority) close(id, { ok: true, tag: latest.tag, value: latest.value });
        else spread(id, job, latest);
      },
    );
  }

  return {
    onRequest(request, respond) {
      const id = String(jobCount++);
      const job: Job = { respond, operation: -1 };
      jobs.set(id, job);
      context.setTimer(`give-up ${id}`, operationTimeoutMs);
      context.setTimer(`repeat ${id}`, repeatMs);
      run(id, job, request);
    },

    onMessage(from, message) {
      switch (message.type) {
        case 'query': {
          const { tag, value } = copy.current();
          context.send(from, { type: 'state', operation: message.operation, tag, value });
          break;
        }
        case 'store':
          copy.offer(message);
          context.send(from, { type: 'stored', operation: message.operation });
          break;
        case 'state':
        case 'stored':
          rounds.receive(from, message);
      }
    },

    onTimer(name) {
      const [what, id = ''] = name.split(' ');
      if (what === 'give-up') {
        close(id, { ok: false });
        return;
      }
      const job = jobs.get(id);
      if (job === undefined) return;
      rounds.repeat(job.operation);
      context.setTimer(name, repeatMs);
    },

    inspect: () => ({ copy: copy.current(), jobs: jobs.size, rounds: rounds.open() }),
  };
}
