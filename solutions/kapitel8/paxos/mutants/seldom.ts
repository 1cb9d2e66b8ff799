import type { Mutant } from '../../../../grader/verify/mutant.ts';
import { ballot, course, multi, paxos, simple, slides } from './edits.ts';

const accepting = `    if (this.acceptor.accept({ ballot, value })) {
      this.context.send(from, { type: 'Accepted', ballot });`;
const preparing = `    if (this.acceptor.promise(ballot)) {
      const { accepted } = this.acceptor;`;
const acceptingSlot = `    if (!this.promise(from, ballot)) return;
    this.leader = ballot.node;
    this.acceptor.accept({ slot, ballot, value });`;
const promising = `    if (!this.promise(from, ballot)) return;
    const accepted`;
const listening = `    if (!this.promise(from, ballot)) return;
    this.leader = ballot.node;
    const own`;
const rejected = '  private onReject({ promised }: Reject): void {\n    this.highestSeen';

/** What shows in one situation only: with one value. */
const ofOneValue: readonly Mutant[] = [
  {
    id: 'numeric-node-order',
    title: 'Vergleicht die Namen der Knoten als Zahlen statt als Texte',
    source: course('Reihenfolge von n2 und n10'),
    killedBy: ['ballot-order'],
    edits: [
      ballot(
        '  return a.node < b.node ? -1 : 1;',
        '  return Number(a.node.slice(1)) - Number(b.node.slice(1));',
      ),
    ],
  },
  {
    id: 'accept-once-chosen-not-stored',
    title: 'Wer den gewählten Wert kennt, stimmt noch zu, merkt sich aber nichts mehr',
    source: course('Acceptor nach dem Ende'),
    killedBy: ['progress'],
    edits: [
      paxos(
        accepting,
        `    const isServed =
      this.chosen === undefined
        ? this.acceptor.accept({ ballot, value })
        : this.acceptor.promise(ballot);
    if (isServed) {
      this.context.send(from, { type: 'Accepted', ballot });`,
      ),
    ],
  },
  {
    id: 'prepare-once-chosen-rejected',
    title: 'Wer den gewählten Wert kennt, lehnt jedes Prepare ab',
    source: course('Acceptor nach dem Ende'),
    killedBy: ['progress'],
    edits: [
      paxos(
        preparing,
        preparing.replace('(this.acceptor', '(this.chosen === undefined && this.acceptor'),
      ),
    ],
  },
  {
    id: 'tries-twelve-times',
    title: 'Gibt nach zwölf Versuchen auf',
    source: simple('Abschnitt 2.4'),
    killedBy: ['duel-ends'],
    edits: [
      paxos(
        '  private chosen: string | undefined;\n',
        '  private chosen: string | undefined;\n  private attempts = 0;\n',
      ),
      paxos(
        '    const spanMs = retryDelayMaxMs - retryDelayMinMs;',
        `    this.attempts++;
    if (this.attempts >= 12) return;
    const spanMs = retryDelayMaxMs - retryDelayMinMs;`,
      ),
    ],
  },
];

