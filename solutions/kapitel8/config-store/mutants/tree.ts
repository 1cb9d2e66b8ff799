import type { Mutant } from '../../../../grader/verify/mutant.ts';
import { api, store } from './edits.ts';

/** Parts 1 and 2: the tree, its index, changes on condition. */
export const treeMutants: readonly Mutant[] = [
  {
    id: 'failed-swap-counts',
    title: 'Ein gescheiterter Vergleich erhöht den Index',
    source: api('Atomic Compare-and-Swap'),
    killedBy: ['one-index', 'failure-leaves-no-trace'],
    edits: [
      store(
        '    if (!isValueEqual || !isIndexEqual) {',
        '    if (!isValueEqual || !isIndexEqual) {\n      this.index++;',
      ),
    ],
  },
  {
    id: 'read-counts',
    title: 'Lesen erhöht den Index',
    source: api('Response Headers'),
    killedBy: ['one-index'],
    edits: [
      store(
        "        return { action: 'get', node: this.read(this.find(key), query, true) };",
        "        this.index++;\n        return { action: 'get', node: this.read(this.find(key), query, true) };",
      ),
    ],
  },
  {
    id: 'directory-counts-twice',
    title: 'Jedes Verzeichnis auf dem Weg bekommt einen eigenen Index',
    source: api('Creating Directories'),
    killedBy: ['one-index'],
    edits: [
      store(
        '      parent.children.set(part, child);',
        '      if (!parent.children.has(part)) this.index++;\n      parent.children.set(part, child);',
      ),
    ],
  },
  {
    id: 'deletion-does-not-count',
    title: 'Eine Löschung bekommt keinen neuen Index',
    source: api('Deleting a key'),
    killedBy: ['one-index'],
    edits: [
      store(
        '    this.index++;\n    const event',
        "    if (action !== 'delete') this.index++;\n    const event",
      ),
    ],
  },
  {
    id: 'set-keeps-created',
    title: 'Setzen behält createdIndex',
    source: api('Changing the value of a key'),
    killedBy: ['set-replaces'],
    edits: [
      store(
        "    const entry = this.place(key, { ...query, value: value ?? '' });",
        "    const placed = this.place(key, { ...query, value: value ?? '' });\n    const entry: Entry =\n      previous === undefined ? placed : Object.assign(placed, { createdIndex: previous.createdIndex });",
      ),
    ],
  },
  {
    id: 'set-without-previous',
    title: 'prevNode fehlt beim Setzen',
    source: api('Changing the value of a key'),
    killedBy: ['set-replaces'],
    edits: [
      store(
        "    return this.commit('set', this.read(entry), prevNode, isRefresh);",
        "    return this.commit('set', this.read(entry), undefined, isRefresh);",
      ),
    ],
  },
  {
    id: 'previous-after-change',
    title: 'prevNode zeigt den Knoten nach der Änderung',
    source: api('Atomic Compare-and-Swap'),
    killedBy: ['update-keeps', 'compare-and-swap'],
    edits: [
      store(
        'return this.commit(action, { ...this.read(entry), modifiedIndex }, prevNode, isRefresh);',
        'return this.commit(action, { ...this.read(entry), modifiedIndex }, prevNode && this.read(entry), isRefresh);',
      ),
    ],
  },
  {
    id: 'status-always-200',
    title: 'Auch beim Anlegen ist der Status 200',
    source: api('Setting the value of a key'),
    killedBy: ['set-replaces', 'create-once'],
    edits: [
      store(
        "(action === 'set' && prevNode === undefined) ? 201 : 200",
        "(action === 'set' && prevNode === undefined) ? 200 : 200",
      ),
    ],
  },
  {
    id: 'set-over-directory',
    title: 'Setzen ersetzt auch ein Verzeichnis',
    source: api('Error Codes'),
    killedBy: ['tree-errors'],
    edits: [store('    if (previous?.children !== undefined) throw new Refusal(102, key);\n', '')],
  },
  {
    id: 'directory-has-value',
    title: 'Ein neues Verzeichnis nimmt den Wert an und wird ein Schlüssel',
    source: api('Creating Directories'),
    killedBy: ['set-replaces'],
    edits: [
      store(
        '    const entry = dir === true ? newDirectory(key, index)',
        "    const entry = dir === true && (value ?? '') === '' ? newDirectory(key, index)",
      ),
    ],
  },
  {
    id: 'hidden-is-listed',
    title: 'Verstecktes erscheint in Listen',
    source: api('Creating a hidden node'),
    killedBy: ['reading'],
    edits: [store(".filter(([name]) => !name.startsWith('_'))", '')],
  },
  {
    id: 'hidden-anywhere',
    title: 'Wer etwas Verstecktes selbst nennt, sieht dessen Inhalt nicht',
    source: api('Creating a hidden node'),
    killedBy: ['reading'],
    edits: [
      store(
        ".filter(([name]) => !name.startsWith('_'))",
        ".filter(([, child]) => !child.key.includes('/_'))",
      ),
    ],
  },
  {
    id: 'recursive-always',
    title: 'Lesen zeigt immer alles darunter',
    source: api('Listing a directory'),
    killedBy: ['reading'],
    edits: [
      store('this.read(child, query, query.recursive === true)', 'this.read(child, query, true)'),
    ],
  },
  {
    id: 'sorted-at-top-only',
    title: 'Geordnet wird nur das oberste Verzeichnis',
    source: api('Atomically Creating In-Order Keys'),
    killedBy: ['reading'],
    edits: [
      store(
        'this.read(child, query, query.recursive === true)',
        'this.read(child, { ...query, sorted: false }, query.recursive === true)',
      ),
    ],
  },
  {
    id: 'sorted-by-language',
    title: 'Geordnet wird wie im Wörterbuch (localeCompare)',
    source: api('Listing a directory'),
    killedBy: ['reading'],
    edits: [
      store(
        'visible.sort((a, b) => (a.key < b.key ? -1 : 1))',
        'visible.sort((a, b) => a.key.localeCompare(b.key))',
      ),
    ],
  },
  {
    id: 'empty-directory-vanishes',
    title: 'Ein leer gewordenes Verzeichnis verschwindet',
    source: api('Deleting a Directory'),
    killedBy: ['tree-errors', 'reading', 'deleting'],
    edits: [
      store(
        '    parent?.children?.delete(name);\n',
        "    parent?.children?.delete(name);\n    if (parent !== undefined && parent.key !== '/' && parent.children?.size === 0) this.detach(parent);\n",
      ),
    ],
  },
  {
    id: 'directory-deleted-like-key',
    title: 'DELETE löscht ein Verzeichnis auch ohne dir',
    source: api('Deleting a Directory'),
    killedBy: ['tree-errors'],
    edits: [store('      if (query.dir !== true) throw new Refusal(102, key);\n', '')],
  },
  {
    id: 'full-directory-deleted',
    title: 'DELETE mit dir löscht auch ein volles Verzeichnis',
    source: api('Deleting a Directory'),
    killedBy: ['tree-errors'],
    edits: [store('      if (entry.children.size > 0) throw new Refusal(108, key);\n', '')],
  },
  {
    id: 'hidden-does-not-fill',
    title: 'Ein Verzeichnis mit Verstecktem gilt als leer',
    source: api('Creating a hidden node'),
    killedBy: ['tree-errors'],
    edits: [
      store(
        'if (entry.children.size > 0)',
        "if ([...entry.children.keys()].some((name) => !name.startsWith('_')))",
      ),
    ],
  },
  {
    id: 'below-a-key-is-missing',
    title: 'Unter einem Schlüssel heißt es „gibt es nicht“ statt „kein Verzeichnis“',
    source: api('Error Codes'),
    killedBy: ['tree-errors'],
    edits: [
      store(
        '      if (entry.children === undefined) throw new Refusal(104, entry.key);\n      const child = entry.children.get(name);',
        '      if (entry.children === undefined) throw new Refusal(100, entry.key);\n      const child = entry.children.get(name);',
      ),
    ],
  },
  {
    id: 'root-can-be-deleted',
    title: 'Die Wurzel lässt sich löschen',
    source: api('Error Codes'),
    killedBy: ['tree-errors'],
    edits: [
      store(
        "    if (key === '/') throw new Refusal(107, '/');\n    const entry = this.find(key);\n    if (entry.children !== undefined && query",
        '    const entry = this.find(key);\n    if (entry.children !== undefined && query',
      ),
    ],
  },
  {
    id: 'deleted-keeps-value',
    title: 'Das Ereignis einer Löschung trägt noch den Wert',
    source: api('Deleting a key'),
    killedBy: ['deleting', 'compare-and-delete'],
    edits: [
      store(
        'const kind = entry.children === undefined ? {} : { dir: true as const };',
        'const kind = entry.children === undefined ? { value: entry.value } : { dir: true as const };',
      ),
    ],
  },
  {
    id: 'slash-at-end-matters',
    title: 'Ein Schrägstrich am Ende ergibt einen anderen Schlüssel im Ereignis',
    source: api('Creating Directories'),
    killedBy: ['set-replaces', 'deleting'],
    edits: [
      store('        return this.put(clean(key), query);', '        return this.put(key, query);'),
    ],
  },
  {
    id: 'swap-either',
    title: 'Bei zwei Vergleichen genügt einer',
    source: api('Atomic Compare-and-Swap'),
    killedBy: ['compare-and-swap', 'compare-and-delete'],
    edits: [
      store(
        '    if (!isValueEqual || !isIndexEqual) {',
        '    const isEither = prevValue !== undefined && !!prevIndex;\n    if (isEither ? !isValueEqual && !isIndexEqual : !isValueEqual || !isIndexEqual) {',
      ),
    ],
  },
  {
    id: 'swap-compares-created',
    title: 'prevIndex wird mit createdIndex verglichen',
    source: api('Atomic Compare-and-Swap'),
    killedBy: ['compare-and-swap', 'compare-and-delete'],
    edits: [store('entry.modifiedIndex === prevIndex;', 'entry.createdIndex === prevIndex;')],
  },
  {
    id: 'swap-compares-store-index',
    title: 'prevIndex wird mit dem Index des Speichers verglichen',
    source: api('Atomic Compare-and-Swap'),
    killedBy: ['compare-and-swap', 'compare-and-delete'],
    edits: [store('entry.modifiedIndex === prevIndex;', 'this.index === prevIndex;')],
  },
  {
    id: 'swap-renews-created',
    title: 'Compare-and-swap erneuert createdIndex',
    source: api('Atomic Compare-and-Swap'),
    killedBy: ['compare-and-swap'],
    edits: [
      store(
        'this.read(entry), modifiedIndex }, prevNode',
        "this.read(action === 'compareAndSwap' ? Object.assign(entry, { createdIndex: modifiedIndex }) : entry), modifiedIndex }, prevNode",
      ),
    ],
  },
  {
    id: 'update-renews-created',
    title: 'Ändern erneuert createdIndex',
    source: api('Atomic Compare-and-Swap'),
    killedBy: ['update-keeps'],
    edits: [
      store(
        '    return query.prevExist === true ? this.update(key, query) : this.set(key, query);',
        "    if (query.prevExist !== true) return this.set(key, query);\n    const present = this.find(key);\n    return present.children === undefined ? { ...this.set(key, query), action: 'update' } : this.update(key, query);",
      ),
    ],
  },
  {
    id: 'update-creates',
    title: 'Ändern legt an, was es nicht gibt',
    source: api('Atomic Compare-and-Swap'),
    killedBy: ['update-keeps'],
    edits: [
      store(
        'return query.prevExist === true ? this.update(key, query)',
        'return query.prevExist === true && this.lookUp(key) !== undefined ? this.update(key, query)',
      ),
    ],
  },
  {
    id: 'update-keeps-value',
    title: 'Ändern ohne value behält den alten Wert',
    source: api('Atomic Compare-and-Swap'),
    killedBy: ['update-keeps', 'compare-and-swap'],
    edits: [
      store(
        "      if (!isRefresh) entry.value = query.value ?? '';",
        '      if (!isRefresh) entry.value = query.value ?? entry.value;',
      ),
    ],
  },
  {
    id: 'create-overwrites',
    title: 'Anlegen überschreibt, was es schon gibt',
    source: api('Atomic Compare-and-Swap'),
    killedBy: ['create-once'],
    edits: [store('    if (this.lookUp(key) !== undefined) throw new Refusal(105, key);\n', '')],
  },
  {
    id: 'create-on-directory-not-a-file',
    title: 'Anlegen auf einem Verzeichnis meldet 102 statt 105',
    source: api('Error Codes'),
    killedBy: ['create-once'],
    edits: [
      store(
        '    if (this.lookUp(key) !== undefined) throw new Refusal(105, key);',
        '    const present = this.lookUp(key);\n    if (present !== undefined) throw new Refusal(present.children === undefined ? 105 : 102, key);',
      ),
    ],
  },
  {
    id: 'swap-ignored-with-exist',
    title: 'Mit prevExist: true wird nicht verglichen',
    source: api('Atomic Compare-and-Swap'),
    killedBy: ['compare-and-swap'],
    edits: [
      store(
        '    if (comparesWith(query)) return this.compareAndSwap(key, query);',
        '    if (comparesWith(query) && query.prevExist !== true) return this.compareAndSwap(key, query);',
      ),
    ],
  },
  {
    id: 'empty-previous-value-matches',
    title: 'Ein leerer prevValue gilt als nicht angegeben',
    source: api('Atomic Compare-and-Swap'),
    killedBy: ['compare-and-swap', 'create-once', 'compare-and-delete'],
    edits: [
      store(
        "    if (query.prevValue === '') throw new Refusal(201, 'prevValue');\n    if (query.refresh === true) {",
        "    if (query.prevValue === '') return this.put(key, { ...query, prevValue: undefined as never });\n    if (query.refresh === true) {",
      ),
    ],
  },
  {
    id: 'zero-index-compared',
    title: 'prevIndex 0 wird verglichen',
    source: api('Atomic Compare-and-Swap'),
    killedBy: ['update-keeps', 'set-replaces', 'compare-and-swap'],
    edits: [
      store(
        '  return prevValue !== undefined || (prevIndex ?? 0) > 0;',
        '  return prevValue !== undefined || prevIndex !== undefined;',
      ),
      store(
        'const isIndexEqual = !prevIndex || ',
        'const isIndexEqual = prevIndex === undefined || ',
      ),
    ],
  },
  {
    id: 'delete-directory-by-comparison',
    title: 'Compare-and-delete löscht mit recursive auch ein Verzeichnis',
    source: api('Atomic Compare-and-Delete'),
    killedBy: ['compare-and-delete'],
    edits: [
      store(
        "    if (comparesWith(query)) return this.remove(this.findMatching(key, query), 'compareAndDelete');",
        "    if (comparesWith(query) && query.recursive !== true) {\n      return this.remove(this.findMatching(key, query), 'compareAndDelete');\n    }",
      ),
    ],
  },
  {
    id: 'order-by-count',
    title: 'Fortlaufende Schlüssel zählen die Einträge im Verzeichnis',
    source: api('Atomically Creating In-Order Keys'),
    killedBy: ['in-order-keys'],
    edits: [
      store(
        'String(this.index + 1).padStart',
        'String((this.lookUp(clean(key))?.children?.size ?? 0) + 1).padStart',
      ),
    ],
  },
  {
    id: 'order-not-padded',
    title: 'Fortlaufende Schlüssel ohne führende Nullen',
    source: api('Atomically Creating In-Order Keys'),
    killedBy: ['in-order-keys'],
    edits: [store(".padStart(20, '0')", '')],
  },
  {
    id: 'order-by-old-index',
    title: 'Fortlaufende Schlüssel heißen nach dem Index vor der Änderung',
    source: api('Atomically Creating In-Order Keys'),
    killedBy: ['in-order-keys'],
    edits: [store('String(this.index + 1).padStart', 'String(this.index).padStart')],
  },
  {
    id: 'failure-leaves-directories',
    title: 'Eine gescheiterte Anfrage lässt Verzeichnisse zurück',
    source: api('Atomic Compare-and-Swap'),
    killedBy: ['failure-leaves-no-trace', 'compare-and-swap', 'update-keeps', 'create-once'],
    edits: [
      store(
        '    if (comparesWith(query)) return this.compareAndSwap(key, query);',
        `    if (query.prevExist === true || comparesWith(query)) {
      let parent = this.root;
      for (const part of namesOf(key).slice(0, -1)) {
        const child: Entry =
          parent.children.get(part) ?? newDirectory(join(parent.key, part), this.index + 1);
        if (child.children === undefined) break;
        parent.children.set(part, child);
        parent = child;
      }
    }
    if (comparesWith(query)) return this.compareAndSwap(key, query);`,
      ),
    ],
  },
];
