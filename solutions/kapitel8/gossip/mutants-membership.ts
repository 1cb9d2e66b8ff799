import type { Mutant } from '../../../grader/verify/mutant.ts';

const file = 'membership.ts';
const swim = 'Das, Gupta & Motivala 2002';

const reportMutants: readonly Mutant[] = [
  {
    id: 'stale-alive-resurrects',
    title: 'Ein altes „alive“ erweckt Tote',
    source: `${swim}, Abschnitt 4.2 missachtet`,
    killedBy: ['reports-taken'],
    edits: [
      {
        file,
        find: 'if (known !== undefined && supersedes(update, known)) this.believe(update);',
        replace: `if (known === undefined) return;
    if (supersedes(update, known) || update.status === 'alive') this.believe(update);`,
      },
    ],
  },
  {
    id: 'status-before-incarnation',
    title: 'Der Status zählt mehr als die Inkarnation',
    source: `${swim}, Abschnitt 4.2 missachtet`,
    killedBy: ['report-order'],
    edits: [
      {
        file,
        find: 'if (update.incarnation !== known.incarnation) return update.incarnation > known.incarnation;',
        replace:
          'if (update.status === known.status) return update.incarnation > known.incarnation;',
      },
    ],
  },
  {
    id: 'equal-supersedes',
    title: 'Gleiches verdrängt Gleiches: Die Frist des Verdachts beginnt immer wieder neu',
    source: 'typische Abgabe',
    killedBy: ['report-order'],
    edits: [
      {
        file,
        find: 'return severity[update.status] > severity[known.status];',
        replace: 'return severity[update.status] >= severity[known.status];',
      },
    ],
  },
  {
    id: 'acks-not-evaluated',
    title: 'Die Liste eines ack wird nicht ausgewertet',
    source: 'typische Abgabe',
    killedBy: ['reports-taken'],
    edits: [
      {
        file,
        find: 'for (const member of message.members) this.learn(member);',
        replace:
          "if (message.type !== 'ack') for (const member of message.members) this.learn(member);",
      },
    ],
  },
  {
    id: 'pleas-not-evaluated',
    title: 'Die Liste eines ping-req wird nicht ausgewertet',
    source: 'typische Abgabe',
    killedBy: ['reports-taken'],
    edits: [
      {
        file,
        find: 'for (const member of message.members) this.learn(member);',
        replace:
          "if (message.type !== 'ping-req') for (const member of message.members) this.learn(member);",
      },
    ],
  },
  {
    id: 'self-missing',
    title: 'In der eigenen Liste fehlt der Absender',
    source: 'typische Abgabe',
    killedBy: ['reports-taken', 'refutation'],
    edits: [
      {
        file,
        find: 'return [self, ...this.others.values()];',
        replace: 'return [...this.others.values()].filter((member) => member !== self);',
      },
    ],
  },
];