/** The same with a log. */
const ofTheLog: readonly Mutant[] = [
  {
    id: 'accept-does-not-restart-the-wait',
    title: 'Nur Heartbeats stellen die Wartezeit neu, Accept nicht',
    source: slides('Leader Election'),
    killedBy: ['one-phase-1'],
    edits: [
      multi(
        acceptingSlot,
        `    if (compareBallots(ballot, this.acceptor.promised) !== 0) {
      if (!this.promise(from, ballot)) return;
    }
    this.leader = ballot.node;
    this.acceptor.accept({ slot, ballot, value });`,
      ),
    ],
  },
  {
    id: 'rejected-accept-restarts-the-wait',
    title: 'Auch ein abgelehntes Accept stellt die Wartezeit neu',
    source: slides('Leader Election'),
    killedBy: ['log-progress'],
    edits: [
      multi(
        acceptingSlot,
        acceptingSlot.replace(
          ' return;',
          ` {
      if (this.leadership === undefined) this.awaitLeader();
      return;
    }`,
        ),
      ),
    ],
  },
  {
    id: 'rejected-prepare-restarts-the-wait',
    title: 'Auch ein abgelehntes Prepare stellt die Wartezeit neu',
    source: slides('Leader Election'),
    killedBy: ['log-progress'],
    edits: [
      multi(
        promising,
        promising.replace(
          ' return;',
          ` {
      if (this.leadership === undefined) this.awaitLeader();
      return;
    }`,
        ),
      ),
    ],
  },
  {
    id: 'candidate-rejects-higher-prepare',
    title: 'Wer selbst auf Versprechen wartet, verspricht keinem anderen etwas',
    source: slides('Multi-Paxos'),
    killedBy: ['log-progress'],
    edits: [
      multi(
        promising,
        `    const isAsking = this.candidacy !== undefined;
    if (isAsking && compareBallots(ballot, this.acceptor.promised) > 0) {
      this.context.send(from, { type: 'Reject', ballot, promised: this.acceptor.promised });
      return;
    }
${promising}`,
      ),
    ],
  },
  {
    id: 'late-log-rejection-ignored',
    title: 'Ein Reject auf einen früheren Ballot wird ganz übergangen',
    source: slides('Multi-Paxos'),
    killedBy: ['steps-down'],
    edits: [
      multi(
        rejected,
        `  private onReject({ ballot, promised }: Reject): void {
    const asked = this.leadership?.ballot ?? this.candidacy?.ballot;
    if (asked !== undefined && compareBallots(asked, ballot) !== 0) return;
    this.highestSeen`,
      ),
    ],
  },
  {
    id: 'highest-slot-by-round',
    title: 'Je Slot zählt beim höchsten Ballot nur die Runde',
    source: simple('Abschnitt 2.2, P2c'),
    killedBy: ['leader-completes'],
    edits: [
      multi(
        'compareBallots(accepted.ballot, other.ballot) > 0',
        'accepted.ballot.round > other.ballot.round',
      ),
    ],
  },
  {
    id: 'chosen-slot-accepted-but-not-stored',
    title: 'Stimmt für einen bekannten Slot zu, ohne es sich zu merken',
    source: course('Accept nach Chosen'),
    killedBy: ['promise-tells-slots'],
    edits: [
      multi(
        acceptingSlot,
        acceptingSlot.replace(
          '    this.acceptor.accept',
          '    if (!this.log.isChosen(slot)) this.acceptor.accept',
        ),
      ),
    ],
  },
  {
    id: 'stale-heartbeat-names-the-leader',
    title: 'Nennt als Leader, wer sich zuletzt gemeldet hat, auch mit zu kleinem Ballot',
    source: slides('Multi-Paxos'),
    killedBy: ['log-progress'],
    edits: [
      multi(
        listening,
        `    this.leader = ballot.node;
    if (!this.promise(from, ballot)) return;
    const own`,
      ),
    ],
  },
  {
    id: 'append-unanswered-without-leader',
    title: 'Antwortet auf „append“ nicht, solange kein Leader bekannt ist',
    source: course('Weiterleitung an den Leader'),
    killedBy: ['log-progress'],
    edits: [
      multi(
        '      respond({ ok: false, leaderHint: this.leader });',
        '      if (this.leader !== undefined) respond({ ok: false, leaderHint: this.leader });',
      ),
    ],
  },
  {
    id: 'log-prepare-sent-before-stored',
    title: 'Sendet sein Prepare, bevor der eigene Ballot gespeichert ist',
    source: simple('Abschnitt 2.5'),
    killedBy: ['log-durable'],
    edits: [
      multi(
        `    this.acceptor.promise(ballot);
    const { firstUnchosen } = this.log;`,
        '    const { firstUnchosen } = this.log;',
      ),
      multi(
        `    this.broadcast({ type: 'Prepare', ballot, firstUnchosen });`,
        `    this.broadcast({ type: 'Prepare', ballot, firstUnchosen });
    this.acceptor.promise(ballot);`,
      ),
    ],
  },
];

/** Mistakes that show in one situation only. */
export const seldomMutants: readonly Mutant[] = [...ofOneValue, ...ofTheLog];
