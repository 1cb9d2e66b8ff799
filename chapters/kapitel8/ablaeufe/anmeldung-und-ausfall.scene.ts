import { defineScene, eventsOf, exported, only, type Process, type Run, simulate } from '#scenes';
import type {
  Instance,
  InstanceConfiguration,
  RegistryConfiguration,
  RegistryResponse,
} from '../../../exercises/kapitel8/service-discovery/contract.ts';
import type {
  createInstance,
  createRegistry,
} from '../../../exercises/kapitel8/service-discovery/instance.ts';
import { storeLabel, storeNode } from './konfigurationsspeicher.ts';

const ttlSeconds = 2;
const crashedAtMs = 1_500;
const instance: Instance = {
  service: 'web',
  id: 'a',
  address: '10.0.0.3',
  port: 80,
  priority: 1,
  weight: 1,
  version: '1.0.0',
};
const configuration: InstanceConfiguration = {
  store: 'n1',
  instance,
  ttlSeconds,
  refreshMs: 1_000,
  checkTtlMs: 3_000,
  retryMs: 200,
};
const registry: RegistryConfiguration = {
  store: 'n1',
  watchers: [],
  retryMs: 200,
  watchMs: 60_000,
};
const lookup = { type: 'lookup', service: 'web' } as const;

export const scene = defineScene({
  title: 'Anmelden, ausfallen, vergessen werden',
  alt: 'Eine Instanz meldet sich mit einem Lease an, frischt ihn einmal auf und stürzt ab; bis der Lease abläuft, nennt die Registratur sie noch, danach nicht mehr.',
  roles: { n1: 'Speicher', n2: 'Registratur', n3: 'Instanz web/a' },
  references: ['service-discovery', 'config-store'],
  play(references) {
    const code = references.of('service-discovery');
    return simulate<unknown, unknown, unknown>({
      scenario: {
        nodes: 3,
        seed: 1,
        latency: { minMs: 5, maxMs: 5 },
        durationMs: 3_600,
        faults: [{ kind: 'crash', node: 'n3', atMs: crashedAtMs }],
        clients: [
          {
            id: 'dienst',
            requests: [{ atMs: 50, target: 'n3', request: { type: 'report', healthy: true } }],
          },
          {
            id: 'c1',
            requests: [300, 2_000, 3_500].map((atMs) => ({ atMs, target: 'n2', request: lookup })),
          },
        ],
      },
      createProcess(context): Process {
        if (context.self === 'n1') return storeNode(references, context);
        return context.self === 'n2'
          ? (exported<typeof createRegistry>(code, 'createRegistry')(
              context as never,
              registry,
            ) as Process)
          : (exported<typeof createInstance>(code, 'createInstance')(
              context as never,
              configuration,
            ) as Process);
      },
      clientPolicy: {
        timeoutMs: 500,
        retryDelayMs: 1,
        maxAttempts: 1,
        interpret: () => ({ done: true }),
      },
    });
  },
  leavesOut: { what: 'was gespeichert wird', events: ({ kind }) => kind === 'store' },
  label: (event) => {
    if (event.kind === 'respond' && event.node === 'n2') {
      return `n2 antwortet ${event.client} · ${listInWords(event.response as RegistryResponse)}`;
    }
    if (event.kind === 'return' && event.client === 'c1') {
      return `c1 erhält · ${listInWords(event.response as RegistryResponse)}`;
    }
    return storeLabel(event);
  },
  mistakes: [
    {
      exercise: 'service-discovery',
      mutant: 'dead-still-listed',
      note: 'Der Lease verfällt wie vorgesehen, die Registratur überhört aber das Ereignis „expire“. Um 3500 ms nennt sie noch immer eine Instanz, die es seit zwei Sekunden nicht mehr gibt.',
    },
  ],
  steps: [
    {
      on: { kind: 'send', node: 'n2', message: { query: { wait: true } } },
      caption:
        'Die Registratur hat einmal alles gelesen und hält von nun an eine wartende Anfrage offen: Der Speicher antwortet erst, wenn etwas geschieht.',
    },
    {
      on: { kind: 'send', node: 'n3', message: { method: 'PUT', query: { ttl: ttlSeconds } } },
      caption:
        'Erst ein guter Health Check, dann die Anmeldung. Der Eintrag trägt einen Lease von zwei Sekunden.',
    },
    {
      on: { kind: 'send', node: 'n1', to: 'n2', message: { body: { action: 'set' } } },
      caption:
        'Die wartende Anfrage wird beantwortet: So erfährt die Registratur von der Anmeldung, ohne ständig zu fragen.',
    },
    {
      on: { kind: 'return', client: 'c1' },
      caption: 'Die Registratur antwortet aus ihrer eigenen Kopie.',
    },
    {
      on: { kind: 'timer', node: 'n3', name: 'refresh' },
      caption:
        'Nach der halben Lebensdauer frischt die Instanz auf. Das verlängert den Lease, weckt aber keinen Beobachter.',
    },
    {
      on: { kind: 'crash', node: 'n3' },
      caption: 'Die Instanz stürzt ab. Abmelden kann sie sich nicht mehr, und niemand bemerkt es.',
    },
    {
      on: { kind: 'respond', node: 'n2', client: 'c1' },
      caption:
        'Der Preis des Leases: Bis er abläuft, wird eine tote Instanz genannt. Aufrufer müssen damit rechnen.',
    },
    {
      on: { kind: 'timer', node: 'n1' },
      caption: (event) =>
        `Zwei Sekunden nach dem letzten Auffrischen verfällt der Eintrag, ${event.atMs - crashedAtMs} ms nach dem Absturz.`,
    },
    {
      on: { kind: 'send', node: 'n1', to: 'n2', message: { body: { action: 'expire' } } },
      caption:
        'Ein Verfall ist ein Ereignis wie jedes andere; die Registratur erfährt davon über ihre wartende Anfrage.',
    },
    {
      on: { kind: 'return', client: 'c1' },
      caption: 'Jetzt stimmt die Auskunft wieder.',
    },
  ],
  facts: (run) => {
    const last = only(
      eventsOf(run, 'deliver', { node: 'n1', message: { query: { refresh: true } } }).at(-1),
      'a refresh',
    );
    const expired = only(
      eventsOf(run, 'send', { node: 'n1', message: { body: { action: 'expire' } } })[0],
      'expiry',
    );
    return {
      'ttl.s': ttlSeconds,
      refreshes: eventsOf(run, 'send', { node: 'n3', message: { query: { refresh: true } } })
        .length,
      'lease.lastRenewed.ms': last.atMs,
      'expired.ms': expired.atMs,
      'stale.ms': expired.atMs - crashedAtMs,
      'c1.first': listed(run, 0),
      'c1.second': listed(run, 1),
      'c1.third': listed(run, 2),
    };
  },
});

function listed(run: Run, index: number): string {
  const operation = run.history.filter(({ client }) => client === 'c1')[index];
  return listInWords(
    only(operation?.returned?.response as RegistryResponse | undefined, `answer ${index}`),
  );
}

function listInWords(response: RegistryResponse): string {
  if (response.type !== 'instances') return response.type;
  const ids = response.instances.map(({ service, id }) => `${service}/${id}`);
  return ids.length === 0 ? 'keine Instanz' : ids.join(', ');
}
