import type { Mutant } from '../../../../grader/verify/mutant.ts';
import { course, live, multi, simple, slides } from './edits.ts';

const session = '    if (sequence <= last) return;';
const finish = `    for (let slot = this.log.firstUnchosen; slot <= lastSlot; slot++) {
      if (!this.log.isChosen(slot)) this.propose(slot, found.get(slot)?.value ?? null);
    }`;
const isHigher =
  '      if (other === undefined || compareBallots(accepted.ballot, other.ballot) > 0) {';
const lastSlot = '    const lastSlot = Math.max(this.log.lastChosen, ...found.keys());';
const named = '    return [...this.accepted.values()].filter(({ slot }) => slot >= first);';
const tellChosen = "    this.broadcast({ type: 'Chosen', slot, value: pending.value });";
const deposed = '    if (own !== undefined && compareBallots(promised, own) > 0) this.stepDown();';
const acceptGuard = `    if (!this.promise(proposal.ballot)) return false;
    const { slot } = proposal;`;
const sameBallot =
  '    if (leadership === undefined || compareBallots(leadership.ballot, ballot) !== 0) return;';

/** Agreement on slots, and what a new leader does. */
export const slotMutants: readonly Mutant[] = [
  {
    id: 'holes-left-open',
    title: 'Löcher bleiben leer',
    source: simple('Abschnitt 3'),
    killedBy: ['holes-filled'],
    edits: [
      multi(
        finish,
        `    for (const { slot, value } of found.values()) {
      if (!this.log.isChosen(slot)) this.propose(slot, value);
    }`,
      ),
    ],
  },
  {
    id: 'holes-filled-with-commands',
    title: 'Neue Befehle füllen die Löcher',
    source: simple('Abschnitt 3'),
    killedBy: ['holes-filled'],
    edits: [
      multi(
        finish,
        `    this.leadership.nextSlot = this.log.firstUnchosen;
    const reserved = new Set(found.keys());
    while (reserved.has(this.leadership.nextSlot)) this.leadership.nextSlot++;
    for (const { slot, value } of found.values()) {
      if (!this.log.isChosen(slot)) this.propose(slot, value);
    }`,
      ),
      multi(
        'this.propose(leadership.nextSlot++, command);',
        `{
      const isTaken = (slot: number): boolean =>
        leadership.pending.has(slot) || this.log.isChosen(slot);
      while (isTaken(leadership.nextSlot)) leadership.nextSlot++;
      this.propose(leadership.nextSlot, command);
    }`,
      ),
    ],
  },
  {
    id: 'unfinished-slots-skipped',
    title: 'Der neue Leader beginnt hinter dem letzten Slot, ohne etwas zu Ende zu bringen',
    source: slides('Multi-Paxos'),
    killedBy: ['leader-completes'],
    edits: [multi(finish, '')],
  },
  {
    id: 'unfinished-slots-overwritten',
    title: 'Der neue Leader schlägt ab dem ersten Slot Neues vor',
    source: slides('Multi-Paxos'),
    killedBy: ['leader-completes'],
    edits: [multi(lastSlot, '    const lastSlot = Math.max(this.log.lastChosen, 0);')],
  },
  {
    id: 'everything-replaced-by-no-ops',
    title: 'Der neue Leader füllt auch Genanntes mit No-ops',
    source: simple('Abschnitt 3'),
    killedBy: ['leader-completes'],
    edits: [
      multi('this.propose(slot, found.get(slot)?.value ?? null);', 'this.propose(slot, null);'),
    ],
  },
  {
    id: 'first-named-value-per-slot',
    title: 'Je Slot zählt der zuerst genannte Wert',
    source: simple('Abschnitt 2.2, P2c'),
    killedBy: ['leader-completes'],
    edits: [multi(isHigher, '      if (other === undefined) {')],
  },
  {
    id: 'last-named-value-per-slot',
    title: 'Je Slot zählt der zuletzt genannte Wert',
    source: simple('Abschnitt 2.2, P2c'),
    killedBy: ['leader-completes'],
    edits: [multi(isHigher, '      {')],
  },
  {
    id: 'own-slots-forgotten',
    title: 'Eigene angenommene Slots zählen nicht mit',
    source: course('eigener Acceptor nicht gefragt'),
    killedBy: ['leader-completes'],
    edits: [
      multi(
        'promises: new Map([[this.context.self, own]])',
        'promises: new Map([[this.context.self, own.slice(0, 0)]])',
      ),
    ],
  },
  {
    id: 'promise-names-the-last-slot-only',
    title: 'Promise nennt nur den letzten Slot',
    source: slides('Multi-Paxos'),
    killedBy: ['promise-tells-slots'],
    edits: [multi(named, `${named.slice(0, -1)}.slice(-1);`)],
  },
  {
    id: 'promise-names-first-slot-only',
    title: 'Promise nennt nur den gefragten Slot',
    source: slides('Multi-Paxos'),
    killedBy: ['promise-tells-slots'],
    edits: [multi(named, named.replace('slot >= first', 'slot === first'))],
  },
  {
    id: 'promise-names-slots-behind',
    title: 'Promise lässt den ersten gefragten Slot aus',
    source: course('> statt ≥'),
    killedBy: ['promise-tells-slots'],
    edits: [multi(named, named.replace('slot >= first', 'slot > first'))],
  },
  {
    id: 'promise-omits-no-ops',
    title: 'Promise lässt angenommene No-ops aus',
    source: course('null mit „nichts“ verwechselt'),
    killedBy: ['promise-tells-slots'],
    edits: [
      multi(
        named,
        '    return [...this.accepted.values()].filter(({ slot, value }) => slot >= first && value !== null);',
      ),
    ],
  },
  {
    id: 'first-accepted-kept-per-slot',
    title: 'Ein angenommener Slot wird nie ersetzt',
    source: simple('Abschnitt 2.2, P1'),
    killedBy: ['promise-tells-slots'],
    edits: [
      multi(
        `    this.accepted.set(slot, proposal);\n    this.storage.set(\`slot \${slot}\`, proposal);`,
        `    if (this.accepted.has(slot)) return true;\n    this.accepted.set(slot, proposal);\n    this.storage.set(\`slot \${slot}\`, proposal);`,
      ),
    ],
  },
  {
    id: 'promise-per-slot',
    title: 'Accept wird nur mit dem Ballot seines Slots verglichen',
    source: slides('Multi-Paxos'),
    killedBy: ['slot-agreement'],
    edits: [
      multi(
        acceptGuard,
        `    const before = this.accepted.get(proposal.slot)?.ballot ?? noBallot;
    if (compareBallots(proposal.ballot, before) < 0) return false;
    const { slot } = proposal;`,
      ),
      multi(
        `    if (!this.promise(from, ballot)) return;
    this.leader = ballot.node;
    this.acceptor.accept({ slot, ballot, value });
    this.context.send(from, { type: 'Accepted', ballot, slot });`,
        `    if (!this.acceptor.accept({ slot, ballot, value })) return;
    this.leader = ballot.node;
    this.stepDown();
    this.context.send(from, { type: 'Accepted', ballot, slot });`,
      ),
    ],
  },
  {
    id: 'accept-does-not-raise-promised-in-log',
    title: 'Accept erhöht das Versprechen des Logs nicht',
    source: slides('Basic Paxos'),
    killedBy: ['slot-agreement'],
    edits: [
      multi(
        `    if (!this.promise(from, ballot)) return;
    this.leader = ballot.node;
    this.acceptor.accept`,
        `    if (compareBallots(ballot, this.acceptor.promised) < 0) return this.reject(from, ballot);
    this.stepDown();
    this.leader = ballot.node;
    this.acceptor.accept`,
      ),
      multi(
        acceptGuard,
        `    if (compareBallots(proposal.ballot, this._promised) < 0) return false;
    const { slot } = proposal;`,
      ),
      multi(
        '  // --- becoming the distinguished proposer',
        `  private reject(to: NodeId, ballot: Ballot): void {
    this.context.send(to, { type: 'Reject', ballot, promised: this.acceptor.promised });
  }

  // --- becoming the distinguished proposer`,
      ),
    ],
  },
  {
    id: 'stale-log-promise-counted',
    title: 'Versprechen für einen früheren Ballot gezählt',
    source: simple('Abschnitt 2.2'),
    killedBy: ['slot-agreement'],
    edits: [
      multi(
        '    if (candidacy === undefined || compareBallots(candidacy.ballot, ballot) !== 0) return;',
        '    if (candidacy === undefined || ballot.round < 0) return;',
      ),
    ],
  },
  {
    id: 'accepted-counted-across-ballots-in-log',
    title: 'Zustimmungen zu früheren Ballots gezählt',
    source: simple('Abschnitt 2.2'),
    killedBy: ['slot-agreement'],
    edits: [multi(sameBallot, '    if (leadership === undefined || ballot.round < 0) return;')],
  },
  {
    id: 'log-quorum-too-small',
    title: 'Mehrheit im Log als ⌊n/2⌋ gerechnet',
    source: course('⌊n/2⌋ statt Mehrheit'),
    killedBy: ['slot-agreement'],
    edits: [
      multi(
        '    return Math.floor((this.context.peers.length + 1) / 2) + 1;',
        '    return Math.max(2, Math.floor((this.context.peers.length + 1) / 2));',
      ),
    ],
  },
  {
    id: 'acceptances-counted-over-slots',
    title: 'Zustimmungen zu verschiedenen Slots zusammengezählt',
    source: course('ein Zähler für alle Slots'),
    killedBy: ['slot-agreement'],
    edits: [
      multi(
        '    leadership.pending.set(slot, { value, acceptances: new Set([this.context.self]) });',
        `    const [shared] = leadership.pending.values();
    const acceptances = shared?.acceptances ?? new Set([this.context.self]);
    leadership.pending.set(slot, { value, acceptances });`,
      ),
    ],
  },
  {
    id: 'slot-used-twice',
    title: 'Zwei Befehle bekommen denselben Slot',
    source: course('nächster Slot erst nach der Wahl erhöht'),
    killedBy: ['slot-agreement'],
    edits: [
      multi(
        'this.propose(leadership.nextSlot++, command);',
        'this.propose(leadership.nextSlot, command);',
      ),
      multi(
        tellChosen,
        `    leadership.nextSlot = Math.max(leadership.nextSlot, slot + 1);\n${tellChosen}`,
      ),
    ],
  },
];