const refutationMutants: readonly Mutant[] = [
  {
    id: 'refutes-without-incarnation',
    title: 'Widerspricht, ohne die Inkarnation zu erhöhen',
    source: `${swim}, Abschnitt 4.2 missachtet`,
    killedBy: ['refutation', 'living-cleared'],
    edits: [
      {
        file,
        find: 'this.incarnation = update.incarnation + 1;',
        replace: 'this.incarnation = update.incarnation;',
      },
    ],
  },
  {
    id: 'refutes-by-one-only',
    title: 'Erhöht um eins statt über die gemeldete Inkarnation',
    source: 'nach einem Neustart mit vergessener Inkarnation zu wenig',
    killedBy: ['refutation'],
    edits: [
      {
        file,
        find: 'this.incarnation = update.incarnation + 1;',
        replace: 'this.incarnation += 1;',
      },
    ],
  },
  {
    id: 'refutes-old-suspicion',
    title: 'Widerspricht auch längst widerlegten Meldungen',
    source: 'die Inkarnation läuft davon',
    killedBy: ['refutation'],
    edits: [
      {
        file,
        find: `if (update.status !== 'alive' && update.incarnation >= this.incarnation) {
      this.incarnation = update.incarnation + 1;`,
        replace: `if (update.status !== 'alive') {
      this.incarnation = Math.max(this.incarnation, update.incarnation) + 1;`,
      },
    ],
  },
  {
    id: 'accuser-raises-incarnation',
    title: 'Der Ankläger erhöht die Inkarnation des Verdächtigen',
    source: `${swim}, Abschnitt 4.2: nur der Betroffene darf das`,
    killedBy: ['only-subject-raises'],
    edits: [
      {
        file,
        find: "this.believe({ ...known, status: 'suspect' });",
        replace:
          "this.believe({ ...known, status: 'suspect', incarnation: known.incarnation + 1 });",
      },
    ],
  },
  {
    id: 'ack-acquits',
    title: 'Ein ack hebt den Verdacht eigenmächtig auf',
    source: 'typische Abgabe',
    killedBy: ['only-subject-raises'],
    edits: [
      {
        file,
        find: 'if (this.probe?.sequence === sequence) this.probe.isAcknowledged = true;',
        replace: `if (this.probe?.sequence === sequence) {
      this.probe.isAcknowledged = true;
      const known = this.others.get(this.probe.target);
      if (known !== undefined) {
        this.believe({ ...known, status: 'alive', incarnation: known.incarnation + 1 });
      }
    }`,
      },
    ],
  },
  {
    id: 'ack-acquits-suspects',
    title:
      'Nach einem ack gilt ein Verdächtiger in einer erfundenen höheren Inkarnation als lebendig',
    source: `${swim}, Abschnitt 4.2: nur der Betroffene darf das`,
    killedBy: ['reports-taken', 'only-subject-raises'],
    edits: [
      {
        file,
        find: 'if (this.probe?.sequence === sequence) this.probe.isAcknowledged = true;',
        replace: `if (this.probe?.sequence === sequence) {
      this.probe.isAcknowledged = true;
      const known = this.others.get(this.probe.target);
      if (known !== undefined && known.status !== 'alive') {
        this.believe({ ...known, status: 'alive', incarnation: known.incarnation + 1 });
      }
    }`,
      },
    ],
  },
  {
    id: 'ack-lifts-suspicion',
    title: 'Ein ack hebt den Verdacht auf, ohne dass der Betroffene widersprochen hat',
    source: `${swim}, Abschnitt 4.2, wie es dort noch ohne Inkarnationen steht`,
    killedBy: ['reports-taken'],
    edits: [
      {
        file,
        find: 'if (this.probe?.sequence === sequence) this.probe.isAcknowledged = true;',
        replace: `if (this.probe?.sequence === sequence) {
      this.probe.isAcknowledged = true;
      const known = this.others.get(this.probe.target);
      if (known !== undefined && known.status !== 'alive') {
        this.believe({ ...known, status: 'alive' });
      }
    }`,
      },
    ],
  },
  {
    id: 'the-dead-are-not-pinged',
    title: 'Für tot Erklärte werden nie wieder angepingt',
    source: 'nach einer Partition bleiben beide Seiten füreinander tot',
    killedBy: ['living-cleared'],
    edits: [
      {
        file,
        find: 'if (this.round.length === 0) this.round = this.shuffled(this.context.peers);',
        replace: `this.round = this.round.filter((node) => this.others.get(node)?.status !== 'dead');
    if (this.round.length === 0) {
      const living = this.context.peers.filter((node) => this.others.get(node)?.status !== 'dead');
      this.round = this.shuffled(living);
    }`,
      },
    ],
  },
];

