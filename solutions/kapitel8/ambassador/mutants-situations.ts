import type { Mutant } from '../../../grader/verify/mutant.ts';

const ambassador = 'ambassador.ts';
const bucket = 'token-bucket.ts';
const health = 'health-watch.ts';
const monitor = 'monitor.ts';
const registrar = 'registrar.ts';

const succeeded = 'if (message.status < 500) return';
const arrived = 'return this.fail(message.id, { ...message, mayHaveArrived: true });';
const onResult = '() => this.registrar.synchronise());';
const reported = 'this.breakers.get(node)?.failure(ticket, this.context.now());';
const picked = '    const node = this.balancer.pick(candidates);\n';
const isUp = '  isUp(node: NodeId): boolean {\n';
const openCheck = '  openCheck: number | undefined;\n}';

/** Mistakes that show in one situation only: everything else is right. */
export const situationMutants: readonly Mutant[] = [
  {
    id: 'old-failures-forgotten',
    title: 'Geschlossen zählt ein Fehlschlag nach einer halben Sekunde nicht mehr',
    source: 'gleitendes Fenster wie bei Fehlerraten, hier zählt nur die Reihenfolge',
    killedBy: ['breaker-closed'],
    edits: [
      {
        file: 'circuit-breaker.ts',
        find: '  let lastTicket = 0;',
        replace: '  let lastTicket = 0;\n  let lastFailureMs = 0;',
      },
      {
        file: 'circuit-breaker.ts',
        find: '        phase.failures++;',
        replace:
          '        if (nowMs - lastFailureMs > 500) phase.failures = 0;\n        lastFailureMs = nowMs;\n        phase.failures++;',
      },
    ],
  },
  {
    id: 'latest-time-begins-with-first-take',
    title: 'Der späteste Zeitpunkt beginnt erst mit dem ersten take',
    source: 'nowMs von createTokenBucket nicht gemerkt',
    killedBy: ['bucket-clock-set-back'],
    edits: [
      {
        file: bucket,
        find: 'let asOfMs = nowMs;',
        replace: 'let asOfMs = nowMs;\n  let isNew = true;',
      },
      {
        file: bucket,
        find: '      level = levelAt(atMs);\n',
        replace:
          '      if (isNew) asOfMs = atMs;\n      isNew = false;\n      level = levelAt(atMs);\n',
      },
    ],
  },
  {
    id: 'far-set-back-believed',
    title: 'Springt die Uhr um mehr als eine Minute zurück, gilt die neue Zeit',
    source: 'großer Sprung als „Uhr gestellt“ gedeutet',
    killedBy: ['bucket-clock-set-back'],
    edits: [
      {
        file: bucket,
        find: 'asOfMs = Math.max(asOfMs, atMs);',
        replace: 'asOfMs = asOfMs - atMs > 60_000 ? atMs : Math.max(asOfMs, atMs);',
      },
    ],
  },
  {
    id: 'silent-and-sick-counted-apart',
    title: 'Ausgebliebene und schlechte Antworten werden getrennt gezählt',
    source: 'ein Zähler je Ursache statt je Ergebnis',
    killedBy: ['avoid-inactive'],
    edits: [
      {
        file: health,
        find: openCheck,
        replace:
          '  openCheck: number | undefined;\n  /** Whether the last failed check had an answer. */\n  wasSick?: boolean | undefined;\n}',
      },
      {
        file: health,
        find: '    this.conclude(health, healthy);\n',
        replace: '    this.conclude(health, healthy, true);\n',
      },
      {
        file: health,
        find: 'hasPassed: boolean): void {',
        replace: 'hasPassed: boolean, isSick = false): void {',
      },
      {
        file: health,
        find: '    const needed = ',
        replace:
          '    if (!hasPassed && health.isActive && health.wasSick === !isSick) health.opposing = 1;\n    health.wasSick = hasPassed ? undefined : isSick;\n    const needed = ',
      },
    ],
  },
  {
    id: 'slow-check-fails',
    title: 'Eine Prüfung gilt schon nach dem halben Takt als nicht bestanden',
    source: 'eigene, kürzere Frist statt healthPeriodMs',
    killedBy: ['forward-available'],
    edits: [
      {
        file: health,
        find: '  private lastCheck = 0;',
        replace: '  private lastCheck = 0;\n  private tickedMs = 0;',
      },
      {
        file: health,
        find: '  tick(): void {\n',
        replace: '  tick(): void {\n    this.tickedMs = this.context.now();\n',
      },
      {
        file: health,
        find: '    this.conclude(health, healthy);\n',
        replace:
          '    const isSlow = this.context.now() - this.tickedMs > this.config.healthPeriodMs / 2;\n    this.conclude(health, healthy && !isSlow);\n',
      },
    ],
  },
  {
    id: 'busy-node-not-checked',
    title: 'Wer gerade einen Aufruf bearbeitet, wird in diesem Takt nicht geprüft',
    source: 'der Aufruf gilt als Lebenszeichen',
    killedBy: ['health-checked'],
    edits: [
      {
        file: health,
        find: '    private readonly onResult: () => void,\n',
        replace:
          '    private readonly onResult: () => void,\n    private readonly isBusy: (node: NodeId) => boolean,\n',
      },
      {
        file: health,
        find: '      this.lastCheck++;\n',
        replace:
          '      if (health.isActive && this.isBusy(node)) continue;\n      this.lastCheck++;\n',
      },
      {
        file: ambassador,
        find: onResult,
        replace:
          '() => this.registrar.synchronise(), (node) =>\n      [...this.attempts.values()].some((attempt) => attempt.node === node),\n    );',
      },
      {
        file: ambassador,
        find: '  private readonly attempts = new Map<number, Attempt>();\n',
        replace: '  private readonly attempts: Map<number, Attempt> = new Map();\n',
      },
    ],
  },
  {
    id: 'directory-trusted-after-restart',
    title: 'Nach einem Neustart gilt als aktiv, wer im Speicher steht',
    source: 'Zustand aus dem Speicher geladen statt neu geprüft',
    killedBy: ['avoid-inactive'],
    edits: [
      {
        file: registrar,
        find: '    private readonly isWanted: (node: NodeId) => boolean | undefined,\n',
        replace:
          '    private readonly isWanted: (node: NodeId) => boolean | undefined,\n    private readonly onEntry: (key: string) => void,\n',
      },
      {
        file: registrar,
        find: 'else if (status === 200) this.entries = entriesOf(body as StoreEvent);',
        replace:
          'else if (status === 200) {\n      this.entries = entriesOf(body as StoreEvent);\n      for (const entry of this.entries.keys()) this.onEntry(entry);\n    }',
      },
      {
        file: ambassador,
        find: '(node) => this.health.verdict(node));',
        replace:
          '(node) => this.health.verdict(node), (key) =>\n      this.health.trust(key.slice(key.lastIndexOf("/") + 1)),\n    );',
      },
      {
        file: health,
        find: isUp,
        replace: `  trust(node: NodeId): void {
    const health = this.health.get(node);
    if (health?.concluded === 0) health.isActive = true;
  }

${isUp}`,
      },
    ],
  },
  {
    id: 'deletes-all-and-refills',
    title: 'Fällt ein Knoten aus, wird das ganze Verzeichnis gelöscht und neu gefüllt',
    source: 'eine Instanz abgemeldet, alle für einen Augenblick weg',
    killedBy: ['register-active'],
    edits: [
      {
        file: registrar,
        find: "return { method: 'DELETE', key, query: { recursive: true } };",
        replace: "return { method: 'DELETE', key: groupKey(group), query: { recursive: true } };",
      },
      {
        file: registrar,
        find: "else if (method === 'DELETE') this.entries?.delete(key);",
        replace: "else if (method === 'DELETE') this.entries = new Map();",
      },
    ],
  },
  {
    id: 'empty-directories-stay',
    title: 'Leere fremde Verzeichnisse unter der Gruppe bleiben stehen',
    source: 'rekursiv gelesen und nur die Werte verglichen',
    killedBy: ['deregister-inactive'],
    edits: [
      {
        file: registrar,
        find: "return { method: 'GET', key: groupKey(group), query: {} };",
        replace: "return { method: 'GET', key: groupKey(group), query: { recursive: true } };",
      },
      {
        file: registrar,
        find: "  return new Map((node.nodes ?? []).map(({ key, value }) => [key, value ?? '']));",
        replace: `  const leaves = (of: StoreEvent['node']): [string, string][] =>
    of.dir === true ? (of.nodes ?? []).flatMap(leaves) : [[of.key, of.value ?? '']];
  return new Map(leaves(node));`,
      },
    ],
  },
  {
    id: 'other-weight-stays',
    title: 'Steht zu einem aktiven Knoten schon ein Eintrag, wird sein Wert nicht verglichen',
    source: 'nur nachgesehen, ob der Schlüssel da ist',
    killedBy: ['register-active'],
    edits: [
      {
        file: registrar,
        find: 'if (this.entries.get(key) !== value) return',
        replace: 'if (value !== undefined && !this.entries.has(key)) return',
      },
    ],
  },
  {
    id: 'reads-only-for-the-active',
    title: 'Solange niemand aktiv ist, wird der Speicher nicht mehr gelesen',
    source: 'nachgelesen nur, um die eigenen Einträge zu erhalten',
    killedBy: ['deregister-inactive'],
    edits: [
      {
        file: registrar,
        find: '  reread(): void {\n    this.entries = undefined;\n',
        replace:
          '  reread(): void {\n    const isAnybody = this.config.members.some(({ node }) => this.isWanted(node) !== false);\n    if (isAnybody) this.entries = undefined;\n',
      },
    ],
  },
  {
    id: 'open-breaker-deregisters',
    title: 'Wessen Breaker offen ist, der verschwindet aus dem Speicher',
    source: 'Aufrufe statt Prüfungen entscheiden über aktiv und inaktiv',
    killedBy: ['register-active'],
    edits: [
      {
        file: ambassador,
        find: '(node) => this.health.verdict(node));',
        replace: `(node) =>
      this.breakers.get(node)?.state(context.now()) !== 'open' && this.health.verdict(node),
    );`,
      },
    ],
  },
  {
    id: 'get-body-dropped',
    title: 'Einen Body bekommen nur POST, PUT und PATCH mit',
    source: 'angenommen, die übrigen Methoden hätten keinen',
    killedBy: ['forward-faithful'],
    edits: [
      {
        file: ambassador,
        find: 'const { method, path, body } = job.request;',
        replace: `const { method, path } = job.request;
    const body = ['POST', 'PUT', 'PATCH'].includes(method) ? job.request.body : '';`,
      },
    ],
  },
  {
    id: 'only-common-errors-fail',
    title: 'Nur 500, 502, 503 und 504 gelten als Fehlschlag',
    source: 'NGINX, „proxy_next_upstream“: einzelne Status aufgezählt statt ab 500',
    killedBy: ['failover-others', 'stats-nodes'],
    edits: [
      {
        file: ambassador,
        find: succeeded,
        replace: 'if (![500, 502, 503, 504].includes(message.status)) return',
      },
    ],
  },
  {
    id: 'bad-gateway-means-not-arrived',
    title: 'Antwortet der Knoten selbst mit 502, gilt der Aufruf als nicht angekommen',
    source: '502 des Knotens mit CallRefused verwechselt',
    killedBy: ['no-repeat'],
    edits: [
      {
        file: ambassador,
        find: arrived,
        replace:
          'return this.fail(message.id, { ...message, mayHaveArrived: message.status !== 502 });',
      },
    ],
  },
  {
    id: 'redirect-is-failure',
    title: 'Eine Weiterleitung (302) gilt als Fehlschlag',
    source: '„ok“ wie bei fetch: nur 200 bis 299',
    killedBy: ['failover-others', 'stats-nodes'],
    edits: [
      {
        file: ambassador,
        find: succeeded,
        replace:
          'if (message.status < 300 || (message.status >= 400 && message.status < 500)) return',
      },
    ],
  },
  {
    id: 'inactive-answer-dropped',
    title: 'Die Antwort eines inzwischen inaktiven Knotens wird verworfen',
    source: 'Abbruch laufender Aufrufe, hier nicht verlangt und nicht erlaubt (W4)',
    killedBy: ['forward-faithful'],
    edits: [
      {
        file: ambassador,
        find: succeeded,
        replace: `if (!this.health.isUp(from)) {
          return this.fail(message.id, { status: 502, body: '', mayHaveArrived: true });
        }
        ${succeeded}`,
      },
    ],
  },
  {
    id: 'inactive-failure-not-reported',
    title:
      'Scheitert ein Aufruf an einen inzwischen inaktiven Knoten, erfährt es der Breaker nicht',
    source: 'der Breaker nur für aktive Knoten geführt',
    killedBy: ['breaker-on-wire'],
    edits: [
      { file: ambassador, find: reported, replace: `if (this.health.isUp(node)) ${reported}` },
    ],
  },
  {
    id: 'breaker-renewed-when-active-again',
    title: 'Wird ein Knoten wieder aktiv, bekommt er einen neuen Breaker',
    source: 'Prüfungen und Breaker vermengt: Die Wartezeit fällt weg',
    killedBy: ['breaker-on-wire'],
    edits: [
      {
        file: ambassador,
        find: onResult,
        replace: `() => {
      this.registrar.synchronise();
      for (const { node } of config.members) {
        if (this.health.isUp(node) && this.wasDown.delete(node)) {
          this.breakers.set(node, createCircuitBreaker(config.breaker));
        } else if (!this.health.isUp(node)) this.wasDown.add(node);
      }
    });`,
      },
      {
        file: ambassador,
        find: '  private readonly breakers: ReadonlyMap<NodeId, CircuitBreaker>;',
        replace:
          '  private readonly breakers: Map<NodeId, CircuitBreaker>;\n  private readonly wasDown = new Set<NodeId>();',
      },
    ],
  },
  {
    id: 'half-open-is-last-resort',
    title: 'Halb offene Knoten kommen erst in Frage, wenn kein anderer bereit ist',
    source: 'Vorsicht beim Auswählen: Der genesene Knoten bekommt nie einen Probeaufruf',
    killedBy: ['forward-shares'],
    edits: [
      {
        file: ambassador,
        find: picked,
        replace: `    const sure = candidates.filter((one) => this.breakers.get(one)?.state(nowMs) === 'closed');
    const node = this.balancer.pick(sure.length > 0 ? sure : candidates);
`,
      },
    ],
  },
  {
    id: 'returning-node-starts-slowly',
    title: 'Wer wieder aktiv wird, bekommt zwei Prüfungen lang keine Aufrufe, wenn es andere gibt',
    source: 'HAProxy, „slowstart“; hier gilt V2 sofort',
    killedBy: ['forward-shares'],
    edits: [
      {
        file: ambassador,
        find: picked,
        replace: `    const warm = candidates.filter((one) => !this.health.isFresh(one));
    const node = this.balancer.pick(warm.length > 0 ? warm : candidates);
`,
      },
      {
        file: health,
        find: openCheck,
        replace:
          '  openCheck: number | undefined;\n  /** Checks before it last became active; 0 as long as that was the first time. */\n  before?: number;\n}',
      },
      {
        file: health,
        find: isUp,
        replace: `  isFresh(node: NodeId): boolean {
    const health = this.health.get(node);
    const before = health?.before ?? 0;
    return health !== undefined && before > 4 && health.concluded - before < 2;
  }

${isUp}`,
      },
      {
        file: health,
        find: '      health.isActive = hasPassed;\n',
        replace:
          '      health.isActive = hasPassed;\n      if (hasPassed) health.before = health.concluded;\n',
      },
    ],
  },
  {
    id: 'open-breakers-mean-429',
    title: 'Sind alle Breaker offen, antwortet er 429 statt 503',
    source: 'Sperren mit Drosseln verwechselt',
    killedBy: ['throttle-requests'],
    edits: [
      {
        file: ambassador,
        find: "if (!this.callNext(job)) this.answer(job, ownStatus.unavailable, '');",
        replace: `if (this.callNext(job)) return;
    const isAnybodyUp = this.config.members.some(({ node }) => this.health.isUp(node));
    this.answer(job, isAnybodyUp ? ownStatus.tooManyRequests : ownStatus.unavailable, '');`,
      },
    ],
  },
  {
    id: 'late-failure-counts-twice',
    title:
      'Kommt nach der Zeitüberschreitung noch ein Status ab 500, zählt der Knoten zwei Fehlschläge',
    source: 'gezählt, bevor geprüft ist, ob der Aufruf noch offen war',
    killedBy: ['stats-nodes'],
    edits: [
      {
        file: ambassador,
        find: arrived,
        replace: `if (!this.attempts.has(message.id)) this.monitor.onFailure(from);
        ${arrived}`,
      },
    ],
  },
  {
    id: 'maximum-for-p95',
    title: 'Als p95 steht das Maximum da',
    source: 'mit weniger als 20 Werten ist beides dasselbe',
    killedBy: ['stats-latency'],
    edits: [
      {
        file: monitor,
        find: 'p95Ms: percentile(sorted, 95)',
        replace: 'p95Ms: percentile(sorted, 100)',
      },
    ],
  },
  {
    id: 'only-latest-measured',
    title: 'Perzentile nur aus den letzten 50 Messwerten',
    source: 'Ringpuffer; verlangt sind alle seit dem Start',
    killedBy: ['stats-latency'],
    edits: [
      {
        file: monitor,
        find: 'const sorted = this.latenciesMs.toSorted((a, b) => a - b);',
        replace: 'const sorted = this.latenciesMs.slice(-50).toSorted((a, b) => a - b);',
      },
      { file: monitor, find: 'count: sorted.length,', replace: 'count: this.latenciesMs.length,' },
    ],
  },
];