/** Applying, answering, and once only. */
export const applyMutants: readonly Mutant[] = [
  {
    id: 'applies-past-a-hole',
    title: 'Über ein Loch hinweg angewandt',
    source: simple('Abschnitt 3'),
    killedBy: ['applied-in-order'],
    edits: [
      multi(
        `    this.chosen.set(slot, value);
    const reached: Command[] = [];`,
        `    if (this.chosen.has(slot)) return [];
    this.chosen.set(slot, value);
    const reached: Command[] = [];
    if (slot > this._firstUnchosen) {
      if (value !== null) this.apply(value);
      return value === null ? [] : [value];
    }`,
      ),
    ],
  },
  {
    id: 'applies-what-it-accepts',
    title: 'Beim Zustimmen schon angewandt',
    source: course('angenommen mit gewählt verwechselt'),
    killedBy: ['applied-in-order', 'slot-agreement'],
    edits: [
      multi(
        "    this.context.send(from, { type: 'Accepted', ballot, slot });",
        "    this.context.send(from, { type: 'Accepted', ballot, slot });\n    this.learn(slot, value);",
      ),
    ],
  },
  {
    id: 'holes-taken-for-no-ops',
    title: 'Unbekannte Slots unter firstUnchosen des Leaders gelten als No-ops',
    source: course('Loch mit No-op verwechselt'),
    killedBy: ['applied-in-order'],
    edits: [
      multi(
        "    if (firstUnchosen > own) this.context.send(from, { type: 'Missing', firstUnchosen: own });",
        "    if (firstUnchosen > own) this.context.send(from, { type: 'Missing', firstUnchosen: own });\n    for (let slot = own; slot < firstUnchosen; slot++) {\n      if (!this.log.isChosen(slot)) this.learn(slot, null);\n    }",
      ),
    ],
  },
  {
    id: 'confirmed-when-chosen',
    title: 'Bestätigt, sobald gewählt, nicht erst, wenn angewandt',
    source: simple('Abschnitt 3'),
    killedBy: ['applied-in-order', 'linearizable'],
    edits: [
      multi(
        '    this.learn(slot, pending.value);',
        `    if (pending.value !== null) {
      const key = keyOf(pending.value);
      this.waiting.get(key)?.({ ok: true, position: this.log.texts.length + 1 });
      this.waiting.delete(key);
    }
    this.learn(slot, pending.value);`,
      ),
    ],
  },
  {
    id: 'repeated-commands-applied',
    title: 'Wiederholte Befehle noch einmal angewandt',
    source: live('Abschnitt zu Clients'),
    killedBy: ['applied-once'],
    edits: [multi(session, '    if (last < 0) return;')],
  },
  {
    id: 'older-commands-applied',
    title: 'Nur genau die letzte Nummer gilt als Wiederholung',
    source: course('=== statt ≤'),
    killedBy: ['applied-once', 'applied-in-order'],
    edits: [multi(session, '    if (sequence === last) return;')],
  },
  {
    id: 'one-session-for-all',
    title: 'Eine Nummer für alle Clients',
    source: course('Sitzung ohne Client'),
    killedBy: ['applied-in-order', 'log-progress', 'linearizable'],
    edits: [
      multi('this.sessions.get(clientId)?.sequence ?? 0;', "this.sessions.get('')?.sequence ?? 0;"),
      multi(
        '    this.sessions.set(clientId, { sequence, position });',
        "    this.sessions.set(clientId, { sequence, position });\n    this.sessions.set('', { sequence, position });",
      ),
    ],
  },
  {
    id: 'position-is-the-slot',
    title: 'Position zählt No-ops und Wiederholungen mit',
    source: 'Aufgabe 8.9, Regel L6',
    killedBy: ['linearizable'],
    edits: [
      multi(
        '    const position = this.texts.push(text);',
        '    this.texts.push(text);\n    const position = this._firstUnchosen - 1;',
      ),
    ],
  },
  {
    id: 'position-from-zero',
    title: 'Position beginnt bei 0',
    source: 'Aufgabe 8.9, Regel L6',
    killedBy: ['linearizable', 'log-progress'],
    edits: [
      multi(
        '    const position = this.texts.push(text);',
        '    const position = this.texts.push(text) - 1 || 1;',
      ),
    ],
  },
  {
    id: 'repeated-request-proposed-and-forgotten',
    title: 'Wiederholung einer Anfrage wird nicht mehr beantwortet',
    source: course('schon ausgeführt, also nichts tun'),
    killedBy: ['log-progress'],
    edits: [
      multi(
        '      respond({ ok: true, position: session.position });\n      return;',
        '      return;',
      ),
    ],
  },
  {
    id: 'number-must-be-the-next',
    title: 'Ein Befehl wirkt nur mit genau der nächsten Nummer',
    source: course('=== statt >'),
    killedBy: ['applied-in-order', 'log-progress'],
    edits: [multi('    if (sequence <= last) return;', '    if (sequence !== last + 1) return;')],
  },
  {
    id: 'no-op-stops-applying',
    title: 'Ein No-op gilt beim Anwenden als Loch',
    source: course('null mit „nichts“ verwechselt'),
    killedBy: ['log-progress'],
    edits: [
      multi(
        '    while (this.chosen.has(this._firstUnchosen)) {',
        '    while (this.chosen.get(this._firstUnchosen)) {',
      ),
    ],
  },
  {
    id: 'deduplicates-by-text',
    title: 'Wiederholungen am Text erkannt',
    source: course('Befehle statt Nummern verglichen'),
    killedBy: ['log-progress', 'applied-in-order'],
    edits: [
      multi(
        '    if (sequence <= last) return;',
        '    if (sequence <= last || this.texts.includes(text)) return;',
      ),
    ],
  },
];

