import type { Mutant } from '../../../../grader/verify/mutant.ts';

const file = 'configuration-writer.ts';
const course = 'typischer Fehler im Kurs';

/** Part 4: the template and the file. */
export const writerMutants: readonly Mutant[] = [
  {
    id: 'patterns-in-values',
    title: '„$&“ in einem Wert wird als Muster ausgewertet',
    source: 'JavaScript: String.prototype.replace mit Text als zweitem Argument',
    killedBy: ['template-filled'],
    edits: [
      {
        file,
        find: `  return text.replace(placeholder, (whole, name: string) =>
    Object.hasOwn(fields, name) ? String(fields[name]) : whole,
  );`,
        replace: `  return [...text.matchAll(placeholder)]
    .filter(([, name = '']) => Object.hasOwn(fields, name))
    .reduce((done, [whole, name = '']) => done.replace(whole, String(fields[name])), text);`,
      },
    ],
  },
  {
    id: 'first-occurrence-only',
    title: 'Kommt ein Platzhalter zweimal vor, wird er nur einmal ersetzt',
    source: 'JavaScript: replace ohne „g“',
    killedBy: ['template-filled'],
    edits: [
      {
        file,
        find: '  const placeholder = /\\{\\{([a-z]+)\\}\\}/g;',
        replace: '  const placeholder = /\\{\\{([a-z]+)\\}\\}/;',
      },
    ],
  },
  {
    id: 'filled-twice',
    title: 'Eingesetzte Werte werden noch einmal nach Platzhaltern durchsucht',
    source: course,
    killedBy: ['template-filled'],
    edits: [
      {
        file,
        find: "rendered += fill(match[1] ?? '', { ...instance, ...count });",
        replace:
          "rendered += fill(fill(match[1] ?? '', { ...instance, ...count }), { ...instance, ...count });",
      },
    ],
  },
  {
    id: 'one-block-only',
    title: 'Nur der erste Block wird gefüllt',
    source: course,
    killedBy: ['template-filled'],
    edits: [
      {
        file,
        find: 'for (const match of template.matchAll(block)) {',
        replace: 'for (const match of [...template.matchAll(block)].slice(0, 1)) {',
      },
    ],
  },
  {
    id: 'greedy-block',
    title: 'Ein Block reicht bis zum letzten Ende statt bis zum nächsten',
    source: 'reguläre Ausdrücke: * statt *?',
    killedBy: ['template-filled'],
    edits: [{ file, find: '([\\s\\S]*?)', replace: '([\\s\\S]*)' }],
  },
  {
    id: 'inherited-fields',
    title: 'Auch „constructor“ gilt als Feld einer Instanz',
    source: 'JavaScript: „in“ und geerbte Eigenschaften',
    killedBy: ['template-filled'],
    edits: [{ file, find: 'Object.hasOwn(fields, name) ?', replace: 'name in fields ?' }],
  },
  {
    id: 'unknown-emptied',
    title: 'Unbekannte Platzhalter werden gelöscht',
    source: course,
    killedBy: ['template-filled'],
    edits: [
      {
        file,
        find: '(whole, name: string) =>\n    Object.hasOwn(fields, name) ? String(fields[name]) : whole,',
        replace:
          "(_, name: string) =>\n    Object.hasOwn(fields, name) ? String(fields[name]) : '',",
      },
    ],
  },
  {
    id: 'file-in-order-of-arrival',
    title: 'Die Instanzen stehen in der Reihenfolge des Eintreffens',
    source: course,
    killedBy: ['template-filled', 'file-current-and-whole'],
    edits: [
      {
        file,
        find: 'const sorted = [...instances].sort(byId);',
        replace: 'const sorted = byId === undefined ? [] : [...instances];',
      },
    ],
  },
  {
    id: 'list-sorted-in-place',
    title: 'Sortiert die übergebene Liste selbst',
    source: course,
    killedBy: ['template-filled'],
    edits: [
      {
        file,
        find: 'const sorted = [...instances].sort(byId);',
        replace: 'const sorted = (instances as Instance[]).sort(byId);',
      },
    ],
  },
  {
    id: 'written-in-two-steps',
    title: 'Leert die Datei zuerst und füllt sie dann',
    source: 'POSIX: open mit O_TRUNC statt rename',
    killedBy: ['file-current-and-whole'],
    edits: [
      {
        file,
        find: 'this.context.storage.set(path, content);\n    this.signal();',
        replace:
          "this.context.storage.set(path, '');\n    this.context.storage.set(path, content);\n    this.signal();",
      },
    ],
  },
  {
    id: 'emptied-at-start',
    title: 'Schreibt beim Start eine leere Datei, bevor gelesen ist',
    source: course,
    killedBy: ['file-current-and-whole'],
    edits: [
      {
        file,
        find: '    this.signal();\n    this.follower.start();',
        replace:
          '    this.signal();\n    const { path, template } = this.configuration;\n    this.context.storage.set(path, renderTemplate(template, []));\n    this.follower.start();',
      },
    ],
  },
  {
    id: 'empty-not-written',
    title: 'Ohne Instanzen wird die Datei nicht geschrieben',
    source: course,
    killedBy: ['file-current-and-whole'],
    edits: [
      {
        file,
        find: 'if (content === this.context.storage.get(path)) return;',
        replace: 'if (values.size === 0 || content === this.context.storage.get(path)) return;',
      },
    ],
  },
  {
    id: 'written-on-every-event',
    title: 'Schreibt und signalisiert bei jedem Ereignis',
    source: 'confd: Verbindungen reißen bei jedem Reload',
    killedBy: ['reload-once-a-change'],
    edits: [
      {
        file,
        find: 'if (content === this.context.storage.get(path)) return;',
        replace: 'this.context.storage.delete(this.signalledKey);',
      },
    ],
  },
  {
    id: 'compared-in-memory',
    title: 'Vergleicht mit einer Variablen: Nach dem Neustart wird alles neu geschrieben',
    source: course,
    killedBy: ['reload-once-a-change'],
    edits: [
      {
        file,
        find: 'if (content === this.context.storage.get(path)) return;',
        replace: 'if (content === this.lastContent) return;\n    this.lastContent = content;',
      },
      {
        file,
        find: 'private readonly signalledKey: string;',
        replace:
          'private readonly signalledKey: string;\n  private lastContent: string | undefined;',
      },
    ],
  },
  {
    id: 'reload-before-write',
    title: 'Signalisiert, bevor geschrieben ist: Der Leser liest die alte Datei',
    source: course,
    killedBy: ['reload-once-a-change'],
    edits: [
      {
        file,
        find: 'this.context.storage.set(path, content);\n    this.signal();',
        replace:
          "this.context.send(this.configuration.reader, { type: 'Reload', path });\n    this.context.storage.set(this.signalledKey, content);\n    this.context.storage.set(path, content);",
      },
    ],
  },
  {
    id: 'never-reloads',
    title: 'Schreibt, aber sagt dem Leser nichts',
    source: course,
    killedBy: ['reload-once-a-change'],
    edits: [
      {
        file,
        find: "this.context.send(reader, { type: 'Reload', path });",
        replace: 'if (reader === path) return;',
      },
    ],
  },
  {
    id: 'reload-lost-in-crash',
    title: 'Stürzt er vor dem Signal ab, bleibt der Leser bei der alten Fassung',
    source: 'confd vergleicht nur die Datei',
    killedBy: ['reload-made-up-for'],
    edits: [
      {
        file,
        find: '    this.signal();\n    this.follower.start();',
        replace: '    this.follower.start();',
      },
    ],
  },
  {
    id: 'reload-thought-needless',
    title: 'Kehrt nach einem Absturz ein schon signalisierter Inhalt zurück, fehlt das Signal',
    source: 'blinder Fleck des Merkens, was signalisiert ist',
    killedBy: ['reload-once-a-change'],
    edits: [
      {
        file,
        find: '    this.signal();\n    this.follower.start();',
        replace: '    this.follower.start();',
      },
      {
        file,
        find: 'if (content === this.context.storage.get(path)) return;',
        replace: 'if (content === this.context.storage.get(path)) return this.signal();',
      },
    ],
  },
  {
    id: 'signalled-before-signalling',
    title: 'Merkt sich das Signal, bevor es hinausgeht',
    source: course,
    killedBy: ['reload-made-up-for'],
    edits: [
      {
        file,
        find: "    this.context.send(reader, { type: 'Reload', path });\n    this.context.storage.set(this.signalledKey, content);",
        replace:
          "    this.context.storage.set(this.signalledKey, content);\n    this.context.send(reader, { type: 'Reload', path });",
      },
    ],
  },
];
