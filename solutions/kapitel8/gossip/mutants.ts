import type { Mutant } from '../../../grader/verify/mutant.ts';
import { membershipMutants } from './mutants-membership.ts';

const file = 'gossip.ts';
const course = 'typische Abgabe';

const versionMutants: readonly Mutant[] = [
  {
    id: 'no-tie-break',
    title: 'Gleiche Zeitstempel: keine Entscheidung nach der Quelle',
    source: 'Demers et al. 1987, Abschnitt 1.1; häufiger Fehler in LWW-Registern',
    killedBy: ['version-order', 'merge-laws'],
    edits: [{ file, find: 'return left.source > right.source;', replace: 'return false;' }],
  },
  {
    id: 'last-caller-wins',
    title: 'Bei gleichem Zeitstempel gewinnt, wer zuletzt kommt',
    source: 'häufiger Fehler in LWW-Registern',
    killedBy: ['merge-laws'],
    edits: [
      {
        file,
        find: 'if (known === undefined || isNewer(rumor, known)) merged[key] = rumor;',
        replace:
          'if (known === undefined || rumor.timestamp >= known.timestamp) merged[key] = rumor;',
      },
    ],
  },
  {
    id: 'merge-changes-argument',
    title: 'Zusammenführen verändert das erste Argument',
    source: course,
    killedBy: ['merge-newest'],
    edits: [
      {
        file,
        find: 'const merged: Record<string, Rumor> = { ...left };',
        replace: 'const merged = left as Record<string, Rumor>;',
      },
    ],
  },
  {
    id: 'merge-only-known-keys',
    title: 'Schlüssel, die nur der andere hat, gehen verloren',
    source: course,
    killedBy: ['merge-newest'],
    edits: [
      {
        file,
        find: 'if (known === undefined || isNewer(rumor, known)) merged[key] = rumor;',
        replace: 'if (known !== undefined && isNewer(rumor, known)) merged[key] = rumor;',
      },
    ],
  },
  {
    id: 'rounds-by-logarithm',
    title: 'Runden mit Gleitkomma-Logarithmus berechnet',
    source: 'Math.log(125) / Math.log(5) = 3.0000000000000004',
    killedBy: ['minimum-rounds'],
    edits: [
      {
        file,
        find: `let rounds = 0;
  for (let informed = 1; informed < nodes; informed *= fanout + 1) rounds++;
  return rounds;`,
        replace: 'return Math.ceil(Math.log(nodes) / Math.log(fanout + 1));',
      },
    ],
  },
];

