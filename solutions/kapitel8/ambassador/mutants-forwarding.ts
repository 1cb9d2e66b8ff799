import type { Mutant } from '../../../grader/verify/mutant.ts';

const file = 'ambassador.ts';
const monitor = 'monitor.ts';
const typical = 'typische Abgabe';

/** Parts 5 and 6: forwarding, failover, figures. */
export const forwardingMutants: readonly Mutant[] = [
  {
    id: 'body-dropped',
    title: 'Der Body der Anfrage geht verloren',
    source: typical,
    killedBy: ['forward-faithful'],
    edits: [
      {
        file,
        find: "this.context.send(node, { type: 'Call', id, method, path, body });",
        replace:
          "this.context.send(node, { type: 'Call', id, method, path, body: body.slice(0, 0) });",
      },
    ],
  },
  {
    id: 'answer-of-failed-node-hidden',
    title: 'Statt der Antwort des Knotens bekommt der Client immer 502',
    source: 'openresty/openresty Nr. 351',
    killedBy: ['forward-faithful'],
    edits: [
      {
        file,
        find: 'return this.fail(message.id, { ...message, mayHaveArrived: true });',
        replace:
          'return this.fail(message.id, { status: ownStatus.badGateway, body: message.body, mayHaveArrived: true });',
      },
    ],
  },
  {
    id: 'timeout-leaves-client-waiting',
    title: 'Nach einer Zeitüberschreitung ohne Ausweichen bekommt der Client keine Antwort',
    source: 'ein Weg ohne Antwort',
    killedBy: ['forward-faithful'],
    edits: [
      {
        file,
        find: '    if (mayTryAgain && this.callNext(job)) return;',
        replace:
          '    if (mayTryAgain && this.callNext(job)) return;\n    if (status === ownStatus.gatewayTimeout) return;',
      },
    ],
  },
  {
    id: 'late-reply-concludes-again',
    title: 'Ein Aufruf bleibt nach der Zeitüberschreitung offen, die späte Antwort zählt auch',
    source: 'Aufruf beim Timeout nicht vergessen',
    killedBy: ['failover-others', 'forward-faithful', 'stats-requests'],
    edits: [{ file, find: '    this.attempts.delete(id);\n', replace: '' }],
  },
  {
    id: 'no-call-timeout',
    title: 'Es gibt keine Wartezeit: Ein stummer Knoten hält die Anfrage für immer',
    source: 'Nygard 2018, „Timeouts“',
    killedBy: ['failover-others', 'forward-faithful'],
    edits: [
      {
        file,
        find: '    this.context.setTimer(callTimer + id, this.config.callTimeoutMs);\n',
        replace: '',
      },
    ],
  },
  {
    id: 'one-timer-for-all-calls',
    title: 'Alle Aufrufe teilen sich einen Timer',
    source: 'setTimer mit demselben Namen startet neu',
    killedBy: ['failover-others', 'forward-faithful'],
    edits: [
      {
        file,
        find: '    this.context.setTimer(callTimer + id, this.config.callTimeoutMs);\n',
        replace:
          '    this.waiting = id;\n    this.context.setTimer(callTimer, this.config.callTimeoutMs);\n',
      },
      {
        file,
        find: 'else this.onCallTimeout(Number(name.slice(callTimer.length)));',
        replace: 'else this.onCallTimeout(this.waiting);',
      },
      {
        file,
        find: '  private lastCall = 0;',
        replace: '  private lastCall = 0;\n  private waiting = 0;',
      },
    ],
  },
  {
    id: 'balancer-per-request',
    title: 'Für jede Anfrage eine neue Lastverteilung',
    source: typical,
    killedBy: ['forward-shares'],
    edits: [
      {
        file,
        find: 'const node = this.balancer.pick(candidates);',
        replace: 'const node = createBalancer(this.config.members).pick(candidates);',
      },
    ],
  },
  {
    id: 'picks-twice',
    title: 'Die Lastverteilung wird je Aufruf zweimal gefragt',
    source: 'einmal zum Prüfen, einmal zum Wählen',
    killedBy: ['forward-shares'],
    edits: [
      {
        file,
        find: 'const node = this.balancer.pick(candidates);',
        replace: 'const node = this.balancer.pick(candidates) && this.balancer.pick(candidates);',
      },
    ],
  },
  {
    id: 'health-ignored',
    title: 'Weitergereicht wird an alle Knoten, auch inaktive',
    source: 'Prüfungen nur für den Speicher benutzt',
    killedBy: ['avoid-inactive'],
    edits: [
      {
        file,
        find: '.filter((node) => this.health.isUp(node) && !job.tried.has(node))',
        replace: '.filter((node) => !job.tried.has(node))',
      },
    ],
  },
  {
    id: 'failover-ignores-health',
    title: 'Beim Ausweichen wird nicht auf die Prüfungen geachtet',
    source: typical,
    killedBy: ['avoid-inactive'],
    edits: [
      {
        file,
        find: '.filter((node) => this.health.isUp(node) && !job.tried.has(node))',
        replace:
          '.filter((node) => (job.tried.size > 0 || this.health.isUp(node)) && !job.tried.has(node))',
      },
    ],
  },
  {
    id: 'retries-same-node',
    title: 'Nach einem Fehlschlag kommt derselbe Knoten wieder in Frage',
    source: 'HAProxy ohne „option redispatch“',
    killedBy: ['failover-others'],
    edits: [
      {
        file,
        find: '.filter((node) => this.health.isUp(node) && !job.tried.has(node))',
        replace: '.filter((node) => this.health.isUp(node))',
      },
      {
        file,
        find: 'readonly tried: Set<NodeId>;',
        replace: 'readonly tried: { size: number; add(node: NodeId): void };',
      },
      {
        file,
        find: 'arrivedMs: nowMs, tried: new Set() };',
        replace: 'arrivedMs: nowMs, tried: { size: 0, add() { this.size++; } } };',
      },
    ],
  },
  {
    id: 'unbounded-attempts',
    title: 'Ausgewichen wird, solange es Knoten gibt',
    source: 'Beyer u. a. 2016, Kapitel 22: Wiederholungen vervielfachen die Last',
    killedBy: ['failover-others'],
    edits: [
      { file, find: 'isSafe && job.tried.size < this.config.maxAttempts', replace: 'isSafe' },
    ],
  },
  {
    id: 'one-attempt-too-many',
    title: 'Der erste Aufruf zählt nicht zu maxAttempts',
    source: 'Fehler um eins: Wiederholungen statt Versuche',
    killedBy: ['failover-others'],
    edits: [
      {
        file,
        find: 'job.tried.size < this.config.maxAttempts',
        replace: 'job.tried.size <= this.config.maxAttempts',
      },
    ],
  },
  {
    id: 'no-failover-on-status',
    title: 'Bei Status ab 500 wird nicht ausgewichen',
    source: 'Kong weicht nur bei Verbindungsfehlern aus; hier gilt W5',
    killedBy: ['failover-others'],
    edits: [
      {
        file,
        find: 'if (mayTryAgain && this.callNext(job)) return;',
        replace: "if (mayTryAgain && body === '' && this.callNext(job)) return;",
      },
    ],
  },
  {
    id: 'no-failover-after-timeout',
    title: 'Nach einer Zeitüberschreitung wird nie ausgewichen',
    source: 'zu vorsichtig: GET darf wiederholt werden',
    killedBy: ['failover-others'],
    edits: [
      {
        file,
        find: 'if (mayTryAgain && this.callNext(job)) return;',
        replace:
          'if (mayTryAgain && status !== ownStatus.gatewayTimeout && this.callNext(job)) return;',
      },
    ],
  },
  {
    id: 'post-never-fails-over',
    title: 'POST weicht auch nach einer Ablehnung nicht aus',
    source: 'zu vorsichtig: Eine abgelehnte Verbindung hat nichts bewirkt',
    killedBy: ['failover-others'],
    edits: [{ file, find: '!mayHaveArrived || idempotent', replace: 'idempotent' }],
  },
  {
    id: 'post-repeated',
    title: 'POST und PATCH werden wie alles andere wiederholt',
    source: 'NGINX vor Version 1.9.13',
    killedBy: ['no-repeat'],
    edits: [
      {
        file,
        find: '!mayHaveArrived || idempotentMethods.includes(job.request.method)',
        replace: '!mayHaveArrived || job.request.method.length > 0',
      },
    ],
  },
  {
    id: 'post-repeated-after-timeout',
    title: 'Keine Antwort gilt als nicht angekommen',
    source: 'Timeout mit Verbindungsfehler verwechselt',
    killedBy: ['no-repeat'],
    edits: [
      {
        file,
        find: "status: ownStatus.gatewayTimeout, body: '', mayHaveArrived: true }",
        replace: "status: ownStatus.gatewayTimeout, body: '', mayHaveArrived: false }",
      },
    ],
  },
  {
    id: 'post-repeated-after-error',
    title: 'Ein Status ab 500 gilt als nicht ausgeführt',
    source: 'panoramicdata/PanoramicData.OData.Client Nr. 43',
    killedBy: ['no-repeat'],
    edits: [
      {
        file,
        find: '{ ...message, mayHaveArrived: true }',
        replace: '{ ...message, mayHaveArrived: false }',
      },
    ],
  },
  {
    id: 'once-refused-always-safe',
    title: 'Nach einer Ablehnung gilt die Anfrage für immer als wiederholbar',
    source: 'Merkmal der Anfrage statt des letzten Aufrufs',
    killedBy: ['no-repeat'],
    edits: [
      {
        file,
        find: '  readonly tried: Set<NodeId>;',
        replace: '  readonly tried: Set<NodeId>;\n  isSafe?: boolean;',
      },
      {
        file,
        find: 'const isSafe = !mayHaveArrived ||',
        replace: 'job.isSafe ||= !mayHaveArrived;\n    const isSafe = job.isSafe ||',
      },
    ],
  },
  {
    id: 'patch-is-idempotent',
    title: 'PATCH gilt als idempotent',
    source: 'RFC 9110, Abschnitt 9.2.2; nur POST ausgenommen',
    killedBy: ['no-repeat'],
    edits: [
      {
        file,
        find: '!mayHaveArrived || idempotentMethods.includes(job.request.method)',
        replace: "!mayHaveArrived || job.request.method !== 'POST'",
      },
    ],
  },
  {
    id: 'put-is-not-idempotent',
    title: 'Nur GET und HEAD werden wiederholt',
    source: 'sicher mit idempotent verwechselt (RFC 9110, Abschnitt 9.2.1)',
    killedBy: ['failover-others'],
    edits: [
      {
        file,
        find: '!mayHaveArrived || idempotentMethods.includes(job.request.method)',
        replace: "!mayHaveArrived || ['GET', 'HEAD'].includes(job.request.method)",
      },
    ],
  },
  {
    id: 'failover-to-the-first',
    title: 'Ausgewichen wird auf den ersten Kandidaten, ohne die Lastverteilung zu fragen',
    source: 'der Nächste in der Liste bekommt die ganze Last des Ausgefallenen',
    killedBy: ['forward-shares'],
    edits: [
      {
        file,
        find: 'const node = this.balancer.pick(candidates);',
        replace:
          'const node = job.tried.size > 0 ? candidates[0] : this.balancer.pick(candidates);',
      },
    ],
  },
  {
    id: 'call-id-per-request',
    title: 'Alle Aufrufe einer Anfrage tragen dieselbe id',
    source: 'eine späte Antwort des ersten Knotens gilt als Antwort des zweiten',
    killedBy: ['forward-faithful'],
    edits: [
      {
        file,
        find: '  readonly tried: Set<NodeId>;',
        replace: '  readonly tried: Set<NodeId>;\n  id?: number;',
      },
      {
        file,
        find: '    const id = ++this.lastCall;',
        replace: '    const id = job.id ?? ++this.lastCall;\n    job.id = id;',
      },
    ],
  },
  {
    id: 'hedged-calls',
    title: 'Die Anfrage geht gleich an zwei Knoten',
    source: 'Hedging: Beyer u. a. 2016; hier nicht verlangt und für POST falsch',
    killedBy: ['failover-others'],
    edits: [
      {
        file,
        find: '    if (!this.callNext(job)) this.answer',
        replace: '    if (this.callNext(job)) this.callNext(job);\n    else this.answer',
      },
    ],
  },
  {
    id: 'breaker-not-asked',
    title: 'Die Breaker werden geführt, aber nicht gefragt',
    source: typical,
    killedBy: ['breaker-on-wire'],
    edits: [
      {
        file,
        find: '      .filter((node) => this.breakers.get(node)?.isReady(nowMs) === true);',
        replace: '      .filter((node) => this.breakers.has(node));',
      },
      {
        file,
        find: '    if (ticket === undefined) return false;\n    const id = ++this.lastCall;',
        replace: '    const id = ++this.lastCall;',
      },
      {
        file,
        find: 'this.attempts.set(id, { job, node, ticket });',
        replace: 'this.attempts.set(id, { job, node, ticket: ticket ?? 0 });',
      },
    ],
  },
  {
    id: 'one-breaker-for-all',
    title: 'Ein Breaker für die ganze Gruppe',
    source: 'ein kranker Knoten sperrt alle',
    killedBy: ['forward-available', 'breaker-on-wire'],
    edits: [
      {
        file,
        find: '    this.breakers = new Map(\n      config.members.map(({ node }) => [node, createCircuitBreaker(config.breaker)]),\n    );',
        replace:
          '    const shared = createCircuitBreaker(config.breaker);\n    this.breakers = new Map(config.members.map(({ node }) => [node, shared]));',
      },
    ],
  },
  {
    id: 'timeouts-not-reported',
    title: 'Zeitüberschreitungen erfährt der Breaker nicht',
    source: 'getnora-io/nora Nr. 585: manche Wege melden kein Ergebnis',
    killedBy: ['breaker-on-wire'],
    edits: [
      {
        file,
        find: '    this.breakers.get(node)?.failure(ticket, this.context.now());',
        replace:
          '    if (status !== ownStatus.gatewayTimeout) {\n      this.breakers.get(node)?.failure(ticket, this.context.now());\n    }',
      },
    ],
  },
  {
    id: 'unrepeatable-failure-not-reported',
    title: 'Scheitert ein POST, erfährt der Breaker nichts davon',
    source: 'vor dem Melden schon geantwortet',
    killedBy: ['breaker-on-wire'],
    edits: [
      {
        file,
        find: '    this.breakers.get(node)?.failure(ticket, this.context.now());',
        replace:
          "    if (!mayHaveArrived || job.request.method !== 'POST') {\n      this.breakers.get(node)?.failure(ticket, this.context.now());\n    }",
      },
    ],
  },
  {
    id: 'not-found-is-failure',
    title: '404 gilt als Fehlschlag',
    source: 'Fehler des Clients dem Knoten angelastet',
    killedBy: ['forward-available', 'failover-others'],
    edits: [{ file, find: 'if (message.status < 500)', replace: 'if (message.status < 400)' }],
  },
  {
    id: 'status-500-is-fine',
    title: 'Status 500 selbst gilt nicht als Fehlschlag',
    source: 'Fehler um eins beim Vergleich mit 500',
    killedBy: ['failover-others'],
    edits: [{ file, find: 'if (message.status < 500)', replace: 'if (message.status <= 500)' }],
  },
  {
    id: 'tried-nodes-shared',
    title: 'Die Menge der aufgerufenen Knoten gilt für alle Anfragen zusammen',
    source: 'Zustand der Anfrage im Knoten gehalten',
    killedBy: ['forward-available'],
    edits: [
      {
        file,
        find: 'arrivedMs: nowMs, tried: new Set() };',
        replace: 'arrivedMs: nowMs, tried: this.tried };',
      },
      {
        file,
        find: '  private lastCall = 0;',
        replace: '  private lastCall = 0;\n  private readonly tried = new Set<NodeId>();',
      },
    ],
  },
  {
    id: 'success-not-reported',
    title: 'Erfolge erfährt der Breaker nicht',
    source: typical,
    killedBy: ['forward-available', 'breaker-on-wire'],
    edits: [
      {
        file,
        find: '    this.breakers.get(attempt.node)?.success(attempt.ticket, this.context.now());\n',
        replace: '',
      },
    ],
  },
  {
    id: 'tickets-for-all-candidates',
    title: 'Beim Filtern bekommt schon jeder Kandidat ein Ticket',
    source: 'acquire als Abfrage benutzt',
    killedBy: ['forward-available'],
    edits: [
      {
        file,
        find: '.filter((node) => this.breakers.get(node)?.isReady(nowMs) === true);',
        replace:
          '.filter((node) => this.breakers.get(node)?.acquire(nowMs) !== undefined || this.breakers.get(node)?.state(nowMs) === undefined);',
      },
      {
        file,
        find: 'const ticket = this.breakers.get(node)?.acquire(nowMs);\n    if (ticket === undefined) return false;',
        replace: 'const ticket = this.breakers.get(node)?.acquire(nowMs) ?? this.lastCall;',
      },
    ],
  },
  {
    id: 'throttles-calls',
    title: 'Jeder Aufruf nimmt eine Marke, auch beim Ausweichen',
    source: 'Eimer an der falschen Stelle gefragt',
    killedBy: ['throttle-requests'],
    edits: [
      {
        file,
        find: '    const mayTryAgain = isSafe &&',
        replace:
          '    if (isSafe) this.bucket.take(this.context.now());\n    const mayTryAgain = isSafe &&',
      },
    ],
  },
  {
    id: 'never-throttles',
    title: 'Der Eimer wird gefragt, seine Antwort aber nicht beachtet',
    source: typical,
    killedBy: ['throttle-requests'],
    edits: [
      {
        file,
        find: 'if (!this.bucket.take(nowMs)) {',
        replace: 'if (!this.bucket.take(nowMs) && nowMs < 0) {',
      },
    ],
  },
  {
    id: 'stats-cost-tokens',
    title: 'Auch stats-Anfragen nehmen eine Marke',
    source: typical,
    killedBy: ['throttle-requests'],
    edits: [
      {
        file,
        find: "      respond({ type: 'stats', stats: this.monitor.stats() });",
        replace:
          "      this.bucket.take(this.context.now());\n      respond({ type: 'stats', stats: this.monitor.stats() });",
      },
    ],
  },
  {
    id: 'nobody-means-no-token',
    title: 'Gibt es keinen Kandidaten, wird der Eimer nicht gefragt',
    source: 'Reihenfolge der Prüfungen vertauscht',
    killedBy: ['throttle-requests'],
    edits: [
      {
        file,
        find: 'if (!this.bucket.take(nowMs)) {',
        replace:
          'const isAnybodyThere = this.config.members.some(({ node }) => this.health.isUp(node));\n    if (isAnybodyThere && !this.bucket.take(nowMs)) {',
      },
    ],
  },
  {
    id: 'refuses-when-busy',
    title: 'Ist ein anderer Aufruf unterwegs, wird mit 503 abgewiesen',
    source: 'ein Aufruf zugleich',
    killedBy: ['forward-available'],
    edits: [
      {
        file,
        find: 'if (!this.callNext(job)) this.answer',
        replace: 'if (this.attempts.size > 1 || !this.callNext(job)) this.answer',
      },
    ],
  },
  {
    id: 'throttled-not-counted',
    title: 'Gedrosselte Anfragen zählen nicht als Anfragen',
    source: 'erst gedrosselt, dann gezählt',
    killedBy: ['stats-requests'],
    edits: [
      {
        file: monitor,
        find: '    this.throttled++;',
        replace: '    this.throttled++;\n    this.requests--;',
      },
    ],
  },
  {
    id: 'foreign-429-counts-as-throttled',
    title: 'Auch ein 429, mit dem ein Knoten antwortet, zählt als gedrosselt',
    source: 'nach Status gezählt statt nach Ursache',
    killedBy: ['stats-requests', 'stats-latency'],
    edits: [
      {
        file: monitor,
        find: '    if (status >= 500) this.errors++;\n    this.latenciesMs.push(tookMs);',
        replace:
          '    if (status >= 500) this.errors++;\n    if (status === 429) this.throttled++;\n    else this.latenciesMs.push(tookMs);',
      },
    ],
  },
  {
    id: 'failures-counted-as-errors',
    title: 'Jeder Fehlschlag eines Aufrufs zählt als Fehler der Anfrage',
    source: 'Sicht des Knotens statt des Clients',
    killedBy: ['stats-requests'],
    edits: [
      {
        file: monitor,
        find: '    if (counts !== undefined) counts.failures++;',
        replace: '    if (counts !== undefined) counts.failures++;\n    this.errors++;',
      },
      { file: monitor, find: '    if (status >= 500) this.errors++;\n', replace: '' },
    ],
  },
  {
    id: 'own-errors-not-counted',
    title: '503 vom Ambassador selbst zählt nicht als Fehler',
    source: typical,
    killedBy: ['stats-requests'],
    edits: [
      {
        file: monitor,
        find: 'if (status >= 500) this.errors++;',
        replace: 'if (status >= 500 && status !== 503) this.errors++;',
      },
    ],
  },
  {
    id: 'client-errors-counted',
    title: 'Auch Status 404 zählt als Fehler',
    source: typical,
    killedBy: ['stats-requests'],
    edits: [{ file: monitor, find: 'if (status >= 500)', replace: 'if (status >= 400)' }],
  },
  {
    id: 'in-flight-leaks',
    title: 'Der Stand offener Anfragen sinkt bei Fehlern nicht',
    source: 'Zähler nur auf dem guten Weg gesenkt',
    killedBy: ['stats-requests'],
    edits: [
      {
        file: monitor,
        find: '    this.inFlight--;\n    if (status >= 500)',
        replace: '    if (status < 500) this.inFlight--;\n    if (status >= 500)',
      },
    ],
  },
  {
    id: 'latency-of-last-call',
    title: 'Gemessen wird nur der letzte Aufruf',
    source: 'Uhr beim Ausweichen neu gestartet',
    killedBy: ['stats-latency'],
    edits: [
      { file, find: '  readonly arrivedMs: number;', replace: '  arrivedMs: number;' },
      {
        file,
        find: '    job.tried.add(node);',
        replace: '    job.tried.add(node);\n    job.arrivedMs = nowMs;',
      },
    ],
  },
  {
    id: 'only-successes-measured',
    title: 'Nur Erfolge werden gemessen',
    source: 'gerade die langen Fehlschläge fehlen',
    killedBy: ['stats-latency'],
    edits: [
      {
        file: monitor,
        find: '    this.latenciesMs.push(tookMs);',
        replace: '    if (status < 500) this.latenciesMs.push(tookMs);',
      },
    ],
  },
  {
    id: 'throttled-measured',
    title: 'Auch gedrosselte Anfragen gehen mit 0 ms in die Messung ein',
    source: 'Drosselung schönt die Wartezeit',
    killedBy: ['stats-latency'],
    edits: [
      {
        file: monitor,
        find: '    this.throttled++;',
        replace: '    this.throttled++;\n    this.latenciesMs.push(0);',
      },
    ],
  },
  {
    id: 'sorted-as-text',
    title: 'Messwerte als Text sortiert',
    source: 'Array.prototype.sort ohne Vergleichsfunktion',
    killedBy: ['stats-latency'],
    edits: [{ file: monitor, find: 'toSorted((a, b) => a - b)', replace: 'toSorted()' }],
  },
  {
    id: 'not-sorted',
    title: 'Perzentile aus unsortierten Messwerten',
    source: typical,
    killedBy: ['stats-latency'],
    edits: [{ file: monitor, find: 'toSorted((a, b) => a - b)', replace: 'slice()' }],
  },
  {
    id: 'percentile-one-too-high',
    title: 'Das Perzentil liegt einen Rang zu hoch',
    source: 'Index und Rang verwechselt',
    killedBy: ['stats-latency'],
    edits: [
      {
        file: monitor,
        find: 'sorted[rank - 1] ?? 0',
        replace: 'sorted[rank] ?? sorted.at(-1) ?? 0',
      },
    ],
  },
  {
    id: 'percentile-rounded-down',
    title: 'Der Rang wird abgerundet',
    source: typical,
    killedBy: ['stats-latency'],
    edits: [{ file: monitor, find: 'Math.ceil((sorted', replace: 'Math.floor((sorted' }],
  },
  {
    id: 'mean-for-median',
    title: 'Statt des Medians der Mittelwert',
    source: typical,
    killedBy: ['stats-latency'],
    edits: [
      {
        file: monitor,
        find: 'p50Ms: percentile(sorted, 50),',
        replace: 'p50Ms: sorted.reduce((sum, ms) => sum + ms, 0) / Math.max(1, sorted.length),',
      },
    ],
  },
  {
    id: 'failovers-not-counted',
    title: 'Nur der erste Aufruf einer Anfrage zählt beim Knoten',
    source: typical,
    killedBy: ['stats-nodes'],
    edits: [
      {
        file,
        find: '    this.monitor.onCall(node);',
        replace: '    if (job.tried.size === 1) this.monitor.onCall(node);',
      },
    ],
  },
  {
    id: 'timeouts-not-counted',
    title: 'Zeitüberschreitungen zählen nicht als Fehlschlag des Knotens',
    source: typical,
    killedBy: ['stats-nodes'],
    edits: [
      {
        file,
        find: '    this.monitor.onFailure(node);',
        replace: '    if (status !== ownStatus.gatewayTimeout) this.monitor.onFailure(node);',
      },
    ],
  },
  {
    id: 'idle-nodes-missing',
    title: 'Knoten ohne Aufrufe fehlen in den Messwerten',
    source: typical,
    killedBy: ['stats-nodes'],
    edits: [
      {
        file: monitor,
        find: 'Object.fromEntries([...this.nodes].map(',
        replace: 'Object.fromEntries([...this.nodes].filter(([, { calls }]) => calls > 0).map(',
      },
    ],
  },
];
