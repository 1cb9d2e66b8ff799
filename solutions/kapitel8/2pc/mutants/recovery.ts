import type { Mutant } from '../../../../grader/verify/mutant.ts';
import { bernstein, coordinator, gray, log, participant, students } from './edits.ts';

const prepared = `        this.record({ kind: 'prepared', tx, changes, participants });`;
const refused = `        this.record({ kind: 'decided', tx, outcome: 'abort' });
      }
    }`;
const decidedHere = `      this.record({ kind: 'decided', tx, outcome });
      this.context.cancelTimer(tx);`;
const recordDecision = `    this.record({ kind: 'decided', tx, outcome });
    for (const respond`;
const begin = `    this.record({ kind: 'begin', tx, participants });`;
const onStart = `      if (transaction.outcome === undefined) this.decide(transaction, 'abort');
      else this.sendDecision(transaction);
    }
  }

  onMessage`;
const onStartTo = (body: string) => `${body}
    }
  }

  onMessage`;
const replay = '    for (const entry of this.log.entries) this.apply(entry);';

/** What is not on disk when it should be, and what is made of the log after a restart. */
export const recoveryMutants: readonly Mutant[] = [
  {
    id: 'prepare-not-logged',
    title: 'Das Ja steht nicht im Log',
    source: bernstein('Abschnitt 7.4, „Recovery“'),
    killedBy: ['yes-durable'],
    edits: [
      participant(prepared, `        this.apply({ kind: 'prepared', tx, changes, participants });`),
    ],
  },
  {
    id: 'vote-before-log',
    title: 'Sendet das Ja, bevor es im Log steht',
    source: bernstein('Abschnitt 7.4, „Recovery“'),
    killedBy: ['yes-durable'],
    edits: [
      participant(
        prepared,
        `        this.context.send(coordinatorId, { type: 'Vote', tx, vote: 'yes' });
        this.record({ kind: 'prepared', tx, changes, participants });
        this.context.setTimer(tx, inquiryIntervalMs);
        return;`,
      ),
    ],
  },
  {
    id: 'locks-not-restored',
    title: 'Stellt nach dem Neustart die Sperren nicht wieder her',
    source: students,
    killedBy: ['yes-durable'],
    edits: [participant(replay, `${replay}\n    this.locks.clear();`)],
  },
  {
    id: 'changes-not-logged',
    title: 'Vermerkt das Ja ohne die Buchungen',
    source: bernstein('Abschnitt 7.4, „Recovery“'),
    killedBy: ['yes-durable'],
    edits: [
      participant(
        prepared,
        `        this.log.append({ kind: 'prepared', tx, changes: [], participants });
        this.apply({ kind: 'prepared', tx, changes, participants });`,
      ),
    ],
  },
  {
    id: 'restart-aborts-prepared',
    title: 'Bricht nach dem eigenen Neustart ab, was vorbereitet ist',
    source: bernstein('Abschnitt 7.4, „Blocking“'),
    killedBy: ['yes-durable'],
    edits: [
      participant(
        `      if (state === 'prepared') this.context.setTimer(tx, inquiryIntervalMs);`,
        `      if (state === 'prepared') this.record({ kind: 'decided', tx, outcome: 'abort' });`,
      ),
    ],
  },
  {
    id: 'restart-commits-prepared',
    title: 'Bucht nach dem eigenen Neustart, was vorbereitet ist',
    source: bernstein('Abschnitt 7.4, „Blocking“'),
    killedBy: ['yes-durable'],
    edits: [
      participant(
        `      if (state === 'prepared') this.context.setTimer(tx, inquiryIntervalMs);`,
        `      if (state === 'prepared') this.record({ kind: 'decided', tx, outcome: 'commit' });`,
      ),
    ],
  },
  {
    id: 'no-not-logged',
    title: 'Das Nein steht nicht im Log',
    source: students,
    killedBy: ['no-durable'],
    edits: [
      participant(
        refused,
        `        this.apply({ kind: 'decided', tx, outcome: 'abort' });
      }
    }`,
      ),
    ],
  },
  {
    id: 'unknown-abort-not-logged',
    title: 'Merkt sich den überholenden Abbruch nur im Arbeitsspeicher',
    source: students,
    killedBy: ['no-durable'],
    edits: [
      participant(
        decidedHere,
        `      if (transaction === undefined) this.apply({ kind: 'decided', tx, outcome });
      else this.record({ kind: 'decided', tx, outcome });
      this.context.cancelTimer(tx);`,
      ),
    ],
  },
  {
    id: 'ack-before-log',
    title: 'Quittiert, bevor die Entscheidung im Log steht',
    source: gray('Abschnitt 3'),
    killedBy: ['acknowledged-durable'],
    edits: [
      participant(
        decidedHere,
        `      if (from === coordinatorId) this.context.send(from, { type: 'Ack', tx });
      this.record({ kind: 'decided', tx, outcome });
      this.context.cancelTimer(tx);
      return;`,
      ),
    ],
  },
  {
    id: 'decision-not-logged-by-participant',
    title: 'Der Teilnehmer vermerkt die Entscheidung nicht',
    source: bernstein('Abschnitt 7.4, „Recovery“'),
    killedBy: ['acknowledged-durable'],
    edits: [
      participant(
        decidedHere,
        `      this.apply({ kind: 'decided', tx, outcome });
      this.context.cancelTimer(tx);`,
      ),
    ],
  },
  {
    id: 'balances-not-restored',
    title: 'Hält Kontostände nur im Arbeitsspeicher',
    source: students,
    killedBy: ['acknowledged-durable'],
    edits: [participant(replay, `${replay}\n    this.balances.clear();`)],
  },
  {
    id: 'balance-and-note-apart',
    title: 'Kontostand und Vermerk in zwei Schreibvorgängen',
    source: bernstein('Kapitel 6: Atomarität von Schreibvorgängen'),
    killedBy: ['booked-once'],
    edits: [
      participant(
        decidedHere,
        `      if (outcome === 'commit') {
        for (const { account, amount } of transaction?.changes ?? []) {
          this.context.storage.set(\`balance/\${account}\`, this.balanceOf(account) + amount);
        }
      }
      this.record({ kind: 'decided', tx, outcome });
      this.context.cancelTimer(tx);`,
      ),
      participant(
        replay,
        `${replay}
    const accounts = [...this.transactions.values()].flatMap(({ changes }) => changes);
    for (const { account } of accounts) {
      const stored = context.storage.get<number>(\`balance/\${account}\`);
      if (stored !== undefined) this.balances.set(account, stored);
    }`,
      ),
    ],
  },
  {
    id: 'note-before-balance',
    title: 'Erst der Vermerk, dann der Kontostand',
    source: bernstein('Kapitel 6: Atomarität von Schreibvorgängen'),
    killedBy: ['booked-once'],
    edits: [
      participant(
        decidedHere,
        `      this.record({ kind: 'decided', tx, outcome });
      if (outcome === 'commit') {
        for (const { account } of transaction?.changes ?? []) {
          this.context.storage.set(\`balance/\${account}\`, this.balanceOf(account));
        }
      }
      this.context.cancelTimer(tx);`,
      ),
      participant(
        replay,
        `${replay}
    this.balances.clear();
    const accounts = [...this.transactions.values()].flatMap(({ changes }) => changes);
    for (const { account } of accounts) {
      const stored = context.storage.get<number>(\`balance/\${account}\`);
      if (stored !== undefined) this.balances.set(account, stored);
    }`,
      ),
    ],
  },
  {
    id: 'log-overwritten',
    title: 'Zählt die Einträge des Logs nach dem Neustart wieder ab 0',
    source: students,
    killedBy: ['acknowledged-durable', 'yes-durable', 'decision-durable'],
    edits: [
      log(
        '    this.storage.set(this.keyOf(this.read.length), entry);',
        `    this.storage.set(this.keyOf(this.written++), entry);`,
      ),
      log(
        '  private readonly read: Entry[] = [];',
        '  private readonly read: Entry[] = [];\n  private written = 0;',
      ),
    ],
  },
  {
    id: 'decision-not-logged',
    title: 'Die Entscheidung steht nicht im Log',
    source: bernstein('Abschnitt 7.4, „Recovery“'),
    killedBy: ['decision-durable'],
    edits: [
      coordinator(
        recordDecision,
        `    this.apply({ kind: 'decided', tx, outcome });
    for (const respond`,
      ),
    ],
  },
  {
    id: 'decision-before-log',
    title: 'Sendet die Entscheidung, bevor sie im Log steht',
    source: bernstein('Abschnitt 7.4, „Recovery“'),
    killedBy: ['decision-durable'],
    edits: [
      coordinator(
        recordDecision,
        `    this.apply({ kind: 'decided', tx, outcome });
    this.sendDecision(transaction);
    this.log.append({ kind: 'decided', tx, outcome });
    for (const respond`,
      ),
      coordinator(
        `respond({ kind: 'outcome', tx, outcome });
    this.sendDecision(transaction);
  }`,
        `respond({ kind: 'outcome', tx, outcome });
  }`,
      ),
    ],
  },
  {
    id: 'client-told-before-log',
    title: 'Antwortet dem Client, bevor die Entscheidung im Log steht',
    source: gray('Abschnitt 3'),
    killedBy: ['decision-durable'],
    edits: [
      coordinator(
        recordDecision,
        `    const early = transaction.waiting.splice(0);
    for (const respond of early) respond({ kind: 'outcome', tx, outcome });
    this.record({ kind: 'decided', tx, outcome });
    for (const respond`,
      ),
    ],
  },
  {
    id: 'restart-aborts-decided',
    title: 'Bricht nach dem Neustart alles ab, auch Entschiedenes',
    source: bernstein('Abschnitt 7.3, AC2'),
    killedBy: ['decision-durable'],
    edits: [coordinator(onStart, onStartTo(`      this.decide(transaction, 'abort');`))],
  },
  {
    id: 'restart-commits-undecided',
    title: 'Schreibt nach dem Neustart fest, was unentschieden ist',
    source: bernstein('Abschnitt 7.3, AC3'),
    killedBy: ['decision-durable'],
    edits: [
      coordinator(
        onStart,
        onStartTo(`      if (transaction.outcome === undefined) this.decide(transaction, 'commit');
      else this.sendDecision(transaction);`),
      ),
    ],
  },
  {
    id: 'begin-not-logged',
    title: 'Vermerkt den Beginn nicht',
    source: bernstein('Abschnitt 7.4: start-2PC record'),
    killedBy: ['begin-durable'],
    edits: [coordinator(begin, `    this.apply({ kind: 'begin', tx, participants });`)],
  },
  {
    id: 'begin-after-prepare',
    title: 'Vermerkt den Beginn erst nach dem Senden',
    source: bernstein('Abschnitt 7.4: start-2PC record'),
    killedBy: ['begin-durable'],
    edits: [
      coordinator(begin, `    this.apply({ kind: 'begin', tx, participants });`),
      coordinator(
        '    this.context.setTimer(tx, voteTimeoutMs);',
        `    this.log.append({ kind: 'begin', tx, participants });
    this.context.setTimer(tx, voteTimeoutMs);`,
      ),
    ],
  },
  {
    id: 'restart-forgets-undecided',
    title: 'Lässt nach dem Neustart liegen, was unentschieden ist',
    source: bernstein('Abschnitt 7.4, „Recovery“'),
    killedBy: ['begin-durable'],
    edits: [coordinator(onStart, onStartTo('      this.sendDecision(transaction);'))],
  },
  {
    id: 'restart-silent-about-decided',
    title: 'Wiederholt nach dem Neustart keine Entscheidung',
    source: bernstein('Abschnitt 7.4, „Recovery“'),
    killedBy: ['repeats-after-restart'],
    edits: [
      coordinator(
        onStart,
        onStartTo(
          `      if (transaction.outcome === undefined) this.decide(transaction, 'abort');`,
        ),
      ),
    ],
  },
  {
    id: 'restart-repeats-once',
    title: 'Sendet nach dem Neustart einmal und stellt keinen Timer',
    source: students,
    killedBy: ['repeats-after-restart'],
    edits: [
      coordinator(
        onStart,
        onStartTo(`      if (transaction.outcome === undefined) this.decide(transaction, 'abort');
      else {
        this.sendDecision(transaction);
        this.context.cancelTimer(transaction.tx);
      }`),
      ),
    ],
  },
  {
    id: 'end-after-first-ack-logged',
    title: 'Vermerkt „end“ nach der ersten Quittung',
    source: 'Mohan, Lindsay & Obermarck 1986, Abschnitt 2',
    killedBy: ['repeats-after-restart', 'decision-repeated'],
    edits: [
      coordinator(
        '    if (unacknowledged.size > 0) return;',
        `    if (unacknowledged.size > 0) {
      this.log.append({ kind: 'end', tx });
      return;
    }`,
      ),
    ],
  },
  {
    id: 'abort-forgotten-and-asked-again',
    title: 'Vermerkt Abbrüche nicht und fragt nach dem Neustart noch einmal',
    source: 'Presumed Abort halb umgesetzt; Mohan, Lindsay & Obermarck 1986, Abschnitt 3',
    killedBy: ['decision-durable'],
    edits: [
      coordinator(
        recordDecision,
        `    if (outcome === 'commit') this.record({ kind: 'decided', tx, outcome });
    else this.apply({ kind: 'decided', tx, outcome });
    for (const respond`,
      ),
      coordinator(
        `readonly tx: string; readonly participants: readonly NodeId[] }
  | {`,
        `readonly tx: string; readonly participants: readonly NodeId[]; readonly changes?: TransferRequest['changes'] }
  | {`,
      ),
      coordinator(begin, `    this.record({ kind: 'begin', tx, participants, changes });`),
      coordinator(
        onStart,
        onStartTo(`      if (transaction.outcome !== undefined) {
        this.sendDecision(transaction);
        continue;
      }
      const { tx, participants } = transaction;
      const begun = this.log.entries.find((entry) => entry.kind === 'begin' && entry.tx === tx);
      for (const id of participants) {
        const own = (begun?.kind === 'begin' ? (begun.changes ?? []) : [])
          .filter(({ participant }) => participant === id)
          .map(({ account, amount }) => ({ account, amount }));
        this.context.send(id, { type: 'Prepare', tx, changes: own, participants });
      }
      this.context.setTimer(tx, voteTimeoutMs);`),
      ),
    ],
  },
  {
    id: 'locks-written-singly',
    title: 'Speichert die Sperren einzeln vor dem Eintrag',
    source: bernstein('Kapitel 6: Atomarität von Schreibvorgängen'),
    killedBy: ['yes-durable', 'acknowledged-durable'],
    edits: [
      participant(
        prepared,
        `        for (const { account } of changes) this.context.storage.set(\`lock/\${account}\`, tx);
        this.record({ kind: 'prepared', tx, changes, participants });`,
      ),
      participant(
        '    const tx = this.locks.get(request.account);',
        `    const stored = this.context.storage.get<string>(\`lock/\${request.account}\`);
    const state = stored === undefined ? undefined : this.transactions.get(stored)?.state;
    const isOpen = state === undefined || state === 'prepared';
    const tx = isOpen ? stored : this.locks.get(request.account);`,
      ),
    ],
  },
  {
    id: 'restart-frees-reused-account',
    title:
      'Löst nach dem Neustart die Sperren aller Konten, die eine erledigte Transaktion einmal hielt',
    source: students,
    killedBy: ['yes-durable'],
    edits: [
      participant(
        replay,
        `${replay}
    for (const { changes, state } of this.transactions.values()) {
      if (state === 'prepared') continue;
      for (const { account } of changes) this.locks.delete(account);
    }`,
      ),
    ],
  },
  {
    id: 'restart-settles-only-first',
    title: 'Bricht nach dem Neustart nur die erste unentschiedene Transaktion ab',
    source: students,
    killedBy: ['begin-durable'],
    edits: [
      coordinator(
        onStart,
        onStartTo(`      if (transaction.outcome === undefined) {
        this.decide(transaction, 'abort');
        return;
      }
      this.sendDecision(transaction);`),
      ),
    ],
  },
  {
    id: 'finished-forgotten-on-restart',
    title: 'Lädt nach dem Neustart nicht mehr, was alle quittiert haben',
    source: students,
    killedBy: ['decision-durable'],
    edits: [
      coordinator(
        replay,
        `    for (const entry of this.log.entries) {
      this.apply(entry);
      if (entry.kind === 'end') this.transactions.delete(entry.tx);
    }`,
      ),
    ],
  },
];
