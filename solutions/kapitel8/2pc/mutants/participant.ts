import type { Mutant } from '../../../../grader/verify/mutant.ts';
import { bernstein, gray, mohan, participant, students } from './edits.ts';

const canCommit = `    return changes.every(
      ({ account, amount }) => !this.locks.has(account) && this.balanceOf(account) + amount >= 0,
    );`;
const lock = '      for (const { account } of changes) this.locks.set(account, tx);';
const ack = `    if (from === coordinatorId) this.context.send(from, { type: 'Ack', tx });`;
const timer = `    if (transaction?.state !== 'prepared') return;`;
const undecided = `    if (tx !== undefined) respond({ kind: 'undecided', tx });
    else respond`;
const isOpen = `    if (transaction === undefined || transaction.state === 'prepared') {`;

/** What participants get wrong while nothing crashes. */
export const participantMutants: readonly Mutant[] = [
  {
    id: 'always-yes',
    title: 'Stimmt immer mit Ja',
    source: students,
    killedBy: ['vote-answer', 'locked-conflict'],
    edits: [participant(canCommit, '    return changes.length >= 0;')],
  },
  {
    id: 'overdraft-unchecked',
    title: 'Deckung des Kontos nicht geprüft',
    source: students,
    killedBy: ['vote-answer'],
    edits: [participant(' && this.balanceOf(account) + amount >= 0', ' && amount < 1e9')],
  },
  {
    id: 'overdraft-off-by-one',
    title: 'Ein Konto darf nicht auf 0 kommen',
    source: students,
    killedBy: ['vote-answer'],
    edits: [participant('+ amount >= 0', '+ amount > 0')],
  },
  {
    id: 'first-change-checked',
    title: 'Nur die erste Buchung geprüft',
    source: students,
    killedBy: ['vote-answer', 'locked-conflict'],
    edits: [participant('    return changes.every(', '    return changes.slice(0, 1).every(')],
  },
  {
    id: 'conflict-unchecked',
    title: 'Sperren anderer Transaktionen beim Prepare nicht beachtet',
    source: bernstein('Abschnitt 7.2'),
    killedBy: ['locked-conflict'],
    edits: [participant('!this.locks.has(account) && ', '')],
  },
  {
    id: 'credit-needs-no-lock',
    title: 'Eingänge auf gesperrte Konten zugelassen',
    source: students,
    killedBy: ['locked-conflict'],
    edits: [
      participant('!this.locks.has(account) && ', '(amount > 0 || !this.locks.has(account)) && '),
    ],
  },
  {
    id: 'no-locks',
    title: 'Sperrt gar nicht',
    source: bernstein('Abschnitt 7.2'),
    killedBy: ['undecided-answer', 'locked-conflict'],
    edits: [participant(lock, '      // The vote is given; the accounts stay as they are.')],
  },
  {
    id: 'first-account-locked',
    title: 'Nur das erste Konto gesperrt',
    source: students,
    killedBy: ['undecided-answer', 'locked-conflict'],
    edits: [participant('of changes) this.locks.set', 'of changes.slice(0, 1)) this.locks.set')],
  },
  {
    id: 'reads-old-value',
    title: 'Liest trotz Sperre den alten Stand',
    source: bernstein('Abschnitt 7.3'),
    killedBy: ['undecided-answer'],
    edits: [
      participant(
        undecided,
        `    if (tx === '') respond({ kind: 'undecided', tx });
    else respond`,
      ),
    ],
  },
  {
    id: 'reads-new-value',
    title: 'Bucht schon beim Prepare und nimmt bei Abort zurück',
    source: gray('Abschnitt 3'),
    killedBy: ['undecided-answer'],
    edits: [
      participant(
        undecided,
        `    const open = tx === undefined ? undefined : this.transactions.get(tx);
    const change = open?.changes.find(({ account }) => account === request.account);
    if (change !== undefined) {
      respond({ kind: 'balance', amount: this.balanceOf(request.account) + change.amount });
    } else if (tx !== undefined) respond({ kind: 'undecided', tx });
    else respond`,
      ),
    ],
  },
  {
    id: 'unilateral-abort',
    title: 'Bricht nach dem Ja eigenmächtig ab',
    source: bernstein('Abschnitt 7.4, „Blocking“'),
    killedBy: ['blocking', 'yes-durable'],
    edits: [
      participant(
        timer,
        `${timer}
    if (this.context.now() >= 0) {
      this.record({ kind: 'decided', tx, outcome: 'abort' });
      return;
    }`,
      ),
    ],
  },
  {
    id: 'unilateral-commit',
    title: 'Bucht nach dem Ja eigenmächtig, wenn nichts kommt',
    source: bernstein('Abschnitt 7.4, „Blocking“'),
    killedBy: ['blocking', 'yes-durable'],
    edits: [
      participant(
        timer,
        `${timer}
    if (this.context.now() >= 0) {
      this.record({ kind: 'decided', tx, outcome: 'commit' });
      return;
    }`,
      ),
    ],
  },
  {
    id: 'unlocks-while-waiting',
    title: 'Löst nach einer Weile nur die Sperren',
    source: students,
    killedBy: ['blocking'],
    edits: [
      participant(
        timer,
        `${timer}
    for (const { account } of transaction.changes) this.locks.delete(account);`,
      ),
    ],
  },
  {
    id: 'commit-keeps-lock',
    title: 'Löst die Sperre nur bei Abort',
    source: students,
    killedBy: ['decision-applied'],
    edits: [
      participant(
        '      this.locks.delete(account);',
        `      if (outcome === 'abort') this.locks.delete(account);`,
      ),
    ],
  },
  {
    id: 'abort-keeps-lock',
    title: 'Löst die Sperre nur bei Commit',
    source: students,
    killedBy: ['decision-applied'],
    edits: [
      participant(
        '      this.locks.delete(account);',
        `      if (outcome === 'commit') this.locks.delete(account);`,
      ),
    ],
  },
  {
    id: 'abort-books',
    title: 'Bucht auch bei Abort',
    source: students,
    killedBy: ['decision-applied'],
    edits: [participant(`      if (outcome === 'commit') this.balances`, '      this.balances')],
  },
  {
    id: 'first-change-booked',
    title: 'Bucht nur die erste Änderung',
    source: students,
    killedBy: ['decision-applied'],
    edits: [
      participant(
        `      if (outcome === 'commit') this.balances`,
        `      if (outcome === 'commit' && account === changes[0]?.account) this.balances`,
      ),
    ],
  },
  {
    id: 'no-ack-for-abort',
    title: 'Quittiert nur Commits',
    source: mohan,
    killedBy: ['decision-applied'],
    edits: [
      participant(ack, ack.replace('coordinatorId)', `coordinatorId && outcome === 'commit')`)),
    ],
  },
  {
    id: 'no-ack-for-repetition',
    title: 'Quittiert eine wiederholte Entscheidung nicht',
    source: bernstein('Abschnitt 7.4'),
    killedBy: ['applied-once'],
    edits: [
      participant(
        ack,
        `    const isNew = transaction === undefined || transaction.state === 'prepared';
    if (from === coordinatorId && isNew) this.context.send(from, { type: 'Ack', tx });`,
      ),
    ],
  },
  {
    id: 'booked-again',
    title: 'Bucht eine wiederholte Entscheidung noch einmal',
    source: gray('Abschnitt 3'),
    killedBy: ['applied-once'],
    edits: [participant(isOpen, `    if (transaction?.state !== 'abort') {`)],
  },
  {
    id: 'prepare-locks-again',
    title: 'Ein spätes Prepare sperrt nach der Entscheidung noch einmal',
    source: gray('Abschnitt 3'),
    killedBy: ['applied-once'],
    edits: [
      participant(
        '    if (!this.transactions.has(tx)) {\n      // The vote',
        `    const known = this.transactions.get(tx)?.state;
    if (known === undefined || known === 'commit') {
      // The vote`,
      ),
    ],
  },
  {
    id: 'forgets-decided',
    title: 'Vergisst eine Transaktion, sobald sie entschieden ist',
    source: students,
    killedBy: ['applied-once'],
    edits: [
      participant(
        '      this.context.cancelTimer(tx);',
        `      this.context.cancelTimer(tx);
      if (transaction !== undefined) this.transactions.delete(tx);`,
      ),
    ],
  },
  {
    id: 'vote-computed-again',
    title: 'Berechnet die Stimme bei jedem Prepare neu',
    source: bernstein('Abschnitt 7.4'),
    killedBy: ['one-vote'],
    edits: [
      participant(
        '    const vote = this.transactions.get(tx)?.state',
        `    if (this.transactions.get(tx)?.state === 'abort' && this.canCommit(changes)) {
      this.record({ kind: 'prepared', tx, changes, participants });
    }
    const vote = this.transactions.get(tx)?.state`,
      ),
    ],
  },
  {
    id: 'own-lock-conflicts',
    title: 'Beim wiederholten Prepare steht die eigene Sperre im Weg',
    source: students,
    killedBy: ['one-vote'],
    edits: [
      participant(
        `state === 'abort' ? 'no' : 'yes';`,
        `state === 'abort' || wasOpen ? 'no' : 'yes';`,
      ),
      participant(
        '    if (!this.transactions.has(tx)) {\n      // The vote',
        `    const wasOpen = this.transactions.get(tx)?.state === 'prepared';
    if (!this.transactions.has(tx)) {
      // The vote`,
      ),
    ],
  },
  {
    id: 'repeated-prepare-ignored',
    title: 'Beantwortet ein wiederholtes Prepare nicht',
    source: students,
    killedBy: ['vote-answer'],
    edits: [
      participant(
        '    if (!this.transactions.has(tx)) {\n      // The vote',
        `    if (this.transactions.has(tx)) return;
    {
      // The vote`,
      ),
    ],
  },
  {
    id: 'unknown-abort-ignored',
    title: 'Quittiert einen Abbruch, ohne ihn sich zu merken',
    source: students,
    killedBy: ['abort-overtakes'],
    edits: [participant(isOpen, `    if (transaction?.state === 'prepared') {`)],
  },
  {
    id: 'unknown-abort-unacknowledged',
    title: 'Quittiert den Abbruch einer unbekannten Transaktion nicht',
    source: mohan,
    killedBy: ['abort-overtakes'],
    edits: [participant(ack, ack.replace('coordinatorId)', 'coordinatorId && transaction)'))],
  },
  {
    id: 'decision-clears-all-locks',
    title: 'Eine Entscheidung löst alle Sperren',
    source: students,
    killedBy: ['transactions-apart', 'undecided-answer'],
    edits: [
      participant(
        '    this.transactions.set(tx, { changes, participants, state: outcome });',
        `    this.transactions.set(tx, { changes, participants, state: outcome });
    this.locks.clear();`,
      ),
    ],
  },
  {
    id: 'no-voter-frees-foreign-lock',
    title: 'Das Abort nach einem Nein löst die Sperre der anderen',
    source: students,
    killedBy: ['transactions-apart', 'undecided-answer'],
    edits: [
      participant(
        `        this.record({ kind: 'decided', tx, outcome: 'abort' });
      }
    }`,
        `        this.record({ kind: 'decided', tx, outcome: 'abort' });
        this.transactions.set(tx, { changes, participants, state: 'abort' });
      }
    }`,
      ),
      participant(
        ack,
        `    if (transaction?.state === 'abort') {
      for (const { account } of transaction.changes) this.locks.delete(account);
    }
${ack}`,
      ),
    ],
  },
  {
    id: 'wrong-transaction-named',
    title: 'Nennt bei „undecided“ die letzte statt der sperrenden Transaktion',
    source: students,
    killedBy: ['undecided-answer', 'transactions-apart'],
    edits: [
      participant(
        undecided,
        `    const last = [...this.transactions.keys()].at(-1) ?? '';
    if (tx !== undefined) respond({ kind: 'undecided', tx: last });
    else respond`,
      ),
    ],
  },
  {
    id: 'zero-is-default',
    title: 'Ein Stand von 0 gilt als Anfangsstand',
    source: 'Verwechslung von „||“ und „??“',
    killedBy: ['vote-answer', 'decision-applied'],
    edits: [
      participant('this.balances.get(account) ?? initial', 'this.balances.get(account) || initial'),
    ],
  },
  {
    id: 'no-after-commit',
    title: 'Beantwortet ein wiederholtes Prepare nach dem Commit mit Nein',
    source: students,
    killedBy: ['one-vote'],
    edits: [
      participant(`?.state === 'abort' ? 'no' : 'yes'`, `?.state === 'prepared' ? 'yes' : 'no'`),
    ],
  },
  {
    id: 'no-ack-after-own-no',
    title: 'Quittiert nicht, wenn die eigene Stimme Nein war',
    source: students,
    killedBy: ['decision-applied'],
    edits: [
      participant(
        `        this.record({ kind: 'decided', tx, outcome: 'abort' });
      }
    }`,
        `        this.record({ kind: 'decided', tx, outcome: 'abort' });
        this.refused.add(tx);
      }
    }`,
      ),
      participant(
        '  private readonly locks =',
        '  private readonly refused = new Set<string>();\n  private readonly locks =',
      ),
      participant(ack, ack.replace('coordinatorId)', 'coordinatorId && !this.refused.has(tx))')),
    ],
  },
  {
    id: 'ack-in-next-handler',
    title: 'Quittiert erst aus einem Timer',
    source: students,
    killedBy: ['decision-applied'],
    edits: [
      participant(
        ack,
        ack.replace(
          `this.context.send(from, { type: 'Ack', tx });`,
          'this.context.setTimer("ack/" + tx, 0);',
        ),
      ),
      participant(
        '    const transaction = this.transactions.get(tx);\n    if (transaction?.state',
        `    if (tx.startsWith('ack/')) {
      this.context.send(coordinatorId, { type: 'Ack', tx: tx.slice(4) });
      return;
    }
    const transaction = this.transactions.get(tx);
    if (transaction?.state`,
      ),
    ],
  },
];
