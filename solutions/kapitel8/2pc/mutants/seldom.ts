import type { Mutant } from '../../../../grader/verify/mutant.ts';
import { bernstein, coordinator, participant, students } from './edits.ts';

const ofParticipant = '  private readonly transactions = new Map<string, Transaction>();\n';
const noVote = `        this.record({ kind: 'decided', tx, outcome: 'abort' });
      }
    }`;
const voting = `    const vote = this.transactions.get(tx)?.state === 'abort' ? 'no' : 'yes';`;
const overtaking = '    // An abort may overtake its Prepare';
const ack = `    if (from === coordinatorId) this.context.send(from, { type: 'Ack', tx });`;
const asking = `    if (transaction?.state !== 'prepared') return;
    for`;
const askAgain = `    this.context.setTimer(tx, inquiryIntervalMs);
  }

  private onInquiry`;
const replay = '    for (const entry of this.log.entries) this.apply(entry);';
const undecided = `    if (tx !== undefined) respond({ kind: 'undecided', tx });`;

/** With a set of its own: the transactions that the log told of when the node started. */
const remembered = (edit: typeof participant) => [
  edit(ofParticipant, `${ofParticipant}  private readonly old = new Set<string>();\n`),
  edit(
    replay,
    `    for (const entry of this.log.entries) {
      this.apply(entry);
      this.old.add(entry.tx);
    }`,
  ),
];
const noted = (name: string, type = 'Set<string>') =>
  participant(ofParticipant, `${ofParticipant}  private readonly ${name} = new ${type}();\n`);

const onTimeout = `    if (transaction.outcome === undefined) this.decide(transaction, 'abort');
    else this.sendDecision(transaction);
  }

  inspect`;
const onRestart = `      if (transaction.outcome === undefined) this.decide(transaction, 'abort');
      else this.sendDecision(transaction);
    }
  }

  onMessage`;

/** What participants get wrong in one situation only, while nothing crashes. */
const participants: readonly Mutant[] = [
  {
    id: 'gives-up-after-seconds',
    title: 'Wartet nach dem Ja fünf Sekunden und bricht dann doch ab',
    source: bernstein('Abschnitt 7.4, „Blocking“'),
    killedBy: ['blocking'],
    edits: [
      participant(
        asking,
        `    if (transaction?.state !== 'prepared') return;
    this.asked++;
    if (this.asked * inquiryIntervalMs >= 5000) {
      this.record({ kind: 'decided', tx, outcome: 'abort' });
      return;
    }
    for`,
      ),
      participant(ofParticipant, `${ofParticipant}  private asked = 0;\n`),
    ],
  },
  {
    id: 'uncovered-no-forgotten',
    title: 'Merkt sich ein Nein nur, wenn ein Konto gesperrt war',
    source: students,
    killedBy: ['one-vote'],
    edits: [
      participant(
        noVote,
        `        if (!changes.some(({ account }) => this.locks.has(account))) {
          this.context.send(coordinatorId, { type: 'Vote', tx, vote: 'no' });
          return;
        }
${noVote}`,
      ),
    ],
  },
  {
    id: 'latest-overtaking-abort-only',
    title: 'Merkt sich nur den letzten Abbruch, der sein Prepare überholt hat',
    source: students,
    killedBy: ['abort-overtakes'],
    edits: [
      participant(
        overtaking,
        `    if (transaction === undefined) {
      this.transactions.delete(this.overtaken);
      this.overtaken = tx;
    }
${overtaking}`,
      ),
      participant(ofParticipant, `${ofParticipant}  private overtaken = '';\n`),
    ],
  },
  {
    id: 'transfer-at-participant-ignored',
    title: 'Beantwortet „transfer“ beim Teilnehmer nicht',
    source: students,
    killedBy: ['undecided-answer'],
    edits: [participant(`      respond({ kind: 'wrong-node' });\n`, '')],
  },
];

/** The same of coordinators. */
const coordinators: readonly Mutant[] = [
  {
    id: 'last-missing-vote-as-yes',
    title: 'Fehlt nach der Frist nur noch eine von drei Stimmen, gilt sie als Ja',
    source: bernstein('Abschnitt 7.3, AC3'),
    killedBy: ['commit-needs-all'],
    edits: [
      coordinator(
        onTimeout,
        onTimeout.replace(`'abort')`, `transaction.yes.size > 1 ? 'commit' : 'abort')`),
      ),
    ],
  },
  {
    id: 'repeats-twenty-times',
    title: 'Gibt nach zwanzig Wiederholungen der Entscheidung auf',
    source: bernstein('Abschnitt 7.3, AC5'),
    killedBy: ['decision-repeated'],
    edits: [
      coordinator(
        ofParticipant,
        `${ofParticipant}  private readonly times = new Map<string, number>();\n`,
      ),
      coordinator(
        '    this.context.setTimer(tx, resendIntervalMs);',
        `    const times = (this.times.get(tx) ?? 0) + 1;
    this.times.set(tx, times);
    if (times <= 20) this.context.setTimer(tx, resendIntervalMs);`,
      ),
    ],
  },
  {
    id: 'outcome-forgotten-after-a-second',
    title: 'Vergisst die Entscheidung eine Sekunde, nachdem alle quittiert haben',
    source: students,
    killedBy: ['request-repeated'],
    edits: [
      coordinator('    this.context.cancelTimer(tx);', '    this.context.setTimer(tx, 1000);'),
      coordinator(
        onTimeout,
        onTimeout.replace(
          '    else this',
          `    else if (transaction.unacknowledged.size === 0) this.transactions.delete(name);
    else this`,
        ),
      ),
    ],
  },
];

