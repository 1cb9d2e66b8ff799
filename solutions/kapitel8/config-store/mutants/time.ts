import type { Mutant } from '../../../../grader/verify/mutant.ts';
import { api, history, store } from './edits.ts';

/** Parts 3 and 4: what lives only so long, and watching. */
export const timeMutants: readonly Mutant[] = [
  {
    id: 'expires-too-late',
    title: 'Fällig ist erst, was länger als die TTL besteht',
    source: api('Using key TTL'),
    killedBy: ['expiry'],
    edits: [store('next.expirationMs > nowMs) break;', 'next.expirationMs >= nowMs) break;')],
  },
  {
    id: 'expired-is-read',
    title: 'handle lässt nichts verfallen, nur advance',
    source: api('Using key TTL'),
    killedBy: ['expiry'],
    edits: [
      store(
        '    this.advance(nowMs);\n    const { id, query } = request;',
        '    this.nowMs = Math.max(this.nowMs, nowMs);\n    const { id, query } = request;',
      ),
    ],
  },
  {
    id: 'ttl-in-milliseconds',
    title: 'Die TTL wird für Millisekunden gehalten',
    source: api('Using key TTL'),
    killedBy: ['lifetime-anew', 'expiry'],
    edits: [store('this.nowMs + 1000 * ttl', 'this.nowMs + ttl')],
  },
  {
    id: 'ttl-rounded-down',
    title: 'Die verbleibende TTL wird abgerundet',
    source: api('Using key TTL'),
    killedBy: ['expiry'],
    edits: [store('ttl: Math.ceil(', 'ttl: Math.floor(')],
  },
  {
    id: 'ttl-as-given',
    title: 'Gezeigt wird die TTL, wie sie gesetzt wurde, nicht, was von ihr bleibt',
    source: api('Using key TTL'),
    killedBy: ['expiry', 'lifetime-anew'],
    edits: [
      store(
        '  expirationMs: number | undefined;\n}\n\ninterface FileEntry',
        '  expirationMs: number | undefined;\n  ttl?: number;\n}\n\ninterface FileEntry',
      ),
      store('ttl: Math.ceil((expirationMs - this.nowMs) / 1000) }', 'ttl: entry.ttl ?? 0 }'),
      store(
        "    entry.expirationMs = typeof ttl === 'number'",
        "    if (typeof ttl === 'number') entry.ttl = ttl;\n    entry.expirationMs = typeof ttl === 'number'",
      ),
    ],
  },
  {
    id: 'zero-ttl-is-endless',
    title: 'ttl 0 gilt als unbegrenzt',
    source: api('Using key TTL'),
    killedBy: ['lifetime-anew', 'expiry'],
    edits: [
      store(
        "entry.expirationMs = typeof ttl === 'number' ?",
        "entry.expirationMs = typeof ttl === 'number' && ttl > 0 ?",
      ),
    ],
  },
  {
    id: 'update-keeps-ttl',
    title: 'Ohne ttl bleibt bei update und compareAndSwap die alte Lebensdauer',
    source: api('Using key TTL'),
    killedBy: ['lifetime-anew'],
    edits: [
      store(
        '    this.expireAfter(entry, query.ttl);\n    return this.commit(action',
        '    if (query.ttl !== undefined) this.expireAfter(entry, query.ttl);\n    return this.commit(action',
      ),
    ],
  },
  {
    id: 'set-keeps-ttl',
    title: 'Ohne ttl bleibt bei set die alte Lebensdauer',
    source: api('Using key TTL'),
    killedBy: ['lifetime-anew'],
    edits: [
      store(
        "    const entry = this.place(key, { ...query, value: value ?? '' });",
        "    const entry = this.place(key, { ...query, value: value ?? '' });\n    if (query.ttl === undefined && previous?.expirationMs !== undefined) {\n      entry.expirationMs = previous.expirationMs;\n      this.mortal.add(entry);\n    }",
      ),
    ],
  },
  {
    id: 'null-ttl-is-kept',
    title: 'ttl: null lässt die Lebensdauer, wie sie ist',
    source: api('Using key TTL'),
    killedBy: ['lifetime-anew'],
    edits: [
      store(
        '    this.expireAfter(entry, query.ttl);\n    return this.commit(action',
        '    if (query.ttl !== null) this.expireAfter(entry, query.ttl);\n    return this.commit(action',
      ),
    ],
  },
  {
    id: 'expires-after-deletion',
    title: 'Gelöschtes und Ersetztes verfällt später noch',
    source: api('Using key TTL'),
    killedBy: ['expiry-counts', 'lifetime-anew', 'expiry'],
    edits: [
      store(
        '    this.mortal.delete(entry);\n    for (const child',
        '    if ((entry.expirationMs ?? 0) <= this.nowMs) this.mortal.delete(entry);\n    for (const child',
      ),
    ],
  },
  {
    id: 'children-outlive-directory',
    title: 'Was in einem verschwundenen Verzeichnis lag, verfällt später noch einzeln',
    source: api('Using a directory TTL'),
    killedBy: ['expiry-counts', 'lifetime-anew'],
    edits: [
      store('    for (const child of entry.children?.values() ?? []) this.forget(child);\n', ''),
    ],
  },
  {
    id: 'directory-does-not-expire',
    title: 'Verzeichnisse haben keine Lebensdauer',
    source: api('Using a directory TTL'),
    killedBy: ['lifetime-anew', 'expiry'],
    edits: [
      store(
        "entry.expirationMs = typeof ttl === 'number' ?",
        "entry.expirationMs = typeof ttl === 'number' && entry.children === undefined ?",
      ),
    ],
  },
  {
    id: 'expiry-is-silent',
    title: 'Verfall bekommt keinen Index und steht nicht in der Historie',
    source: api('Using key TTL'),
    killedBy: ['expiry-counts', 'watch-order'],
    edits: [store("      this.remove(next, 'expire');", '      this.detach(next);')],
  },
  {
    id: 'one-index-for-all-expired',
    title: 'Was zusammen verfällt, teilt sich einen Index',
    source: api('Using key TTL'),
    killedBy: ['expiry-counts'],
    edits: [
      store(
        "      this.remove(next, 'expire');",
        "      if (isFirst) this.remove(next, 'expire');\n      else this.detach(next);\n      isFirst = false;",
      ),
      store(
        '  advance(nowMs: number): void {\n    for (;;) {',
        '  advance(nowMs: number): void {\n    let isFirst = true;\n    for (;;) {',
      ),
    ],
  },
  {
    id: 'directory-expires-piecewise',
    title: 'Beim Verfall eines Verzeichnisses bekommt jeder Eintrag ein eigenes Ereignis',
    source: api('Using a directory TTL'),
    killedBy: ['expiry-counts', 'watch-order'],
    edits: [
      store(
        "      this.remove(next, 'expire');",
        "      for (const child of [...(next.children?.values() ?? [])]) this.remove(child, 'expire');\n      this.remove(next, 'expire');",
      ),
    ],
  },
  {
    id: 'expiry-out-of-order',
    title: 'Fälliges verfällt in der Reihenfolge des Anlegens',
    source: api('Using key TTL'),
    killedBy: ['watch-order', 'expiry-counts', 'lifetime-anew'],
    edits: [
      store(
        '      if (first === undefined || isDueBefore(entry, first)) first = entry;\n    }\n    return first;',
        '      if (first === undefined || isDueBefore(entry, first)) first = entry;\n    }\n    const due = [...this.mortal].find((entry) => (entry.expirationMs ?? 0) <= this.target);\n    return due ?? first;',
      ),
      store(
        '  advance(nowMs: number): void {\n',
        '  private target = -1;\n\n  advance(nowMs: number): void {\n    this.target = nowMs;\n',
      ),
    ],
  },
  {
    id: 'refresh-clears-value',
    title: 'Refresh löscht den Wert',
    source: api('Refreshing key TTL'),
    killedBy: ['refresh'],
    edits: [
      store(
        "      if (!isRefresh) entry.value = query.value ?? '';",
        "      entry.value = query.value ?? '';",
      ),
    ],
  },
  {
    id: 'refresh-sets-empty',
    title: 'Refresh ohne prevExist setzt den leeren Wert',
    source: api('Refreshing key TTL'),
    killedBy: ['refresh'],
    edits: [
      store(
        '    const value = isRefresh ? previous?.value : query.value;',
        '    const value = query.value;',
      ),
    ],
  },
  {
    id: 'refresh-creates',
    title: 'Refresh legt an, was es nicht gibt',
    source: api('Refreshing key TTL'),
    killedBy: ['refresh'],
    edits: [
      store('    if (isRefresh && previous === undefined) throw new Refusal(100, key);\n', ''),
    ],
  },
  {
    id: 'refresh-without-ttl',
    title: 'Refresh ohne TTL wird angenommen',
    source: api('Refreshing key TTL'),
    killedBy: ['refresh'],
    edits: [store("      if (typeof query.ttl !== 'number') throw new Refusal(212, key);\n", '')],
  },
  {
    id: 'refresh-does-not-count',
    title: 'Ein Refresh erhöht den Index nicht',
    source: api('Refreshing key TTL'),
    killedBy: ['refresh', 'one-index'],
    edits: [
      store(
        '    this.index++;\n    const event',
        '    if (isRefresh) return { action, node, ...(prevNode === undefined ? {} : { prevNode }) };\n    this.index++;\n    const event',
      ),
    ],
  },
  {
    id: 'next-expiry-latest',
    title: 'nextExpiryMs nennt den spätesten Zeitpunkt',
    source: api('Using key TTL'),
    killedBy: ['lifetime-anew'],
    edits: [
      store(
        '    return this.nextToExpire()?.expirationMs;',
        '    const all = [...this.mortal].map(({ expirationMs }) => expirationMs ?? 0);\n    return all.length === 0 ? undefined : Math.max(...all);',
      ),
    ],
  },

  // --- watching -----------------------------------------------------------------------------------
  {
    id: 'wait-index-exclusive',
    title: 'waitIndex zählt selbst nicht mit',
    source: api('Waiting for a change'),
    killedBy: ['watch-order'],
    edits: [
      store(
        '    const sinceIndex = query.waitIndex || index + 1;',
        '    const sinceIndex = query.waitIndex ? query.waitIndex + 1 : index + 1;',
      ),
    ],
  },
  {
    id: 'wait-index-one-early',
    title: 'Ein Watch bekommt das zuletzt gesehene Ereignis noch einmal',
    source: api('Waiting for a change'),
    killedBy: ['watch-order'],
    edits: [
      store(
        '    const sinceIndex = query.waitIndex || index + 1;',
        '    const sinceIndex = query.waitIndex ? Math.max(1, query.waitIndex - 1) : index + 1;',
      ),
    ],
  },
  {
    id: 'watch-without-history',
    title: 'Ein Watch sieht nicht in der Historie nach',
    source: api('Waiting for a change'),
    killedBy: ['watch-order'],
    edits: [
      history(
        '    if (found === undefined) this.waiting.add(watch);',
        '    if (found === undefined || this.limit > 0) this.waiting.add(watch);',
      ),
    ],
  },
  {
    id: 'history-newest-first',
    title: 'Aus der Historie kommt das neueste passende Ereignis zuerst',
    source: api('Waiting for a change'),
    killedBy: ['watch-order'],
    edits: [
      history('    const found = this.entries.find(', '    const found = this.entries.findLast('),
    ],
  },
  {
    id: 'future-index-ignored',
    title: 'Ein wartendes GET wird auch von früheren Ereignissen geweckt',
    source: api('Waiting for a change'),
    killedBy: ['watch-order'],
    edits: [
      history(
        '      if (event.node.modifiedIndex < watch.sinceIndex || !concerns(watch, event)) continue;',
        '      if (!concerns(watch, event)) continue;',
      ),
    ],
  },
  {
    id: 'watch-from-oldest',
    title: 'Ohne waitIndex kommt das älteste Ereignis der Historie',
    source: api('Waiting for a change'),
    killedBy: ['watch-order'],
    edits: [
      store(
        '    const sinceIndex = query.waitIndex || index + 1;',
        '    const sinceIndex = query.waitIndex || Math.max(1, this.history.startIndex);',
      ),
    ],
  },
  {
    id: 'one-watch-each',
    title: 'Ein Ereignis weckt nur einen Beobachter',
    source: api('Waiting for a change'),
    killedBy: ['watch-order'],
    edits: [
      history(
        '      watch.onEvent(event);\n    }',
        '      watch.onEvent(event);\n      break;\n    }',
      ),
    ],
  },
  {
    id: 'prefix-without-slash',
    title: '/foo passt zu /foobar',
    source: api('Waiting for a change'),
    killedBy: ['watch-matches'],
    edits: [
      history(
        "  return ancestor === '/' || ",
        "  return ancestor === '/' || key.startsWith(ancestor) || ",
      ),
    ],
  },
  {
    id: 'not-recursive-ignored',
    title: 'Auch ohne recursive passt, was darunter geschieht',
    source: api('Waiting for a change'),
    killedBy: ['watch-matches'],
    edits: [history('return recursive && !isHiddenFrom', 'return !isHiddenFrom')],
  },
  {
    id: 'children-only',
    title: 'Mit recursive passt nur, was unmittelbar darunter liegt',
    source: api('Waiting for a change'),
    killedBy: ['watch-order', 'watch-matches'],
    edits: [
      history(
        'return recursive && !isHiddenFrom',
        "return recursive && node.key.slice(key.length + 1).split('/').length === 1 && !isHiddenFrom",
      ),
    ],
  },
  {
    id: 'removal-above-unnoticed',
    title: 'Wer etwas in einem gelöschten Verzeichnis beobachtet, erfährt nichts',
    source: api('Deleting a Directory'),
    killedBy: ['watch-matches'],
    edits: [
      history(
        '  return isRemoval && node.dir === true && isBelow(key, node.key);',
        '  return isRemoval && node.dir === true && key === node.key;',
      ),
    ],
  },
  {
    id: 'expiry-above-unnoticed',
    title: 'Wer etwas in einem verfallenen Verzeichnis beobachtet, erfährt nichts',
    source: api('Using a directory TTL'),
    killedBy: ['watch-matches'],
    edits: [history("action === 'delete' || action === 'expire'", "action === 'delete'")],
  },
  {
    id: 'hidden-wakes',
    title: 'Verstecktes weckt Beobachter weiter oben',
    source: api('Creating a hidden node'),
    killedBy: ['watch-matches'],
    edits: [
      history(
        'return recursive && !isHiddenFrom(key, node.key);',
        'return recursive || (recursive && !isHiddenFrom(key, node.key));',
      ),
    ],
  },
  {
    id: 'hidden-never-wakes',
    title: 'Verstecktes weckt auch nicht, wer es selbst beobachtet',
    source: api('Creating a hidden node'),
    killedBy: ['watch-order'],
    edits: [
      history(
        '  if (node.key === key) return true;',
        "  if (node.key.includes('/_')) return false;\n  if (node.key === key) return true;",
      ),
    ],
  },
  {
    id: 'refresh-wakes',
    title: 'Ein Refresh weckt Beobachter',
    source: api('Refreshing key TTL'),
    killedBy: ['watch-refresh'],
    edits: [history('    if (isRefresh) return;\n', '')],
  },
  {
    id: 'refresh-in-history',
    title: 'Ein Refresh wird aus der Historie gemeldet',
    source: api('Refreshing key TTL'),
    killedBy: ['watch-refresh'],
    edits: [
      history(
        '        !isRefresh && event.node',
        '        (isRefresh || !isRefresh) && event.node',
      ),
    ],
  },
  {
    id: 'refresh-not-remembered',
    title: 'Ein Refresh hat in der Historie keinen Platz',
    source: api('Refreshing key TTL'),
    killedBy: ['history-cleared'],
    edits: [
      history(
        '    this.entries.push({ event, isRefresh });',
        '    if (isRefresh) return;\n    this.entries.push({ event, isRefresh });',
      ),
    ],
  },
  {
    id: 'history-per-key',
    title: 'Eine Historie je Schlüssel statt einer für alle',
    source: api('Watch from cleared event index'),
    killedBy: ['history-cleared'],
    edits: [
      history(
        '    if (this.entries.length > this.limit) this.entries.shift();',
        '    const same = this.entries.filter((entry) => entry.event.node.key === event.node.key);\n    const [oldest] = same;\n    if (same.length > this.limit && oldest !== undefined) {\n      this.entries.splice(this.entries.indexOf(oldest), 1);\n    }',
      ),
    ],
  },
  {
    id: 'history-one-short',
    title: 'Die Historie behält ein Ereignis zu wenig',
    source: api('Watch from cleared event index'),
    killedBy: ['history-cleared'],
    edits: [
      history(
        'if (this.entries.length > this.limit)',
        'if (this.entries.length >= this.limit && this.entries.length > 1)',
      ),
    ],
  },
  {
    id: 'history-never-cleared',
    title: 'Statt Fehler 401 wird von vorn oder gar nicht geantwortet',
    source: api('Watch from cleared event index'),
    killedBy: ['history-cleared'],
    edits: [store('    if (sinceIndex < this.history.startIndex) {', '    if (sinceIndex < 0) {')],
  },
  {
    id: 'history-edge',
    title: 'Fehler 401 schon beim ältesten Ereignis, das noch da ist',
    source: api('Watch from cleared event index'),
    killedBy: ['history-cleared'],
    edits: [
      store(
        '    if (sinceIndex < this.history.startIndex) {',
        '    if (sinceIndex <= this.history.startIndex && this.history.startIndex > 1) {',
      ),
    ],
  },
  {
    id: 'future-is-cleared',
    title: 'Ein waitIndex in der Zukunft ist ein Fehler',
    source: api('Waiting for a change'),
    killedBy: ['history-cleared'],
    edits: [
      store(
        '    if (sinceIndex < this.history.startIndex) {',
        '    if (sinceIndex < this.history.startIndex || sinceIndex > index + 1) {',
      ),
    ],
  },
  {
    id: 'watch-answers-twice',
    title: 'Ein beantworteter Watch antwortet noch einmal',
    source: api('Waiting for a change'),
    killedBy: ['one-reply'],
    edits: [history('      this.waiting.delete(watch);\n', '')],
  },
  {
    id: 'watch-index-of-event',
    title: 'Ein Watch nennt als index den des Ereignisses',
    source: api('Waiting for a change'),
    killedBy: ['one-reply'],
    edits: [
      store(
        "onEvent: (body) => reply({ type: 'StoreReply', id, status: 200, index, body }),",
        "onEvent: (body) => reply({ type: 'StoreReply', id, status: 200, index: body.node.modifiedIndex, body }),",
      ),
    ],
  },
  {
    id: 'watch-status-created',
    title: 'Ein Watch meldet 201, wenn etwas angelegt wurde',
    source: api('Waiting for a change'),
    killedBy: ['one-reply'],
    edits: [
      store(
        "onEvent: (body) => reply({ type: 'StoreReply', id, status: 200, index, body }),",
        "onEvent: (body) => reply({ type: 'StoreReply', id, status: statusOf(body), index, body }),",
      ),
    ],
  },
  {
    id: 'events-are-shared',
    title: 'Antworten enthalten den Knoten des Speichers, der sich später ändert',
    source: api('Waiting for a change'),
    killedBy: ['one-reply'],
    edits: [
      store(
        '    if (entry.children === undefined) return { ...head, value: entry.value };',
        '    if (entry.children === undefined && expirationMs === undefined && !lists) return entry;\n    if (entry.children === undefined) return { ...head, value: entry.value };',
      ),
    ],
  },
];
