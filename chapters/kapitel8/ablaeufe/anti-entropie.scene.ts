import {
  defineScene,
  eventsOf,
  exported,
  only,
  simulate,
  type Trace,
  type TraceEvent,
} from '#scenes';
import type { createGossip } from '../../../exercises/kapitel8/gossip/gossip.ts';
import type {
  GossipConfiguration,
  GossipMessage,
  GossipRequest,
  GossipResponse,
} from '../../../exercises/kapitel8/gossip/protocol.ts';

const cut = { fromMs: 10, untilMs: 300 };
const configuration: GossipConfiguration = {
  tickMs: 20,
  fanout: 1,
  repeat: 3,
  group: [],
  trusted: [],
  threshold: 1,
  topPercent: 0,
  antiEntropyMs: 200,
};
const key = 'limit';

export const scene = defineScene({
  title: 'Anti-Entropie vereint, was die Gerüchte nicht erreichten',
  alt: 'Während einer Partition setzt jede Seite einen Wert, und die Gerüchte laufen aus; erst der Vergleich der Versionen nach dem Ende der Partition macht alle vier Knoten gleich.',
  references: ['gossip'],
  play: (references) =>
    simulate<GossipMessage, GossipRequest, GossipResponse>({
      scenario: {
        nodes: 4,
        seed: 5,
        latency: { minMs: 5, maxMs: 5 },
        durationMs: 560,
        faults: [
          {
            kind: 'partition',
            ...cut,
            groups: [
              ['n1', 'n2'],
              ['n3', 'n4'],
            ],
          },
        ],
        clients: [
          {
            id: 'c1',
            requests: [
              { atMs: 20, target: 'n1', request: { kind: 'put', key, value: '50' } },
              { atMs: 520, target: 'n1', request: { kind: 'get', key } },
            ],
          },
          {
            id: 'c3',
            requests: [
              { atMs: 30, target: 'n3', request: { kind: 'put', key, value: '80' } },
              { atMs: 320, target: 'n3', request: { kind: 'get', key } },
            ],
          },
          { id: 'c2', requests: [{ atMs: 330, target: 'n2', request: { kind: 'get', key } }] },
        ],
      },
      createProcess: (context) =>
        exported<typeof createGossip>(references.of('gossip'), 'createGossip')(
          context,
          configuration,
        ),
      clientPolicy: {
        timeoutMs: 1_000,
        retryDelayMs: 1,
        maxAttempts: 1,
        interpret: () => ({ done: true }),
      },
    }),
  leavesOut: {
    what: 'Timer, Speichern und Gerüchte, die dem Empfänger nichts Neues sagen',
    events: (event, trace) => {
      if (event.kind === 'send' || event.kind === 'deliver') {
        return event.type === 'gossip' && !isNews(event, trace);
      }
      return ['timer', 'store', 'drop', 'invoke', 'return'].includes(event.kind);
    },
  },
  label: (event) => {
    if (event.kind === 'send') {
      return `${event.node} → ${event.to} ${event.type} · ${contentOf(event.message as GossipMessage)}`;
    }
    if (event.kind === 'respond') {
      return `${event.node} antwortet ${event.client} · ${answerInWords(event.response as GossipResponse)}`;
    }
    return undefined;
  },
  mistakes: [
    {
      exercise: 'gossip',
      mutant: 'no-anti-entropy',
      note: 'Die Gerüchte sind ausgelaufen, bevor die Partition endet, und niemand vergleicht mehr. n3 sagt 80, n1 noch um 525 ms 50: Die Kopien werden nie gleich.',
    },
  ],
  steps: [
    {
      on: { kind: 'respond', node: 'n1', response: { kind: 'stored' } },
      caption: 'Auf der einen Seite setzt n1 den Wert 50, Version (1, n1).',
    },
    {
      on: { kind: 'respond', node: 'n3', response: { kind: 'stored' } },
      caption:
        'Auf der anderen setzt n3 den Wert 80. Auch n3 ist bei Zeitstempel 1: Keiner weiß vom anderen.',
    },
    {
      on: { kind: 'deliver', node: 'n4', type: 'gossip' },
      caption:
        'Auf jeder Seite erreicht das Gerücht den anderen Knoten. Nach drei Takten erzählt es niemand mehr.',
    },
    {
      on: { kind: 'heal' },
      caption: 'Das Netz ist wieder ganz, aber kein Gerücht ist mehr unterwegs.',
    },
    {
      on: { kind: 'respond', node: 'n2', client: 'c2' },
      caption:
        'n3 und n2 antworten verschieden, obwohl sie einander längst erreichen. Von allein änderte sich daran nichts.',
    },
    {
      on: { kind: 'send', node: 'n1', type: 'digest' },
      caption:
        'Anti-Entropie: Jeder Knoten schickt einem ausgelosten anderen die Liste seiner Versionen. n1 und n2 haben dasselbe, also folgt darauf nichts.',
    },
    {
      on: { kind: 'send', node: 'n2', to: 'n4', type: 'entries' },
      caption:
        'n2 hört von (1, n3). Gleicher Zeitstempel, größere Quelle: also neuer als (1, n1). n2 bittet um den Wert.',
    },
    {
      on: { kind: 'deliver', node: 'n2', from: 'n4', type: 'entries' },
      caption: 'n2 übernimmt 80. Für n2 ist das eine Neuigkeit, also wird wieder erzählt.',
    },
    {
      on: { kind: 'deliver', node: 'n1', from: 'n2', type: 'gossip' },
      caption:
        'Und so erfährt auch n1 davon. Sein eigener Wert ist fort, obwohl er bestätigt war: „last writer wins“.',
    },
    {
      on: { kind: 'respond', node: 'n1', response: { entry: { value: '80' } } },
      caption: 'Alle vier Knoten sind gleich.',
    },
  ],
  facts: (run) => {
    const read = (client: string) => {
      const last = run.history.filter((each) => each.client === client).at(-1);
      return answerInWords(only(last?.returned?.response as GossipResponse | undefined, client));
    };
    const useful = only(eventsOf(run, 'send', { type: 'entries' }).at(-1), 'entries');
    return {
      'n3.afterHeal': read('c3'),
      'n2.afterHeal': read('c2'),
      'n1.end': read('c1'),
      digests: eventsOf(run, 'send', { type: 'digest' }).filter(({ atMs }) => atMs > cut.untilMs)
        .length,
      'digests.answered': new Set(
        eventsOf(run, 'send', { type: 'entries', message: { wanted: [key] } }).map(({ id }) => id),
      ).size,
      'entries.sent': eventsOf(run, 'send', { type: 'entries' }).length,
      'n2.updated.ms': only(eventsOf(run, 'deliver', { id: useful.id })[0], 'arrival').atMs,
      'n1.updated.ms': only(
        eventsOf(run, 'deliver', {
          node: 'n1',
          from: 'n2',
          type: 'gossip',
          message: { rumors: [{ value: '80' }] },
        })[0],
        'n1',
      ).atMs,
    };
  },
});

