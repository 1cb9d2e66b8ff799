import {
  defineScene,
  eventsOf,
  exported,
  only,
  type Process,
  simulate,
  type Trace,
  type TraceEvent,
} from '#scenes';
import type {
  LeaseConfiguration,
  LockResponse,
} from '../../../exercises/kapitel8/config-store/contract.ts';
import type { createLock } from '../../../exercises/kapitel8/config-store/store.ts';
import { storeLabel, storeNode } from './konfigurationsspeicher.ts';

const configuration: LeaseConfiguration = { store: 'n1', key: '/sperre', ttl: 2 };
const pause = { fromMs: 1_500, untilMs: 5_000 };
const acquire = { type: 'acquire' } as const;
const status = { type: 'status' } as const;

export const scene = defineScene({
  title: 'Eine Sperre mit Lease und ein Inhaber, der stillsteht',
  alt: 'n2 hat die Sperre und steht länger still, als sein Lease gilt; der Speicher lässt den Lease verfallen, n3 bekommt die Sperre mit einer größeren Zahl, und n2 erfährt erst nach dem Aufwachen davon.',
  roles: { n1: 'Speicher', n2: 'will Sperre', n3: 'will Sperre' },
  references: ['config-store'],
  play: (references) =>
    simulate<unknown, unknown, unknown>({
      scenario: {
        nodes: 3,
        seed: 1,
        latency: { minMs: 5, maxMs: 5 },
        durationMs: 5_200,
        faults: [{ kind: 'pause', node: 'n2', ...pause }],
        clients: [
          {
            id: 'c2',
            requests: [
              { atMs: 10, target: 'n2', request: acquire },
              { atMs: 5_050, target: 'n2', request: status },
            ],
          },
          { id: 'c3', requests: [{ atMs: 500, target: 'n3', request: acquire }] },
        ],
      },
      createProcess: (context): Process =>
        context.self === 'n1'
          ? storeNode(references, context)
          : (exported<typeof createLock>(references.of('config-store'), 'createLock')(
              context as never,
              configuration,
            ) as Process),
      clientPolicy: {
        timeoutMs: 10_000,
        retryDelayMs: 1,
        maxAttempts: 1,
        interpret: () => ({ done: true }),
      },
    }),
  leavesOut: {
    what: 'das Speichern, das erste Erneuern von n2 und die späteren von n3 sowie die Fragen, mit denen n3 auf die Sperre wartet',
    events: (event, trace) => {
      if (event.kind === 'store') return true;
      if (event.kind === 'timer') return event.name !== 'Ablauf' && event.atMs !== pause.untilMs;
      if (event.kind !== 'send' && event.kind !== 'deliver') return false;
      const isWithN3 = event.node === 'n3' || ('to' in event ? event.to : event.from) === 'n3';
      if (!isWithN3) return event.atMs > 600 && event.atMs < 700;
      const expired = only(eventsIn(trace, 'Ablauf')[0], 'expiry').atMs;
      const asks = event.atMs > 515 || (event.atMs === 515 && event.kind === 'send');
      const isWaiting = asks && event.atMs < expired;
      return isWaiting || event.atMs > expired + 500 || isRepeated(event, trace);
    },
  },
  label: storeLabel,
  steps: [
    {
      on: { kind: 'send', node: 'n2', message: { query: { prevExist: false } } },
      caption:
        'Sperren heißt anlegen, aber nur, wenn es den Schlüssel nicht gibt. Der Lease gilt zwei Sekunden.',
    },
    {
      on: { kind: 'respond', node: 'n2', client: 'c2' },
      caption:
        'n2 hat die Sperre. Das Fencing-Token ist der Index, bei dem der Schlüssel entstand.',
    },
    {
      on: { kind: 'send', node: 'n1', to: 'n3', message: { status: 412 } },
      caption:
        'Den Schlüssel gibt es schon: Von zweien, die anlegen wollen, gelingt es genau einem. n3 wartet auf das Verschwinden.',
    },
    {
      on: (event) => event.atMs > 1_000 && event.kind === 'send' && event.node === 'n2',
      caption:
        'n2 erneuert den Lease. Das Token bleibt dabei gleich, nur der Verfall rückt nach hinten.',
    },
    {
      on: { kind: 'pause', node: 'n2' },
      caption:
        'n2 steht still, etwa in einer langen Speicherbereinigung. Er weiß davon nichts und hält sich für den Inhaber.',
    },
    {
      on: { kind: 'timer', node: 'n1', name: 'Ablauf' },
      caption:
        'Zwei Sekunden nach dem letzten Erneuern: Der Speicher gibt die Sperre frei. Ob n2 tot oder nur langsam ist, kann er nicht wissen.',
    },
    {
      on: { kind: 'respond', node: 'n3', client: 'c3' },
      caption: (event) =>
        `n3 hat die Sperre, mit dem größeren Token ${fenceIn(event.kind === 'respond' ? event.response : undefined)}. Täte n2 jetzt noch etwas, erkennte der geschützte Dienst es am kleineren Token.`,
    },
    {
      on: { kind: 'timer', node: 'n2' },
      caption:
        'n2 wacht auf. Nach seiner eigenen Uhr ist der Lease abgelaufen; er fragt nicht nach, sondern glaubt nicht mehr an die Sperre. Was von ihm noch dastehen könnte, löscht er.',
    },
    {
      on: { kind: 'return', client: 'c2', response: { held: false } },
      caption: 'n2 sagt die Wahrheit, obwohl ihm niemand vom Verlust erzählt hat.',
    },
  ],
  facts: (run) => {
    const granted = (node: string) =>
      fenceIn(
        only(eventsOf(run, 'respond', { node, response: { type: 'granted' } })[0], node).response,
      );
    const expired = only(eventsIn(run.trace, 'Ablauf')[0], 'expiry').atMs;
    const renewals = eventsOf(run, 'deliver', {
      node: 'n1',
      from: 'n2',
      message: { query: { refresh: true } },
    });
    const last = run.history.filter(({ client }) => client === 'c2').at(-1)?.returned?.response as
      | LockResponse
      | undefined;
    return {
      'n2.fence': granted('n2'),
      'n3.fence': granted('n3'),
      'expired.ms': expired,
      'lastRenewal.ms': only(renewals.at(-1), 'renewal').atMs,
      'n2.renewals': renewals.length,
      'n3.waited.ms':
        only(eventsOf(run, 'respond', { node: 'n3' })[0], 'n3').atMs -
        only(eventsOf(run, 'request', { node: 'n3' })[0], 'n3').atMs,
      'n2.heldAfterPause': last?.type === 'status' && last.held ? 'ja' : 'nein',
    };
  },
});

function eventsIn(trace: Trace, timer: string) {
  return trace.events.filter((event) => event.kind === 'timer' && event.name === timer);
}

/** The store answers every request that waited, also those n3 has long given up; the last counts. */
function isRepeated(event: TraceEvent, { events }: Trace): boolean {
  if (event.kind !== 'send' && event.kind !== 'deliver') return false;
  const next = events[event.seq + 1];
  return next?.kind === event.kind && next.node === event.node && next.type === 'StoreReply';
}

function fenceIn(response: unknown): number {
  const granted = response as LockResponse | undefined;
  if (granted?.type !== 'granted') throw new Error('no grant');
  return granted.fence;
}