const recipientMutants: readonly Mutant[] = [
  {
    id: 'group-ignored',
    title: 'Die Gruppe wird nur ausgelost, nicht gesetzt',
    source: 'Vorlesung, Gruppenregel',
    killedBy: ['group-always'],
    edits: [
      {
        file,
        find: 'new Set([...this.configuration.group, ...this.topSenders()])',
        replace: 'new Set(this.topSenders())',
      },
    ],
  },
  {
    id: 'group-uses-up-fanout',
    title: 'Gruppe und Top-Sender zehren den Fanout auf',
    source: course,
    killedBy: ['fanout'],
    edits: [
      {
        file,
        find: 'this.pick(others, this.configuration.fanout)',
        replace: 'this.pick(others, this.configuration.fanout - always.size)',
      },
    ],
  },
  {
    id: 'top-senders-ignored',
    title: 'Die Top-Sender werden nicht berücksichtigt',
    source: 'Vorlesung, Regel der Top x %',
    killedBy: ['top-senders'],
    edits: [
      {
        file,
        find: 'new Set([...this.configuration.group, ...this.topSenders()])',
        replace: 'new Set(this.configuration.group)',
      },
    ],
  },
  {
    id: 'top-rounded-down',
    title: 'Top x % abgerundet statt aufgerundet',
    source: course,
    killedBy: ['top-senders'],
    edits: [
      {
        file,
        find: 'Math.ceil((this.configuration.topPercent',
        replace: 'Math.floor((this.configuration.topPercent',
      },
    ],
  },
  {
    id: 'top-counts-rumors',
    title: 'Top-Sender nach Gerüchten statt nach Nachrichten gezählt',
    source: course,
    killedBy: ['top-senders'],
    edits: [
      {
        file,
        find: 'this.received.set(from, (this.received.get(from) ?? 0) + 1);',
        replace: 'this.received.set(from, (this.received.get(from) ?? 0) + message.rumors.length);',
      },
    ],
  },
  {
    id: 'top-of-all-peers',
    title: 'Top x % aller Nachbarn statt der Absender',
    source: course,
    killedBy: ['top-senders', 'fanout'],
    edits: [
      {
        file,
        find: 'const senders = this.context.peers.filter((peer) => count(peer) > 0);',
        replace: 'const senders = [...this.context.peers];',
      },
    ],
  },
  {
    id: 'drawn-with-replacement',
    title: 'Mit Zurücklegen gelost: Derselbe Knoten bekommt zwei Nachrichten',
    source: course,
    killedBy: ['fanout'],
    edits: [
      {
        file,
        find: 'picked.push(...pool.splice(index, 1));',
        replace: 'picked.push(pool[index] as NodeId);',
      },
    ],
  },
  {
    id: 'last-never-drawn',
    title: 'Der letzte Nachbar wird nie ausgelost',
    source: 'Fehler um eins im Zufallsindex',
    killedBy: ['random-choice'],
    edits: [
      {
        file,
        find: 'Math.floor(this.context.random() * pool.length)',
        replace: 'Math.floor(this.context.random() * (pool.length - 1))',
      },
    ],
  },
  {
    id: 'always-the-same',
    title: 'Immer dieselben Empfänger statt ausgeloster',
    source: course,
    killedBy: ['random-choice', 'logarithmic-convergence'],
    edits: [
      {
        file,
        find: 'Math.floor(this.context.random() * pool.length)',
        replace: '0',
      },
    ],
  },
];

const tellingMutants: readonly Mutant[] = [
  {
    id: 'tells-for-ever',
    title: 'Erzählt für immer weiter, was es einmal gehört hat',
    source: 'Demers et al. 1987, Abschnitt 1.4: Gerüchte müssen „removed“ werden',
    killedBy: ['forwarding-stops', 'bounded-traffic'],
    edits: [{ file, find: 'else this.hot.delete(key);', replace: '' }],
  },
  {
    id: 'duplicate-reheats',
    title: 'Ein schon bekanntes Gerücht gilt wieder als neu',
    source: course,
    killedBy: ['forwarding-stops'],
    edits: [
      {
        file,
        find: 'return known === undefined || isNewer(version, known);',
        replace: 'return known === undefined || !isNewer(known, version);',
      },
    ],
  },
  {
    id: 'one-tick-too-many',
    title: 'Erzählt einen Takt zu lange',
    source: 'Fehler um eins',
    killedBy: ['forwarding-stops'],
    edits: [{ file, find: 'if (ticksLeft > 0)', replace: 'if (ticksLeft >= 0)' }],
  },
  {
    id: 'counter-not-restarted',
    title: 'Eine neue Version erbt die Takte der alten',
    source: course,
    killedBy: ['hot-told'],
    edits: [
      {
        file,
        find: 'this.hot.set(rumor.key, this.configuration.repeat);',
        replace: 'this.hot.set(rumor.key, this.hot.get(rumor.key) ?? this.configuration.repeat);',
      },
    ],
  },
  {
    id: 'tick-not-rearmed',
    title: 'Der Takt läuft nur einmal',
    source: course,
    killedBy: ['hot-told'],
    edits: [
      {
        file,
        find: `this.context.setTimer(tickTimer, this.configuration.tickMs);
      this.tell();`,
        replace: 'this.tell();',
      },
    ],
  },
  {
    id: 'tells-at-once',
    title: 'Erzählt sofort beim Hören statt im Takt',
    source: course,
    killedBy: ['fixed-tick', 'growth-bound'],
    edits: [
      {
        file,
        find: 'this.hot.set(rumor.key, this.configuration.repeat);',
        replace: 'this.hot.set(rumor.key, this.configuration.repeat);\n    this.tell();',
      },
    ],
  },
  {
    id: 'tells-nothing-at-length',
    title: 'Sendet in jedem Takt, auch wenn es nichts zu erzählen gibt',
    source: course,
    killedBy: ['well-formed'],
    edits: [
      {
        file,
        find: `if (rumors.length === 0) return;
    for`,
        replace: 'for',
      },
    ],
  },
  {
    id: 'one-message-each-rumor',
    title: 'Eine Nachricht je Gerücht statt einer je Empfänger',
    source: course,
    killedBy: ['fanout'],
    edits: [
      {
        file,
        find: "for (const peer of this.recipients()) this.context.send(peer, { type: 'gossip', rumors });",
        replace:
          "for (const peer of this.recipients()) {\n      for (const rumor of rumors) this.context.send(peer, { type: 'gossip', rumors: [rumor] });\n    }",
      },
    ],
  },
  {
    id: 'tells-whole-state',
    title: 'Erzählt immer den ganzen Zustand statt nur das Neue',
    source: course,
    killedBy: ['forwarding-stops'],
    edits: [
      {
        file,
        find: "this.context.send(peer, { type: 'gossip', rumors });",
        replace:
          "this.context.send(peer, { type: 'gossip', rumors: Object.values(this.entries) });",
      },
    ],
  },
  {
    id: 'source-overwritten',
    title: 'Wer weitererzählt, gibt sich als Quelle aus',
    source: course,
    killedBy: ['nothing-invented'],
    edits: [
      {
        file,
        find: 'if (isTrusted || sides.size >= this.configuration.threshold) this.adopt(rumor);',
        replace:
          'if (isTrusted || sides.size >= this.configuration.threshold) {\n      this.adopt({ ...rumor, source: this.context.self });\n    }',
      },
    ],
  },
];

