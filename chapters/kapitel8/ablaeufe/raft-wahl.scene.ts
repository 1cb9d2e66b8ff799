import { defineScene, eventsOf, exported, only, simulate, type TraceEvent } from '#scenes';
import type {
  AppendEntries,
  Command,
  LogEntry,
  Message,
  Request,
  Response,
} from '../../../exercises/kapitel8/raft/protocol.ts';
import type { createRaft } from '../../../exercises/kapitel8/raft/raft.ts';

const put = (clientId: string, value: string, sequence = 1): Request => ({
  clientId,
  sequence,
  command: { kind: 'put', key: 'x', value } satisfies Command,
});

export const scene = defineScene({
  title: 'Raft: Wahl, Replikation, Absturz des Leaders',
  alt: 'Drei Knoten wählen einen Leader, der einen Eintrag repliziert und dann abstürzt; die beiden anderen wählen neu, und der gestürzte Knoten holt nach dem Neustart auf.',
  references: ['raft'],
  play: (references) =>
    simulate<Message, Request, Response>({
      scenario: {
        nodes: 3,
        seed: 14,
        latency: { minMs: 5, maxMs: 5 },
        durationMs: 645,
        faults: [{ kind: 'crash', node: 'n1', atMs: 294, afterEffects: 1, downMs: 320 }],
        clients: [
          {
            id: 'c1',
            requests: [
              { atMs: 260, target: 'n1', request: put('c1', '1') },
              { atMs: 290, target: 'n1', request: put('c1', '2', 2) },
            ],
          },
          { id: 'c2', requests: [{ atMs: 560, target: 'n2', request: put('c2', '3') }] },
        ],
      },
      createProcess: (context) =>
        exported<typeof createRaft>(references.of('raft'), 'createRaft')(context),
      clientPolicy: {
        timeoutMs: 200,
        retryDelayMs: 1,
        maxAttempts: 1,
        interpret: (response) =>
          response.ok ? { done: true } : { done: false, retryAt: response.leaderHint },
      },
    }),
  leavesOut: {
    what: 'Heartbeats ohne Einträge mit ihren Quittungen, Einträge an den abgestürzten n1 und das Speichern von Term und Stimme',
    events: (event) => {
      switch (event.kind) {
        case 'timer':
          return event.name === 'heartbeat';
        case 'store':
          return !event.key.startsWith('log/') || event.value === null;
        case 'send':
          return carriesNothing(event.message as Message) || isRepeatedToTheDead(event);
        case 'deliver':
          return carriesNothing(event.message as Message);
        case 'drop':
          return event.type === 'AppendEntries';
        default:
          return false;
      }
    },
  },
  label: (event) => {
    if (event.kind === 'request') {
      const { command } = event.request as Request;
      return `${event.node} Anfrage von ${event.client} · ${commandInWords(command)}`;
    }
    if (event.kind === 'store' && event.key.startsWith('log/')) {
      return `${event.node} speichert ${event.key} · ${inWords(event.value as LogEntry)}`;
    }
    if (event.kind === 'invoke') {
      return `${event.client} fragt put · ${commandInWords((event.request as Request).command)}`;
    }
    if (event.kind !== 'send' || event.type !== 'AppendEntries') return undefined;
    const { term, prevLogIndex, prevLogTerm, entries, leaderCommit } =
      event.message as AppendEntries;
    const list = entries.map(inWords).join('; ');
    return `${event.node} → ${event.to} AppendEntries · term: ${term}, davor: Index ${prevLogIndex} aus Term ${prevLogTerm}, entries: [${list}], leaderCommit: ${leaderCommit}`;
  },
  mistakes: [
    {
      exercise: 'raft',
      mutant: 'quorum-too-large',
      note: 'Solange alle drei Knoten laufen, fällt nichts auf. Nach dem Absturz von n1 aber wird niemand mehr Leader: n2 hat zwei von drei Stimmen und wartet auf die dritte. Ein einziger Ausfall legt alles still.',
    },
  ],
  steps: [
    {
      on: { kind: 'timer', node: 'n1', name: 'election' },
      caption:
        'Alle beginnen als Follower. Bei n1 läuft die zufällige Wartezeit zuerst ab: n1 wird Candidate, erhöht den Term auf 1 und wählt sich selbst.',
    },
    {
      on: {
        kind: 'send',
        node: 'n2',
        to: 'n1',
        message: { type: 'RequestVoteReply', voteGranted: true },
      },
      caption:
        'n2 hat in Term 1 noch niemanden gewählt, und das Log von n1 ist nicht älter als das eigene: Stimme für n1, vorher gespeichert.',
    },
    {
      on: { kind: 'deliver', node: 'n1', from: 'n2', message: { voteGranted: true } },
      caption:
        'Mit der eigenen sind das zwei von drei Stimmen. n1 ist Leader von Term 1; auf n3 muss er nicht warten.',
    },
    {
      on: { kind: 'store', node: 'n1', key: 'log/1' },
      caption:
        'Der Leader schreibt den Befehl ins eigene Log, dann schickt er ihn allen. Bestätigt ist noch nichts.',
    },
    {
      on: { kind: 'deliver', node: 'n1', message: { success: true, matchIndex: 1 } },
      caption:
        'Der Eintrag liegt auf n1 und n2, also auf einer Mehrheit: Er ist committet, n1 führt ihn aus und antwortet.',
    },
    {
      on: { kind: 'crash', node: 'n1' },
      caption:
        'n1 hat x = 2 nur bei sich gespeichert und stürzt ab, bevor der Eintrag die anderen erreicht. Der Client wartet.',
    },
    {
      on: { kind: 'timer', node: 'n2', name: 'election' },
      caption:
        'Die Heartbeats bleiben aus. n2 verliert als Erster die Geduld und bewirbt sich in Term 2.',
    },
    {
      on: { kind: 'deliver', node: 'n2', from: 'n3', message: { voteGranted: true } },
      caption:
        'Zwei von drei Stimmen genügen auch ohne n1. Jede Mehrheit enthält einen Knoten mit x = 1, und der wählt niemanden, dem dieser Eintrag fehlt: Er bleibt erhalten.',
    },
    {
      on: { kind: 'give-up', client: 'c1' },
      caption: 'c1 weiß nicht, ob x = 2 gilt. Erst der Fortgang entscheidet es.',
    },
    {
      on: { kind: 'store', node: 'n2', key: 'log/2' },
      caption: 'An Index 2 schreibt n2 seinen eigenen Eintrag aus Term 2.',
    },
    {
      on: { kind: 'respond', node: 'n2', client: 'c2' },
      caption: 'n2 und n3 haben ihn: committet. Index 2 ist damit für immer vergeben.',
    },
    {
      on: { kind: 'start', node: 'n1', incarnation: 1 },
      caption:
        'n1 liest Term, Stimme und Log vom Speicher und ist wieder Follower, auch wenn er vorher Leader war.',
    },
    {
      on: { kind: 'store', node: 'n1', key: 'log/2', value: { term: 2 } },
      caption:
        'Davor passt alles zusammen (Index 1, Term 1), aber an Index 2 steht bei n1 ein Eintrag aus Term 1. Er wird durch den des Leaders ersetzt: x = 2 ist verschwunden.',
    },
  ],
  facts: (run) => {
    const leaders = new Map(
      eventsOf(run, 'send', { type: 'AppendEntries' }).map(({ message }) => {
        const { term, leaderId } = message as AppendEntries;
        return [term, leaderId];
      }),
    );
    const terms = [...leaders.keys()];
    const votes = (term: number) =>
      1 +
      eventsOf(run, 'deliver', { message: { type: 'RequestVoteReply', term, voteGranted: true } })
        .length;
    const final = (node: string, index: number) => {
      const entry = eventsOf(run, 'store', { node, key: `log/${index}` }).at(-1)?.value as LogEntry;
      return inWords(only(entry, `log/${index} of ${node}`));
    };
    const value = (client: string, index: number) => {
      const answers = run.history.filter((each) => each.client === client);
      const response = answers[index]?.returned?.response as Response | undefined;
      return response?.ok === true ? (response.value ?? 'nichts') : 'keine Antwort';
    };
    return {
      'leader.first': only(leaders.get(1), 'leader of term 1'),
      'leader.second': only(leaders.get(terms.at(-1) ?? 0), 'leader of the last term'),
      'term.last': Math.max(...terms),
      'votes.term1': votes(1),
      'votes.term2': votes(2),
      majority: Math.floor(run.trace.nodes.length / 2) + 1,
      'c1.first': value('c1', 0),
      'c1.second': value('c1', 1),
      'c2.first': value('c2', 0),
      'n1.log1': final('n1', 1),
      'n1.log2': final('n1', 2),
      'n3.log2': final('n3', 2),
    };
  },
});

const crashedMs = { from: 294, until: 615 };

function isRepeatedToTheDead({ type, to, atMs }: Extract<TraceEvent, { kind: 'send' }>): boolean {
  const isDown = atMs >= crashedMs.from && atMs < crashedMs.until;
  return type === 'AppendEntries' && to === 'n1' && isDown;
}

/** Heartbeats, and the answers to them. */
function carriesNothing(message: Message): boolean {
  if (message.type === 'AppendEntries') return message.entries.length === 0;
  return (
    message.type === 'AppendEntriesReply' &&
    message.success &&
    message.matchIndex === message.prevLogIndex
  );
}

function inWords({ term, request }: LogEntry): string {
  return `Term ${term}: ${request === null ? 'leer' : commandInWords(request.command)}`;
}

function commandInWords(command: Command): string {
  return command.kind === 'get' ? command.key : `${command.key} = ${command.value}`;
}
