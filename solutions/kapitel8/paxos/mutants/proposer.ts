import type { Mutant } from '../../../../grader/verify/mutant.ts';
import { course, paxos, simple } from './edits.ts';

const isHigher =
  '      if (highestAccepted === null || compareBallots(accepted.ballot, highestAccepted.ballot) > 0) {';
const value = '    attempt.value = highestAccepted?.value ?? this.ownValue;';
const ownAccept =
  '    if (this.acceptor.accept({ ballot, value })) attempt.acceptances.add(this.context.self);';
const majority = '    return Math.floor((this.context.peers.length + 1) / 2) + 1;';
const delay =
  "    this.context.setTimer('retry', retryDelayMinMs + this.context.random() * spanMs);";
const seenReject = '    this.highestSeen = highest(this.highestSeen, promised);';
const samePhase = '    if (attempt === undefined || attempt.phase !== phase) return undefined;';
const sameBallot = '    return compareBallots(attempt.ballot, ballot) === 0 ? attempt : undefined;';

/** The proposer's two phases. */
export const proposerMutants: readonly Mutant[] = [
  {
    id: 'keeps-its-own-value',
    title: 'Proposer behält seinen eigenen Wert',
    source: simple('Abschnitt 2.2, P2c'),
    killedBy: ['highest-value', 'agreement-exhaustive'],
    edits: [paxos(value, '    attempt.value = this.ownValue;')],
  },
  {
    id: 'takes-the-first-value',
    title: 'Proposer nimmt den zuerst genannten Wert',
    source: course('Wert ohne Vergleich der Ballots'),
    killedBy: ['highest-value'],
    edits: [paxos(isHigher, '      if (highestAccepted === null) {')],
  },
  {
    id: 'takes-the-last-value',
    title: 'Proposer nimmt den zuletzt genannten Wert',
    source: course('Wert ohne Vergleich der Ballots'),
    killedBy: ['highest-value'],
    edits: [paxos(isHigher, '      {')],
  },
  {
    id: 'takes-the-lowest-ballot',
    title: 'Proposer nimmt den Wert des kleinsten Ballots',
    source: course('Vergleich verkehrt herum'),
    killedBy: ['highest-value'],
    edits: [paxos('highestAccepted.ballot) > 0) {', 'highestAccepted.ballot) < 0) {')],
  },
  {
    id: 'takes-the-most-frequent-value',
    title: 'Proposer nimmt den häufigsten Wert',
    source: course('Abstimmung über Werte'),
    killedBy: ['highest-value'],
    edits: [
      paxos(
        value,
        `    const votes = [...attempt.promises.values()].flatMap((vote) => (vote ? [vote.value] : []));
    const often = (text: string): number => votes.filter((other) => other === text).length;
    const [frequent] = votes.sort((a, b) => often(b) - often(a));
    attempt.value = frequent ?? this.ownValue;`,
      ),
    ],
  },
  {
    id: 'highest-by-value',
    title: 'Beim höchsten Ballot zählt der größte Wert',
    source: course('Werte statt Ballots verglichen'),
    killedBy: ['highest-value'],
    edits: [
      paxos(
        isHigher,
        '      if (highestAccepted === null || accepted.value > highestAccepted.value) {',
      ),
    ],
  },
  {
    id: 'highest-by-round',
    title: 'Beim höchsten Ballot zählt nur die Runde',
    source: course('Knotenname beim Vergleich vergessen'),
    killedBy: ['highest-value', 'agreement-exhaustive'],
    edits: [
      paxos(
        isHigher,
        '      if (highestAccepted === null || accepted.ballot.round > highestAccepted.ballot.round) {',
      ),
    ],
  },
  {
    id: 'own-accepted-forgotten',
    title: 'Eigenes Angenommenes bei der Wahl des Werts vergessen',
    source: course('eigener Acceptor nicht gefragt'),
    killedBy: ['highest-value'],
    edits: [
      paxos(
        'new Map([[this.context.self, this.acceptor.accepted]])',
        'new Map([[this.context.self, null]])',
      ),
    ],
  },
  {
    id: 'inherited-value-becomes-own',
    title: 'Ein übernommener Wert ersetzt den eigenen für immer',
    source: course('eigener Wert überschrieben'),
    killedBy: ['free-value'],
    edits: [
      paxos(
        value,
        '    this.ownValue = highestAccepted?.value ?? this.ownValue;\n    attempt.value = this.ownValue;',
      ),
    ],
  },
  {
    id: 'stale-promise-counted',
    title: 'Versprechen für einen früheren Versuch gezählt',
    source: simple('Abschnitt 2.2'),
    killedBy: ['phase-2-quorum'],
    edits: [
      paxos(
        sameBallot,
        '    return phase === 1 || compareBallots(attempt.ballot, ballot) === 0 ? attempt : undefined;',
      ),
    ],
  },
  {
    id: 'promises-kept-across-attempts',
    title: 'Versprechen früherer Versuche nicht vergessen',
    source: course('Zähler nicht zurückgesetzt'),
    killedBy: ['phase-2-quorum'],
    edits: [
      paxos(
        'promises: new Map([[this.context.self, this.acceptor.accepted]]),',
        'promises: new Map([...(this.attempt?.promises ?? []), [this.context.self, this.acceptor.accepted]]),',
      ),
    ],
  },
  {
    id: 'duplicate-promise-counted',
    title: 'Doppeltes Versprechen zweimal gezählt',
    source: course('Antworten statt Knoten gezählt'),
    killedBy: ['phase-2-quorum'],
    edits: [
      paxos(
        '    attempt.promises.set(from, accepted);',
        `    attempt.promises.set(\`\${from}#\${attempt.promises.size}\`, accepted);`,
      ),
    ],
  },
  {
    id: 'rejection-counted-as-promise',
    title: 'Ablehnung als Versprechen gezählt',
    source: course('jede Antwort zählt'),
    killedBy: ['phase-2-quorum'],
    edits: [
      paxos(
        '        this.onReject(message);',
        `        this.onReject(message);
        this.onPromise(from, { type: 'Promise', ballot: message.ballot, accepted: null });`,
      ),
    ],
  },
  {
    id: 'quorum-too-small',
    title: 'Mehrheit als ⌊n/2⌋ gerechnet',
    source: course('⌊n/2⌋ statt Mehrheit'),
    killedBy: ['phase-2-quorum', 'chosen-quorum'],
    edits: [
      paxos(majority, '    return Math.max(2, Math.floor((this.context.peers.length + 1) / 2));'),
    ],
  },
  {
    id: 'quorum-of-all',
    title: 'Alle Knoten verlangt statt der Mehrheit',
    source: course('Warten auf alle'),
    killedBy: ['progress'],
    edits: [paxos(majority, '    return this.context.peers.length + 1;')],
  },
  {
    id: 'quorum-of-the-others',
    title: 'Proposer zählt sich selbst nicht mit',
    source: 'Aufgabe 8.9, Regel 5',
    killedBy: ['progress'],
    edits: [paxos(majority, '    return Math.floor((this.context.peers.length + 1) / 2) + 2;')],
  },
  {
    id: 'own-promise-not-given',
    title: 'Proposer verspricht sich den Ballot nicht selbst',
    source: 'Aufgabe 8.9, Regel 5',
    killedBy: ['phase-2-quorum', 'ballots-unique'],
    edits: [
      paxos(
        '    this.acceptor.promise(ballot);\n    this.attempt = {',
        '    this.highestSeen = ballot;\n    this.attempt = {',
      ),
    ],
  },
  {
    id: 'own-acceptance-not-stored',
    title: 'Proposer zählt sich mit, ohne selbst zuzustimmen',
    source: 'Aufgabe 8.9, Regel 5',
    killedBy: ['chosen-quorum', 'agreement-exhaustive'],
    edits: [paxos(ownAccept, '    attempt.acceptances.add(this.context.self);')],
  },
  {
    id: 'own-acceptance-always-counted',
    title: 'Proposer zählt sich mit, obwohl er inzwischen mehr versprochen hat',
    source: 'Aufgabe 8.9, Regel 5',
    killedBy: ['chosen-quorum'],
    edits: [
      paxos(
        ownAccept,
        '    this.acceptor.accept({ ballot, value });\n    attempt.acceptances.add(this.context.self);',
      ),
    ],
  },
  {
    id: 'phase-2-with-each-promise',
    title: 'Jedes weitere Versprechen beginnt Phase 2 von Neuem',
    source: course('Phase nicht gemerkt'),
    killedBy: ['ballots-unique'],
    edits: [
      paxos(samePhase, '    if (attempt === undefined || attempt.phase < phase) return undefined;'),
      paxos(isHigher, '      {'),
    ],
  },
  {
    id: 'accepts-counted-across-ballots',
    title: 'Zustimmungen über Ballots hinweg gezählt',
    source: simple('Abschnitt 2.2'),
    killedBy: ['chosen-quorum'],
    edits: [
      paxos(
        sameBallot,
        '    return phase === 2 || compareBallots(attempt.ballot, ballot) === 0 ? attempt : undefined;',
      ),
    ],
  },
  {
    id: 'acceptances-kept-across-attempts',
    title: 'Zustimmungen früherer Versuche nicht vergessen',
    source: course('Zähler nicht zurückgesetzt'),
    killedBy: ['chosen-quorum'],
    edits: [
      paxos(
        '      acceptances: new Set(),',
        '      acceptances: new Set(this.attempt?.acceptances),',
      ),
    ],
  },
  {
    id: 'rejection-counted-as-acceptance',
    title: 'Ablehnung als Zustimmung gezählt',
    source: course('jede Antwort zählt'),
    killedBy: ['chosen-quorum'],
    edits: [
      paxos(
        '        this.onReject(message);',
        `        this.onReject(message);
        this.onAccepted(from, { type: 'Accepted', ballot: message.ballot });`,
      ),
    ],
  },
  {
    id: 'duplicate-acceptance-counted',
    title: 'Doppelte Zustimmung zweimal gezählt',
    source: course('Antworten statt Knoten gezählt'),
    killedBy: ['chosen-quorum'],
    edits: [
      paxos(
        '    attempt.acceptances.add(from);',
        `    attempt.acceptances.add(\`\${from}#\${attempt.acceptances.size}\`);`,
      ),
    ],
  },
  {
    id: 'chosen-after-phase-1',
    title: 'Nach Phase 1 schon als gewählt ausgegeben',
    source: simple('Abschnitt 2.2'),
    killedBy: ['chosen-quorum', 'agreement-exhaustive'],
    edits: [
      paxos(
        "    this.broadcast({ type: 'Accept', ballot, value });",
        "    this.broadcast({ type: 'Accept', ballot, value });\n    this.learn(value);\n    this.broadcast({ type: 'Chosen', value });",
      ),
    ],
  },
  {
    id: 'chosen-with-first-acceptance',
    title: 'Mit der ersten fremden Zustimmung als gewählt ausgegeben',
    source: simple('Abschnitt 2.3'),
    killedBy: ['chosen-quorum'],
    edits: [paxos('    if (attempt.acceptances.size < this.majority) return;\n', '')],
  },
  {
    id: 'accepted-by-one-is-chosen',
    title: 'Ein Acceptor hält für gewählt, was er angenommen hat',
    source: simple('Abschnitt 2.3'),
    killedBy: ['chosen-quorum', 'agreement-exhaustive'],
    edits: [
      paxos(
        "      this.context.send(from, { type: 'Accepted', ballot });",
        "      this.context.send(from, { type: 'Accepted', ballot });\n      this.learn(value);",
      ),
    ],
  },
  {
    id: 'named-value-is-chosen',
    title: 'Was ein Versprechen nennt, gilt als gewählt',
    source: course('angenommen mit gewählt verwechselt'),
    killedBy: ['chosen-quorum'],
    edits: [
      paxos(
        '    attempt.promises.set(from, accepted);',
        '    attempt.promises.set(from, accepted);\n    if (accepted !== null) return this.learn(accepted.value);',
      ),
    ],
  },
  {
    id: 'client-told-its-own-value',
    title: 'Client bekommt seinen eigenen Wert bestätigt',
    source: course('Antwort mit dem Wert der Anfrage'),
    killedBy: ['chosen-quorum', 'agreement'],
    edits: [
      paxos(
        'this.waiting.splice(0)) respond({ chosen: value });',
        'this.waiting.splice(0)) respond({ chosen: this.ownValue });',
      ),
    ],
  },
];

