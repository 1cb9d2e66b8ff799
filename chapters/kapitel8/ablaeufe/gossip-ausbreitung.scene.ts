import {
  defineScene,
  eventsOf,
  exported,
  only,
  type Run,
  simulate,
  type TraceEvent,
} from '#scenes';
import type { createGossip, minimumRounds } from '../../../exercises/kapitel8/gossip/gossip.ts';
import type {
  GossipConfiguration,
  GossipMessage,
  GossipRequest,
  GossipResponse,
} from '../../../exercises/kapitel8/gossip/protocol.ts';

const nodes = 6;
const fanout = 1;
const tickMs = 100;

/** Everybody believes at once and tells one other per tick; nobody compares within this time. */
const configuration: GossipConfiguration = {
  tickMs,
  fanout,
  repeat: 10,
  group: [],
  trusted: [],
  threshold: 1,
  topPercent: 0,
  antiEntropyMs: 1_000_000,
};

const told = { kind: 'deliver', type: 'gossip' } as const;

export const scene = defineScene({
  title: 'Ein Gerücht erreicht sechs Knoten',
  alt: 'Ein Client setzt bei n1 einen Wert. In jedem Takt erzählt jeder, der ihn kennt, einem ausgelosten Knoten davon, bis alle sechs ihn kennen.',
  references: ['gossip'],
  play(references) {
    const gossip = references.of('gossip');
    return simulate<GossipMessage, GossipRequest, GossipResponse>({
      scenario: {
        nodes,
        seed: 6,
        latency: { minMs: 5, maxMs: 5 },
        durationMs: 450,
        faults: [],
        clients: [
          {
            id: 'c1',
            requests: [
              { atMs: 40, target: 'n1', request: { kind: 'put', key: 'limit', value: '50' } },
            ],
          },
          {
            id: 'c2',
            requests: [
              { atMs: 340, target: 'n4', request: { kind: 'get', key: 'limit' } },
              { atMs: 430, target: 'n4', request: { kind: 'get', key: 'limit' } },
            ],
          },
        ],
      },
      createProcess: (context) =>
        exported<typeof createGossip>(gossip, 'createGossip')(context, configuration),
      clientPolicy: {
        timeoutMs: 1_000,
        retryDelayMs: 1,
        maxAttempts: 1,
        interpret: () => ({ done: true }),
      },
    });
  },
  leavesOut: {
    what: 'die Timer der Takte und das Speichern des Zeitstempels',
    events: ({ kind }) => kind === 'timer' || kind === 'store',
  },
  label: (event) => {
    if (event.kind !== 'send') return undefined;
    const [rumor] = (event.message as Extract<GossipMessage, { type: 'gossip' }>).rumors;
    return `${event.node} → ${event.to} gossip · ${rumor?.key} = ${rumor?.value}, Version (${rumor?.timestamp}, ${rumor?.source})`;
  },
  steps: [
    {
      on: { kind: 'respond', node: 'n1', client: 'c1' },
      caption:
        'n1 übernimmt den Wert sofort und vergibt die Version (1, n1). Von jetzt an erzählt n1 in jedem Takt einem ausgelosten Knoten davon.',
    },
    {
      on: { ...told, node: 'n2', from: 'n1' },
      caption: (event) =>
        `Takt ${roundOf(event)}: Einer hat erzählt, einer ist dazugekommen. Zwei kennen den Wert, mehr können es nicht sein.`,
    },
    {
      on: { kind: 'send', type: 'gossip', node: 'n2', to: 'n5' },
      caption:
        'n2 erzählt weiter. Quelle bleibt n1: Wer weitererzählt, ändert nichts am Gerücht und vergibt keine neue Version.',
    },
    {
      on: { ...told, node: 'n5', from: 'n2' },
      caption: (event) =>
        `Takt ${roundOf(event)}: Beide haben einen Unwissenden getroffen. Vier kennen den Wert; bis hierher hat sich ihre Zahl verdoppelt.`,
    },
    {
      on: { ...told, node: 'n2', from: 'n1' },
      caption:
        'n2 kannte den Wert schon. Die Nachricht war überflüssig; n1 konnte das nicht wissen.',
    },
    {
      on: { ...told, node: 'n6', from: 'n3' },
      caption: (event) =>
        `Takt ${roundOf(event)}: Von vier Nachrichten trifft nur diese einen Unwissenden. Je mehr es wissen, desto öfter geht ein Los daneben.`,
    },
    {
      on: { kind: 'respond', node: 'n4', client: 'c2' },
      caption:
        'n4 antwortet aus seinem eigenen Zustand, und dort ist noch nichts. Die Antwort ist veraltet, nicht falsch: So viel verspricht Gossip.',
    },
    {
      on: { ...told, node: 'n4' },
      caption: (event) =>
        `Takt ${roundOf(event)}: Jetzt wissen es alle. Dass es der letzte war, merkt niemand; erzählt wird noch eine Weile weiter.`,
    },
    {
      on: { kind: 'return', client: 'c2' },
      caption: 'Dieselbe Frage an n4 hat nun die richtige Antwort.',
    },
  ],
  facts: (run, references) => {
    const gossip = references.of('gossip');
    const fewest = exported<typeof minimumRounds>(gossip, 'minimumRounds')(nodes, fanout);
    const first = firstHeard(run);
    const rounds = Math.max(...first.values());
    const sent = eventsOf(run, 'send', { type: 'gossip' });
    const until = (round: number) => sent.filter((event) => roundOf(event) <= round).length;
    const known = (round: number) => 1 + [...first.values()].filter((each) => each <= round).length;
    const [early, late] = run.history
      .filter(({ client }) => client === 'c2')
      .map(({ returned }) => valueIn(returned?.response as GossipResponse | undefined));
    return {
      nodes,
      fanout,
      rounds,
      'rounds.atLeast': fewest,
      messages: until(rounds),
      'messages.needed': nodes - 1,
      redundant: until(rounds) - (nodes - 1),
      'informed.round1': known(1),
      'informed.round2': known(2),
      'informed.round3': known(3),
      'n6.round': only(first.get('n6'), 'n6 hears'),
      'n4.round': only(first.get('n4'), 'n4 hears'),
      'n4.early': early ?? 'keine',
      'n4.late': late ?? 'keine',
    };
  },
});

/** The tick that a message belongs to: it arrives well before the next. */
function roundOf({ atMs }: TraceEvent): number {
  return Math.floor(atMs / tickMs);
}

/** For each node besides the first the round in which it was told. */
function firstHeard(run: Run): Map<string, number> {
  const first = new Map<string, number>();
  for (const event of eventsOf(run, 'deliver', told)) {
    if (event.node !== 'n1' && !first.has(event.node)) first.set(event.node, roundOf(event));
  }
  return first;
}

function valueIn(response: GossipResponse | undefined): string {
  return (response?.kind === 'entry' ? response.entry?.value : undefined) ?? 'nichts';
}