/** The same, with a crash. */
const recoveries: readonly Mutant[] = [
  {
    id: 'repeated-prepare-ignored-after-restart',
    title: 'Beantwortet nach dem Neustart kein Prepare, das er schon kannte',
    source: students,
    killedBy: ['yes-durable', 'no-durable'],
    edits: [
      ...remembered(participant),
      participant(voting, `    if (this.old.has(tx)) return;\n${voting}`),
    ],
  },
  {
    id: 'uncovered-no-not-logged',
    title: 'Vermerkt ein Nein nur, wenn ein Konto gesperrt war',
    source: students,
    killedBy: ['no-durable'],
    edits: [
      participant(
        noVote,
        `        const isLocked = changes.some(({ account }) => this.locks.has(account));
        if (isLocked) this.record({ kind: 'decided', tx, outcome: 'abort' });
        else this.apply({ kind: 'decided', tx, outcome: 'abort' });
      }
    }`,
      ),
    ],
  },
  {
    id: 'abort-acknowledged-before-log',
    title: 'Quittiert einen Abbruch, bevor er im Log steht',
    source: bernstein('Abschnitt 7.4'),
    killedBy: ['acknowledged-durable'],
    edits: [
      participant(
        overtaking,
        `    if (from === coordinatorId && outcome === 'abort' && transaction?.state === 'prepared') {
      this.context.send(from, { type: 'Ack', tx });
      this.record({ kind: 'decided', tx, outcome });
      return;
    }
${overtaking}`,
      ),
    ],
  },
  {
    id: 'last-booking-restored-only',
    title: 'Rechnet nach dem Neustart je Konto nur die letzte Buchung auf den Anfangsstand',
    source: students,
    killedBy: ['acknowledged-durable'],
    edits: [
      participant(
        replay,
        `    for (const entry of this.log.entries) {
      const changes = this.transactions.get(entry.tx)?.changes ?? [];
      if (entry.kind === 'decided') for (const { account } of changes) this.balances.delete(account);
      this.apply(entry);
    }`,
      ),
    ],
  },
  {
    id: 'no-ack-for-what-the-log-tells',
    title: 'Quittiert nach dem Neustart keine Entscheidung, die schon im Log steht',
    source: students,
    killedBy: ['booked-once'],
    edits: [
      ...remembered(participant),
      participant(
        ack,
        `    if (this.old.has(tx) && transaction?.state !== 'prepared') return;
${ack}`,
      ),
    ],
  },
  {
    id: 'restored-locks-of-nobody',
    title: 'Weiß nach dem Neustart nicht mehr, für welche Transaktion gesperrt ist',
    source: students,
    killedBy: ['yes-durable'],
    edits: [
      ...remembered(participant),
      participant(undecided, undecided.replace(', tx }', `, tx: this.old.has(tx) ? '' : tx }`)),
    ],
  },
  {
    id: 'locked-account-unanswered-after-restart',
    title: 'Lässt Fragen nach Konten, die nach dem Neustart noch gesperrt sind, offen',
    source: students,
    killedBy: ['yes-durable'],
    edits: [
      ...remembered(participant),
      participant(undecided, `    if (tx !== undefined && this.old.has(tx)) return;\n${undecided}`),
    ],
  },
  {
    id: 'restart-tells-everybody',
    title: 'Sagt die Entscheidung nach dem Neustart allen Knoten, auch Unbeteiligten',
    source: students,
    killedBy: ['begin-durable'],
    edits: [
      coordinator(
        onRestart,
        `      for (const id of this.context.peers) transaction.unacknowledged.add(id);
${onRestart}`,
      ),
    ],
  },
  {
    id: 'restart-asks-without-changes',
    title: 'Fragt nach dem Neustart noch einmal, aber ohne die Buchungen',
    source: students,
    killedBy: ['begin-durable'],
    edits: [
      coordinator(
        onRestart,
        onRestart.replace(
          `this.decide(transaction, 'abort');`,
          `{
        const { tx, participants } = transaction;
        for (const id of participants) {
          this.context.send(id, { type: 'Prepare', tx, changes: [], participants });
        }
        this.context.setTimer(tx, voteTimeoutMs);
      }`,
        ),
      ),
    ],
  },
  {
    id: 'restart-leaves-clients-waiting',
    title: 'Antwortet nach dem Neustart nicht auf Fragen nach dem, was vorher begann',
    source: students,
    killedBy: ['decision-durable'],
    edits: [
      ...remembered(coordinator),
      coordinator(
        '    else if (known.outcome === undefined) known.waiting.push(respond);',
        `    else if (known.outcome === undefined || this.old.has(tx)) known.waiting.push(respond);`,
      ),
    ],
  },
  {
    id: 'never-quiet-after-restart',
    title: 'Zählt nach dem Neustart keine Quittungen zu alten Transaktionen',
    source: students,
    killedBy: ['repeats-after-restart'],
    edits: [
      ...remembered(coordinator),
      coordinator(
        '    if (outcome === undefined || !unacknowledged.delete(from)) return;',
        '    if (outcome === undefined || this.old.has(tx) || !unacknowledged.delete(from)) return;',
      ),
    ],
  },
];