/** Ballots, retries and learning. */
export const retryMutants: readonly Mutant[] = [
  {
    id: 'rejection-ignored',
    title: 'Ablehnung nennt einen höheren Ballot, und der Proposer beachtet ihn nicht',
    source: simple('Abschnitt 2.2'),
    killedBy: ['ballots-unique'],
    edits: [
      paxos(
        seenReject,
        '    this.highestSeen = highest(this.highestSeen, noBallot);\n    if (promised.round < 0) return;',
      ),
    ],
  },
  {
    id: 'ballot-from-own-rounds-only',
    title: 'Neuer Ballot beachtet nur die eigenen Runden',
    source: simple('Abschnitt 2.5'),
    killedBy: ['ballots-unique'],
    edits: [
      paxos(
        '      highest(this.acceptor.promised, this.highestSeen),\n',
        '      this.attempt?.ballot ?? noBallot,\n',
      ),
    ],
  },
  {
    id: 'same-ballot-again',
    title: 'Neuer Versuch mit demselben Ballot und frischem Zustand',
    source: simple('Abschnitt 2.5'),
    killedBy: ['progress', 'highest-value'],
    edits: [
      paxos(
        `    const ballot = ballotAbove(
      highest(this.acceptor.promised, this.highestSeen),
      this.context.self,
    );`,
        `    const ballot =
      this.attempt?.ballot ??
      ballotAbove(highest(this.acceptor.promised, this.highestSeen), this.context.self);`,
      ),
    ],
  },
  {
    id: 'never-tries-again',
    title: 'Es gibt nur einen Versuch',
    source: course('kein Timer'),
    killedBy: ['progress'],
    edits: [paxos(delay, '    if (spanMs < 0) this.context.setTimer("retry", spanMs);')],
  },
  {
    id: 'tries-again-once',
    title: 'Der Timer wird nach dem zweiten Versuch nicht mehr gestellt',
    source: course('Timer nur beim ersten Mal gestellt'),
    killedBy: ['progress', 'duel-ends'],
    edits: [
      paxos(
        delay,
        "    if (ballot.round < 8) this.context.setTimer('retry', retryDelayMinMs + this.context.random() * spanMs);",
      ),
    ],
  },
  {
    id: 'tries-again-at-once',
    title: 'Auf eine Ablehnung folgt sofort der nächste Versuch',
    source: simple('Abschnitt 2.4'),
    killedBy: ['progress', 'duel-ends'],
    edits: [
      paxos(seenReject, `${seenReject}\n    if (this.attempt !== undefined) this.startAttempt();`),
    ],
  },
  {
    id: 'fixed-delay',
    title: 'Feste Wartezeit',
    source: simple('Abschnitt 2.4'),
    killedBy: ['duel-ends'],
    edits: [paxos(delay, "    this.context.setTimer('retry', retryDelayMinMs + spanMs / 2);")],
  },
  {
    id: 'delay-drawn-once',
    title: 'Wartezeit nur einmal gezogen',
    source: course('Zufall im Konstruktor'),
    killedBy: ['duel-ends'],
    edits: [
      paxos(
        '  private chosen: string | undefined;',
        '  private chosen: string | undefined;\n  private delayMs = 0;',
      ),
      paxos(
        delay,
        "    this.delayMs ||= retryDelayMinMs + this.context.random() * spanMs;\n    this.context.setTimer('retry', this.delayMs);",
      ),
    ],
  },
  {
    id: 'each-request-a-new-attempt',
    title: 'Jede Anfrage bricht den laufenden Versuch ab',
    source: 'Aufgabe 8.9, Regel 6',
    killedBy: ['progress'],
    edits: [paxos('    if (this.waiting.length > 1) return;\n', '')],
  },
  {
    id: 'second-client-forgotten',
    title: 'Nur der letzte Client bekommt eine Antwort',
    source: course('ein respond statt einer Liste'),
    killedBy: ['progress'],
    edits: [
      paxos(
        '    this.waiting.push(respond);\n    if (this.waiting.length > 1) return;',
        '    const isFirst = this.waiting.length === 0;\n    this.waiting.length = 0;\n    this.waiting.push(respond);\n    if (!isFirst) return;',
      ),
    ],
  },
  {
    id: 'learner-does-not-answer',
    title: 'Wer es aus Chosen erfährt, antwortet seinem Client nicht',
    source: simple('Abschnitt 2.3'),
    killedBy: ['progress'],
    edits: [
      paxos(
        '  private onChosen({ value }: Chosen): void {\n    this.learn(value);',
        "  private onChosen({ value }: Chosen): void {\n    this.chosen = value;\n    this.attempt = undefined;\n    this.context.cancelTimer('retry');",
      ),
    ],
  },
  {
    id: 'known-value-not-told',
    title: 'Spätere Anfragen beginnen einen Versuch, statt sofort beantwortet zu werden',
    source: 'Aufgabe 8.9, Regel 8',
    killedBy: ['progress'],
    edits: [paxos('      respond({ chosen: this.chosen });\n      return;', '      return;')],
  },
  {
    id: 'chosen-not-told',
    title: 'Gewähltes wird den anderen nicht gesagt',
    source: simple('Abschnitt 2.3'),
    killedBy: ['progress'],
    edits: [paxos("    this.broadcast({ type: 'Chosen', value });\n", '')],
  },
  {
    id: 'goes-on-once-chosen',
    title: 'Der Timer läuft weiter, wenn der Wert bekannt ist',
    source: course('Timer nicht gestoppt'),
    killedBy: ['progress'],
    edits: [paxos("    this.context.cancelTimer('retry');\n", '')],
  },
  {
    id: 'late-rejection-ignored',
    title: 'Eine Ablehnung des vorigen Versuchs wird ganz übergangen',
    source: course('verspätete Antwort verworfen'),
    killedBy: ['ballots-unique'],
    edits: [
      paxos(
        '  private onReject({ promised }: Reject): void {',
        '  private onReject({ ballot, promised }: Reject): void {\n    if (this.attempt && compareBallots(this.attempt.ballot, ballot) !== 0) return;',
      ),
    ],
  },
  {
    id: 'chosen-passed-on',
    title: 'Wer den Wert aus Chosen erfährt, sendet ihn an alle weiter',
    source: 'Aufgabe 8.9, Regel 7',
    killedBy: ['progress'],
    edits: [
      paxos(
        '  private onChosen({ value }: Chosen): void {',
        "  private onChosen({ value }: Chosen): void {\n    if (this.chosen === undefined) this.broadcast({ type: 'Chosen', value });",
      ),
    ],
  },
  {
    id: 'prepare-to-a-majority-only',
    title: 'Prepare nur an so viele Knoten, wie zur Mehrheit fehlen',
    source: course('zu sparsam gefragt'),
    killedBy: ['progress'],
    edits: [
      paxos(
        "    this.broadcast({ type: 'Prepare', ballot });",
        "    for (const peer of this.context.peers.slice(0, this.majority - 1)) {\n      this.context.send(peer, { type: 'Prepare', ballot });\n    }",
      ),
    ],
  },
  {
    id: 'accept-to-promisers-only',
    title: 'Accept nur an die Knoten, die versprochen haben',
    source: 'Aufgabe 8.9, Regel 6',
    killedBy: ['progress'],
    edits: [
      paxos(
        "    this.broadcast({ type: 'Accept', ballot, value });",
        "    for (const peer of this.context.peers) {\n      if (attempt.promises.has(peer)) this.context.send(peer, { type: 'Accept', ballot, value });\n    }",
      ),
    ],
  },
];
