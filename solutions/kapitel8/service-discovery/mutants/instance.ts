import type { Mutant } from '../../../../grader/verify/mutant.ts';

const file = 'instance.ts';
const course = 'typischer Fehler im Kurs';
const etcd = 'etcd v2 API, „Refreshing key TTL“';

/** Part 1: the lease and its keeper. */
export const instanceMutants: readonly Mutant[] = [
  {
    id: 'lease-never-ends',
    title: 'Angemeldet wird ohne TTL: Wer abstürzt, bleibt für immer',
    source: 'Gray & Cheriton 1989: Wozu Leases da sind',
    killedBy: ['lease-kept', 'dead-vanish'],
    edits: [
      {
        file,
        find: '{ value: this.value, ttl: this.configuration.ttlSeconds }',
        replace: '{ value: this.value }',
      },
    ],
  },
  {
    id: 'ttl-in-milliseconds',
    title: 'Die TTL steht in Millisekunden statt in Sekunden',
    source: etcd,
    killedBy: ['lease-kept', 'dead-vanish'],
    edits: [
      {
        file,
        find: '{ value: this.value, ttl: this.configuration.ttlSeconds }',
        replace: '{ value: this.value, ttl: this.configuration.ttlSeconds * 1000 }',
      },
    ],
  },
  {
    id: 'refresh-without-ttl',
    title: 'Aufgefrischt wird ohne TTL',
    source: etcd,
    killedBy: ['lease-kept'],
    edits: [
      {
        file,
        find: '{ refresh: true, prevExist: true, ttl: ttlSeconds }',
        replace: '{ refresh: true, prevExist: true }',
      },
      { file, find: '    const { ttlSeconds } = this.configuration;\n', replace: '' },
    ],
  },
  {
    id: 'never-refreshed',
    title: 'Der Lease wird nie aufgefrischt',
    source: course,
    killedBy: ['lease-kept'],
    edits: [
      {
        file,
        find: 'this.context.setTimer(refresh, this.configuration.refreshMs);',
        replace: '',
      },
    ],
  },
  {
    id: 'refreshed-once',
    title: 'Der Timer zum Auffrischen wird nur beim Anmelden gestellt',
    source: course,
    killedBy: ['lease-kept'],
    edits: [
      {
        file,
        find: "    this.entry = 'confirmed';\n    this.isRefreshDue = false;\n    this.context.setTimer(refresh, this.configuration.refreshMs);",
        replace:
          "    if (this.entry !== 'confirmed') this.context.setTimer(refresh, this.configuration.refreshMs);\n    this.entry = 'confirmed';\n    this.isRefreshDue = false;",
      },
    ],
  },
  {
    id: 'value-rewritten',
    title: 'Aufgefrischt wird, indem der Wert noch einmal geschrieben wird',
    source: `${etcd}: Jedes Schreiben weckt alle Beobachter`,
    killedBy: ['refresh-wakes-nobody'],
    edits: [
      {
        file,
        find: 'else if (this.isRefreshDue) this.refresh();',
        replace: 'else if (this.isRefreshDue) this.register();',
      },
    ],
  },
  {
    id: 'registered-on-each-report',
    title: 'Jeder gute Befund meldet noch einmal an',
    source: course,
    killedBy: ['refresh-wakes-nobody'],
    edits: [
      {
        file,
        find: 'if (healthy) this.context.setTimer(check, this.configuration.checkTtlMs);',
        replace:
          "if (healthy && this.entry === 'confirmed') this.entry = 'maybe';\n    if (healthy) this.context.setTimer(check, this.configuration.checkTtlMs);",
      },
    ],
  },
  {
    id: 'refresh-creates',
    title: 'Auffrischen ohne prevExist',
    source: etcd,
    killedBy: ['refresh-wakes-nobody'],
    edits: [{ file, find: 'refresh: true, prevExist: true,', replace: 'refresh: true,' }],
  },
  {
    id: 'only-created-counts',
    title: 'Nur Status 201 gilt als bestätigt',
    source: 'HTTP: 200 heißt geändert, 201 angelegt',
    killedBy: ['refresh-wakes-nobody'],
    edits: [
      {
        file,
        find: 'const isDone = status === 200 || status === 201;',
        replace: 'const isDone = status === 201;',
      },
    ],
  },
  {
    id: 'errors-count-as-done',
    title: 'Der Status der Antwort wird nicht beachtet',
    source: course,
    killedBy: ['one-request-at-a-time', 'lapsed-comes-back'],
    edits: [
      {
        file,
        find: 'const isDone = status === 200 || status === 201;',
        replace: 'const isDone = status > 0;',
      },
    ],
  },
  {
    id: 'lapse-unnoticed',
    title: 'Fehler 100 beim Auffrischen gilt als Erfolg: Die Instanz lebt, aber keiner findet sie',
    source: etcd,
    killedBy: ['lapsed-comes-back'],
    edits: [
      {
        file,
        find: "if (isDone) this.confirm();\n        else if (operation === 'refresh' && errorCode === notFound) this.entry = 'none';",
        replace:
          "if (isDone || (operation === 'refresh' && errorCode === notFound)) this.confirm();",
      },
    ],
  },
  {
    id: 'lapse-refreshed-for-ever',
    title: 'Nach Fehler 100 wird weiter aufgefrischt statt neu angemeldet',
    source: etcd,
    killedBy: ['lapsed-comes-back'],
    edits: [
      {
        file,
        find: "else if (operation === 'refresh' && errorCode === notFound) this.entry = 'none';\n",
        replace: '',
      },
    ],
  },
  {
    id: 'heartbeat-without-health',
    title: 'Einmal angemeldet, wird weiter aufgefrischt, auch wenn der Dienst krank ist',
    source: 'Consul: Warum es TTL-Checks gibt',
    killedBy: ['unready-leaves', 'dead-vanish'],
    edits: [
      {
        file,
        find: 'return this.isHealthy && !this.isStopped;',
        replace: "return (this.isHealthy || this.entry !== 'none') && !this.isStopped;",
      },
    ],
  },
  {
    id: 'check-never-expires',
    title: 'Ein guter Befund gilt für immer: Wer hängt, bleibt angemeldet',
    source: 'Consul, TTL-Check',
    killedBy: ['unready-leaves', 'dead-vanish'],
    edits: [
      {
        file,
        find: 'if (healthy) this.context.setTimer(check, this.configuration.checkTtlMs);\n    else this.context.cancelTimer(check);',
        replace: '',
      },
    ],
  },
  {
    id: 'check-expires-from-the-first',
    title: 'Der Ablauf eines Befunds wird von späteren nicht hinausgeschoben',
    source: course,
    killedBy: ['unready-leaves'],
    edits: [
      {
        file,
        find: '    this.isHealthy = healthy;\n    if (healthy) this.context',
        replace:
          '    const isNews = healthy !== this.isHealthy;\n    this.isHealthy = healthy;\n    if (healthy && !isNews) return;\n    if (healthy) this.context',
      },
    ],
  },
  {
    id: 'ready-from-the-start',
    title: 'Meldet sich beim Start an, bevor der Dienst sich gemeldet hat',
    source: course,
    killedBy: ['unready-stays-out'],
    edits: [
      {
        file,
        find: '  onTimer(name: string): void {',
        replace:
          '  onStart(): void {\n    this.report(true);\n    this.pursue();\n  }\n\n  onTimer(name: string): void {',
      },
    ],
  },
  {
    id: 'refresh-timer-survives',
    title: 'Der Timer zum Auffrischen läuft nach dem Abmelden weiter',
    source: course,
    killedBy: ['unready-stays-out', 'one-request-at-a-time'],
    edits: [
      {
        file,
        find: 'if (name === refresh) this.isRefreshDue = true;',
        replace: 'if (name === refresh) return this.refresh();',
      },
      { file, find: '        this.context.cancelTimer(refresh);\n', replace: '' },
    ],
  },
  {
    id: 'old-request-repeated',
    title: 'Wiederholt die alte Anfrage, auch wenn sie nicht mehr passt',
    source: course,
    killedBy: ['unready-stays-out'],
    edits: [
      {
        file,
        find: 'if (name === retry) this.open = undefined;',
        replace:
          "if (name === retry) {\n      if (this.open?.operation === 'register') return this.register();\n      this.open = undefined;\n    }",
      },
    ],
  },
  {
    id: 'returns-after-stop',
    title: 'Ein Befund nach „stop“ meldet wieder an',
    source: course,
    killedBy: ['unready-stays-out'],
    edits: [
      {
        file,
        find: '    this.isHealthy = healthy;',
        replace: '    this.isHealthy = healthy;\n    if (healthy) this.isStopped = false;',
      },
    ],
  },
  {
    id: 'one-leaves-all-gone',
    title: 'Das Abmelden einer Instanz löscht das Verzeichnis des Dienstes',
    source: 'Vorlesung: mangelnde Flexibilität',
    killedBy: ['leaves-alone', 'callers-notice-nothing'],
    edits: [
      {
        file,
        find: "this.ask('deregister', 'DELETE', { prevValue: this.value });",
        replace: "this.ask('deregister', 'DELETE', { recursive: true });",
      },
      {
        file,
        find: 'const { key } = this;',
        replace:
          "const key = method === 'DELETE' ? this.key.slice(0, this.key.lastIndexOf('/')) : this.key;",
      },
    ],
  },
  {
    id: 'successor-thrown-out',
    title: 'Löscht ohne prevValue: Nach dem Umzug fehlt der Nachfolger',
    source: 'etcd v2 API, „Atomic Compare-and-Delete“',
    killedBy: ['leaves-alone', 'callers-notice-nothing'],
    edits: [{ file, find: '{ prevValue: this.value }', replace: '{}' }],
  },
  {
    id: 'successor-awaited',
    title: 'Fehler 101 beim Abmelden wird wiederholt statt hingenommen',
    source: course,
    killedBy: ['stopped-when-gone', 'unready-leaves'],
    edits: [
      {
        file,
        find: 'if (!isDone && errorCode !== notFound && errorCode !== compareFailed) return false;',
        replace: 'if (!isDone && errorCode !== notFound) return false;',
      },
      { file, find: 'const compareFailed = 101;', replace: '' },
    ],
  },
  {
    id: 'unconfirmed-left-behind',
    title: 'Meldet sich nicht ab, wenn das Anmelden noch nicht bestätigt ist',
    source: course,
    killedBy: ['unready-leaves'],
    edits: [
      {
        file,
        find: "} else if (this.entry !== 'none') {",
        replace: "} else if (this.entry === 'confirmed') {",
      },
      {
        file,
        find: '} else if (this.isStopped) {',
        replace: "} else if (this.isStopped) {\n      this.entry = 'none';",
      },
    ],
  },
  {
    id: 'never-deregisters',
    title: 'Meldet sich nie ab, sondern wartet auf den Verfall',
    source: course,
    killedBy: ['unready-leaves'],
    edits: [
      {
        file,
        find: "} else if (this.entry !== 'none') {\n      this.deregister();\n    } else if",
        replace: '} else if',
      },
    ],
  },
  {
    id: 'departure-forgotten',
    title:
      'Wird die Instanz während des Abmeldens wieder bereit, hält sie sich noch für angemeldet',
    source: 'verlorene Antwort auf ein DELETE, das angekommen ist',
    killedBy: ['ready-is-registered'],
    edits: [
      {
        file,
        find: "    this.entry = 'maybe';\n    this.ask('deregister'",
        replace: "    this.ask('deregister'",
      },
    ],
  },
  {
    id: 'stopped-too-soon',
    title: '„stopped“, bevor das Abmelden bestätigt ist',
    source: course,
    killedBy: ['stopped-when-gone'],
    edits: [
      {
        file,
        find: 'this.stopping.push(respond);',
        replace: "respond({ type: 'stopped' });",
      },
    ],
  },
  {
    id: 'no-second-try',
    title: 'Fragt nie ein zweites Mal',
    source: course,
    killedBy: ['one-request-at-a-time'],
    edits: [{ file, find: 'if (name === retry) this.open = undefined;\n', replace: '' }],
  },
  {
    id: 'two-at-a-time',
    title: 'Sendet die nächste Anfrage, ohne auf die Antwort zu warten',
    source: course,
    killedBy: ['one-request-at-a-time'],
    edits: [
      {
        file,
        find: '    if (this.open !== undefined) return;\n    if (this.isReady)',
        replace: '    if (this.isReady)',
      },
    ],
  },
  {
    id: 'any-reply-counts',
    title: 'Jede Antwort zählt als die erwartete, auch eine verspätete',
    source: course,
    killedBy: ['one-request-at-a-time', 'unready-leaves', 'stopped-when-gone'],
    edits: [
      {
        file,
        find: "message.type !== 'StoreReply' || message.id !== this.open?.id",
        replace: "message.type !== 'StoreReply' || this.open === undefined",
      },
    ],
  },
  {
    id: 'description-cut-short',
    title: 'Meldet nur Adresse und Port an',
    source: 'Vorlesung: Service Description',
    killedBy: ['instance-requests'],
    edits: [
      {
        file,
        find: 'this.value = JSON.stringify(instance);',
        replace: 'this.value = JSON.stringify({ address: instance.address, port: instance.port });',
      },
    ],
  },
];