const believingMutants: readonly Mutant[] = [
  {
    id: 'counts-messages-not-sides',
    title: 'Zählt Nachrichten statt verschiedener Nachbarn',
    source: 'Vorlesung: „von mehreren Seiten gehört“',
    killedBy: ['believes-only-credible'],
    edits: [
      { file, find: 'sides.add(from);', replace: "sides.add([from, sides.size].join('#'));" },
    ],
  },
  {
    id: 'trusts-source-not-sender',
    title: 'Vertraut der genannten Quelle statt dem Absender',
    source: 'Quelle ist ein Feld, das jeder ausfüllen kann',
    killedBy: ['believes-only-credible'],
    edits: [
      {
        file,
        find: 'this.configuration.trusted.includes(from)',
        replace: 'this.configuration.trusted.includes(rumor.source)',
      },
    ],
  },
  {
    id: 'witnesses-for-other-value',
    title: 'Zeugen für verschiedene Werte werden zusammengezählt',
    source: course,
    killedBy: ['believes-only-credible'],
    edits: [
      {
        file,
        find: 'JSON.stringify([rumor.timestamp, rumor.source, rumor.value])',
        replace: 'JSON.stringify([rumor.timestamp, rumor.source])',
      },
    ],
  },
  {
    id: 'believes-everything',
    title: 'Glaubt alles sofort',
    source: 'Vorlesung: Nur wem vertraut wird, kommt in den Zustand',
    killedBy: ['believes-only-credible'],
    edits: [
      {
        file,
        find: 'if (isTrusted || sides.size >= this.configuration.threshold)',
        replace: 'if (sides.size >= 1)',
      },
    ],
  },
  {
    id: 'trust-ignored',
    title: 'Auch vertraute Nachbarn brauchen Zeugen',
    source: 'Vorlesung: vertraute Knoten',
    killedBy: ['believes-credible'],
    edits: [
      {
        file,
        find: 'if (isTrusted || sides.size >= this.configuration.threshold)',
        replace: 'if (sides.size >= this.configuration.threshold)',
      },
    ],
  },
  {
    id: 'threshold-off-by-one',
    title: 'Braucht einen Zeugen zu viel',
    source: 'Fehler um eins',
    killedBy: ['believes-credible'],
    edits: [
      {
        file,
        find: 'sides.size >= this.configuration.threshold',
        replace: 'sides.size > this.configuration.threshold',
      },
    ],
  },
  {
    id: 'older-overwrites-newer',
    title: 'Älteres überschreibt Neueres',
    source: 'Vorlesung: „keine aktuellere Nachricht vorhanden“',
    killedBy: ['never-goes-back', 'believes-credible'],
    edits: [
      {
        file,
        find: 'return known === undefined || isNewer(version, known);',
        replace:
          'return known === undefined || isNewer(version, known) || isNewer(known, version);',
      },
      {
        file,
        find: 'this.entries = merge(this.entries, { [rumor.key]: rumor });',
        replace: 'this.entries = { ...this.entries, [rumor.key]: rumor };',
      },
    ],
  },
  {
    id: 'exchange-believed-blindly',
    title: 'Was im Abgleich kommt, wird ungeprüft übernommen',
    source: course,
    killedBy: ['believes-only-credible'],
    edits: [
      {
        file,
        find: `case 'entries':
        for (const rumor of message.rumors) this.hear(from, rumor);`,
        replace: `case 'entries':
        for (const rumor of message.rumors) if (this.isNews(rumor)) this.adopt(rumor);`,
      },
    ],
  },
  {
    id: 'clock-ignores-others',
    title: 'Die Uhr bleibt stehen, wenn andere weiter sind',
    source: 'Lamport 1978, Regel IR2 vergessen',
    killedBy: ['timestamps'],
    edits: [{ file, find: 'this.clock = Math.max(this.clock, rumor.timestamp);', replace: '' }],
  },
  {
    id: 'clock-only-when-believed',
    title: 'Die Uhr rückt nur bei geglaubten Gerüchten vor',
    source: course,
    killedBy: ['timestamps'],
    edits: [
      { file, find: 'this.clock = Math.max(this.clock, rumor.timestamp);', replace: '' },
      {
        file,
        find: 'this.hot.set(rumor.key, this.configuration.repeat);',
        replace:
          'this.hot.set(rumor.key, this.configuration.repeat);\n    this.clock = Math.max(this.clock, rumor.timestamp);',
      },
    ],
  },
  {
    id: 'wall-clock-timestamps',
    title: 'Zeitstempel aus der eigenen Uhr statt aus einer logischen',
    source: 'Uhren verschiedener Knoten gehen verschieden; zwei „put“ in derselben Millisekunde',
    killedBy: ['timestamps', 'versions-unique'],
    edits: [
      {
        file,
        find: 'this.clock += 1;',
        replace: 'this.clock = 1 + Math.floor(this.context.now() / 1000);',
      },
    ],
  },
  {
    id: 'clock-forgotten-in-crash',
    title: 'Vergebene Zeitstempel werden nicht dauerhaft gemerkt',
    source: 'Demers et al. 1987, Abschnitt 1.1: Zeitstempel müssen global eindeutig sein',
    killedBy: ['versions-unique'],
    edits: [{ file, find: 'this.context.storage.set(issuedKey, this.clock);', replace: '' }],
  },
];

