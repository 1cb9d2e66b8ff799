import type { Mutant } from '../../../grader/verify/mutant.ts';

const health = 'health-watch.ts';
const registrar = 'registrar.ts';
const typical = 'typische Abgabe';

/** Part 4: health checks and registration. */
export const registrationMutants: readonly Mutant[] = [
  {
    id: 'inactive-not-checked',
    title: 'Inaktiv gewordene Knoten werden nicht mehr geprüft',
    source: typical,
    killedBy: ['health-checked'],
    edits: [
      {
        file: health,
        find: '      this.lastCheck++;\n',
        replace:
          '      if (health.concluded > 5 && !health.isActive) continue;\n      this.lastCheck++;\n',
      },
    ],
  },
  {
    id: 'checked-once',
    title: 'Der Timer der Prüfungen wird nicht neu gesetzt',
    source: 'ein Timer klingelt nur einmal',
    killedBy: ['health-checked'],
    edits: [
      {
        file: health,
        find: "    this.context.setTimer('health', this.config.healthPeriodMs);",
        replace:
          "    if (this.lastCheck <= this.health.size) {\n      this.context.setTimer('health', this.config.healthPeriodMs);\n    }",
      },
    ],
  },
  {
    id: 'checks-too-seldom',
    title: 'Prüft nur in jedem zweiten Takt',
    source: typical,
    killedBy: ['health-checked'],
    edits: [
      {
        file: health,
        find: 'this.config.healthPeriodMs);',
        replace: '2 * this.config.healthPeriodMs);',
      },
    ],
  },
  {
    id: 'late-health-reply-counts',
    title: 'Eine verspätete Antwort auf eine alte Prüfung zählt',
    source: 'id der Antwort nicht verglichen',
    killedBy: ['deregister-inactive', 'register-active', 'avoid-inactive'],
    edits: [
      {
        file: health,
        find: 'if (health === undefined || health.openCheck !== id) return;',
        replace: 'if (health === undefined || id < 0) return;',
      },
    ],
  },
  {
    id: 'double-health-reply-counts',
    title: 'Kommt eine Antwort doppelt an, zählt sie als zwei Prüfungen',
    source: 'Prüfung nach ihrem Ergebnis nicht abgeschlossen',
    killedBy: ['avoid-inactive', 'forward-available'],
    edits: [
      {
        file: health,
        find: 'if (health === undefined || health.openCheck !== id) return;',
        replace:
          'if (health === undefined) return;\n    if (health.openCheck !== id && (health.openCheck ?? id) < id + 1) return;\n    if (health.openCheck === undefined && id <= this.lastCheck - this.health.size) return;',
      },
    ],
  },
  {
    id: 'count-survives-the-switch',
    title: 'Beim Wechsel zwischen aktiv und inaktiv beginnt die Zählung nicht neu',
    source: 'Zähler nach dem Wechsel nicht zurückgesetzt',
    killedBy: ['forward-available', 'avoid-inactive'],
    edits: [
      {
        file: health,
        find: '      health.isActive = hasPassed;\n      health.opposing = 0;',
        replace: '      health.isActive = hasPassed;',
      },
    ],
  },
  {
    id: 'sick-reply-counts-twice',
    title: '„healthy: false“ zählt als Fehlschlag und am Ende des Takts noch einmal',
    source: 'Prüfung nach ihrem Ergebnis nicht abgeschlossen',
    killedBy: ['forward-available', 'register-active'],
    edits: [
      {
        file: health,
        find: '    health.openCheck = undefined;\n',
        replace: '    if (hasPassed) health.openCheck = undefined;\n',
      },
    ],
  },
  {
    id: 'sick-is-alive',
    title: 'Jede Antwort gilt als bestanden, auch „healthy: false“',
    source: 'nur erreichbar, nicht gesund geprüft',
    killedBy: ['deregister-inactive', 'avoid-inactive'],
    edits: [
      {
        file: health,
        find: 'this.conclude(health, healthy);',
        replace: 'this.conclude(health, healthy || true);',
      },
    ],
  },
  {
    id: 'silence-is-not-failure',
    title: 'Eine ausgebliebene Antwort gilt nicht als Fehlschlag',
    source: typical,
    killedBy: ['deregister-inactive', 'avoid-inactive'],
    edits: [
      {
        file: health,
        find: 'if (health.openCheck !== undefined) this.conclude(health, false);',
        replace: '',
      },
    ],
  },
  {
    id: 'rise-and-fall-swapped',
    title: 'riseAfter und fallAfter vertauscht',
    source: 'HAProxy „rise“ und „fall“ verwechselt',
    killedBy: ['avoid-inactive', 'forward-available'],
    edits: [
      {
        file: health,
        find: 'health.isActive ? this.config.fallAfter : this.config.riseAfter',
        replace: 'health.isActive ? this.config.riseAfter : this.config.fallAfter',
      },
    ],
  },
  {
    id: 'one-failed-check-suffices',
    title: 'Eine einzige nicht bestandene Prüfung macht inaktiv',
    source: 'HAProxy „fall“ übersehen; Wackeln bei Verlusten',
    killedBy: ['forward-available', 'register-active'],
    edits: [
      {
        file: health,
        find: 'health.isActive ? this.config.fallAfter : this.config.riseAfter',
        replace: 'health.isActive ? 1 : this.config.riseAfter',
      },
    ],
  },
  {
    id: 'one-passed-check-suffices',
    title: 'Eine einzige bestandene Prüfung macht aktiv',
    source: 'HAProxy „rise“ übersehen',
    killedBy: ['avoid-inactive'],
    edits: [
      {
        file: health,
        find: 'health.isActive ? this.config.fallAfter : this.config.riseAfter',
        replace: 'health.isActive ? this.config.fallAfter : 1',
      },
    ],
  },
  {
    id: 'failures-add-up',
    title: 'Fehlschläge zählen insgesamt, nicht hintereinander',
    source: 'Zählung nicht zurückgesetzt',
    killedBy: ['forward-available', 'register-active'],
    edits: [
      {
        file: health,
        find: 'hasPassed === health.isActive ? 0 : health.opposing + 1',
        replace: 'hasPassed === health.isActive ? health.opposing : health.opposing + 1',
      },
    ],
  },
  {
    id: 'passes-add-up',
    title: 'Bestandene Prüfungen zählen insgesamt, nicht hintereinander',
    source: 'Zählung nur in einer Richtung zurückgesetzt',
    killedBy: ['avoid-inactive'],
    edits: [
      {
        file: health,
        find: 'hasPassed === health.isActive ? 0 : health.opposing + 1',
        replace:
          'hasPassed ? (health.isActive ? 0 : health.opposing + 1) : health.opposing + (health.isActive ? 1 : 0)',
      },
    ],
  },
  {
    id: 'similar-names-deleted',
    title: 'Räumt auch in Gruppen auf, deren Name gleich anfängt',
    source: 'Schlüssel mit startsWith ohne „/“ verglichen',
    killedBy: ['register-own-directory'],
    edits: [
      {
        file: registrar,
        find: "return { method: 'GET', key: groupKey(group), query: {} };",
        replace: "return { method: 'GET', key: '/services', query: { recursive: true } };",
      },
      {
        file: registrar,
        find: 'return new Map((node.nodes ?? []).map(',
        replace:
          "const all = (node.nodes ?? []).flatMap((child) => child.nodes ?? []);\n  return new Map(all.filter(({ key }) => key.startsWith('/services/web')).map(",
      },
    ],
  },
  {
    id: 'active-from-the-start',
    title: 'Alle Knoten gelten anfangs als aktiv',
    source: 'HAProxy beginnt so, hier gilt R2',
    killedBy: ['avoid-inactive'],
    edits: [{ file: health, find: '{ isActive: false,', replace: '{ isActive: true,' }],
  },
  {
    id: 'never-deregisters',
    title: 'Inaktive Knoten werden nie gelöscht',
    source: 'nur das Anmelden bedacht',
    killedBy: ['deregister-inactive'],
    edits: [
      {
        file: registrar,
        find: "      return { method: 'DELETE', key, query: { recursive: true } };\n",
        replace: '',
      },
    ],
  },
  {
    id: 'deregisters-all',
    title: 'Fällt ein Knoten aus, wird das ganze Verzeichnis gelöscht, aber nicht neu gefüllt',
    source: 'eine Instanz abgemeldet, alle weg',
    killedBy: ['register-active'],
    edits: [
      {
        file: registrar,
        find: "return { method: 'DELETE', key, query: { recursive: true } };",
        replace: "return { method: 'DELETE', key: groupKey(group), query: { recursive: true } };",
      },
      {
        file: registrar,
        find: "    this.context.setTimer('reread', rereadMs);\n",
        replace: '',
      },
      {
        file: registrar,
        find: "else if (method === 'DELETE') this.entries?.delete(key);",
        replace:
          "else if (method === 'DELETE') {\n      for (const entry of [...(this.entries ?? [])]) {\n        if (!this.isWanted(entry[0].slice(key.length + 1))) this.entries?.delete(entry[0]);\n      }\n    }",
      },
    ],
  },
  {
    id: 'writes-elsewhere',
    title: 'Löscht Einträge auch außerhalb der eigenen Gruppe',
    source: 'Schlüssel von Hand gebildet',
    killedBy: ['register-own-directory'],
    edits: [
      {
        file: registrar,
        find: "if (this.entries.get(key) !== value) return { method: 'PUT', key, query: { value } };",
        replace:
          "if (this.entries.get(key) !== value) {\n        return { method: 'PUT', key: groupKey(`fremd`), query: { value } };\n      }",
      },
    ],
  },
  {
    id: 'weight-not-registered',
    title: 'Als Wert steht immer 1 statt des Gewichts',
    source: typical,
    killedBy: ['register-active'],
    edits: [{ file: registrar, find: 'String(weight)', replace: 'String(weight / weight)' }],
  },
  {
    id: 'entries-with-ttl',
    title: 'Einträge tragen eine TTL, die niemand erneuert',
    source: 'Lease ohne Erneuerung',
    killedBy: ['register-active'],
    edits: [
      {
        file: registrar,
        find: "return { method: 'PUT', key, query: { value } };",
        replace: "return { method: 'PUT', key, query: { value, ttl: 1 } };",
      },
    ],
  },
  {
    id: 'lost-request-blocks',
    title: 'Ohne Antwort des Speichers geschieht nichts mehr',
    source: 'kein Timer für die Anfrage an den Speicher',
    killedBy: ['register-active', 'deregister-inactive'],
    edits: [
      { file: registrar, find: "    this.context.setTimer('store', patienceMs);\n", replace: '' },
    ],
  },
  {
    id: 'lost-request-counts-as-done',
    title: 'Eine Anfrage ohne Antwort gilt als ausgeführt',
    source: 'Ausgang nicht nachgelesen',
    killedBy: ['register-active', 'deregister-inactive'],
    edits: [
      {
        file: registrar,
        find: '    this.pending = undefined;\n    this.entries = undefined;\n    this.synchronise();',
        replace:
          "    const lost = this.pending;\n    this.pending = undefined;\n    if (lost?.operation.method === 'PUT') {\n      this.entries?.set(lost.operation.key, lost.operation.query.value ?? '');\n    } else if (lost !== undefined) this.entries?.delete(lost.operation.key);\n    this.synchronise();",
      },
      {
        file: registrar,
        find: "    this.context.setTimer('reread', rereadMs);\n",
        replace: '',
      },
    ],
  },
  {
    id: 'never-compares',
    title: 'Liest nur einmal: Fremde Änderungen und verspätete Anfragen bleiben stehen',
    source: 'Ereignisse weitergemeldet statt Soll und Ist verglichen',
    killedBy: ['register-active', 'deregister-inactive'],
    edits: [
      {
        file: registrar,
        find: "    this.context.setTimer('reread', rereadMs);\n",
        replace: '',
      },
    ],
  },
  {
    id: 'trusts-an-empty-store',
    title: 'Nimmt nach dem Start an, der Speicher sei leer',
    source: 'Neustart nicht bedacht',
    killedBy: ['deregister-inactive'],
    edits: [
      {
        file: registrar,
        find: '  private entries: Map<string, string> | undefined;',
        replace: '  private entries: Map<string, string> | undefined = new Map();',
      },
      {
        file: registrar,
        find: '  start(): void {\n    this.reread();',
        replace: '  start(): void {\n    this.synchronise();',
      },
    ],
  },
  {
    id: 'foreign-entries-stay',
    title: 'Fremde Einträge unter der Gruppe bleiben stehen',
    source: 'nur die eigenen Schlüssel verglichen',
    killedBy: ['deregister-inactive'],
    edits: [
      {
        file: registrar,
        find: 'if (wanted.has(key) || undecided.has(key)) continue;',
        replace:
          'if (wanted.has(key) || undecided.has(key)) continue;\n      if (!members.some(({ node }) => memberKey(group, node) === key)) continue;',
      },
    ],
  },
  {
    id: 'foreign-directories-stay',
    title: 'Fremde Verzeichnisse unter der Gruppe bleiben stehen',
    source: 'Verzeichnisse beim Vergleichen übergangen',
    killedBy: ['deregister-inactive'],
    edits: [
      {
        file: registrar,
        find: '(node.nodes ?? []).map(',
        replace: '(node.nodes ?? []).filter(({ dir }) => dir !== true).map(',
      },
    ],
  },
  {
    id: 'writes-every-time',
    title: 'Schreibt bei jedem Nachlesen alle Einträge neu',
    source: 'Beobachter werden im Takt geweckt',
    killedBy: ['register-quiet'],
    edits: [
      {
        file: registrar,
        find: 'return new Map((node.nodes ?? []).map(({ key, value }) => [key, value ??',
        replace:
          'return new Map((node.nodes ?? []).map(({ key, value }) => [key, value?.slice(9) ??',
      },
    ],
  },
  {
    id: 'missing-entry-is-an-error',
    title: 'Ein DELETE auf einen fehlenden Eintrag (404) wird sofort und endlos wiederholt',
    source: '404 beim Löschen nicht als erledigt erkannt',
    killedBy: ['register-quiet'],
    edits: [
      {
        file: registrar,
        find: "else if (method === 'DELETE') this.entries?.delete(key);",
        replace:
          "else if (method === 'DELETE') {\n      if (status === 200) this.entries?.delete(key);\n    }",
      },
    ],
  },
  {
    id: 'hammers-the-store',
    title: 'Liest nach jeder Antwort sofort wieder',
    source: 'Schleife ohne Pause',
    killedBy: ['register-quiet'],
    edits: [
      {
        file: registrar,
        find: '    if (this.entries !== undefined) this.synchronise();',
        replace: "    if (operation.method === 'GET') this.synchronise();\n    this.reread();",
      },
    ],
  },
];