const detectionMutants: readonly Mutant[] = [
  {
    id: 'dead-at-once',
    title: 'Ohne Antwort sofort tot statt erst verdächtig',
    source: `${swim}, Abschnitt 4.2`,
    killedBy: ['suspect-first', 'probes'],
    edits: [
      {
        file,
        find: "this.believe({ ...known, status: 'suspect' });",
        replace: "this.believe({ ...known, status: 'dead' });",
      },
    ],
  },
  {
    id: 'suspicion-never-ends',
    title: 'Aus dem Verdacht wird nie ein Tod',
    source: 'typische Abgabe',
    killedBy: ['crash-detected'],
    edits: [
      {
        file,
        find: "if (member.status === 'suspect') this.context.setTimer(timer, this.configuration.suspectMs);\n    else ",
        replace: '',
      },
    ],
  },
  {
    id: 'heard-suspicion-never-ends',
    title: 'Nur der eigene Verdacht läuft ab, ein gehörter nie',
    source: 'typische Abgabe',
    killedBy: ['suspect-first'],
    edits: [
      {
        file,
        find: 'if (known !== undefined && supersedes(update, known)) this.believe(update);',
        replace: `if (known === undefined || !supersedes(update, known)) return;
    this.believe(update);
    this.context.cancelTimer(suspicionPrefix + update.node);`,
      },
    ],
  },
  {
    id: 'silence-restarts-suspicion',
    title: 'Jeder weitere ping ohne ack beginnt die Frist des Verdachts von vorn',
    source: 'typische Abgabe',
    killedBy: ['suspect-first'],
    edits: [
      {
        file,
        find: "if (probe?.isAcknowledged === false && known?.status === 'alive') {",
        replace:
          "if (probe?.isAcknowledged === false && known !== undefined && known.status !== 'dead') {",
      },
    ],
  },
  {
    id: 'ack-restarts-suspicion',
    title: 'Ein ack beginnt die Frist des Verdachts von vorn',
    source: 'typische Abgabe',
    killedBy: ['suspect-first'],
    edits: [
      {
        file,
        find: 'if (this.probe?.sequence === sequence) this.probe.isAcknowledged = true;',
        replace: `if (this.probe?.sequence === sequence) {
      this.probe.isAcknowledged = true;
      const known = this.others.get(this.probe.target);
      if (known?.status === 'suspect') this.believe(known);
    }`,
      },
    ],
  },
  {
    id: 'suspected-in-first-incarnation',
    title: 'Verdächtigt immer in Inkarnation 0 statt in der bekannten',
    source: 'typische Abgabe',
    killedBy: ['probes'],
    edits: [
      {
        file,
        find: "this.believe({ ...known, status: 'suspect' });",
        replace: "this.believe({ ...known, status: 'suspect', incarnation: 0 });",
      },
    ],
  },
  {
    id: 'timer-survives-refutation',
    title: 'Nach einer Widerlegung läuft die Frist weiter und tötet doch',
    source: 'typische Abgabe',
    killedBy: ['suspect-first', 'living-cleared'],
    edits: [
      { file, find: 'else this.context.cancelTimer(timer);', replace: '' },
      {
        file,
        find: "if (known?.status === 'suspect') this.believe({ ...known, status: 'dead' });",
        replace: "if (known !== undefined) this.believe({ ...known, status: 'dead' });",
      },
    ],
  },
  {
    id: 'no-helpers',
    title: 'Kein ping-req: Eine gestörte Leitung genügt für einen Verdacht',
    source: `${swim}, Abschnitt 3.1`,
    killedBy: ['probes', 'no-false-alarm'],
    edits: [
      {
        file,
        find: 'if (probe === undefined || probe.isAcknowledged) return;',
        replace: 'if (probe !== undefined) return;',
      },
    ],
  },
  {
    id: 'relay-uses-own-sequence',
    title: 'Der Helfer antwortet mit seiner eigenen Nummer',
    source: 'typische Abgabe',
    killedBy: ['no-false-alarm'],
    edits: [{ file, find: 'sequence: relay.sequence,', replace: 'sequence,' }],
  },
  {
    id: 'helper-vouches-blindly',
    title: 'Der Helfer bestätigt, ohne das Ziel anzupingen',
    source: 'typische Abgabe',
    killedBy: ['crash-detected'],
    edits: [
      {
        file,
        find: 'this.relays.set(this.ping(target), { requester, sequence, untilMs });',
        replace: `this.relays.set(this.ping(target), { requester, sequence, untilMs });
    this.context.send(requester, { type: 'ack', sequence, members: this.members() });`,
      },
    ],
  },
  {
    id: 'helper-prejudiced',
    title: 'Der Helfer pingt niemanden an, den er selbst für tot hält',
    source: 'typische Abgabe',
    killedBy: ['no-false-alarm'],
    edits: [
      {
        file,
        find: 'const untilMs = this.context.now() + this.configuration.periodMs;',
        replace: `if (this.others.get(target)?.status === 'dead') return;
    const untilMs = this.context.now() + this.configuration.periodMs;`,
      },
    ],
  },
  {
    id: 'helpers-not-drawn',
    title: 'Die Helfer sind immer die ersten der Liste statt ausgelost',
    source: `${swim}, Abschnitt 3.1`,
    killedBy: ['probes'],
    edits: [
      {
        file,
        find: 'const helpers = this.shuffled(this.context.peers.filter((peer) => peer !== target));',
        replace: 'const helpers = this.context.peers.filter((peer) => peer !== target);',
      },
    ],
  },
  {
    id: 'no-help-from-too-few',
    title: 'Bittet niemanden, wenn es weniger Helfer gibt als verlangt',
    source: 'typische Abgabe',
    killedBy: ['probes'],
    edits: [
      {
        file,
        find: 'for (const helper of helpers.slice(0, this.configuration.helpers)) {',
        replace: `if (helpers.length < this.configuration.helpers) return;
    for (const helper of helpers.slice(0, this.configuration.helpers)) {`,
      },
    ],
  },
  {
    id: 'any-ack-counts',
    title: 'Jedes ack zählt, gleichgültig zu welchem ping',
    source: 'verspätete und fremde Antworten verdecken einen Ausfall',
    killedBy: ['probes'],
    edits: [
      {
        file,
        find: 'if (this.probe?.sequence === sequence) this.probe.isAcknowledged = true;',
        replace: 'if (this.probe !== undefined) this.probe.isAcknowledged = true;',
      },
    ],
  },
  {
    id: 'purely-random-targets',
    title: 'Ziele rein zufällig: Manche kommen lange nicht an die Reihe',
    source: `${swim}, Abschnitt 4.3`,
    killedBy: ['ping-rhythm'],
    edits: [
      {
        file,
        find: 'if (this.round.length === 0) this.round = this.shuffled(this.context.peers);',
        replace: 'this.round = this.shuffled(this.context.peers);',
      },
    ],
  },
];

/** Part 4 (bonus). */
export const membershipMutants: readonly Mutant[] = [
  ...reportMutants,
  ...refutationMutants,
  ...detectionMutants,
];
