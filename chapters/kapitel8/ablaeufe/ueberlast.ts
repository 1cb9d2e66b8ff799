import { type Context, eventsOf, type Process, type Run, simulate, type TraceEvent } from '#scenes';

/** A caller and an overloaded service: what the caller does about a missing answer makes the difference. */

export type Message =
  | { readonly type: 'Aufruf'; readonly id: string; readonly untilMs?: number }
  | { readonly type: 'Antwort'; readonly id: string }
  | { readonly type: 'Abgelehnt'; readonly id: string };

export interface Manners {
  /** The deadline travels along, and the service refuses at once what it could not do in time. */
  readonly tellsDeadline: boolean;
  /** How long the caller pauses before it tries again. */
  readonly pauseMs: (random: number) => number;
}

export const workMs = 60;
export const patienceMs = 90;
export const maxAttempts = 3;

export function overload(manners: Manners, seed: number): Run {
  return simulate<Message, string, string>({
    scenario: {
      nodes: 2,
      seed,
      latency: { minMs: 5, maxMs: 5 },
      durationMs: 700,
      faults: [],
      clients: [1, 2, 3].map((number) => ({
        id: `c${number}`,
        requests: [{ atMs: number * 10, target: 'n1', request: `Auftrag ${number}` }],
      })),
    },
    createProcess: (context) =>
      context.self === 'n1' ? caller(context, manners) : service(context),
    clientPolicy: {
      timeoutMs: 2_000,
      retryDelayMs: 1,
      maxAttempts: 1,
      interpret: () => ({ done: true }),
    },
  });
}

interface Job {
  readonly name: string;
  readonly respond: (response: string) => void;
  attempt: number;
}

function caller(context: Context<Message>, manners: Manners): Process<Message, string, string> {
  const jobs = new Map<string, Job>();
  const idOf = ({ name, attempt }: Job) => `${name}.${attempt}`;
  const tryNow = (job: Job) => {
    job.attempt += 1;
    const untilMs = context.now() + patienceMs;
    const deadline = manners.tellsDeadline ? { untilMs } : {};
    context.send('n2', { type: 'Aufruf', id: idOf(job), ...deadline });
    context.setTimer(`Frist ${job.name}`, patienceMs);
  };
  const fail = (job: Job) => {
    if (job.attempt === maxAttempts) {
      jobs.delete(job.name);
      job.respond('gescheitert');
      return;
    }
    const pause = manners.pauseMs(context.random());
    if (pause === 0) tryNow(job);
    else context.setTimer(`Pause ${job.name}`, pause);
  };
  return {
    onRequest(request, respond) {
      const name = request.replace('Auftrag ', '');
      const job = { name, respond, attempt: 0 };
      jobs.set(name, job);
      tryNow(job);
    },
    onMessage(_from, { type, id }) {
      const job = jobs.get(id.split('.')[0] ?? '');
      // An answer to an attempt that has been given up comes too late.
      if (job === undefined || idOf(job) !== id) return;
      context.cancelTimer(`Frist ${job.name}`);
      if (type === 'Abgelehnt') fail(job);
      else {
        jobs.delete(job.name);
        job.respond('erledigt');
      }
    },
    onTimer(name) {
      const job = jobs.get(name.split(' ')[1] ?? '');
      if (job === undefined) return;
      if (name.startsWith('Frist')) fail(job);
      else tryNow(job);
    },
  };
}

/** One piece of work at a time, in the order of arrival; it does not know who still waits. */
function service(context: Context<Message>): Process<Message, string, string> {
  const queue: { readonly from: string; readonly id: string }[] = [];
  let busyUntilMs = 0;
  return {
    onMessage(from, message) {
      if (message.type !== 'Aufruf') return;
      const { id, untilMs } = message;
      const doneMs = Math.max(context.now(), busyUntilMs) + workMs;
      if (untilMs !== undefined && doneMs > untilMs) {
        context.send(from, { type: 'Abgelehnt', id });
        return;
      }
      busyUntilMs = doneMs;
      queue.push({ from, id });
      if (queue.length === 1) context.setTimer('fertig', workMs);
    },
    onTimer() {
      const done = queue.shift();
      if (done !== undefined) context.send(done.from, { type: 'Antwort', id: done.id });
      if (queue.length > 0) context.setTimer('fertig', workMs);
    },
  };
}

export function label(event: TraceEvent): string | undefined {
  if (event.kind === 'send') {
    const { type, id, ...rest } = event.message as Message;
    const deadline = 'untilMs' in rest ? `, gilt bis ${rest.untilMs} ms` : '';
    return `${event.node} → ${event.to} ${type} · Auftrag ${id}${deadline}`;
  }
  return undefined;
}

export const leavesOut = {
  what: 'was die Clients senden und empfangen, und wann der Dienst jeweils fertig rechnet',
  events: (event: TraceEvent) =>
    event.kind === 'invoke' ||
    event.kind === 'return' ||
    event.kind === 'request' ||
    (event.kind === 'timer' && event.node === 'n2'),
};

export function facts(run: Run): Record<string, number> {
  const answers = eventsOf(run, 'send', { node: 'n2', type: 'Antwort' }).length;
  const done = run.history.filter(({ returned }) => returned?.response === 'erledigt').length;
  return {
    orders: run.history.length,
    done,
    failed: run.history.length - done,
    'calls.sent': eventsOf(run, 'send', { node: 'n1' }).length,
    'work.pieces': answers,
    'work.wasted': answers - done,
    'work.ms': answers * workMs,
    refused: eventsOf(run, 'send', { node: 'n2', type: 'Abgelehnt' }).length,
  };
}
