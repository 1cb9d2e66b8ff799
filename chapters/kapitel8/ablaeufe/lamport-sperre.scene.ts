import { defineScene, eventsOf, exported, only, type Run, simulate } from '#scenes';
import type {
  MutexMessage,
  MutexRequest,
  MutexResponse,
} from '../../../exercises/kapitel8/lamport/contract.ts';
import type { createMutexProcess } from '../../../exercises/kapitel8/lamport/lamport.ts';

const acquire: MutexRequest = { type: 'acquire' };
const release: MutexRequest = { type: 'release' };

export const scene = defineScene({
  title: 'Eine Sperre ohne Verwalter',
  alt: 'Zwei Knoten fordern gleichzeitig eine Sperre an und tragen denselben Zeitstempel; der Name entscheidet, n1 bekommt sie zuerst und n2 nach der Freigabe.',
  references: ['lamport'],
  play: (references) =>
    simulate<MutexMessage, MutexRequest, MutexResponse>({
      scenario: {
        nodes: 2,
        seed: 1,
        latency: { minMs: 5, maxMs: 5 },
        durationMs: 200,
        faults: [],
        clients: [
          {
            id: 'c1',
            requests: [
              { atMs: 10, target: 'n1', request: acquire },
              { atMs: 60, target: 'n1', request: release },
            ],
          },
          { id: 'c2', requests: [{ atMs: 10, target: 'n2', request: acquire }] },
        ],
      },
      createProcess: (context) =>
        exported<typeof createMutexProcess>(
          references.of('lamport'),
          'createMutexProcess',
        )(context),
      clientPolicy: {
        timeoutMs: 1_000,
        retryDelayMs: 1,
        maxAttempts: 1,
        interpret: () => ({ done: true }),
      },
    }),
  mistakes: [
    {
      exercise: 'lamport',
      mutant: 'mutex-does-not-wait',
      note: 'Jeder sieht nur seine eigene Anforderung, hält sich für den Ersten und greift zu: Um 15 ms haben beide die Sperre.',
    },
  ],
  steps: [
    {
      on: { kind: 'send', node: 'n1', message: { type: 'request', time: 1 } },
      caption: 'n1 stempelt seine Anforderung mit (1, n1), reiht sie bei sich ein und sendet sie.',
    },
    {
      on: { kind: 'send', node: 'n2', message: { type: 'request', time: 1 } },
      caption: 'n2 tut dasselbe, mit (1, n2). Gleiche Zeit: Keiner konnte vom anderen wissen.',
    },
    {
      on: { kind: 'send', node: 'n1', message: { type: 'ack', time: 3 } },
      caption:
        'n1 reiht die fremde Anforderung ein und quittiert. Der Empfang war Ereignis 2, das Senden ist 3.',
    },
    {
      on: { kind: 'respond', node: 'n1', client: 'c1', response: { type: 'granted' } },
      caption:
        '(1, n1) steht vorn, und von n2 kam schon etwas mit späterem Stempel: seine eigene Anforderung, (1, n2). n1 hat die Sperre, noch ehe die Quittung da ist.',
    },
    {
      on: { kind: 'deliver', node: 'n2', message: { type: 'ack' } },
      caption:
        'Auch n2 hat seine Quittung, aber in seiner Schlange steht (1, n1) vorn. Beide Schlangen sind gleich, also wartet genau einer.',
    },
    {
      on: { kind: 'send', node: 'n1', message: { type: 'release' } },
      caption: 'n1 nimmt seine Anforderung heraus und sagt es allen.',
    },
    {
      on: { kind: 'respond', node: 'n2', client: 'c2', response: { type: 'granted' } },
      caption: 'Jetzt steht (1, n2) vorn. Niemand hat die Sperre verwaltet.',
    },
  ],
  facts: (run) => ({
    'first.holder': holder(run, 0),
    'second.holder': holder(run, 1),
    'stamp.n1': stampOf(run, 'n1'),
    'stamp.n2': stampOf(run, 'n2'),
    'time.release': sentTime(run, 'release'),
    'time.ack': sentTime(run, 'ack'),
    messages: eventsOf(run, 'send').length,
  }),
});

function grants(run: Run) {
  return eventsOf(run, 'respond', { response: { type: 'granted' } });
}

function holder(run: Run, place: number): string {
  return only(grants(run)[place], `grant ${place}`).node;
}

function stampOf(run: Run, node: string): string {
  const granted = only(
    grants(run).find((each) => each.node === node),
    `grant to ${node}`,
  );
  const response = granted.response as Extract<MutexResponse, { type: 'granted' }>;
  return `(${response.stamp.time}, ${response.stamp.node})`;
}

function sentTime(run: Run, type: MutexMessage['type']): number {
  const [sent] = eventsOf(run, 'send', { type });
  return (only(sent, type).message as MutexMessage).time;
}
