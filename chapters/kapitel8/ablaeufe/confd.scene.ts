import {
  type Context,
  defineScene,
  eventsOf,
  exported,
  only,
  type Process,
  simulate,
} from '#scenes';
import type { StoreRequest } from '../../../exercises/kapitel8/config-store/contract.ts';
import type {
  Instance,
  WriterConfiguration,
} from '../../../exercises/kapitel8/service-discovery/contract.ts';
import type { createConfigurationWriter } from '../../../exercises/kapitel8/service-discovery/instance.ts';
import { storeLabel, storeNode } from './konfigurationsspeicher.ts';

const path = 'haproxy.cfg';
const writer: WriterConfiguration = {
  store: 'n1',
  service: 'web',
  template: 'backend web{{#instances}} | server {{id}} {{address}}:{{port}}{{/instances}}',
  path,
  reader: 'n3',
  retryMs: 200,
  watchMs: 60_000,
};

function instance(id: string, address: string): Instance {
  return { service: 'web', id, address, port: 80, priority: 1, weight: 1, version: '1.0.0' };
}

export const scene = defineScene({
  title: 'Eine Konfigurationsdatei folgt dem Speicher',
  alt: 'Zwei Instanzen werden eingetragen und eine wieder gelöscht; der Schreiber wartet mit einem Watch, schreibt jedes Mal die Datei neu und lässt HAProxy sie lesen.',
  roles: { n1: 'etcd', n2: 'confd', n3: 'HAProxy', n4: 'Betrieb' },
  references: ['service-discovery', 'config-store'],
  play: (references) =>
    simulate<unknown, unknown, unknown>({
      scenario: {
        nodes: 4,
        seed: 1,
        latency: { minMs: 5, maxMs: 5 },
        durationMs: 600,
        faults: [],
        clients: [],
      },
      createProcess(context): Process {
        switch (context.self) {
          case 'n1':
            return storeNode(references, context);
          case 'n2':
            return exported<typeof createConfigurationWriter>(
              references.of('service-discovery'),
              'createConfigurationWriter',
            )(context as never, writer) as Process;
          case 'n3':
            return { onMessage() {} };
          default:
            return operator(context);
        }
      },
    }),
  leavesOut: {
    what: 'die Antworten an den Betrieb, der Anfang jeder seiner Schritte und was sich confd über das Signal merkt',
    events: (event) => {
      if (event.kind === 'timer') return true;
      if (event.kind === 'store') return event.key !== path;
      if (event.kind === 'send') return event.to === 'n4';
      return event.kind === 'deliver' && event.node === 'n4';
    },
  },
  label: (event) =>
    event.kind === 'store'
      ? `n2 schreibt ${event.key} · ${String(event.value)}`
      : storeLabel(event),
  steps: [
    {
      on: { kind: 'store', key: path },
      caption:
        'Das Verzeichnis gibt es noch nicht. Auch daraus entsteht eine gültige Datei, nur ohne Server.',
    },
    {
      on: { kind: 'send', node: 'n2', to: 'n1', message: { query: { wait: true } } },
      caption:
        'Watch: confd fragt nach dem nächsten Ereignis ab Index 1. Die Antwort bleibt aus, bis es eines gibt.',
    },
    {
      on: { kind: 'send', node: 'n1', to: 'n2', message: { body: { action: 'set' } } },
      caption:
        'Der Eintrag ist das Ereignis, auf das confd gewartet hat: Die offene Anfrage wird jetzt beantwortet.',
    },
    {
      on: { kind: 'store', key: path },
      caption:
        'Aus Vorlage und Instanzen entsteht die ganze Datei neu, in einem Schritt. Halbe Dateien gibt es nie.',
    },
    {
      on: { kind: 'send', node: 'n2', to: 'n3', type: 'Reload' },
      caption: 'Erst die Datei, dann das Signal an den, der sie liest.',
    },
    {
      on: { kind: 'send', node: 'n2', to: 'n1', message: { query: { wait: true } } },
      caption:
        'Weiter geht es ab dem nächsten Index. So fällt auch kein Ereignis weg, das in der Zwischenzeit geschah.',
    },
    {
      on: { kind: 'store', key: path },
      caption: 'Die zweite Instanz steht in der Datei, geordnet nach ihrer id.',
    },
    {
      on: { kind: 'send', node: 'n4', message: { method: 'DELETE' } },
      caption: 'Der Betrieb nimmt a heraus. Auch das Löschen ist ein Ereignis mit eigenem Index.',
    },
    {
      on: { kind: 'store', key: path },
      caption: 'a ist verschwunden. HAProxy selbst weiß von etcd nichts; es liest nur seine Datei.',
    },
  ],
  facts: (run) => {
    const files = eventsOf(run, 'store', { key: path }).map(({ value }) => String(value));
    const waits = eventsOf(run, 'send', { node: 'n2', message: { query: { wait: true } } });
    const last = only(waits.at(-1), 'a watch').message as StoreRequest;
    return {
      'file.first': only(files[0], 'first file'),
      'file.last': only(files.at(-1), 'last file'),
      'files.written': files.length,
      reloads: eventsOf(run, 'send', { type: 'Reload' }).length,
      watches: waits.length,
      'waitIndex.last': only(last.query.waitIndex, 'waitIndex'),
      changes: eventsOf(run, 'send', { node: 'n4' }).length,
    };
  },
});

/** Enters two instances and takes one out again, one step every 150 ms. */
function operator(context: Context): Process {
  const entries = [instance('a', '10.0.0.7'), instance('b', '10.0.0.8')];
  const requests = [
    ...entries.map((entry) => ({
      method: 'PUT' as const,
      key: `/services/web/${entry.id}`,
      query: { value: JSON.stringify(entry) },
    })),
    { method: 'DELETE' as const, key: '/services/web/a', query: {} },
  ];
  return {
    onStart() {
      for (const index of requests.keys())
        context.setTimer(`Schritt ${index + 1}`, 100 + index * 150);
    },
    onTimer(name) {
      const request = requests[Number(name.slice('Schritt '.length)) - 1];
      if (request !== undefined) context.send('n1', { type: 'StoreRequest', id: 1, ...request });
    },
    onMessage() {},
  };
}
