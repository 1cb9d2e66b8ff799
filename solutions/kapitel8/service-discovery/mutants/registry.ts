import type { Mutant } from '../../../../grader/verify/mutant.ts';

const file = 'registry.ts';
const entries = 'entries.ts';
const course = 'typischer Fehler im Kurs';

/** Part 2: answers, changes, and what counts as an instance. */
export const registryMutants: readonly Mutant[] = [
  {
    id: 'nobody-before-reading',
    title: 'Antwortet vor dem ersten Lesen „niemand da“',
    source: course,
    killedBy: ['no-answer-before-reading'],
    edits: [{ file, find: 'private isLoaded = false;', replace: 'private isLoaded = true;' }],
  },
  {
    id: 'silent-while-rereading',
    title: 'Während nach Fehler 401 neu gelesen wird, bleibt jede Frage unbeantwortet',
    source: course,
    killedBy: ['lookup-lists-the-registered', 'outage-empties-nothing'],
    edits: [
      {
        file,
        find: 'if (this.isLoaded) answer();',
        replace: 'if (this.isLoaded && this.follower.isCurrent) answer();',
      },
      {
        file: 'store-follower.ts',
        find: '  start(): void {',
        replace:
          '  get isCurrent(): boolean {\n    return this.nextIndex !== undefined;\n  }\n\n  start(): void {',
      },
    ],
  },
  {
    id: 'early-askers-forgotten',
    title: 'Wer vor dem ersten Lesen fragt, bekommt nie eine Antwort',
    source: course,
    killedBy: ['lookup-lists-the-registered'],
    edits: [
      {
        file,
        find: 'for (const answer of this.waiting.splice(0)) answer();',
        replace: 'this.waiting.splice(0);',
      },
    ],
  },
  {
    id: 'unordered-list',
    title: 'Die Liste steht in der Reihenfolge des Eintreffens',
    source: course,
    killedBy: ['lookup-lists-the-registered'],
    edits: [{ file, find: 'known.sort(byId)', replace: 'known' }],
  },
  {
    id: 'services-by-prefix',
    title: 'Wer nach „web“ fragt, bekommt auch „web2“',
    source: 'startsWith ohne Schrägstrich',
    killedBy: ['lookup-lists-the-registered'],
    edits: [
      {
        file,
        find: 'service === request.service',
        replace: 'service.startsWith(request.service)',
      },
    ],
  },
  {
    id: 'first-in-any-service',
    title: 'Die Beschreibung wird über alle Dienste hinweg gesucht',
    source: course,
    killedBy: ['describes-instances'],
    edits: [
      {
        file,
        find: 'known.find(({ id }) => id === request.id)',
        replace: '[...this.instances.values()].find(({ id }) => id === request.id)',
      },
    ],
  },
  {
    id: 'old-description-kept',
    title: 'Ist eine Instanz schon bekannt, bleibt ihre alte Beschreibung',
    source: course,
    killedBy: ['describes-instances', 'lookup-lists-the-registered'],
    edits: [
      {
        file,
        find: '    this.instances = instancesOf(values);',
        replace:
          '    this.instances = instancesOf(values);\n    for (const [key, instance] of before) {\n      if (this.instances.has(key)) this.instances.set(key, instance);\n    }',
      },
    ],
  },
  {
    id: 'same-is-a-change',
    title: 'Meldet jedes Ereignis als Änderung, auch ohne Unterschied',
    source: course,
    killedBy: ['changes-exactly-once'],
    edits: [
      {
        file,
        find: "else if (!isSameInstance(known, instance)) this.tell('changed', instance);",
        replace:
          "else if (!isSameInstance(known, instance) || known) this.tell('changed', instance);",
      },
    ],
  },
  {
    id: 'change-not-told',
    title: 'Eine neue Beschreibung ist keine Änderung wert',
    source: course,
    killedBy: ['changes-exactly-once'],
    edits: [
      {
        file,
        find: "else if (!isSameInstance(known, instance)) this.tell('changed', instance);",
        replace: "else if (!isSameInstance(known, instance)) this.tell('changed', known);",
      },
    ],
  },
  {
    id: 'changed-means-new',
    title: 'Eine geänderte Instanz wird als hinzugekommen gemeldet',
    source: course,
    killedBy: ['changes-exactly-once'],
    edits: [
      {
        file,
        find: "this.tell('changed', instance);",
        replace: "this.tell('added', instance);",
      },
    ],
  },
  {
    id: 'departures-not-told',
    title: 'Verschwundene werden nicht gemeldet',
    source: course,
    killedBy: ['changes-exactly-once', 'cleared-history-bridged'],
    edits: [
      {
        file,
        find: "if (!this.instances.has(key)) this.tell('removed', instance);",
        replace: `if (this.instances.has(\`\${key}/\`)) this.tell('removed', instance);`,
      },
    ],
  },
  {
    id: 'first-reading-untold',
    title: 'Was beim ersten Lesen schon da ist, wird nicht gemeldet',
    source: course,
    killedBy: ['changes-exactly-once'],
    edits: [
      {
        file,
        find: "if (known === undefined) this.tell('added', instance);",
        replace: "if (known === undefined && this.isLoaded) this.tell('added', instance);",
      },
      {
        file,
        find: 'else if (!isSameInstance(known, instance))',
        replace: 'else if (known && !isSameInstance(known, instance))',
      },
    ],
  },
  {
    id: 'only-first-watcher',
    title: 'Nur der erste Beobachter erfährt etwas',
    source: course,
    killedBy: ['changes-exactly-once'],
    edits: [
      {
        file,
        find: 'of this.configuration.watchers) this.context',
        replace: 'of this.configuration.watchers.slice(0, 1)) this.context',
      },
    ],
  },
  {
    id: 'numbered-for-each-watcher',
    title: 'Die Nummer zählt Nachrichten statt Änderungen',
    source: course,
    killedBy: ['changes-exactly-once'],
    edits: [
      {
        file,
        find: 'this.context.send(watcher, change);',
        replace: 'this.context.send(watcher, { ...change, number: this.changes++ });',
      },
    ],
  },
  {
    id: 'broken-entry-breaks-all',
    title: 'Ein Wert, der kein JSON ist, bringt die Registratur zum Absturz',
    source: course,
    killedBy: ['foreign-entries-ignored'],
    edits: [
      {
        file: entries,
        find: '  try {\n    return JSON.parse(text);\n  } catch {\n    return undefined;\n  }',
        replace: '  return JSON.parse(text);',
      },
    ],
  },
  {
    id: 'null-breaks-all',
    title: 'Der Wert „null“ bringt die Registratur zum Absturz',
    source: 'typeof null ist „object“',
    killedBy: ['foreign-entries-ignored'],
    edits: [
      {
        file: entries,
        find: "if (typeof parsed !== 'object' || parsed === null) return undefined;",
        replace: "if (typeof parsed !== 'object') return undefined;",
      },
    ],
  },
  {
    id: 'borrowed-identity',
    title: 'Ob die id zum Schlüssel passt, wird nicht geprüft',
    source: course,
    killedBy: ['foreign-entries-ignored'],
    edits: [
      {
        file: entries,
        find: 'if (id === undefined || id !== idOfKey) return undefined;',
        replace: 'if (id === undefined || idOfKey === undefined) return undefined;',
      },
    ],
  },
  {
    id: 'fields-unchecked',
    title: 'Die Typen der Felder werden nicht geprüft',
    source: course,
    killedBy: ['foreign-entries-ignored'],
    edits: [
      {
        file: entries,
        find: 'return Number.isInteger(value) && (value as number) >= 0;',
        replace: 'return value !== undefined;',
      },
    ],
  },
];
