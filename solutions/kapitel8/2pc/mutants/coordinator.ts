import type { Mutant } from '../../../../grader/verify/mutant.ts';
import { bernstein, coordinator, gray, students } from './edits.ts';

const allVoted = '    if (transaction.participants.every((id) => transaction.yes.has(id))) {';
const onTimeout = `    if (transaction === undefined) return;
    if (transaction.outcome === undefined) this.decide(transaction, 'abort');
    else this.sendDecision(transaction);
  }

  inspect`;
const timeoutTo = (body: string) => `    if (transaction === undefined) return;
${body}
  }

  inspect`;
const late = '    if (transaction.outcome !== undefined) return;';
const noVote = `    if (vote === 'no') {
      this.decide(transaction, 'abort');
      return;
    }`;
const send = `      this.context.send(participant, { type: 'Prepare', tx, changes: own, participants });`;
const again = `    if (known === undefined) this.begin(request, respond);
    else if (known.outcome === undefined) known.waiting.push(respond);`;
const sendAll = `    for (const id of unacknowledged) this.context.send(id, { type: 'Decision', tx, outcome });`;
const acked = `    if (outcome === undefined || !unacknowledged.delete(from)) return;`;
const answer = `    for (const respond of transaction.waiting.splice(0)) respond({ kind: 'outcome', tx, outcome });`;

