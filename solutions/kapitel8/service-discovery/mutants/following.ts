import type { Mutant } from '../../../../grader/verify/mutant.ts';

const file = 'store-follower.ts';
const course = 'typischer Fehler im Kurs';
const etcd = 'etcd v2 API, „Waiting for a change“';

/** Parts 2 and 4: reading a directory and following it. */
export const followingMutants: readonly Mutant[] = [
  {
    id: 'watch-without-index',
    title: 'Beobachtet ohne waitIndex: Was zwischen zwei Fragen geschieht, fehlt',
    source: etcd,
    killedBy: ['watch-resumes'],
    edits: [{ file, find: 'wait: true, waitIndex: this.nextIndex', replace: 'wait: true' }],
  },
  {
    id: 'same-event-again',
    title: 'Fragt nach einem Ereignis ab demselben Index weiter',
    source: etcd,
    killedBy: ['watch-resumes'],
    edits: [
      {
        file,
        find: 'this.nextIndex = node.modifiedIndex + 1;',
        replace: 'this.nextIndex = node.modifiedIndex;',
      },
    ],
  },
  {
    id: 'watch-from-reading',
    title: 'Beobachtet nach dem Lesen ab index statt index + 1',
    source: 'Fehler um eins',
    killedBy: ['watch-resumes'],
    edits: [{ file, find: 'this.nextIndex = index + 1;', replace: 'this.nextIndex = index;' }],
  },
  {
    id: 'index-of-the-reply',
    title: 'Fragt ab dem Index der Antwort weiter statt ab dem des Ereignisses',
    source: `${etcd}: X-Etcd-Index ist der Stand beim Eintreffen der Frage`,
    killedBy: ['watch-resumes'],
    edits: [
      { file, find: 'this.apply(body);', replace: 'this.apply(body, index);' },
      {
        file,
        find: 'private apply({ action, node }: StoreEvent): void {\n    this.nextIndex = node.modifiedIndex + 1;',
        replace:
          'private apply({ action, node }: StoreEvent, index: number): void {\n    this.nextIndex = index + 1;',
      },
    ],
  },
  {
    id: 'rereads-after-timeout',
    title: 'Liest nach einer verlorenen Antwort neu: Kommen und Gehen bleibt unbemerkt',
    source: course,
    killedBy: ['watch-resumes'],
    edits: [
      {
        file,
        find: '  onTimer(): void {\n    this.ask();',
        replace: '  onTimer(): void {\n    this.nextIndex = undefined;\n    this.ask();',
      },
    ],
  },
  {
    id: 'polls-instead-of-watching',
    title: 'Liest immer wieder alles, statt zu beobachten',
    source: 'confd: „interval“ statt „watch“',
    killedBy: ['watch-resumes'],
    edits: [
      {
        file,
        find: '    this.nextIndex = index + 1;\n    this.onValues(this.values);\n    this.ask();',
        replace:
          '    this.onValues(this.values);\n    this.context.setTimer(timer, this.configuration.retryMs + index * 0);',
      },
    ],
  },
  {
    id: 'waits-for-ever',
    title: 'Fragt nicht wieder, wenn die Antwort auf das Beobachten ausbleibt',
    source: course,
    killedBy: ['keeps-following'],
    edits: [
      {
        file,
        find: 'this.context.setTimer(timer, isReading ? retryMs : watchMs);',
        replace: 'this.context.setTimer(timer, isReading ? retryMs : 1000 * watchMs);',
      },
    ],
  },
  {
    id: 'reads-once-or-never',
    title: 'Das erste Lesen wird nicht wiederholt',
    source: course,
    killedBy: ['keeps-following'],
    edits: [
      {
        file,
        find: 'this.context.setTimer(timer, isReading ? retryMs : watchMs);',
        replace: 'if (!isReading || retryMs < 0) this.context.setTimer(timer, watchMs);',
      },
    ],
  },
  {
    id: 'watches-one-event',
    title: 'Nach dem ersten Ereignis wird nicht weiter beobachtet',
    source: `${etcd}: Eine Frage, eine Antwort`,
    killedBy: ['keeps-following'],
    edits: [
      {
        file,
        find: "this.values.set(node.key, node.value ?? '');\n    }\n    this.onValues(this.values);\n    this.ask();",
        replace:
          "this.values.set(node.key, node.value ?? '');\n    }\n    this.onValues(this.values);",
      },
    ],
  },
  {
    id: 'hammers-a-troubled-store',
    title: 'Fragt nach einem Fehler sofort wieder',
    source: course,
    killedBy: ['keeps-following'],
    edits: [
      {
        file,
        find: '      this.context.setTimer(timer, this.configuration.retryMs);\n',
        replace: '      this.ask();\n',
      },
    ],
  },
  {
    id: 'every-reply-counts',
    title: 'Antworten auf alte Fragen zählen auch: dieselbe Änderung kommt doppelt',
    source: course,
    killedBy: ['keeps-following', 'watch-resumes'],
    edits: [
      {
        file,
        find: "if (message.type !== 'StoreReply' || message.id !== this.openId) return;",
        replace: "if (message.type !== 'StoreReply') return;",
      },
    ],
  },
  {
    id: 'ids-start-again',
    title: 'Nach einem Neustart beginnen die ids wieder von vorn',
    source: 'config-store: verspätete Antworten an die vorige Inkarnation',
    killedBy: ['instance-requests', 'registry-messages'],
    edits: [
      {
        file: 'ids.ts',
        find: "context.storage.set('incarnation', incarnation);",
        replace: '',
      },
    ],
  },
  {
    id: 'cleared-like-any-error',
    title: 'Fragt nach Fehler 401 mit demselben Index weiter',
    source: 'etcd v2 API, „Watch from cleared event index“',
    killedBy: ['watch-resumes', 'keeps-following'],
    edits: [
      { file, find: 'if (errorCode === cleared) {', replace: 'if (errorCode === -cleared) {' },
    ],
  },
  {
    id: 'departed-remembered',
    title: 'Was beim neuen Lesen fehlt, wird nicht vergessen',
    source: course,
    killedBy: ['cleared-history-bridged', 'lookup-lists-the-registered'],
    edits: [
      {
        file,
        find: '    this.values = new Map();\n    for (const { key',
        replace: '    for (const { key',
      },
    ],
  },
  {
    id: 'cleared-means-empty',
    title: 'Nach Fehler 401 gilt alles als verschwunden, bis neu gelesen ist',
    source: course,
    killedBy: ['changes-exactly-once'],
    edits: [
      {
        file,
        find: 'this.nextIndex = undefined;\n      this.ask();',
        replace:
          'this.nextIndex = undefined;\n      this.values = new Map();\n      this.onValues(this.values);\n      this.ask();',
      },
    ],
  },
  {
    id: 'trouble-means-empty',
    title: 'Ein Fehler des Speichers gilt als leeres Verzeichnis',
    source: 'Netflix Eureka, Self Preservation Mode',
    killedBy: ['outage-empties-nothing', 'changes-exactly-once'],
    edits: [
      {
        file,
        find: '      this.context.setTimer(timer, this.configuration.retryMs);\n',
        replace:
          '      this.values = new Map();\n      this.onValues(this.values);\n      this.context.setTimer(timer, this.configuration.retryMs);\n',
      },
    ],
  },
  {
    id: 'silence-means-empty',
    title: 'Antwortet der Speicher nicht, wird die Liste geleert',
    source: 'Netflix Eureka, Self Preservation Mode',
    killedBy: ['outage-empties-nothing', 'changes-exactly-once'],
    edits: [
      {
        file,
        find: '  onTimer(): void {\n    this.ask();',
        replace:
          '  onTimer(): void {\n    if (this.nextIndex !== undefined) {\n      this.values = new Map();\n      this.onValues(this.values);\n    }\n    this.ask();',
      },
    ],
  },
  {
    id: 'missing-directory-is-an-error',
    title: 'Gibt es das Verzeichnis noch nicht, wird endlos gelesen statt beobachtet',
    source: course,
    killedBy: ['keeps-following', 'watch-resumes'],
    edits: [
      {
        file,
        find: 'errorCode === notFound && this.nextIndex === undefined',
        replace: 'errorCode === -notFound && this.nextIndex === undefined',
      },
    ],
  },
  {
    id: 'dead-still-listed',
    title: 'Ein verfallener Eintrag bleibt stehen: Das Ereignis „expire“ ist vergessen',
    source: 'Vorlesung: Failure Detection',
    killedBy: ['lookup-lists-the-registered', 'dead-vanish'],
    edits: [
      {
        file,
        find: "['delete', 'expire', 'compareAndDelete']",
        replace: "['delete', 'compareAndDelete']",
      },
      {
        file,
        find: "this.values.set(node.key, node.value ?? '');\n    }",
        replace: 'if (node.value !== undefined) this.values.set(node.key, node.value);\n    }',
      },
    ],
  },
  {
    id: 'guarded-delete-overlooked',
    title: 'Ein bedingtes Löschen (compareAndDelete) wird nicht erkannt',
    source: 'etcd v2 API, „Atomic Compare-and-Delete“',
    killedBy: ['lookup-lists-the-registered', 'dead-vanish'],
    edits: [
      {
        file,
        find: "['delete', 'expire', 'compareAndDelete']",
        replace: "['delete', 'expire']",
      },
      {
        file,
        find: "this.values.set(node.key, node.value ?? '');\n    }",
        replace: 'if (node.value !== undefined) this.values.set(node.key, node.value);\n    }',
      },
    ],
  },
  {
    id: 'directory-gone-unnoticed',
    title: 'Verschwindet ein Verzeichnis, bleiben die Einträge darunter stehen',
    source: course,
    killedBy: ['lookup-lists-the-registered'],
    edits: [
      {
        file,
        find: `\`\${node.key}/\`)) this.values.delete(key);`,
        replace: `\`\${node.key}//\`)) this.values.delete(key);`,
      },
    ],
  },
  {
    id: 'neighbours-gone-too',
    title: 'Mit /services/web verschwindet auch /services/web2',
    source: 'startsWith ohne Schrägstrich',
    killedBy: ['lookup-lists-the-registered'],
    edits: [
      {
        file,
        find: `\`\${node.key}/\`)) this.values.delete(key);`,
        replace: 'node.key)) this.values.delete(key);',
      },
    ],
  },
  {
    id: 'not-recursive',
    title: 'Beobachtet nur das Verzeichnis selbst',
    source: etcd,
    killedBy: ['registry-messages'],
    edits: [{ file, find: '{ recursive: true, wait: true,', replace: '{ wait: true,' }],
  },
];
