import type { Mutant } from '../../../../grader/verify/mutant.ts';

const course = 'typischer Fehler im Kurs';

/** Bugs at the edges of the rules of parts 1 and 2, each at first found by nobody. */
export const edgeMutants: readonly Mutant[] = [
  {
    id: 'refresh-from-sending',
    title: 'Das Auffrischen zählt ab dem Senden statt ab der Bestätigung',
    source: course,
    killedBy: ['refresh-wakes-nobody', 'lease-kept'],
    edits: [
      {
        file: 'instance.ts',
        find: '    this.context.setTimer(refresh, this.configuration.refreshMs);\n',
        replace: '',
      },
      {
        file: 'instance.ts',
        find: '    this.open = { id, operation };\n',
        replace:
          "    this.open = { id, operation };\n    if (operation !== 'deregister') this.context.setTimer(refresh, this.configuration.refreshMs);\n",
      },
    ],
  },
  {
    id: 'lapsed-deregistered',
    title: 'Meldet einen Lease ab, von dessen Verfall er schon weiß',
    source: course,
    killedBy: ['unready-leaves'],
    edits: [
      {
        file: 'instance.ts',
        find: "errorCode === notFound) this.entry = 'none';",
        replace: "errorCode === notFound) this.entry = 'maybe';",
      },
    ],
  },
  {
    id: 'second-stop-only',
    title: 'Ein zweites „stop“ verdrängt das erste, das nie beantwortet wird',
    source: 'Client, der die Geduld verliert',
    killedBy: ['stopped-when-gone'],
    edits: [
      {
        file: 'instance.ts',
        find: 'this.stopping.push(respond);',
        replace: 'this.stopping[0] = respond;',
      },
    ],
  },
  {
    id: 'refresh-lost-for-good',
    title: 'Ein verlorenes Auffrischen wird nie wiederholt',
    source: course,
    killedBy: ['one-request-at-a-time'],
    edits: [
      {
        file: 'instance.ts',
        find: "this.ask('refresh',",
        replace: "this.isRefreshDue = false;\n    this.ask('refresh',",
      },
    ],
  },
  {
    id: 'ids-run-out',
    title: 'Nur hundert ids je Inkarnation: Nach einem Neustart kommen alte wieder',
    source: 'config-store: verspätete Antworten an die vorige Inkarnation',
    killedBy: ['registry-messages'],
    edits: [
      {
        file: 'ids.ts',
        find: 'const idsPerIncarnation = 1_000_000;',
        replace: 'const idsPerIncarnation = 100;',
      },
    ],
  },
  {
    id: 'past-replayed',
    title: 'Nach Fehler 100 wird ab dem ersten Ereignis aller Zeiten beobachtet',
    source: course,
    killedBy: ['watch-resumes'],
    edits: [
      {
        file: 'store-follower.ts',
        find: 'this.load(undefined, index);',
        replace: 'this.load(undefined, index * 0);',
      },
    ],
  },
  {
    id: 'missing-only-at-first',
    title: 'Nur beim ersten Lesen heißt Fehler 100 „niemand da“',
    source: course,
    killedBy: ['lookup-lists-the-registered', 'cleared-history-bridged'],
    edits: [
      {
        file: 'store-follower.ts',
        find: 'errorCode === notFound && this.nextIndex === undefined',
        replace: 'errorCode === notFound && this.nextIndex === undefined && this.values.size === 0',
      },
    ],
  },
  {
    id: 'directory-expiry-unnoticed',
    title: 'Verfällt ein Verzeichnis, bleibt alles darunter stehen',
    source: 'ein Verfall ist keine Löschung, aber genauso endgültig',
    killedBy: ['lookup-lists-the-registered'],
    edits: [
      {
        file: 'store-follower.ts',
        find: "['delete', 'expire', 'compareAndDelete']",
        replace: "['delete', 'compareAndDelete']",
      },
    ],
  },
  {
    id: 'directory-itself-overlooked',
    title: 'Wird /services selbst gelöscht, bleibt alles stehen',
    source: course,
    killedBy: ['lookup-lists-the-registered'],
    edits: [
      {
        file: 'store-follower.ts',
        find: '    if (removals.includes(action)) {',
        replace:
          '    if (!node.key.startsWith(this.configuration.directory.concat("/"))) return this.ask();\n    if (removals.includes(action)) {',
      },
    ],
  },
  {
    id: 'directory-over-instance',
    title: 'Tritt ein Verzeichnis an die Stelle eines Eintrags, bleibt dieser bekannt',
    source: course,
    killedBy: ['lookup-lists-the-registered'],
    edits: [
      {
        file: 'store-follower.ts',
        find: '      this.values.delete(node.key);\n    } else if',
        replace: '    } else if',
      },
    ],
  },
  {
    id: 'weight-is-no-change',
    title: 'Ein neues Gewicht gilt nicht als Änderung',
    source: course,
    killedBy: ['changes-exactly-once'],
    edits: [
      {
        file: 'entries.ts',
        find: 'return JSON.stringify(one) === JSON.stringify(other);',
        replace:
          'return one.address === other.address && one.port === other.port && one.version === other.version;',
      },
    ],
  },
  {
    id: 'order-of-fields-counts',
    title: 'Dieselbe Beschreibung in anderer Reihenfolge gilt als Änderung',
    source: 'JSON.stringify als Vergleich',
    killedBy: ['changes-exactly-once'],
    edits: [
      {
        file: 'entries.ts',
        find: 'return { service, id, address, port, priority, weight, version };',
        replace: 'return parsed as Instance;',
      },
    ],
  },
  {
    id: 'deeper-keys-accepted',
    title: 'Auch /services/web/alt/a gilt als Instanz a von web',
    source: 'regulärer Ausdruck, der nur Anfang und Ende prüft',
    killedBy: ['foreign-entries-ignored', 'changes-exactly-once'],
    edits: [
      {
        file: 'entries.ts',
        find: '\\/([a-z0-9-]+)$/;',
        replace: '\\/(?:.*\\/)?([a-z0-9-]+)$/;',
      },
    ],
  },
  {
    id: 'zero-is-no-number',
    title: 'Gewicht 0 gilt als ungültig: Die Instanz ist unsichtbar',
    source: 'Fehler um eins',
    killedBy: ['lookup-lists-the-registered'],
    edits: [
      { file: 'entries.ts', find: '(value as number) >= 0', replace: '(value as number) > 0' },
    ],
  },
];