/** What coordinators get wrong while nothing crashes. */
export const coordinatorMutants: readonly Mutant[] = [
  {
    id: 'missing-vote-as-yes',
    title: 'Eine fehlende Stimme gilt als Ja',
    source: bernstein('Abschnitt 7.3, AC3'),
    killedBy: ['commit-needs-all'],
    edits: [
      coordinator(
        onTimeout,
        timeoutTo(`    if (transaction.outcome === undefined) this.decide(transaction, 'commit');
    else this.sendDecision(transaction);`),
      ),
    ],
  },
  {
    id: 'majority-commits',
    title: 'Die Mehrheit der Stimmen genügt',
    source: 'Verwechslung mit Konsens; Gray & Lamport 2006, Abschnitt 2',
    killedBy: ['commit-needs-all'],
    edits: [
      coordinator(
        allVoted,
        '    if (transaction.yes.size > transaction.participants.length / 2) {',
      ),
    ],
  },
  {
    id: 'first-yes-commits',
    title: 'Das erste Ja entscheidet',
    source: students,
    killedBy: ['commit-needs-all'],
    edits: [coordinator(allVoted, '    if (transaction.yes.size > 0) {')],
  },
  {
    id: 'no-counts-as-vote',
    title: 'Zählt Stimmen, ohne hinzusehen, wie sie lauten',
    source: students,
    killedBy: ['commit-needs-all'],
    edits: [coordinator(noVote, '    if (vote.length === 0) return;')],
  },
  {
    id: 'last-vote-decides',
    title: 'Die letzte Stimme entscheidet',
    source: students,
    killedBy: ['commit-needs-all'],
    edits: [
      coordinator(noVote, ''),
      coordinator(
        `      this.decide(transaction, 'commit');
    }
  }`,
        `      this.decide(transaction, vote === 'yes' ? 'commit' : 'abort');
    }
  }`,
      ),
    ],
  },
  {
    id: 'no-ignored',
    title: 'Ein Nein gilt wie Schweigen',
    source: bernstein('Abschnitt 7.4'),
    killedBy: ['vote-timeout'],
    edits: [coordinator(noVote, `    if (vote === 'no') return;`)],
  },
  {
    id: 'duplicate-votes-counted',
    title: 'Doppelte Stimmen zweimal gezählt',
    source: students,
    killedBy: ['votes-counted', 'commit-needs-all'],
    edits: [
      coordinator(
        '    transaction.yes.add(from);',
        '    transaction.yes.add(from + transaction.yes.size);',
      ),
      coordinator(allVoted, '    if (transaction.yes.size >= transaction.participants.length) {'),
    ],
  },
  {
    id: 'votes-of-all-transactions',
    title: 'Eine Zählung für alle Transaktionen',
    source: students,
    killedBy: ['votes-counted', 'commit-needs-all'],
    edits: [
      coordinator(
        '  private readonly transactions = new Map<string, Transaction>();',
        `  private readonly transactions = new Map<string, Transaction>();
  private readonly votes = new Set<NodeId>();`,
      ),
      coordinator('        yes: new Set(),', '        yes: this.votes,'),
    ],
  },
  {
    id: 'waits-for-all-nodes',
    title: 'Wartet auf die Stimmen aller Knoten statt der Teilnehmer',
    source: students,
    killedBy: ['all-yes-commits'],
    edits: [
      coordinator(allVoted, '    if (this.context.peers.every((id) => transaction.yes.has(id))) {'),
    ],
  },
  {
    id: 'commit-only-at-timeout',
    title: 'Entscheidet erst nach Ablauf der Frist',
    source: students,
    killedBy: ['all-yes-commits'],
    edits: [
      coordinator(allVoted, '    if (transaction.participants.length === 0) {'),
      coordinator(
        onTimeout,
        timeoutTo(`    const isComplete = transaction.participants.every((id) => transaction.yes.has(id));
    if (transaction.outcome === undefined) this.decide(transaction, isComplete ? 'commit' : 'abort');
    else this.sendDecision(transaction);`),
      ),
    ],
  },
  {
    id: 'impatient',
    title: 'Bricht zu früh ab',
    source: bernstein('Abschnitt 7.3, AC4'),
    killedBy: ['all-yes-commits'],
    edits: [
      coordinator(
        '    this.context.setTimer(tx, voteTimeoutMs);',
        '    this.context.setTimer(tx, voteTimeoutMs / 2);',
      ),
    ],
  },
  {
    id: 'always-aborts',
    title: 'Bricht alles ab',
    source: bernstein('Abschnitt 7.3, AC4: triviale Lösung'),
    killedBy: ['all-yes-commits'],
    edits: [
      coordinator(
        `      this.decide(transaction, 'commit');`,
        `      this.decide(transaction, 'abort');`,
      ),
    ],
  },
  {
    id: 'no-vote-timeout',
    title: 'Wartet ohne Frist auf Stimmen',
    source: bernstein('Abschnitt 7.4, „Timeout actions“'),
    killedBy: ['vote-timeout'],
    edits: [
      coordinator(
        '    this.context.setTimer(tx, voteTimeoutMs);',
        '    this.context.cancelTimer(tx);',
      ),
    ],
  },
  {
    id: 'one-timer-for-all',
    title: 'Ein einziger Timer für alle Transaktionen',
    source: students,
    killedBy: ['vote-timeout', 'decision-repeated'],
    edits: [
      coordinator(
        '    this.context.setTimer(tx, voteTimeoutMs);',
        `    this.current = tx;
    this.context.setTimer('timer', voteTimeoutMs);`,
      ),
      coordinator(
        '    this.context.setTimer(tx, resendIntervalMs);',
        `    this.current = tx;
    this.context.setTimer('timer', resendIntervalMs);`,
      ),
      coordinator(
        '  onTimer(name: string): void {\n    const transaction = this.transactions.get(name);',
        `  private current = '';

  onTimer(_name: string): void {
    const transaction = this.transactions.get(this.current);`,
      ),
    ],
  },
  {
    id: 'late-vote-decides-again',
    title: 'Eine späte Stimme entscheidet noch einmal',
    source: bernstein('Abschnitt 7.3, AC2'),
    killedBy: ['decision-final'],
    edits: [coordinator(late, '')],
  },
  {
    id: 'timer-aborts-decided',
    title: 'Die Frist bricht auch Entschiedenes ab',
    source: bernstein('Abschnitt 7.3, AC2'),
    killedBy: ['decision-final'],
    edits: [coordinator(onTimeout, timeoutTo(`    this.decide(transaction, 'abort');`))],
  },
  {
    id: 'told-before-decided',
    title: 'Sagt dem Client schon beim Beginn „commit“',
    source: students,
    killedBy: ['commit-needs-all'],
    edits: [
      coordinator(
        '    this.context.setTimer(tx, voteTimeoutMs);',
        `    respond({ kind: 'outcome', tx, outcome: 'commit' });
    this.context.setTimer(tx, voteTimeoutMs);`,
      ),
      coordinator('    this.transactions.get(tx)?.waiting.push(respond);\n', ''),
    ],
  },
  {
    id: 'prepare-to-all-nodes',
    title: 'Fragt alle Knoten, auch die nicht Beteiligten',
    source: students,
    killedBy: ['prepare-sent'],
    edits: [
      coordinator(
        '    this.context.setTimer(tx, voteTimeoutMs);',
        `    for (const other of this.context.peers) {
      if (changesOf.has(other)) continue;
      this.context.send(other, { type: 'Prepare', tx, changes: [], participants });
    }
    this.context.setTimer(tx, voteTimeoutMs);`,
      ),
    ],
  },
  {
    id: 'prepare-with-all-changes',
    title: 'Schickt jedem alle Buchungen',
    source: students,
    killedBy: ['prepare-sent'],
    edits: [
      coordinator(
        send,
        `      const all = own.length === 0 ? own : changes.map(({ account, amount }) => ({ account, amount }));
      this.context.send(participant, { type: 'Prepare', tx, changes: all, participants });`,
      ),
    ],
  },
  {
    id: 'last-change-wins',
    title: 'Von mehreren Buchungen eines Teilnehmers bleibt die letzte',
    source: students,
    killedBy: ['prepare-sent'],
    edits: [
      coordinator(
        `      const own = changesOf.get(participant) ?? [];
      changesOf.set(participant, [...own, { account, amount }]);`,
        '      changesOf.set(participant, [{ account, amount }]);',
      ),
    ],
  },
  {
    id: 'decision-sent-once',
    title: 'Sendet die Entscheidung nur einmal',
    source: bernstein('Abschnitt 7.3, AC5'),
    killedBy: ['decision-repeated'],
    edits: [
      coordinator(
        '    this.context.setTimer(tx, resendIntervalMs);',
        '    this.context.cancelTimer(tx);',
      ),
    ],
  },
  {
    id: 'decision-repeated-once',
    title: 'Wiederholt die Entscheidung nur ein einziges Mal',
    source: bernstein('Abschnitt 7.3, AC5'),
    killedBy: ['decision-repeated'],
    edits: [
      coordinator(
        onTimeout,
        timeoutTo(`    if (transaction.outcome === undefined) this.decide(transaction, 'abort');
    else {
      this.sendDecision(transaction);
      this.context.cancelTimer(name);
    }`),
      ),
    ],
  },
  {
    id: 'forgotten-after-first-ack',
    title: 'Vergisst die Entscheidung nach der ersten Quittung',
    source: 'Mohan, Lindsay & Obermarck 1986, Abschnitt 2',
    killedBy: ['decision-repeated'],
    edits: [coordinator('    if (unacknowledged.size > 0) return;', '    unacknowledged.clear();')],
  },
  {
    id: 'duplicate-acks-counted',
    title: 'Doppelte Quittungen zweimal gezählt',
    source: students,
    killedBy: ['decision-repeated'],
    edits: [
      coordinator(
        acked,
        `    if (outcome === undefined || unacknowledged.size === 0) return;
    if (!unacknowledged.delete(from)) unacknowledged.delete([...unacknowledged][0] ?? '');`,
      ),
    ],
  },
  {
    id: 'ack-of-any-transaction',
    title: 'Eine Quittung gilt für alle Transaktionen des Teilnehmers',
    source: students,
    killedBy: ['decision-repeated'],
    edits: [
      coordinator(
        acked,
        `    for (const other of this.transactions.values()) {
      if (other.outcome !== undefined && other.tx !== tx) other.unacknowledged.delete(from);
    }
${acked}`,
      ),
    ],
  },
  {
    id: 'abort-only-to-yes-voters',
    title: 'Sagt den Abbruch nur denen, deren Ja angekommen ist',
    source: bernstein('Abschnitt 7.4'),
    killedBy: ['vote-timeout'],
    edits: [
      coordinator(
        `    this.record({ kind: 'decided', tx, outcome });`,
        `    if (outcome === 'abort') {
      for (const id of transaction.participants) {
        if (!transaction.yes.has(id)) transaction.unacknowledged.delete(id);
      }
    }
    this.record({ kind: 'decided', tx, outcome });`,
      ),
    ],
  },
  {
    id: 'abort-untold',
    title: 'Verkündet nur Commits',
    source: bernstein('Abschnitt 7.4'),
    killedBy: ['vote-timeout'],
    edits: [
      coordinator(
        sendAll,
        sendAll.replace('of unacknowledged)', `of outcome === 'abort' ? [] : unacknowledged)`),
      ),
    ],
  },
  {
    id: 'never-quiet',
    title: 'Hört nie auf zu wiederholen',
    source: students,
    killedBy: ['quiet-in-the-end'],
    edits: [
      coordinator(
        sendAll,
        `    for (const id of this.transactions.get(tx)?.participants ?? []) {
      this.context.send(id, { type: 'Decision', tx, outcome });
    }`,
      ),
      coordinator(
        'if (outcome === undefined || unacknowledged.size === 0) return;\n    for',
        'if (outcome === undefined) return;\n    for',
      ),
      coordinator('    this.context.cancelTimer(tx);\n', ''),
    ],
  },
  {
    id: 'client-told-commits-only',
    title: 'Antwortet dem Client nur bei Commit',
    source: students,
    killedBy: ['client-answer'],
    edits: [
      coordinator(
        answer,
        `    if (outcome === 'commit') {
      for (const respond of transaction.waiting.splice(0)) respond({ kind: 'outcome', tx, outcome });
    }`,
      ),
    ],
  },
  {
    id: 'one-client-waits',
    title: 'Merkt sich nur den ersten wartenden Client',
    source: students,
    killedBy: ['client-answer'],
    edits: [coordinator(' known.waiting.push(respond);', ' return;')],
  },
  {
    id: 'repeated-request-begins-again',
    title: 'Eine wiederholte Anfrage beginnt die Transaktion neu',
    source: gray('Abschnitt 2, „Stability“'),
    killedBy: ['request-repeated', 'decision-final'],
    edits: [
      coordinator(
        again,
        `    if (known === undefined || known.outcome !== undefined) this.begin(request, respond);
    else if (known.outcome === undefined) known.waiting.push(respond);`,
      ),
    ],
  },
  {
    id: 'outcome-forgotten-with-end',
    title: 'Kennt die Entscheidung nicht mehr, sobald alle quittiert haben',
    source: students,
    killedBy: ['request-repeated'],
    edits: [
      coordinator(
        `    this.record({ kind: 'end', tx });`,
        `    this.record({ kind: 'end', tx });
    this.transactions.delete(tx);`,
      ),
    ],
  },
  {
    id: 'repeated-request-restarts-timer',
    title: 'Eine wiederholte Anfrage lässt die Frist von vorn laufen',
    source: students,
    killedBy: ['vote-timeout'],
    edits: [
      coordinator(
        ' known.waiting.push(respond);',
        ` {
      known.waiting.push(respond);
      this.context.setTimer(tx, voteTimeoutMs);
    }`,
      ),
    ],
  },
  {
    id: 'decision-in-next-handler',
    title: 'Sendet die Decision erst aus einem Timer',
    source: students,
    killedBy: ['all-yes-commits'],
    edits: [
      coordinator(
        `respond({ kind: 'outcome', tx, outcome });
    this.sendDecision(transaction);
  }`,
        `respond({ kind: 'outcome', tx, outcome });
    this.context.setTimer(tx, 0);
  }`,
      ),
    ],
  },
  {
    id: 'client-waits-for-acks',
    title: 'Antwortet dem Client erst, wenn alle quittiert haben',
    source: students,
    killedBy: ['client-answer'],
    edits: [
      coordinator(
        `${answer}
    this.sendDecision(transaction);`,
        '    this.sendDecision(transaction);',
      ),
      coordinator(
        `    this.record({ kind: 'end', tx });`,
        `    this.record({ kind: 'end', tx });
    const waiting = this.transactions.get(tx)?.waiting ?? [];
    for (const respond of waiting.splice(0)) respond({ kind: 'outcome', tx, outcome });`,
      ),
    ],
  },
  {
    id: 'shared-resend-timer',
    title:
      'Ein gemeinsamer Timer für alle Wiederholungen, abgestellt mit der ersten fertigen Transaktion',
    source: students,
    killedBy: ['decision-repeated'],
    edits: [
      coordinator(
        '    this.context.setTimer(tx, resendIntervalMs);',
        `    this.context.setTimer('resend', resendIntervalMs);`,
      ),
      coordinator('    this.context.cancelTimer(tx);', `    this.context.cancelTimer('resend');`),
      coordinator(
        '    const transaction = this.transactions.get(name);\n',
        `    if (name === 'resend') {
      for (const own of this.transactions.values()) this.sendDecision(own);
      return;
    }
    const transaction = this.transactions.get(name);
`,
      ),
      coordinator(
        onTimeout,
        timeoutTo(`    if (transaction.outcome === undefined) this.decide(transaction, 'abort');`),
      ),
    ],
  },
  {
    id: 'abort-not-repeated',
    title: 'Wiederholt nur Commits',
    source: students,
    killedBy: ['decision-repeated'],
    edits: [
      coordinator(
        '    this.context.setTimer(tx, resendIntervalMs);',
        `    if (outcome === 'commit') this.context.setTimer(tx, resendIntervalMs);`,
      ),
    ],
  },
  {
    id: 'vote-restarts-timer',
    title: 'Jede Stimme lässt die Frist von vorn laufen',
    source: students,
    killedBy: ['vote-timeout'],
    edits: [
      coordinator(
        '    transaction.yes.add(from);',
        `    transaction.yes.add(from);
    this.context.setTimer(transaction.tx, voteTimeoutMs);`,
      ),
    ],
  },
  {
    id: 'balance-at-coordinator-ignored',
    title: 'Beantwortet „balance“ beim Koordinator nicht',
    source: students,
    killedBy: ['client-answer'],
    edits: [coordinator(`      respond({ kind: 'wrong-node' });\n`, '')],
  },
  {
    id: 'participants-without-receiver',
    title: 'Nennt den Empfänger nicht unter den Teilnehmern',
    source: students,
    killedBy: ['prepare-sent'],
    edits: [
      coordinator(
        send,
        `      const others = participants.filter((id) => id !== participant);
      this.context.send(participant, { type: 'Prepare', tx, changes: own, participants: others });`,
      ),
    ],
  },
];