/** Leaders: how they come, stay and go. */
export const leaderMutants: readonly Mutant[] = [
  {
    id: 'phase-1-for-each-command',
    title: 'Phase 1 für jeden Befehl',
    source: slides('Multi-Paxos'),
    killedBy: ['one-phase-1', 'log-progress'],
    edits: [
      multi(
        'if (!isUnderWay) this.propose(leadership.nextSlot++, command);',
        'if (!isUnderWay) {\n      this.propose(leadership.nextSlot++, command);\n      this.startPhase1();\n    }',
      ),
    ],
  },
  {
    id: 'heartbeat-does-not-restart-the-wait',
    title: 'Heartbeat stellt die Wartezeit nicht neu',
    source: slides('Multi-Paxos'),
    killedBy: ['one-phase-1', 'log-progress'],
    edits: [
      multi(
        '    this.stepDown();\n    return true;',
        '    if (this.leadership !== undefined || this.candidacy !== undefined) this.stepDown();\n    return true;',
      ),
    ],
  },
  {
    id: 'leader-keeps-its-timer',
    title: 'Der Leader stellt seine Wartezeit nicht ab',
    source: course('Timer nicht gestoppt'),
    killedBy: ['one-phase-1', 'log-progress'],
    edits: [
      multi(
        "    this.leader = this.context.self;\n    this.context.cancelTimer('leader');",
        '    this.leader = this.context.self;',
      ),
    ],
  },
  {
    id: 'stale-heartbeat-restarts-the-wait',
    title: 'Auch ein veralteter Heartbeat wird bedient',
    source: course('Heartbeat ohne Vergleich'),
    killedBy: ['steps-down'],
    edits: [
      multi(
        `    if (!this.promise(from, ballot)) return;
    this.leader = ballot.node;
    const own`,
        `    if (compareBallots(ballot, this.acceptor.promised) < 0) this.awaitLeader();
    else if (!this.promise(from, ballot)) return;
    this.leader = ballot.node;
    const own`,
      ),
    ],
  },
  {
    id: 'rejected-leader-stays',
    title: 'Ein abgelehnter Leader bleibt im Amt',
    source: slides('Multi-Paxos'),
    killedBy: ['steps-down'],
    edits: [multi(deposed, '    if (own !== undefined && own.round < 0) this.stepDown();')],
  },
  {
    id: 'overtaken-leader-stays',
    title: 'Ein Leader bedient einen höheren Ballot und bleibt im Amt',
    source: slides('Multi-Paxos'),
    killedBy: ['steps-down'],
    edits: [
      multi(
        '    this.stepDown();\n    return true;',
        '    if (this.leadership === undefined) this.stepDown();\n    return true;',
      ),
    ],
  },
  {
    id: 'deposed-leader-keeps-heartbeats',
    title: 'Der zurückgetretene Leader wartet nicht auf einen neuen',
    source: course('Timer nach dem Rücktritt nicht gestellt'),
    killedBy: ['log-progress'],
    edits: [
      multi(
        '      this.waiting.clear();\n    }\n    this.awaitLeader();',
        '      this.waiting.clear();\n      return;\n    }\n    this.awaitLeader();',
      ),
    ],
  },
  {
    id: 'fixed-leader-timeout',
    title: 'Feste Wartezeit auf den Leader',
    source: simple('Abschnitt 2.4'),
    killedBy: ['log-progress', 'one-phase-1'],
    edits: [
      multi(
        "    this.context.setTimer('leader', leaderTimeoutMinMs + this.context.random() * spanMs);",
        "    this.context.setTimer('leader', leaderTimeoutMinMs + spanMs / 2);",
      ),
    ],
  },
  {
    id: 'candidate-tries-once',
    title: 'Phase 1 wird nur einmal versucht',
    source: course('Timer nur beim ersten Mal gestellt'),
    killedBy: ['log-progress'],
    edits: [
      multi(
        "    this.broadcast({ type: 'Prepare', ballot, firstUnchosen });\n    this.awaitLeader();",
        "    this.broadcast({ type: 'Prepare', ballot, firstUnchosen });",
      ),
    ],
  },
  {
    id: 'ballot-ignores-promises',
    title: 'Neuer Ballot beachtet fremde Ballots nicht',
    source: simple('Abschnitt 2.5'),
    killedBy: ['slot-agreement', 'log-durable'],
    edits: [
      multi(
        '      highest(this.acceptor.promised, this.highestSeen),\n      this.context.self,\n    );\n    this.acceptor.promise(ballot);',
        "      { round: this.rounds++, node: '' },\n      this.context.self,\n    );\n    this.acceptor.promise(ballot);",
      ),
      multi(
        '  private leader: NodeId | undefined;',
        '  private leader: NodeId | undefined;\n  private rounds = 0;',
      ),
    ],
  },
  {
    id: 'one-command-at-a-time',
    title: 'Der Leader wartet, bis der vorige Slot gewählt ist',
    source: 'Aufgabe 8.9, Regel L3',
    killedBy: ['log-progress'],
    edits: [
      multi(
        'if (!isUnderWay) this.propose(leadership.nextSlot++, command);',
        'if (!isUnderWay && leadership.pending.size === 0) this.propose(leadership.nextSlot++, command);',
      ),
    ],
  },
  {
    id: 'accept-not-repeated',
    title: 'Verlorene Accept werden nicht wiederholt',
    source: slides('Multi-Paxos'),
    killedBy: ['log-progress'],
    edits: [
      multi(
        '        if (!acceptances.has(peer))',
        "        if (peer === '' && !acceptances.has(peer))",
      ),
    ],
  },
  {
    id: 'log-chosen-not-told',
    title: 'Gewähltes wird den anderen nicht gesagt',
    source: slides('Multi-Paxos'),
    killedBy: ['log-progress'],
    edits: [multi(tellChosen, '')],
  },
  {
    id: 'missing-not-asked',
    title: 'Nachzügler fragen nicht nach',
    source: slides('Multi-Paxos'),
    killedBy: ['log-progress'],
    edits: [
      multi(
        '    if (firstUnchosen > own) this.context',
        '    if (firstUnchosen < 0 && own > 0) this.context',
      ),
    ],
  },
  {
    id: 'missing-not-answered',
    title: 'Auf Missing kommt nur der erste Slot',
    source: slides('Multi-Paxos'),
    killedBy: ['log-progress'],
    edits: [
      multi(
        'slot < this.log.firstUnchosen; slot++) {\n      this.context',
        'slot < Math.min(firstUnchosen + 1, this.log.firstUnchosen); slot++) {\n      this.context',
      ),
    ],
  },
  {
    id: 'missing-answered-with-guesses',
    title: 'Auf Missing werden auch unbekannte Slots als No-op genannt',
    source: course('Loch mit No-op verwechselt'),
    killedBy: ['slot-agreement'],
    edits: [
      multi(
        'slot < this.log.firstUnchosen; slot++) {\n      this.context',
        'slot <= this.log.lastChosen; slot++) {\n      this.context',
      ),
    ],
  },
  {
    id: 'first-unchosen-behind-the-holes',
    title: 'firstUnchosen steht hinter dem letzten bekannten Slot',
    source: course('größter Slot statt erster Lücke'),
    killedBy: ['leader-completes', 'log-progress'],
    edits: [
      multi(
        "    this.broadcast({ type: 'Prepare', ballot, firstUnchosen });",
        "    const behind = Math.max(firstUnchosen, this.log.lastChosen + 1);\n    this.broadcast({ type: 'Prepare', ballot, firstUnchosen: behind });",
      ),
    ],
  },
  {
    id: 'heartbeat-counts-what-is-proposed',
    title: 'Der Heartbeat nennt den nächsten freien Slot als firstUnchosen',
    source: course('vorgeschlagen mit gewählt verwechselt'),
    killedBy: ['leader-completes'],
    edits: [
      multi(
        "this.broadcast({ type: 'Heartbeat', ballot, firstUnchosen: this.log.firstUnchosen });",
        "this.broadcast({ type: 'Heartbeat', ballot, firstUnchosen: leadership.nextSlot });",
      ),
    ],
  },
  {
    id: 'promise-does-not-restart-the-wait',
    title: 'Ein gegebenes Versprechen stellt die Wartezeit nicht neu',
    source: 'Aufgabe 8.9, Regel L1',
    killedBy: ['log-progress'],
    edits: [
      multi(
        '    if (!this.promise(from, ballot)) return;\n    const accepted',
        `    if (compareBallots(ballot, this.acceptor.promised) >= 0 && this.leadership === undefined) {
      this.candidacy = undefined;
      this.acceptor.promise(ballot);
    } else if (!this.promise(from, ballot)) return;
    const accepted`,
      ),
    ],
  },
  {
    id: 'rejected-heartbeat-restarts-the-wait',
    title: 'Auch ein abgelehnter Heartbeat stellt die Wartezeit neu',
    source: 'Aufgabe 8.9, Regel L1',
    killedBy: ['log-progress'],
    edits: [
      multi(
        '    if (!this.promise(from, ballot)) return;\n    this.leader = ballot.node;\n    const own',
        '    if (this.leadership === undefined) this.awaitLeader();\n    if (!this.promise(from, ballot)) return;\n    this.leader = ballot.node;\n    const own',
      ),
    ],
  },
  {
    id: 'candidate-forgets-what-it-promised',
    title: 'Wer einem anderen mehr versprochen hat, wird trotzdem Leader und zählt sich mit',
    source: 'Aufgabe 8.9, Regel 5',
    killedBy: ['slot-agreement'],
    edits: [
      multi(
        '    this.candidacy = undefined;\n    if (this.leadership !== undefined) {',
        '    if (this.leadership !== undefined) {\n      this.candidacy = undefined;',
      ),
    ],
  },
  {
    id: 'any-rejection-deposes',
    title: 'Der Leader tritt nach jedem Reject zurück',
    source: 'Aufgabe 8.9, Regel L1',
    killedBy: ['log-progress'],
    edits: [multi(deposed, '    if (own !== undefined) this.stepDown();')],
  },
  {
    id: 'first-heartbeat-late',
    title: 'Der erste Heartbeat kommt erst nach 50 ms',
    source: 'Aufgabe 8.9, Regel L4',
    killedBy: ['log-progress'],
    edits: [
      multi(
        "    this.context.cancelTimer('leader');\n    this.sendHeartbeats();",
        "    this.context.cancelTimer('leader');\n    this.context.setTimer('heartbeat', heartbeatIntervalMs);",
      ),
    ],
  },
  {
    id: 'accept-of-a-chosen-slot-unanswered',
    title: 'Ein Accept für einen bekannten Slot wird nur mit Chosen beantwortet',
    source: 'Aufgabe 8.9, Regel 4',
    killedBy: ['log-progress'],
    edits: [
      multi(
        '    this.leader = ballot.node;\n    this.acceptor.accept',
        "    if (this.log.isChosen(slot)) {\n      this.context.send(from, { type: 'Chosen', slot, value: this.log.valueAt(slot) });\n      return;\n    }\n    this.leader = ballot.node;\n    this.acceptor.accept",
      ),
    ],
  },
  {
    id: 'missing-asked-in-vain',
    title: 'Missing auch dann, wenn nichts fehlt',
    source: 'Aufgabe 8.9, Regel L4',
    killedBy: ['log-progress'],
    edits: [
      multi(
        '    if (firstUnchosen > own) this.context',
        '    if (firstUnchosen >= own) this.context',
      ),
    ],
  },
  {
    id: 'leader-hint-forgotten',
    title: 'Der Leader wird nie genannt',
    source: 'Aufgabe 8.9, Regel L6',
    killedBy: ['log-progress'],
    edits: [multi('respond({ ok: false, leaderHint: this.leader });', 'respond({ ok: false });')],
  },
];

