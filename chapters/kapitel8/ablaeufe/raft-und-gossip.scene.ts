import {
  type Context,
  defineScene,
  eventsOf,
  exported,
  only,
  simulate,
  type Trace,
  type TraceEvent,
} from '#scenes';
import type { createGossip } from '../../../exercises/kapitel8/gossip/gossip.ts';
import type { GossipConfiguration, Rumor } from '../../../exercises/kapitel8/gossip/protocol.ts';
import type {
  Message as RaftMessage,
  RequestVote,
} from '../../../exercises/kapitel8/raft/protocol.ts';
import type { createRaft } from '../../../exercises/kapitel8/raft/raft.ts';
import { type Enclosed, type EnclosedRequest, sideBySide } from './nebeneinander.ts';
import { askedInWords, inWords, messageInWords } from './raft-und-gossip-worte.ts';

const cut = { fromMs: 300, untilMs: 600 };
const gossip: GossipConfiguration = {
  tickMs: 20,
  fanout: 2,
  repeat: 2,
  group: [],
  trusted: [],
  threshold: 1,
  topPercent: 0,
  antiEntropyMs: 50,
};

const raftPut = (clientId: string, value: string): EnclosedRequest => ({
  of: 'raft',
  request: { clientId, sequence: 1, command: { kind: 'put', key: 'x', value } },
});
const raftGet = (clientId: string): EnclosedRequest => ({
  of: 'raft',
  request: { clientId, sequence: 2, command: { kind: 'get', key: 'x' } },
});
const gossipPut = (value: string): EnclosedRequest => ({
  of: 'gossip',
  request: { kind: 'put', key: 'x', value },
});
const gossipGet: EnclosedRequest = { of: 'gossip', request: { kind: 'get', key: 'x' } };

export const scene = defineScene({
  title: 'Eine Partition, zwei Protokolle',
  alt: 'Auf drei Knoten laufen Raft und Gossip nebeneinander, n3 wird abgetrennt: Raft nimmt nur auf der Seite der Mehrheit Änderungen an, Gossip auf beiden, und nach der Partition bleibt eine der beiden übrig.',
  references: ['raft', 'gossip'],
  play: (references) =>
    simulate<Enclosed, EnclosedRequest, unknown>({
      scenario: {
        nodes: 3,
        seed: 6,
        latency: { minMs: 5, maxMs: 5 },
        durationMs: 1_040,
        faults: [{ kind: 'partition', ...cut, groups: [['n1', 'n2'], ['n3']] }],
        clients: [
          {
            id: 'c1',
            requests: [
              { atMs: 320, target: 'n1', request: raftPut('c1', 'A') },
              { atMs: 420, target: 'n1', request: gossipPut('A') },
              { atMs: 750, target: 'n1', request: gossipGet },
              { atMs: 1_000, target: 'n1', request: raftGet('c1') },
            ],
          },
          {
            id: 'c3',
            requests: [
              { atMs: 370, target: 'n3', request: raftPut('c3', 'B') },
              { atMs: 450, target: 'n3', request: gossipPut('B') },
              { atMs: 480, target: 'n3', request: gossipGet },
              { atMs: 750, target: 'n3', request: gossipGet },
            ],
          },
        ],
      },
      createProcess: (context) =>
        sideBySide(context, {
          raft: (own) =>
            exported<typeof createRaft>(
              references.of('raft'),
              'createRaft',
            )(own as Context<never>) as never,
          gossip: (own) =>
            exported<typeof createGossip>(references.of('gossip'), 'createGossip')(
              own as Context<never>,
              gossip,
            ) as never,
        }),
      clientPolicy: {
        timeoutMs: 200,
        retryDelayMs: 1,
        maxAttempts: 1,
        interpret: () => ({ done: true }),
      },
    }),
  leavesOut: {
    what: 'alle Nachrichten, an denen sich nichts entscheidet: Heartbeats, weitere Wahlen, Abgleich ohne Neues',
    events: (event, trace) => {
      if (event.kind === 'send') return !tells(event, trace);
      if (event.kind === 'deliver') return !tells(event, trace);
      return ['store', 'timer', 'drop', 'invoke', 'return'].includes(event.kind);
    },
  },
  label: (event) => {
    switch (event.kind) {
      case 'request':
        return `${event.node} Anfrage von ${event.client} · ${askedInWords(event.request as EnclosedRequest)}`;
      case 'respond':
        return `${event.node} antwortet ${event.client} · ${inWords(event.response)}`;
      case 'send':
        return `${event.node} → ${event.to} ${event.type} · ${messageInWords(event.message as Enclosed)}`;
      default:
        return undefined;
    }
  },
  steps: [
    {
      on: { kind: 'partition' },
      caption: 'n1 ist Leader von Raft. n3 ist nun allein und hat keine Mehrheit.',
    },
    {
      on: { kind: 'respond', node: 'n1', response: { ok: true } },
      caption:
        'Raft, Seite der Mehrheit: n1 und n2 haben den Eintrag, er gilt. Die Partition kostet hier nichts.',
    },
    {
      on: { kind: 'respond', node: 'n3', response: { ok: false } },
      caption:
        'Raft, Seite der Minderheit: n3 darf nichts annehmen und lehnt ab. Das ist das C in CP.',
    },
    {
      on: { kind: 'respond', node: 'n1', response: { kind: 'stored' } },
      caption: 'Gossip auf derselben Seite: n1 nimmt „A“ an, ohne jemanden zu fragen.',
    },
    {
      on: { kind: 'respond', node: 'n3', response: { kind: 'stored' } },
      caption:
        'Gossip auf der anderen: n3 nimmt „B“ an. Beide Clients haben eine Zusage. Das ist das A in AP, und sein Preis kommt später.',
    },
    {
      on: { kind: 'respond', node: 'n3', response: { kind: 'entry' } },
      caption: 'Gelesen wird auf jeder Seite, was diese Seite weiß.',
    },
    {
      on: { kind: 'heal' },
      caption:
        'Die Partition ist vorbei. Beide Protokolle müssen die Seiten wieder zusammenbringen.',
    },
    {
      on: (event) => event.kind === 'deliver' && event.node === 'n1' && carries(event, 'B'),
      caption:
        'Gossip: Zwei Werte mit gleichem Zeitstempel, die Quelle entscheidet. n1 übernimmt „B“; sein „A“ ist verschwunden, trotz Zusage.',
    },
    {
      on: { kind: 'deliver', node: 'n1', from: 'n3', type: 'raft RequestVote' },
      caption: (event) => {
        const { term } = (
          event.kind === 'deliver' ? (event.message as Enclosed).message : {}
        ) as RequestVote;
        return `n3 hat sich die ganze Zeit vergeblich beworben und ist in Term ${term}. Der höhere Term setzt n1 ab, obwohl n3 nicht gewinnen kann: Sein Log ist älter.`;
      },
    },
    {
      on: { kind: 'respond', node: 'n1', response: { kind: 'entry' } },
      caption: 'Beide Seiten sind gleich, aber nicht so, wie c1 es in Erinnerung hat.',
    },
    {
      on: { kind: 'respond', node: 'n1', response: { ok: true } },
      caption: 'Raft: Nach einer neuen Wahl gilt noch immer „A“. Was zugesagt war, ist geblieben.',
    },
  ],
  facts: (run) => {
    const answer = (client: string, index: number) => {
      const operations = run.history.filter((each) => each.client === client);
      return inWords(operations[index]?.returned?.response);
    };
    const unseated = only(
      eventsOf(run, 'deliver', { node: 'n1', type: 'raft RequestVote' })[0],
      'n3 asks',
    );
    return {
      'raft.n1.during': answer('c1', 0),
      'raft.n3.during': answer('c3', 0),
      'gossip.n1.during': answer('c1', 1),
      'gossip.n3.during': answer('c3', 1),
      'gossip.n3.read.during': answer('c3', 2),
      'gossip.n1.after': answer('c1', 2),
      'gossip.n3.after': answer('c3', 3),
      'raft.n1.after': answer('c1', 3),
      'term.n3.afterPartition': ((unseated.message as Enclosed).message as RequestVote).term,
      'writes.lost.gossip': Number(answer('c1', 2) !== '„A“'),
    };
  },
});