/** The first message that brings its value to its receiver. */
function isNews(
  event: Extract<TraceEvent, { kind: 'send' | 'deliver' }>,
  { events }: Trace,
): boolean {
  const arrivals = events.flatMap((each) => (each.kind === 'deliver' ? [each] : []));
  const arrival = arrivals.find(({ id }) => id === event.id);
  if (arrival === undefined) return false;
  const value = valuesIn(arrival.message as GossipMessage);
  const first = arrivals.find(
    ({ node, message }) => node === arrival.node && valuesIn(message as GossipMessage) === value,
  );
  return first === arrival && sourceIn(arrival.message as GossipMessage) !== arrival.node;
}

function valuesIn(message: GossipMessage): string {
  return message.type === 'digest' ? '' : message.rumors.map(({ value }) => value).join();
}

function sourceIn(message: GossipMessage): string | undefined {
  return message.type === 'digest' ? undefined : message.rumors[0]?.source;
}

function contentOf(message: GossipMessage): string {
  if (message.type === 'digest') {
    return message.versions
      .map(({ timestamp, source }) => `${key}: (${timestamp}, ${source})`)
      .join();
  }
  const told = message.rumors.map(
    ({ value, timestamp, source }) => `${key} = ${value}, Version (${timestamp}, ${source})`,
  );
  const wanted = message.type === 'entries' && message.wanted.length > 0 ? ['bittet um limit'] : [];
  return [...told, ...wanted].join('; ');
}

function answerInWords(response: GossipResponse): string {
  if (response.kind === 'stored') return `gesetzt, Zeitstempel ${response.timestamp}`;
  return response.entry?.value ?? 'nichts';
}
