import { defineScene, eventsOf, exported, only, type Run, simulate } from '#scenes';
import type {
  createCoordinator,
  createParticipant,
} from '../../../exercises/kapitel8/2pc/coordinator.ts';
import type {
  Decision,
  Message,
  Request,
  Response,
} from '../../../exercises/kapitel8/2pc/protocol.ts';

const coordinator = 'n1';
const transfer: Request = {
  kind: 'transfer',
  tx: 't1',
  changes: [
    { participant: 'n2', account: 'anna', amount: -30 },
    { participant: 'n3', account: 'ben', amount: 30 },
  ],
};
const balance: Request = { kind: 'balance', account: 'anna' };

export const scene = defineScene({
  title: 'Zwei-Phasen-Commit: Der Koordinator stürzt nach der Entscheidung ab',
  alt: 'Der Koordinator n1 stürzt ab, nachdem er Commit beschlossen hat und bevor er es jemandem sagt; beide Teilnehmer bleiben mit gesperrten Konten unsicher, bis er neu startet.',
  roles: { n1: 'Koordinator', n2: 'Annas Konto', n3: 'Bens Konto' },
  references: ['2pc'],
  play(references) {
    const code = references.of('2pc');
    return simulate<Message, Request, Response>({
      scenario: {
        nodes: 3,
        seed: 1,
        latency: { minMs: 5, maxMs: 5 },
        durationMs: 400,
        // The first handler from then on with more than one effect is that which decides.
        faults: [{ kind: 'crash', node: coordinator, atMs: 22, afterEffects: 1, downMs: 250 }],
        clients: [
          { id: 'c1', requests: [{ atMs: 10, target: coordinator, request: transfer }] },
          {
            id: 'c2',
            requests: [
              { atMs: 100, target: 'n2', request: balance },
              { atMs: 320, target: 'n2', request: balance },
            ],
          },
        ],
      },
      createProcess: (context) =>
        context.self === coordinator
          ? exported<typeof createCoordinator>(code, 'createCoordinator')(context)
          : exported<typeof createParticipant>(code, 'createParticipant')(context),
      clientPolicy: {
        timeoutMs: 150,
        retryDelayMs: 1,
        maxAttempts: 1,
        interpret: () => ({ done: true }),
      },
    });
  },
  label: (event) => {
    if (event.kind !== 'store') return undefined;
    const { kind, outcome } = event.value as { kind: string; outcome?: string };
    return `${event.node} schreibt ins Log · ${outcome === undefined ? kind : `${kind}: ${outcome}`}`;
  },
  mistakes: [
    {
      exercise: '2pc',
      mutant: 'unilateral-abort',
      note: 'Die Teilnehmer warten nicht auf die Entscheidung und geben ihre Konten frei. Beschlossen war aber Commit: n1 verkündet ihn nach dem Neustart, gebucht wird nichts mehr, und Annas Konto steht auf 100 statt auf 70.',
    },
  ],
  steps: [
    {
      on: { kind: 'store', node: 'n1', value: { kind: 'begin' } },
      caption:
        'Phase 1 beginnt. Der Eintrag hält fest, wer mitmacht: Nach einem Absturz wüsste n1 sonst nicht, wen er warten lässt.',
    },
    {
      on: { kind: 'store', node: 'n2', value: { kind: 'prepared' } },
      caption:
        'n2 kann buchen, sperrt das Konto und schreibt das ins Log, bevor er Ja sagt. Von hier an darf er nicht mehr allein abbrechen.',
    },
    {
      on: { kind: 'send', node: 'n3', message: { type: 'Vote', vote: 'yes' } },
      caption:
        'Auch n3 sagt Ja. Ab jetzt sind beide Teilnehmer unsicher: Sie haben zugesagt und kennen das Ergebnis nicht.',
    },
    {
      on: { kind: 'store', node: 'n1', value: { kind: 'decided', outcome: 'commit' } },
      caption:
        'Alle haben Ja gesagt: n1 entscheidet auf Commit. Mit diesem einen Eintrag ist die Transaktion entschieden, auch wenn es noch niemand weiß.',
    },
    {
      on: { kind: 'crash', node: 'n1' },
      caption: 'n1 stürzt ab, bevor die Decision hinausgeht.',
    },
    {
      on: { kind: 'respond', node: 'n2', client: 'c2', response: { kind: 'undecided' } },
      caption:
        'Annas Konto ist gesperrt. n2 kann nicht sagen, ob dort 100 oder 70 liegen: Das Protokoll blockiert.',
    },
    {
      on: { kind: 'give-up', client: 'c1' },
      caption: 'Auch c1 weiß nicht, wie seine Überweisung ausgegangen ist.',
    },
    {
      on: { kind: 'send', node: 'n2', message: { type: 'Inquiry' } },
      caption:
        'Kooperative Terminierung: Die Teilnehmer fragen einander. Beide sind unsicher, also kann keiner antworten.',
    },
    {
      on: { kind: 'start', node: 'n1', incarnation: 1 },
      caption:
        'n1 liest sein Log: Für t1 steht dort Commit. Diese Entscheidung gilt, er verkündet sie jetzt.',
    },
    {
      on: { kind: 'store', node: 'n2', value: { kind: 'decided', outcome: 'commit' } },
      caption: (_, run) => `n2 bucht und gibt das Konto frei, nach ${lockedMs(run)} ms Sperre.`,
    },
    {
      on: { kind: 'store', node: 'n1', value: { kind: 'end' } },
      caption:
        'Alle haben quittiert: n1 muss die Entscheidung niemandem mehr wiederholen. Den Ausgang behält er, falls c1 noch einmal fragt.',
    },
    {
      on: { kind: 'respond', node: 'n2', client: 'c2', response: { kind: 'balance' } },
      caption: 'Der Stand ist wieder lesbar: 100 − 30.',
    },
  ],
  facts: (run) => {
    const decided = eventsOf(run, 'store', { node: 'n1', value: { kind: 'decided' } });
    const { outcome } = only(decided[0], 'decision').value as Decision;
    const answers = run.history.filter(({ client }) => client === 'c2');
    const [during, after] = answers.map(
      ({ returned }) => returned?.response as Response | undefined,
    );
    return {
      outcome,
      'messages.phase1':
        eventsOf(run, 'send', { type: 'Prepare' }).length +
        eventsOf(run, 'send', { type: 'Vote' }).length,
      'messages.phase2':
        eventsOf(run, 'send', { type: 'Decision' }).length +
        eventsOf(run, 'send', { type: 'Ack' }).length,
      'inquiries.sent': eventsOf(run, 'send', { type: 'Inquiry' }).length,
      'inquiries.answered': eventsOf(run, 'send', { type: 'Decision' }).filter(
        ({ node }) => node !== coordinator,
      ).length,
      'locked.ms': lockedMs(run),
      'n2.during': only(during, 'answer while blocked').kind,
      'n2.after': after?.kind === 'balance' ? after.amount : 'keine Antwort',
      'c1.answer':
        run.history.find(({ client }) => client === 'c1')?.returned === undefined
          ? 'keine Antwort'
          : outcome,
    };
  },
});

/** How long n2 kept its account locked. */
function lockedMs(run: Run): number {
  const at = (kind: string) =>
    only(eventsOf(run, 'store', { node: 'n2', value: { kind } })[0], kind).atMs;
  return at('decided') - at('prepared');
}
