import type { Mutant } from '../../../../grader/verify/mutant.ts';
import { bernstein, participant, students } from './edits.ts';

const source = bernstein('Abschnitt 7.4, „Cooperative termination protocol“');
const unvoted = `    if (!this.transactions.has(tx)) this.record({ kind: 'decided', tx, outcome: 'abort' });`;
const uncertain = `    if (state === undefined || state === 'prepared') return;
    this.context.send(from, { type: 'Decision', tx, outcome: state });`;
const again = `    }
    this.context.setTimer(tx, inquiryIntervalMs);
  }

  private onInquiry`;

/** What participants get wrong among themselves. */
export const terminationMutants: readonly Mutant[] = [
  {
    id: 'uncertain-guesses-abort',
    title: 'Wer selbst unsicher ist, antwortet „abort“',
    source,
    killedBy: ['termination-answers'],
    edits: [
      participant(
        uncertain,
        `    if (state === undefined) return;
    const outcome = state === 'prepared' ? 'abort' : state;
    this.context.send(from, { type: 'Decision', tx, outcome });`,
      ),
    ],
  },
  {
    id: 'inquiry-aborts-prepared',
    title: 'Eine Frage bricht ab, was vorbereitet ist',
    source,
    killedBy: ['termination-answers'],
    edits: [
      participant(
        unvoted,
        `    if ((this.transactions.get(tx)?.state ?? 'prepared') === 'prepared') {
      this.record({ kind: 'decided', tx, outcome: 'abort' });
    }`,
      ),
    ],
  },
  {
    id: 'knows-only-commits',
    title: 'Beantwortet Fragen nur, wenn festgeschrieben ist',
    source,
    killedBy: ['termination-answers', 'termination-aborts'],
    edits: [
      participant(
        `if (state === undefined || state === 'prepared') return;`,
        `if (state !== 'commit') return;`,
      ),
    ],
  },
  {
    id: 'peer-decision-ignored',
    title: 'Glaubt nur dem Koordinator',
    source: students,
    killedBy: ['termination-answers'],
    edits: [
      participant(
        '    const transaction = this.transactions.get(tx);\n    // An abort',
        `    if (from !== coordinatorId) return;
    const transaction = this.transactions.get(tx);
    // An abort`,
      ),
    ],
  },
  {
    id: 'unvoted-keeps-quiet',
    title: 'Wer noch nicht gestimmt hat, schweigt',
    source,
    killedBy: ['termination-aborts'],
    edits: [participant(unvoted, '    if (!this.transactions.has(tx)) return;')],
  },
  {
    id: 'unvoted-abort-forgotten',
    title: 'Antwortet „abort“ und stimmt danach doch mit Ja',
    source,
    killedBy: ['termination-aborts'],
    edits: [
      participant(
        unvoted,
        `    if (!this.transactions.has(tx)) {
      this.context.send(from, { type: 'Decision', tx, outcome: 'abort' });
      return;
    }`,
      ),
    ],
  },
  {
    id: 'unvoted-abort-not-logged',
    title: 'Merkt sich den Abbruch auf eine Frage nur im Arbeitsspeicher',
    source,
    killedBy: ['termination-aborts'],
    edits: [
      participant(
        unvoted,
        `    if (!this.transactions.has(tx)) this.apply({ kind: 'decided', tx, outcome: 'abort' });`,
      ),
    ],
  },
  {
    id: 'never-asks',
    title: 'Fragt niemanden',
    source,
    killedBy: ['termination-asks'],
    edits: [
      participant(
        `if (id !== this.context.self) this.context.send(id, { type: 'Inquiry', tx });`,
        `if (id === '') this.context.send(id, { type: 'Inquiry', tx });`,
      ),
    ],
  },
  {
    id: 'asks-once',
    title: 'Fragt nur ein einziges Mal',
    source: students,
    killedBy: ['termination-asks'],
    edits: [
      participant(
        again,
        `    }
  }

  private onInquiry`,
      ),
    ],
  },
  {
    id: 'asks-one-only',
    title: 'Fragt nur einen der anderen',
    source: students,
    killedBy: ['termination-asks'],
    edits: [
      participant(
        '    for (const id of transaction.participants) {\n      if (id !== this.context.self) this',
        `    const others = transaction.participants.filter((id) => id !== this.context.self);
    for (const id of others.slice(0, 1)) {
      this`,
      ),
    ],
  },
  {
    id: 'asks-not-after-restart',
    title: 'Fragt nach einem Neustart nicht mehr',
    source: students,
    killedBy: ['termination-asks'],
    edits: [
      participant(
        `      if (state === 'prepared') this.context.setTimer(tx, inquiryIntervalMs);`,
        `      if (state !== 'prepared') this.context.cancelTimer(tx);`,
      ),
    ],
  },
  {
    id: 'asks-everybody',
    title: 'Fragt auch Unbeteiligte',
    source: students,
    killedBy: ['termination-answers'],
    edits: [
      participant(
        '    for (const id of transaction.participants) {\n      if (id !== this.context.self)',
        `    for (const id of this.context.peers) {
      if (id !== coordinatorId)`,
      ),
    ],
  },
  {
    id: 'peer-decision-not-logged',
    title: 'Merkt sich die Entscheidung eines anderen Teilnehmers nur im Arbeitsspeicher',
    source: students,
    killedBy: ['termination-answers'],
    edits: [
      participant(
        `      this.record({ kind: 'decided', tx, outcome });
      this.context.cancelTimer(tx);`,
        `      if (from === coordinatorId) this.record({ kind: 'decided', tx, outcome });
      else this.apply({ kind: 'decided', tx, outcome });
      this.context.cancelTimer(tx);`,
      ),
    ],
  },
  {
    id: 'no-ack-after-inquiry-abort',
    title: 'Quittiert den Abbruch nicht, den er selbst auf eine Frage hin beschlossen hat',
    source: students,
    killedBy: ['termination-aborts'],
    edits: [
      participant(
        unvoted,
        `    if (!this.transactions.has(tx)) {
      this.record({ kind: 'decided', tx, outcome: 'abort' });
      this.refused.add(tx);
    }`,
      ),
      participant(
        '  private readonly locks =',
        '  private readonly refused = new Set<string>();\n  private readonly locks =',
      ),
      participant(
        '    if (from === coordinatorId) this',
        '    if (from === coordinatorId && !this.refused.has(tx)) this',
      ),
    ],
  },
];
