import type { Mutant } from '../../../../grader/verify/mutant.ts';
import { ballot, course, duel, paxos, simple } from './edits.ts';

const compare = `  if (a.round !== b.round) return a.round - b.round;
  if (a.node === b.node) return 0;
  return a.node < b.node ? -1 : 1;`;
const promise = `    if (compareBallots(ballot, this._promised) < 0) return false;
    this._promised = ballot;`;
const accept = `    if (!this.promise(proposal.ballot)) return false;
    this._accepted = proposal;`;
const answerPrepare = `      const { accepted } = this.acceptor;
      this.context.send(from, { type: 'Promise', ballot, accepted });`;

/** Ballots and the acceptor. */
export const acceptorMutants: readonly Mutant[] = [
  {
    id: 'ballots-without-node',
    title: 'Ballots ohne Knotennamen verglichen',
    source: simple('Abschnitt 2.5'),
    killedBy: ['ballot-order', 'agreement-exhaustive', 'agreement'],
    edits: [ballot(compare, '  return a.round - b.round;')],
  },
  {
    id: 'ballots-by-node-first',
    title: 'Name vor Runde verglichen',
    source: course('Vergleich von Ballots'),
    killedBy: ['ballot-order', 'promise-kept'],
    edits: [
      ballot(
        compare,
        `  if (a.node !== b.node) return a.node < b.node ? -1 : 1;
  return a.round - b.round;`,
      ),
    ],
  },
  {
    id: 'rounds-as-text',
    title: 'Runden als Text verglichen',
    source: course('Vergleich von Ballots'),
    killedBy: ['ballot-order'],
    edits: [
      ballot(
        compare,
        `  return \`\${a.round} \${a.node}\` < \`\${b.round} \${b.node}\` ? -1 : \`\${a.round} \${a.node}\` > \`\${b.round} \${b.node}\` ? 1 : 0;`,
      ),
    ],
  },
  {
    id: 'ties-lose-both-ways',
    title: 'Gleiche Ballots nie gleich',
    source: course('Vergleich von Ballots'),
    killedBy: ['ballot-order', 'serves'],
    edits: [
      ballot(
        compare,
        '  return a.round !== b.round ? a.round - b.round : a.node > b.node ? 1 : -1;',
      ),
    ],
  },
  {
    id: 'promised-decreases',
    title: 'Jedes Prepare wird versprochen',
    source: simple('Abschnitt 2.2'),
    killedBy: ['promise-kept', 'agreement-exhaustive'],
    edits: [
      paxos(
        '    if (this.acceptor.promise(ballot)) {\n      const { accepted }',
        '    if (this.acceptor.promise(ballot) || true) {\n      const { accepted }',
      ),
      paxos(
        promise,
        `    const isServed = compareBallots(ballot, this._promised) >= 0;
    this._promised = ballot;
    if (!isServed) this.storage.set('promised', ballot);
    if (!isServed) return false;`,
      ),
    ],
  },
  {
    id: 'prepare-compared-with-accepted',
    title: 'Prepare nur mit dem Angenommenen verglichen',
    source: course('promised und accepted verwechselt'),
    killedBy: ['promise-kept'],
    edits: [
      paxos(
        promise,
        `    if (compareBallots(ballot, this._accepted?.ballot ?? noBallot) < 0) return false;
    this._promised = ballot;`,
      ),
    ],
  },
  {
    id: 'accept-without-comparison',
    title: 'Accept ohne Vergleich angenommen',
    source: simple('Abschnitt 2.2'),
    killedBy: ['promise-kept', 'agreement-exhaustive'],
    edits: [
      paxos(
        accept,
        `    this.promise(proposal.ballot);
    this._accepted = proposal;`,
      ),
    ],
  },
  {
    id: 'accept-compared-with-accepted',
    title: 'Accept nur mit dem Angenommenen verglichen',
    source: course('promised und accepted verwechselt'),
    killedBy: ['promise-kept', 'agreement-exhaustive'],
    edits: [
      paxos(
        accept,
        `    if (compareBallots(proposal.ballot, this._accepted?.ballot ?? noBallot) < 0) return false;
    this.promise(proposal.ballot);
    this._accepted = proposal;`,
      ),
    ],
  },
  {
    id: 'accept-does-not-raise-promised',
    title: 'Accept erhöht das Versprechen nicht',
    source: 'Ongaro & Ousterhout 2013, Basic Paxos',
    killedBy: ['accept-promises'],
    edits: [
      paxos(
        accept,
        `    if (compareBallots(proposal.ballot, this._promised) < 0) return false;
    this._accepted = proposal;`,
      ),
    ],
  },
  {
    id: 'accept-only-what-was-promised',
    title: 'Accept nur für genau den versprochenen Ballot',
    source: course('Accept ohne eigenes Prepare'),
    killedBy: ['serves'],
    edits: [
      paxos(
        accept,
        `    if (compareBallots(proposal.ballot, this._promised) !== 0) return false;
    this._accepted = proposal;`,
      ),
    ],
  },
  {
    id: 'prepare-must-be-higher',
    title: 'Doppeltes Prepare abgelehnt',
    source: course('> statt ≥'),
    killedBy: ['serves'],
    edits: [
      paxos(
        '    if (this.acceptor.promise(ballot)) {\n      const { accepted }',
        '    if (compareBallots(ballot, this.acceptor.promised) > 0 && this.acceptor.promise(ballot)) {\n      const { accepted }',
      ),
    ],
  },
  {
    id: 'accept-must-be-higher',
    title: 'Accept zum versprochenen Ballot abgelehnt',
    source: course('> statt ≥'),
    killedBy: ['serves', 'progress'],
    edits: [
      paxos(
        accept,
        `    if (compareBallots(proposal.ballot, this._promised) <= 0) return false;
    this.promise(proposal.ballot);
    this._accepted = proposal;`,
      ),
    ],
  },
  {
    id: 'promise-tells-nothing',
    title: 'Promise nennt nie etwas Angenommenes',
    source: simple('Abschnitt 2.2, P2c'),
    killedBy: ['promise-tells', 'agreement-exhaustive'],
    edits: [
      paxos(
        answerPrepare,
        "      this.context.send(from, { type: 'Promise', ballot, accepted: null });",
      ),
    ],
  },
  {
    id: 'first-accepted-kept',
    title: 'Das zuerst Angenommene wird nie ersetzt',
    source: simple('Abschnitt 2.2, P1'),
    killedBy: ['promise-tells'],
    edits: [paxos('    this._accepted = proposal;', '    this._accepted ??= proposal;')],
  },
  {
    id: 'promise-clears-accepted',
    title: 'Ein neues Versprechen löscht das Angenommene',
    source: course('Zustand bei neuem Ballot zurückgesetzt'),
    killedBy: ['promise-tells', 'agreement-exhaustive'],
    edits: [
      paxos(
        promise,
        `    if (compareBallots(ballot, this._promised) < 0) return false;
    if (compareBallots(ballot, this._promised) > 0) this._accepted = null;
    this._promised = ballot;`,
      ),
    ],
  },
  {
    id: 'promise-tells-with-promised-ballot',
    title: 'Angenommener Wert mit dem versprochenen Ballot genannt',
    source: course('promised und accepted verwechselt'),
    killedBy: ['promise-tells'],
    edits: [
      paxos(
        answerPrepare,
        `      const known = this.acceptor.accepted;
      const accepted = known && { ballot, value: known.value };
      this.context.send(from, { type: 'Promise', ballot, accepted });`,
      ),
    ],
  },
  {
    id: 'rejected-accept-remembered',
    title: 'Auch Abgelehntes gilt als angenommen',
    source: course('Zuweisung vor der Prüfung'),
    killedBy: ['promise-tells'],
    edits: [
      paxos(
        accept,
        `    this._accepted = proposal;
    if (!this.promise(proposal.ballot)) return false;`,
      ),
    ],
  },
  {
    id: 'value-without-ballot-updated',
    title: 'Beim zweiten Zustimmen bleibt der alte Ballot stehen',
    source: course('nur der Wert ersetzt'),
    killedBy: ['promise-tells'],
    edits: [
      paxos(
        '    this._accepted = proposal;',
        '    this._accepted = { ballot: this._accepted?.ballot ?? proposal.ballot, value: proposal.value };',
      ),
    ],
  },
  {
    id: 'rejections-silent',
    title: 'Abgelehntes bleibt unbeantwortet',
    source: 'Aufgabe 8.9, Regel 4',
    killedBy: ['answers-once', 'promise-kept'],
    edits: [
      paxos(
        "    this.context.send(to, { type: 'Reject', ballot, promised: this.acceptor.promised });",
        "    if (to === '') this.context.send(to, { type: 'Reject', ballot, promised: this.acceptor.promised });",
      ),
    ],
  },
  {
    id: 'reject-names-the-question',
    title: 'Reject nennt den abgelehnten statt des versprochenen Ballots',
    source: 'Aufgabe 8.9, Regel 4',
    killedBy: ['answers-once', 'ballots-unique'],
    edits: [
      paxos(
        "{ type: 'Reject', ballot, promised: this.acceptor.promised }",
        "{ type: 'Reject', ballot, promised: ballot }",
      ),
    ],
  },
  {
    id: 'answers-name-the-promise',
    title: 'Antworten nennen den versprochenen Ballot statt des gefragten',
    source: 'Aufgabe 8.9, Regel 4',
    killedBy: ['answers-once'],
    edits: [
      paxos(
        "{ type: 'Reject', ballot, promised: this.acceptor.promised }",
        "{ type: 'Reject', ballot: this.acceptor.promised, promised: this.acceptor.promised }",
      ),
    ],
  },
  {
    id: 'nothing-served-once-chosen',
    title: 'Wer den gewählten Wert kennt, antwortet als Acceptor nicht mehr',
    source: 'Aufgabe 8.9, Regel 4',
    killedBy: ['progress'],
    edits: [
      paxos(
        '  onMessage(from: NodeId, message: Message): void {\n',
        '  onMessage(from: NodeId, message: Message): void {\n    if (this.chosen !== undefined) return;\n',
      ),
    ],
  },
];