const antiEntropyMutants: readonly Mutant[] = [
  {
    id: 'no-anti-entropy',
    title: 'Kein Abgleich: Was während der Partition erzählt wurde, kommt nie hinüber',
    source: 'Demers et al. 1987, Abschnitt 1.4: Gerüchte allein erreichen nicht alle',
    killedBy: ['partition-heals', 'digest-rhythm'],
    edits: [
      {
        file,
        find: 'for (const peer of this.pick(this.context.peers, 1)) {',
        replace: 'for (const peer of this.pick([], 1)) {',
      },
    ],
  },
  {
    id: 'exchange-only-once',
    title: 'Der Abgleich findet nur einmal statt',
    source: course,
    killedBy: ['partition-heals', 'digest-rhythm'],
    edits: [
      {
        file,
        find: `this.context.setTimer(antiEntropyTimer, this.configuration.antiEntropyMs);
      this.compareWithSomebody();`,
        replace: 'this.compareWithSomebody();',
      },
    ],
  },
  {
    id: 'exchange-within-group',
    title: 'Abgeglichen wird nur mit der eigenen Gruppe',
    source: course,
    killedBy: ['partition-heals', 'digest-rhythm'],
    edits: [
      {
        file,
        find: 'this.pick(this.context.peers, 1)',
        replace: 'this.pick(this.configuration.group, 1)',
      },
    ],
  },
  {
    id: 'empty-digest-withheld',
    title: 'Ein Knoten ohne Einträge fragt nicht nach',
    source: course,
    killedBy: ['digest-rhythm'],
    edits: [
      {
        file,
        find: 'for (const peer of this.pick(this.context.peers, 1)) {',
        replace:
          'for (const peer of versions.length === 0 ? [] : this.pick(this.context.peers, 1)) {',
      },
    ],
  },
  {
    id: 'digest-answered-by-digest',
    title: 'Auf ein Digest folgt wieder ein Digest, ohne Ende',
    source: course,
    killedBy: ['digest-rhythm'],
    edits: [
      {
        file,
        find: 'const theirs = new Map(versions.map((version) => [version.key, version]));',
        replace:
          "const theirs = new Map(versions.map((version) => [version.key, version]));\n    this.context.send(from, { type: 'digest', versions: Object.values(this.entries).map(versionOf) });",
      },
    ],
  },
  {
    id: 'answer-sends-everything',
    title: 'Antwortet auf jedes Digest mit dem ganzen Zustand',
    source: course,
    killedBy: ['digest-answer'],
    edits: [
      {
        file,
        find: 'return other === undefined || isNewer(mine, other);',
        replace: 'return other === undefined || isNewer(mine, other) || true;',
      },
    ],
  },
  {
    id: 'answer-compares-time-only',
    title: 'Der Abgleich vergleicht nur Zeitstempel',
    source: course,
    killedBy: ['digest-answer'],
    edits: [
      {
        file,
        find: 'return other === undefined || isNewer(mine, other);',
        replace: 'return other === undefined || mine.timestamp > other.timestamp;',
      },
    ],
  },
  {
    id: 'answer-misses-unknown-keys',
    title: 'Schlüssel, die das Digest nicht nennt, fehlen in der Antwort',
    source: course,
    killedBy: ['digest-answer'],
    edits: [
      {
        file,
        find: 'return other === undefined || isNewer(mine, other);',
        replace: 'return other !== undefined && isNewer(mine, other);',
      },
    ],
  },
  {
    id: 'never-wants',
    title: 'Erbittet nie, was ihm selbst fehlt',
    source: course,
    killedBy: ['digest-answer'],
    edits: [
      {
        file,
        find: 'const wanted = versions.filter((version) => this.isNews(version)).map(({ key }) => key);',
        replace: 'const wanted: string[] = [];',
      },
    ],
  },
  {
    id: 'hearsay-not-wanted',
    title: 'Erbittet nichts, wovon es schon gehört hat',
    source: course,
    killedBy: ['digest-answer'],
    edits: [
      {
        file,
        find: 'const wanted = versions.filter((version) => this.isNews(version)).map(({ key }) => key);',
        replace: `const wanted = versions
      .filter(({ key }) => this.entries[key] !== undefined || !this.hearsay.has(key))
      .filter((version) => this.isNews(version))
      .map(({ key }) => key);`,
      },
    ],
  },
  {
    id: 'wishes-ignored',
    title: 'Erbetenes wird nicht geschickt',
    source: course,
    killedBy: ['wanted-answer'],
    edits: [{ file, find: 'this.sendWanted(from, message.wanted);', replace: '' }],
  },
  {
    id: 'exchange-not-told',
    title: 'Was im Abgleich kam, wird nicht weitererzählt',
    source: course,
    killedBy: ['hot-told'],
    edits: [
      {
        file,
        find: `case 'entries':
        for (const rumor of message.rumors) this.hear(from, rumor);`,
        replace: `case 'entries':
        for (const rumor of message.rumors) {
          const isNews = this.isNews(rumor);
          this.hear(from, rumor);
          if (isNews) this.hot.delete(rumor.key);
        }`,
      },
    ],
  },
];

export const mutants: readonly Mutant[] = [
  ...versionMutants,
  ...recipientMutants,
  ...tellingMutants,
  ...believingMutants,
  ...antiEntropyMutants,
  ...membershipMutants,
];