type Travelling = Extract<TraceEvent, { kind: 'send' | 'deliver' }>;

/** Replication of the one entry, the vote that unseats the leader, and the news that n1 gets. */
function tells(event: Travelling, trace: Trace): boolean {
  if (event.type === 'raft RequestVote') {
    return (
      event.atMs >= cut.untilMs &&
      isSame(
        event,
        firstAfterCut(trace, (each) => each.type === event.type),
      )
    );
  }
  if (event.type.startsWith('gossip')) {
    return isSame(
      event,
      firstAfterCut(trace, (each) => carries(each, 'B')),
    );
  }
  const { message } = event.message as Enclosed;
  return replicates(message as RaftMessage) && event.atMs < 345;
}

/** Entries on their way, and the answers that they have arrived. */
function replicates(message: RaftMessage): boolean {
  if (message.type === 'AppendEntries') return message.entries.length > 0;
  return message.type === 'AppendEntriesReply' && message.matchIndex > message.prevLogIndex;
}

/** The first message that reaches n1 once the partition is over. */
function firstAfterCut(
  { events }: Trace,
  isMeant: (event: Travelling) => boolean,
): Travelling | undefined {
  return events.find(
    (event): event is Extract<TraceEvent, { kind: 'deliver' }> =>
      event.kind === 'deliver' &&
      event.node === 'n1' &&
      event.atMs >= cut.untilMs &&
      isMeant(event),
  );
}

function isSame(event: Travelling, other: Travelling | undefined): boolean {
  return event.id === other?.id;
}

function carries({ type, message }: Travelling, value: string): boolean {
  if (!type.startsWith('gossip')) return false;
  const { rumors = [] } = (message as Enclosed).message as { readonly rumors?: readonly Rumor[] };
  return rumors.some((rumor) => rumor.value === value);
}