/** The same, in the cooperative termination protocol. */
const terminations: readonly Mutant[] = [
  {
    id: 'asks-though-told',
    title: 'Fragt weiter, obwohl er die Entscheidung kennt',
    source: students,
    killedBy: ['termination-asks'],
    edits: [
      participant(
        asking,
        `    if (transaction === undefined) return;
    for`,
      ),
      participant('      this.context.cancelTimer(tx);\n', ''),
    ],
  },
  {
    id: 'asks-ten-times',
    title: 'Gibt nach zehn Fragen auf',
    source: students,
    killedBy: ['termination-asks'],
    edits: [
      participant(
        askAgain,
        `    this.asked++;
    if (this.asked < 10) this.context.setTimer(tx, inquiryIntervalMs);
  }

  private onInquiry`,
      ),
      participant(ofParticipant, `${ofParticipant}  private asked = 0;\n`),
    ],
  },
  {
    id: 'repeated-prepare-puts-off-asking',
    title: 'Ein wiederholtes Prepare stellt die Wartezeit bis zur Frage neu',
    source: students,
    killedBy: ['termination-asks'],
    edits: [
      participant(
        voting,
        `    if (this.transactions.get(tx)?.state === 'prepared') {
      this.context.setTimer(tx, inquiryIntervalMs);
    }
${voting}`,
      ),
    ],
  },
  {
    id: 'asks-about-the-latest-only',
    title: 'Fragt nur nach der zuletzt zugesagten Transaktion',
    source: students,
    killedBy: ['termination-asks'],
    edits: [
      participant(
        `        this.context.setTimer(tx, inquiryIntervalMs);
      } else {`,
        `        this.latest = tx;
        this.context.setTimer('inquiry', inquiryIntervalMs);
      } else {`,
      ),
      participant(
        '  onTimer(tx: string): void {',
        `  private latest = '';

  onTimer(name: string): void {
    const tx = name === 'inquiry' ? this.latest : name;`,
      ),
    ],
  },
  {
    id: 'overtaking-abort-not-told',
    title: 'Sagt auf Fragen nichts von einem Abbruch, der sein Prepare überholt hat',
    source: students,
    killedBy: ['termination-answers'],
    edits: [
      noted('overtaken'),
      participant(
        overtaking,
        `    if (transaction === undefined) this.overtaken.add(tx);
${overtaking}`,
      ),
      participant(
        `    if (state === undefined || state === 'prepared') return;`,
        `    if (state === undefined || state === 'prepared' || this.overtaken.has(tx)) return;`,
      ),
    ],
  },
  {
    id: 'no-ack-after-peer-decision',
    title: 'Quittiert dem Koordinator nicht, was ihm schon ein anderer Teilnehmer gesagt hat',
    source: students,
    killedBy: ['termination-aborts'],
    edits: [
      noted('told'),
      participant(
        ack,
        `    if (from !== coordinatorId) this.told.add(tx);
    else if (this.told.has(tx)) return;
${ack}`,
      ),
    ],
  },
  {
    id: 'unvoted-abort-used-up',
    title: 'Vergisst den Abbruch auf eine Frage, sobald ein Prepare „no“ bekommen hat',
    source: students,
    killedBy: ['termination-aborts', 'termination-answers'],
    edits: [
      noted('promised'),
      participant(
        `    if (!this.transactions.has(tx)) this.record({ kind: 'decided', tx, outcome: 'abort' });
    const state`,
        `    if (!this.transactions.has(tx)) {
      this.promised.add(tx);
      this.record({ kind: 'decided', tx, outcome: 'abort' });
    }
    const state`,
      ),
      participant(
        voting,
        `${voting}
    if (this.promised.delete(tx)) this.transactions.delete(tx);`,
      ),
    ],
  },
];

/** Mistakes that show in one situation only. */
export const seldomMutants: readonly Mutant[] = [
  ...participants,
  ...coordinators,
  ...recoveries,
  ...terminations,
];
