import type { Mutant } from '../../../../grader/verify/mutant.ts';
import { course, paxos, simple } from './edits.ts';

const storePromise = "    this.storage.set('promised', ballot);";
const storeAccepted = "    this.storage.set('accepted', proposal);";
const loadPromise = "    this._promised = storage.get<Ballot>('promised') ?? noBallot;";
const loadAccepted = "    this._accepted = storage.get<AcceptedProposal>('accepted') ?? null;";
const onPrepare = `    if (this.acceptor.promise(ballot)) {
      const { accepted } = this.acceptor;
      this.context.send(from, { type: 'Promise', ballot, accepted });
    } else this.reject(from, ballot);`;
const onAccept = `    if (this.acceptor.accept({ ballot, value })) {
      this.context.send(from, { type: 'Accepted', ballot });
    } else this.reject(from, ballot);`;

/** What a crash brings to light. */
export const crashMutants: readonly Mutant[] = [
  {
    id: 'volatile-acceptor',
    title: 'Acceptor nur im Arbeitsspeicher',
    source: simple('Abschnitt 2.5'),
    killedBy: ['promise-durable', 'accepted-durable', 'agreement-crash-exhaustive'],
    edits: [paxos(storePromise, ''), paxos(storeAccepted, '')],
  },
  {
    id: 'promise-not-stored',
    title: 'Versprechen nicht gespeichert',
    source: simple('Abschnitt 2.5'),
    killedBy: ['promise-durable', 'agreement-crash-exhaustive'],
    edits: [paxos(storePromise, '')],
  },
  {
    id: 'accepted-not-stored',
    title: 'Angenommenes nicht gespeichert',
    source: simple('Abschnitt 2.5'),
    killedBy: ['accepted-durable', 'agreement-crash-exhaustive'],
    edits: [paxos(storeAccepted, '')],
  },
  {
    id: 'promise-not-loaded',
    title: 'Versprechen nach dem Neustart nicht geladen',
    source: course('Konstruktor lädt nicht alles'),
    killedBy: ['promise-durable'],
    edits: [paxos(loadPromise, '    this._promised = noBallot;')],
  },
  {
    id: 'accepted-not-loaded',
    title: 'Angenommenes nach dem Neustart nicht geladen',
    source: course('Konstruktor lädt nicht alles'),
    killedBy: ['accepted-durable'],
    edits: [paxos(loadAccepted, '    this._accepted = null;')],
  },
  {
    id: 'promised-by-accept-not-stored',
    title: 'Beim Zustimmen das Versprechen nicht gespeichert',
    source: course('Accept speichert nur accepted'),
    killedBy: ['promise-durable'],
    edits: [
      paxos(
        '    if (!this.promise(proposal.ballot)) return false;',
        '    if (compareBallots(proposal.ballot, this._promised) < 0) return false;\n    this._promised = proposal.ballot;',
      ),
    ],
  },
  {
    id: 'promises-before-it-stores',
    title: 'Versprechen gesendet, bevor es gespeichert ist',
    source: simple('Abschnitt 2.5'),
    killedBy: ['promise-durable', 'agreement-crash-exhaustive'],
    edits: [
      paxos(
        onPrepare,
        `    if (compareBallots(ballot, this.acceptor.promised) >= 0) {
      const { accepted } = this.acceptor;
      this.context.send(from, { type: 'Promise', ballot, accepted });
      this.acceptor.promise(ballot);
    } else this.reject(from, ballot);`,
      ),
    ],
  },
  {
    id: 'accepts-before-it-stores',
    title: 'Zustimmung gesendet, bevor sie gespeichert ist',
    source: simple('Abschnitt 2.5'),
    killedBy: ['accepted-durable', 'agreement-crash-exhaustive'],
    edits: [
      paxos(
        onAccept,
        `    if (compareBallots(ballot, this.acceptor.promised) >= 0) {
      this.context.send(from, { type: 'Accepted', ballot });
      this.acceptor.accept({ ballot, value });
    } else this.reject(from, ballot);`,
      ),
    ],
  },
  {
    id: 'ballot-stored-after-prepare',
    title: 'Eigener Ballot erst nach dem Prepare gespeichert',
    source: simple('Abschnitt 2.5'),
    killedBy: ['ballot-durable', 'promise-durable'],
    edits: [
      paxos('    this.acceptor.promise(ballot);\n    this.attempt = {', '    this.attempt = {'),
      paxos(
        "    this.broadcast({ type: 'Prepare', ballot });",
        "    this.broadcast({ type: 'Prepare', ballot });\n    this.acceptor.promise(ballot);",
      ),
    ],
  },
  {
    id: 'rounds-start-anew',
    title: 'Nach dem Neustart beginnen die Runden wieder bei 1',
    source: simple('Abschnitt 2.5'),
    killedBy: ['ballot-durable'],
    edits: [
      paxos(
        '      highest(this.acceptor.promised, this.highestSeen),\n',
        '      highest(this.attempt?.ballot ?? noBallot, this.highestSeen),\n',
      ),
    ],
  },
  {
    id: 'own-acceptance-stored-late',
    title: 'Eigene Zustimmung erst nach dem Accept gespeichert',
    source: 'Aufgabe 8.9, Regel 5',
    killedBy: ['accepted-durable'],
    edits: [
      paxos(
        `    if (this.acceptor.accept({ ballot, value })) attempt.acceptances.add(this.context.self);
    this.broadcast({ type: 'Accept', ballot, value });`,
        `    this.broadcast({ type: 'Accept', ballot, value });
    if (this.acceptor.accept({ ballot, value })) attempt.acceptances.add(this.context.self);`,
      ),
    ],
  },
  {
    id: 'accepted-value-only-stored',
    title: 'Vom Angenommenen nur der Wert gespeichert',
    source: course('Ballot des Angenommenen vergessen'),
    killedBy: ['accepted-durable'],
    edits: [
      paxos(
        storeAccepted,
        "    this.storage.set('accepted', { ballot: { round: 1, node: proposal.ballot.node }, value: proposal.value });",
      ),
    ],
  },
  {
    id: 'chosen-value-lost-for-clients',
    title: 'Nach einem Neustart bricht der erste Handler ab',
    source: course('null aus dem Speicher nicht erwartet'),
    killedBy: ['promise-durable', 'progress-crashes'],
    edits: [
      paxos(
        loadAccepted,
        `    this._accepted = storage.get<AcceptedProposal>('accepted') ?? null;
    if (this._promised.round > 0 && this._accepted === null) throw new Error('accepted fehlt');`,
      ),
    ],
  },
];
