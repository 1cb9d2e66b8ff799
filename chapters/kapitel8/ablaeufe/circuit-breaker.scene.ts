import {
  type Context,
  defineScene,
  eventsOf,
  exported,
  only,
  type Process,
  type Run,
  simulate,
} from '#scenes';
import type { createAmbassador } from '../../../exercises/kapitel8/ambassador/ambassador.ts';
import type {
  AmbassadorConfig,
  AmbassadorMessage,
  ClientRequest,
  ClientResponse,
} from '../../../exercises/kapitel8/ambassador/contract.ts';
import { storeNode } from './konfigurationsspeicher.ts';

const broken = { fromMs: 200, untilMs: 700 };
const coolDownMs = 200;
const configuration: AmbassadorConfig = {
  group: 'bestellung',
  members: [{ node: 'n2', weight: 1 }],
  store: 'n3',
  healthPeriodMs: 100,
  riseAfter: 1,
  fallAfter: 3,
  callTimeoutMs: 80,
  maxAttempts: 1,
  breaker: {
    failureThreshold: 2,
    coolDownMs,
    maxProbes: 1,
    successesToClose: 1,
    probeTimeoutMs: 100,
  },
  bucket: { capacity: 100, ratePerSecond: 100 },
};
const call: ClientRequest = { type: 'call', method: 'POST', path: '/bestellung', body: '' };

export const scene = defineScene({
  title: 'Ein Circuit Breaker öffnet, prüft und schließt',
  alt: 'Ein Knoten beantwortet jeden Aufruf mit 500, besteht aber seinen Health Check; der Breaker öffnet nach zwei Fehlschlägen, schützt den Knoten und schließt erst nach einem gelungenen Probeaufruf.',
  roles: { n1: 'Ambassador', n2: 'Dienst', n3: 'Speicher' },
  references: ['ambassador', 'config-store'],
  play: (references) =>
    simulate<unknown, unknown, unknown>({
      scenario: {
        nodes: 3,
        seed: 1,
        latency: { minMs: 5, maxMs: 5 },
        durationMs: 1_000,
        faults: [],
        clients: [
          {
            id: 'c1',
            requests: [220, 300, 400, 550, 800, 900].map((atMs) => ({
              atMs,
              target: 'n1',
              request: call,
            })),
          },
        ],
      },
      createProcess(context): Process {
        if (context.self === 'n3') return storeNode(references, context);
        if (context.self === 'n2') return service(context as Context<AmbassadorMessage>) as Process;
        return exported<typeof createAmbassador>(references.of('ambassador'), 'createAmbassador')(
          context as never,
          configuration,
        ) as Process;
      },
      clientPolicy: {
        timeoutMs: 500,
        retryDelayMs: 1,
        maxAttempts: 1,
        interpret: () => ({ done: true }),
      },
    }),
  leavesOut: {
    what: 'die Health Checks, die n2 alle besteht, und das Verzeichnis im Speicher',
    events: (event) => {
      if (event.kind === 'send' || event.kind === 'deliver') {
        return event.type !== 'Call' && event.type !== 'CallReply';
      }
      return event.kind === 'timer' || event.kind === 'store' || event.kind === 'invoke';
    },
  },
  label: (event) => {
    if (event.kind === 'request') return `n1 Anfrage von ${event.client} · POST /bestellung`;
    if (event.kind === 'send' && event.type === 'Call') return 'n1 → n2 Call · POST /bestellung';
    if (event.kind === 'send' && event.type === 'CallReply') {
      return `n2 → n1 CallReply · Status ${(event.message as { readonly status: number }).status}`;
    }
    if (event.kind === 'respond') {
      return `n1 antwortet ${event.client} · Status ${statusIn(event.response)}`;
    }
    return event.kind === 'return' ? `c1 erhält · Status ${statusIn(event.response)}` : undefined;
  },
  mistakes: [
    {
      exercise: 'ambassador',
      mutant: 'breaker-not-asked',
      note: 'Der Breaker zählt mit, wird aber nicht gefragt: Jeder Aufruf erreicht den kranken Knoten, statt sofort mit 503 zu enden.',
    },
  ],
  steps: [
    {
      on: { kind: 'deliver', node: 'n1', message: { type: 'CallReply', status: 500 } },
      caption: 'Der erste Fehlschlag. Der Breaker ist geschlossen und bleibt es.',
    },
    {
      on: { kind: 'deliver', node: 'n1', message: { type: 'CallReply', status: 500 } },
      caption: (event) =>
        `Der zweite Fehlschlag hintereinander: Der Breaker öffnet, bis ${event.atMs + coolDownMs} ms. Den Health Check besteht n2 derweil weiter.`,
    },
    {
      on: { kind: 'respond', node: 'n1', response: { status: 503 } },
      caption:
        'Offen: Der Ambassador sagt sofort Nein. n2 bekommt davon nichts mit und kann sich erholen; der Client wartet nicht vergeblich.',
    },
    {
      on: { kind: 'send', node: 'n1', to: 'n2', type: 'Call' },
      caption:
        'Die Wartezeit ist um, der Breaker halb offen: Ein einziger Probeaufruf darf hinaus.',
    },
    {
      on: { kind: 'deliver', node: 'n1', message: { type: 'CallReply', status: 500 } },
      caption: (event) =>
        `Der Probeaufruf scheitert. Ein Fehlschlag genügt jetzt: wieder offen, bis ${event.atMs + coolDownMs} ms.`,
    },
    {
      on: { kind: 'deliver', node: 'n1', message: { type: 'CallReply', status: 200 } },
      caption:
        'Der nächste Probeaufruf gelingt. Ein Erfolg reicht in dieser Einstellung, um zu schließen.',
    },
    {
      on: { kind: 'return', client: 'c1', response: { status: 200 } },
      caption: 'Ab hier geht wieder jeder Aufruf an n2.',
    },
  ],
  facts: (run) => {
    const all = statuses(run);
    const failed = eventsOf(run, 'deliver', {
      node: 'n1',
      message: { type: 'CallReply', status: 500 },
    });
    return {
      'status.1': all[0] ?? 0,
      'status.3': all[2] ?? 0,
      'status.4': all[3] ?? 0,
      'status.6': all[5] ?? 0,
      requests: all.length,
      'calls.n2': eventsOf(run, 'send', { node: 'n1', type: 'Call' }).length,
      'failures.n2': failed.length,
      'opened.ms': only(failed[1], 'second failure').atMs,
      'open.until.ms': only(failed[1], 'second failure').atMs + coolDownMs,
      'healthChecks.passed': eventsOf(run, 'deliver', {
        node: 'n1',
        message: { type: 'HealthReply', healthy: true },
      }).length,
    };
  },
});

/** Passes every health check, and fails every call as long as its database is away. */
function service(context: Context<AmbassadorMessage>): Process<AmbassadorMessage> {
  return {
    onMessage(from, message) {
      const { id } = message as { readonly id: number };
      if (message.type === 'HealthCheck')
        context.send(from, { type: 'HealthReply', id, healthy: true });
      if (message.type !== 'Call') return;
      const nowMs = context.now();
      const isBroken = nowMs >= broken.fromMs && nowMs < broken.untilMs;
      context.send(from, { type: 'CallReply', id, status: isBroken ? 500 : 200, body: '' });
    },
  };
}

function statuses(run: Run): number[] {
  return run.history.map(({ returned }) => statusIn(returned?.response));
}

/** 0 if there was no answer. */
function statusIn(response: unknown): number {
  const answer = response as ClientResponse | undefined;
  return answer?.type === 'call' ? answer.status : 0;
}