/** What the acceptor of the log must not forget. */
export const logCrashMutants: readonly Mutant[] = [
  {
    id: 'log-promise-not-stored',
    title: 'Versprechen des Logs nicht gespeichert',
    source: simple('Abschnitt 2.5'),
    killedBy: ['log-durable'],
    edits: [multi("      this.storage.set('promised', ballot);", '')],
  },
  {
    id: 'slots-not-stored',
    title: 'Angenommene Slots nicht gespeichert',
    source: simple('Abschnitt 2.5'),
    killedBy: ['log-durable'],
    edits: [multi(`    this.storage.set(\`slot \${slot}\`, proposal);`, '')],
  },
  {
    id: 'slots-loaded-to-the-first-gap',
    title: 'Slots nur bis zur ersten Lücke geladen',
    source: course('Schleife endet beim ersten undefined'),
    killedBy: ['log-durable'],
    edits: [
      multi(
        '      if (accepted !== undefined) this.accepted.set(slot, accepted);',
        '      if (accepted === undefined) break;\n      this.accepted.set(slot, accepted);',
      ),
    ],
  },
  {
    id: 'last-slot-is-the-latest',
    title: 'Als letzter Slot gilt der zuletzt angenommene',
    source: course('Maximum vergessen'),
    killedBy: ['log-durable'],
    edits: [multi('    if (slot > this.lastSlot) {', '    if (slot !== this.lastSlot) {')],
  },
  {
    id: 'slot-stored-only-once',
    title: 'Ein Slot wird nur beim ersten Mal gespeichert',
    source: course('vorhandenen Schlüssel nicht überschrieben'),
    killedBy: ['log-durable'],
    edits: [
      multi(
        `    this.storage.set(\`slot \${slot}\`, proposal);`,
        `    if (this.storage.get(\`slot \${slot}\`) === undefined) this.storage.set(\`slot \${slot}\`, proposal);`,
      ),
    ],
  },
  {
    id: 'slots-stored-after-answering',
    title: 'Slot erst nach der Zustimmung gespeichert',
    source: simple('Abschnitt 2.5'),
    killedBy: ['log-durable'],
    edits: [
      multi(
        `    this.acceptor.accept({ slot, ballot, value });
    this.context.send(from, { type: 'Accepted', ballot, slot });`,
        `    this.context.send(from, { type: 'Accepted', ballot, slot });
    this.acceptor.accept({ slot, ballot, value });`,
      ),
    ],
  },
];
