import { defineScene, eventsOf, exported, only, simulate } from '#scenes';
import type { createPaxos } from '../../../exercises/kapitel8/paxos/paxos.ts';
import type {
  Ballot,
  Decision,
  Message,
  Proposal,
} from '../../../exercises/kapitel8/paxos/protocol.ts';

export const scene = defineScene({
  title: 'Paxos: ein Duell und sein Ende',
  alt: 'n1 und n3 schlagen verschiedene Werte vor und verdrängen einander bei n2; am Ende setzt sich n1 durch, und n3 muss dessen Wert übernehmen.',
  roles: { n1: 'Proposer', n2: 'Acceptor', n3: 'Proposer' },
  references: ['paxos'],
  play: (references) =>
    simulate<Message, Proposal, Decision>({
      scenario: {
        nodes: 3,
        seed: 6,
        latency: { minMs: 5, maxMs: 5 },
        durationMs: 490,
        faults: [
          {
            kind: 'one-way-partition',
            fromMs: 0,
            untilMs: 500,
            senders: ['n1'],
            receivers: ['n3'],
          },
          {
            kind: 'one-way-partition',
            fromMs: 0,
            untilMs: 500,
            senders: ['n3'],
            receivers: ['n1'],
          },
          { kind: 'delay', message: { from: 'n1', to: 'n2', type: 'Accept', k: 0 }, byMs: 10 },
          { kind: 'delay', message: { from: 'n3', to: 'n2', type: 'Accept', k: 0 }, byMs: 160 },
        ],
        clients: [
          { id: 'c1', requests: [{ atMs: 10, target: 'n1', request: { value: 'rot' } }] },
          { id: 'c3', requests: [{ atMs: 18, target: 'n3', request: { value: 'blau' } }] },
        ],
      },
      createProcess: (context) =>
        exported<typeof createPaxos>(references.of('paxos'), 'createPaxos')(context),
      clientPolicy: {
        timeoutMs: 10_000,
        retryDelayMs: 1,
        maxAttempts: 1,
        interpret: () => ({ done: true }),
      },
    }),
  leavesOut: {
    what: 'was zwischen n1 und n3 verloren geht, das Speichern und die Nachricht Chosen',
    events: (event) =>
      event.kind === 'store' ||
      event.kind === 'drop' ||
      ((event.kind === 'send' || event.kind === 'deliver') && event.type === 'Chosen') ||
      (event.kind === 'send' && event.node !== 'n2' && event.to !== 'n2'),
  },
  label: (event) => {
    if (event.kind !== 'send') return undefined;
    return `${event.node} → ${event.to} ${event.type} · ${contentOf(event.message as Message)}`;
  },
  mistakes: [
    {
      exercise: 'paxos',
      mutant: 'promise-tells-nothing',
      note: 'n2 hat „rot“ längst angenommen und verschweigt es. n3 hält sich deshalb für frei, schlägt „blau“ vor, und c3 bekommt „blau“ bestätigt, nachdem c1 „rot“ bestätigt bekam: zwei gewählte Werte.',
    },
  ],
  steps: [
    {
      on: { kind: 'partition' },
      caption:
        'Zwischen n1 und n3 ist die Leitung gestört. Jeder Proposer ist selbst Acceptor; zur Mehrheit fehlt ihm einer, und das ist n2.',
    },
    {
      on: { kind: 'send', node: 'n2', to: 'n1', type: 'Promise' },
      caption:
        'Phase 1: n2 verspricht, nichts unter (1, n1) mehr zuzulassen. Zugestimmt hat n2 noch keinem Wert.',
    },
    {
      on: { kind: 'send', node: 'n2', to: 'n3', type: 'Promise' },
      caption:
        '(1, n3) ist größer als (1, n1): n2 verspricht es auch n3. Das Versprechen an n1 ist damit überholt.',
    },
    {
      on: { kind: 'send', node: 'n3', to: 'n2', type: 'Accept' },
      caption:
        'Niemand hat n3 einen früheren Wert genannt, also darf er seinen eigenen vorschlagen. Diese Nachricht bleibt lange unterwegs.',
    },
    {
      on: { kind: 'send', node: 'n2', to: 'n1', type: 'Reject' },
      caption:
        'n1 kommt zu spät: n2 hat inzwischen (1, n3) versprochen. Der erste Versuch von n1 ist gescheitert.',
    },
    {
      on: { kind: 'timer', node: 'n1' },
      caption:
        'Nach einer zufälligen Wartezeit versucht n1 es mit einem höheren Ballot noch einmal, wieder von vorn.',
    },
    {
      on: { kind: 'deliver', node: 'n1', from: 'n2', type: 'Accepted' },
      caption:
        'n1 und n2 haben (2, n1) zugestimmt, das ist eine Mehrheit. Gewählt ist „rot“ schon, seit n2 zugestimmt hat; jetzt erfährt es n1. Ein anderer Wert kann nicht mehr gewählt werden.',
    },
    {
      on: { kind: 'send', node: 'n2', to: 'n3', type: 'Reject' },
      caption:
        'Erst jetzt trifft das alte Accept von n3 ein. Ohne das Versprechen (2, n1) hätte n2 nun „blau“ zugestimmt.',
    },
    {
      on: {
        kind: 'send',
        node: 'n2',
        to: 'n3',
        type: 'Promise',
        message: { accepted: { value: 'rot' } },
      },
      caption: 'Mit dem Versprechen nennt n2, wem er zugestimmt hat.',
    },
    {
      on: { kind: 'send', node: 'n3', to: 'n2', type: 'Accept', message: { value: 'rot' } },
      caption:
        'n3 wollte „blau“, muss aber den Wert des höchsten genannten Ballots nehmen: „rot“. So bleibt gewählt, was gewählt ist.',
    },
    {
      on: { kind: 'return', client: 'c3' },
      caption:
        'c3 hat „blau“ vorgeschlagen und erfährt „rot“. Paxos einigt sich auf einen Wert, nicht auf den eigenen.',
    },
  ],
  facts: (run) => {
    const chosen = (client: string) => {
      const answer = run.history.find((each) => each.client === client)?.returned?.response;
      return only(answer as Decision | undefined, `answer to ${client}`).chosen;
    };
    const attempts = (node: string) =>
      new Set(
        eventsOf(run, 'send', { node, type: 'Prepare' }).map(
          ({ message }) => (message as { ballot: Ballot }).ballot.round,
        ),
      );
    const proposed = (sent: { readonly message: unknown } | undefined) =>
      (only(sent, 'Accept of n3').message as { value: string }).value;
    const accepts = eventsOf(run, 'send', { node: 'n3', to: 'n2', type: 'Accept' });
    const first = only(
      eventsOf(run, 'deliver', { node: 'n1', type: 'Accepted' })[0],
      'first Accepted',
    );
    return {
      'c1.chosen': chosen('c1'),
      'c3.chosen': chosen('c3'),
      'n1.attempts': attempts('n1').size,
      'n3.attempts': attempts('n3').size,
      'ballot.chosen': ballotInWords((first.message as { ballot: Ballot }).ballot),
      'n3.firstProposal': proposed(accepts[0]),
      'n3.lastProposal': proposed(accepts.at(-1)),
      'n3.lastRound': Math.max(...attempts('n3')),
      rejects: eventsOf(run, 'send', { type: 'Reject' }).length,
    };
  },
});

function contentOf(message: Message): string {
  switch (message.type) {
    case 'Prepare':
    case 'Accepted':
      return ballotInWords(message.ballot);
    case 'Promise': {
      const { ballot, accepted } = message;
      const before =
        accepted === null ? 'noch keinem' : `${ballotInWords(accepted.ballot)} „${accepted.value}“`;
      return `${ballotInWords(ballot)}, zugestimmt: ${before}`;
    }
    case 'Accept':
      return `${ballotInWords(message.ballot)} „${message.value}“`;
    case 'Reject':
      return `${ballotInWords(message.ballot)}, versprochen: ${ballotInWords(message.promised)}`;
    case 'Chosen':
      return `„${message.value}“`;
  }
}

function ballotInWords({ round, node }: Ballot): string {
  return `(${round}, ${node})`;
}
