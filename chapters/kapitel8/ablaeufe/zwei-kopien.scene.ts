import { type Context, defineScene, only, type Process, type Run, simulate } from '#scenes';

/** A register without any order of its own: every replica applies what comes, as it comes. */

type Message = { readonly type: 'set'; readonly value: string };
type Request = { readonly kind: 'set'; readonly value: string } | { readonly kind: 'get' };

const get: Request = { kind: 'get' };

export const scene = defineScene({
  title: 'Zwei Kopien laufen auseinander',
  alt: 'Zwei Clients setzen fast gleichzeitig verschiedene Werte bei zwei Kopien; jede wendet an, was kommt, in der Reihenfolge, in der es kommt, und beide enden verschieden.',
  roles: { n1: 'Kopie', n2: 'Kopie' },
  play: () =>
    simulate<Message, Request, string>({
      scenario: {
        nodes: 2,
        seed: 1,
        latency: { minMs: 10, maxMs: 10 },
        durationMs: 200,
        faults: [],
        clients: [
          {
            id: 'c1',
            requests: [
              { atMs: 10, target: 'n1', request: { kind: 'set', value: 'rot' } },
              { atMs: 100, target: 'n1', request: get },
            ],
          },
          {
            id: 'c2',
            requests: [
              { atMs: 13, target: 'n2', request: { kind: 'set', value: 'blau' } },
              { atMs: 130, target: 'n2', request: get },
            ],
          },
        ],
      },
      createProcess: replica,
      clientPolicy: {
        timeoutMs: 1_000,
        retryDelayMs: 1,
        maxAttempts: 1,
        interpret: () => ({ done: true }),
      },
    }),
  steps: [
    {
      on: { kind: 'respond', node: 'n1' },
      caption: 'n1 setzt „rot“ bei sich, bestätigt und sagt es n2.',
    },
    {
      on: { kind: 'respond', node: 'n2' },
      caption: 'n2 setzt „blau“. Von „rot“ weiß n2 noch nichts; beide Änderungen sind nebenläufig.',
    },
    {
      on: { kind: 'deliver', node: 'n2', message: { value: 'rot' } },
      caption:
        'n2 erfährt von „rot“ und überschreibt „blau“: Für n2 war „rot“ die spätere Änderung.',
    },
    {
      on: { kind: 'deliver', node: 'n1', message: { value: 'blau' } },
      caption:
        'Für n1 ist es umgekehrt. Jetzt ist jede Nachricht angekommen, und nichts wird sich mehr ändern.',
    },
    {
      on: { kind: 'return', client: 'c1', response: 'blau' },
      caption: 'c1 hat „rot“ gesetzt und liest „blau“.',
    },
    {
      on: { kind: 'return', client: 'c2', response: 'rot' },
      caption:
        'c2 liest das Gegenteil. Ohne gemeinsame Reihenfolge bleiben die Kopien für immer verschieden.',
    },
  ],
  facts: (run) => ({
    'n1.value': read(run, 'c1'),
    'n2.value': read(run, 'c2'),
    'messages.lost': run.trace.events.filter(({ kind }) => kind === 'drop').length,
    messages: run.trace.events.filter(({ kind }) => kind === 'send').length,
  }),
});

function replica(context: Context<Message>): Process<Message, Request, string> {
  let value = '';
  return {
    onRequest(request, respond) {
      if (request.kind === 'set') {
        value = request.value;
        for (const peer of context.peers) context.send(peer, { type: 'set', value });
      }
      respond(value);
    },
    onMessage(_from, message) {
      value = message.value;
    },
  };
}

function read(run: Run, client: string): string {
  const last = run.history.filter((each) => each.client === client).at(-1);
  return only(last?.returned?.response as string | undefined, `answer to ${client}`);
}