const prepares = "    steps.push(...toAll('Prepare', ballot));";

/** The duel. */
export const duelMutants: readonly Mutant[] = [
  {
    id: 'duel-last-attempt-wins',
    title: 'Duell: Der letzte Versuch gelingt',
    source: simple('Abschnitt 2.4'),
    killedBy: ['duel-built'],
    edits: [
      duel(
        '  return steps;',
        "  if (waiting !== undefined) steps.push(...toAll('Accept', waiting));\n  return steps;",
      ),
    ],
  },
  {
    id: 'duel-one-round-short',
    title: 'Duell: ein Versuch zu wenig',
    source: simple('Abschnitt 2.4'),
    killedBy: ['duel-built'],
    edits: [duel('attempt <= 2 * rounds', 'attempt < 2 * rounds')],
  },
  {
    id: 'duel-accept-too-early',
    title: 'Duell: Accept vor dem Prepare des anderen',
    source: simple('Abschnitt 2.4'),
    killedBy: ['duel-built'],
    edits: [
      duel(
        `${prepares}
    if (waiting !== undefined) steps.push(...toAll('Accept', waiting));`,
        `    if (waiting !== undefined) steps.push(...toAll('Accept', waiting));
${prepares}`,
      ),
    ],
  },
  {
    id: 'duel-ballots-do-not-rise',
    title: 'Duell: Beide bleiben bei ihrer ersten Runde',
    source: simple('Abschnitt 2.4'),
    killedBy: ['duel-built'],
    edits: [duel('round: attempt + 1', 'round: 1')],
  },
  {
    id: 'duel-with-a-minority',
    title: 'Duell: nur die Hälfte der Acceptors gefragt',
    source: course('⌊n/2⌋ statt Mehrheit'),
    killedBy: ['duel-built'],
    edits: [
      duel(
        '    acceptors.map((acceptor) => ({ type, ballot, acceptor }));',
        '    acceptors.slice(0, acceptors.length >> 1).map((acceptor) => ({ type, ballot, acceptor }));',
      ),
    ],
  },
  {
    id: 'duel-for-three-only',
    title: 'Duell: immer drei Acceptors',
    source: course('feste Zahl statt Eingabe'),
    killedBy: ['duel-built'],
    edits: [duel('    acceptors.map(', '    acceptors.slice(0, 3).map(')],
  },
];
