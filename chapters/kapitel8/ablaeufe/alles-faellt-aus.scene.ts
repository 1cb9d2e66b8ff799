import {
  type Context,
  defineScene,
  eventsOf,
  only,
  type Process,
  type Run,
  simulate,
} from '#scenes';

/** A load balancer before two replaceable instances; each of them fails once. */

type Message = { readonly type: 'Aufruf' | 'Antwort'; readonly id: number };

const instances = ['n2', 'n3'];
const patienceMs = 40;
const durationMs = 600;
const outages = [
  { node: 'n2', atMs: 100, downMs: 200 },
  { node: 'n3', atMs: 380, downMs: 150 },
] as const;

export const scene = defineScene({
  title: 'Alles fällt aus, nur der Dienst nicht',
  alt: 'Zwei Instanzen stürzen nacheinander ab und starten neu; der Verteiler davor versucht es bei der jeweils anderen noch einmal, und jede Anfrage wird beantwortet.',
  roles: { n1: 'Verteiler', n2: 'Instanz', n3: 'Instanz' },
  play: () =>
    simulate<Message, string, string>({
      scenario: {
        nodes: 3,
        seed: 1,
        latency: { minMs: 5, maxMs: 5 },
        durationMs,
        faults: outages.map((outage) => ({ kind: 'crash', ...outage })),
        clients: [
          {
            id: 'c1',
            requests: [50, 150, 330, 420].map((atMs) => ({ atMs, target: 'n1', request: 'GET /' })),
          },
        ],
      },
      createProcess: (context) => (context.self === 'n1' ? balancer(context) : instance(context)),
      clientPolicy: {
        timeoutMs: 500,
        retryDelayMs: 1,
        maxAttempts: 1,
        interpret: () => ({ done: true }),
      },
    }),
  label: (event) => {
    if (event.kind === 'timer') return `n1 wartet nicht länger als ${patienceMs} ms`;
    if (event.kind === 'send') return `${event.node} → ${event.to} ${event.type}`;
    return undefined;
  },
  steps: [
    {
      on: { kind: 'deliver', node: 'n2' },
      caption: 'Der Normalfall: Der Verteiler reicht die Anfrage der Reihe nach weiter.',
    },
    {
      on: { kind: 'crash', node: 'n2' },
      caption: 'n2 fällt aus. Niemand bemerkt es, solange niemand fragt.',
    },
    {
      on: { kind: 'deliver', node: 'n3' },
      caption: 'Die zweite Anfrage geht ohnehin an n3.',
    },
    {
      on: { kind: 'start', node: 'n2', incarnation: 1 },
      caption:
        'n2 startet neu. Ohne eigenen Zustand fehlt dabei nichts; jede Instanz ist so gut wie die andere.',
    },
    {
      on: { kind: 'deliver', node: 'n2' },
      caption: 'Der Verteiler hat vom Ausfall nie etwas erfahren. n2 arbeitet wieder mit.',
    },
    {
      on: { kind: 'crash', node: 'n3' },
      caption: 'Nun trifft es n3.',
    },
    {
      on: { kind: 'send', node: 'n1', to: 'n3' },
      caption: 'Der Verteiler weiß es noch nicht und schickt die nächste Anfrage ins Leere.',
    },
    {
      on: { kind: 'timer', node: 'n1' },
      caption: 'Nach kurzer Frist versucht der Verteiler es bei der anderen Instanz noch einmal.',
    },
    {
      on: { kind: 'return', client: 'c1' },
      caption: (event, run) =>
        `Beantwortet, nach ${event.atMs - only(run.history.at(-1), 'request').invokedAtMs} ms statt 20. Bleibt n1 selbst: Vom Verteiler gibt es hier nur einen.`,
    },
  ],
  facts: (run) => ({
    requests: run.history.length,
    answered: run.history.filter(({ returned }) => returned !== undefined).length,
    crashes: eventsOf(run, 'crash').length,
    restarts: eventsOf(run, 'start').filter(({ incarnation }) => incarnation > 0).length,
    retries: eventsOf(run, 'timer', { node: 'n1' }).length,
    'n2.availability.percent': upShare('n2'),
    'n3.availability.percent': upShare('n3'),
    'slowest.ms': slowest(run),
  }),
});

function upShare(node: string): number {
  const down = outages
    .filter((outage) => outage.node === node)
    .reduce((sum, { downMs }) => sum + downMs, 0);
  return Math.round(((durationMs - down) / durationMs) * 100);
}

function slowest(run: Run): number {
  return Math.max(
    ...run.history.map(({ returned, invokedAtMs }) => only(returned, 'answer').atMs - invokedAtMs),
  );
}

/** Round robin; who does not answer in time is passed over for this request. */
function balancer({
  send,
  setTimer,
  cancelTimer,
}: Context<Message>): Process<Message, string, string> {
  const waiting = new Map<number, (response: string) => void>();
  let turn = 0;
  let calls = 0;
  const forward = (id: number) => {
    send(instances[turn % instances.length] ?? 'n2', { type: 'Aufruf', id });
    turn += 1;
    setTimer(String(id), patienceMs);
  };
  return {
    onRequest(_request, respond) {
      calls += 1;
      waiting.set(calls, respond);
      forward(calls);
    },
    onMessage(_from, { id }) {
      cancelTimer(String(id));
      waiting.get(id)?.('200');
      waiting.delete(id);
    },
    onTimer: (name) => forward(Number(name)),
  };
}

function instance({ send }: Context<Message>): Process<Message, string, string> {
  return {
    onMessage: (from, { id }) => send(from, { type: 'Antwort', id }),
  };
}
