import type { Mutant } from '../../../../grader/verify/mutant.ts';
import { guide, paper, peek, raft, store, thesis } from './edits.ts';

/** What clients see: linearizable, each command once. */
export const clientMutants: readonly Mutant[] = [
  {
    id: 'deposed-leader-serves-reads',
    title: 'Leader beantwortet Lesebefehle aus seinem Zustand, auch wenn er abgesetzt ist',
    source: `${paper('§ 8')}; ${thesis('6.4')}`,
    killedBy: ['deposed-read', 'linearizable'],
    edits: [
      peek,
      raft(
        '    this.waiting.set(requestKey(request), respond);',
        `    if (request.command.kind === 'get') {
      respond({ ok: true, value: this.store.peek(request.command.key) });
      return;
    }
    this.waiting.set(requestKey(request), respond);`,
      ),
    ],
  },
  {
    id: 'follower-serves-reads',
    title: 'Jeder Knoten beantwortet Lesebefehle aus seinem Zustand',
    source: paper('§ 8'),
    killedBy: ['deposed-read', 'redirected', 'linearizable'],
    edits: [
      peek,
      raft(
        `    if (this.role !== 'leader') {
      respond({`,
        `    if (request.command.kind === 'get') {
      respond({ ok: true, value: this.store.peek(request.command.key) });
      return;
    }
    if (this.role !== 'leader') {
      respond({`,
      ),
    ],
  },
  {
    id: 'response-before-commit',
    title: 'Dem Client geantwortet, bevor der Befehl committet ist',
    source: `${paper('§ 5.3')}; ${guide('Applying client operations')}`,
    killedBy: ['answer-applied', 'linearizable'],
    edits: [
      raft(
        `    this.waiting.set(requestKey(request), respond);
    this.log.append({ term: this.currentTerm, request });`,
        `    this.log.append({ term: this.currentTerm, request });
    if (request.command.kind === 'put') respond({ ok: true, value: request.command.value });
    else this.waiting.set(requestKey(request), respond);`,
      ),
    ],
  },
  {
    id: 'answer-by-index',
    title: 'Client bekommt die Antwort auf das, was an seinem Index angewandt wurde',
    source: guide('Applying client operations'),
    killedBy: ['answer-applied'],
    edits: [
      raft(
        '    this.waiting.set(requestKey(request), respond);',
        '    this.waiting.set(String(this.log.lastIndex + 1), respond);',
      ),
      raft(
        '    const respond = this.waiting.get(requestKey(request));',
        '    const respond = this.waiting.get(String(this.lastApplied));',
      ),
      raft(
        '    this.waiting.delete(requestKey(request));',
        '    this.waiting.delete(String(this.lastApplied));',
      ),
      raft('      for (const respond of this.waiting.values()) respond({ ok: false });\n', ''),
      raft('      this.waiting.clear();\n', ''),
    ],
  },
  {
    id: 'no-deduplication',
    title: 'Wiederholte Anfragen noch einmal ausgeführt',
    source: `${paper('§ 8')}; ${thesis('6.3')}`,
    killedBy: ['exactly-once', 'applied-once'],
    edits: [
      store(
        'if (session !== undefined && request.sequence <= session.sequence) {',
        'if (session !== undefined && request.sequence < session.sequence) {',
      ),
    ],
  },
  {
    id: 'deduplication-at-the-leader',
    title: 'Doppelte Anfragen nur beim Leader erkannt, nicht beim Anwenden',
    source: `${guide('Applying client operations')}; ${thesis('6.3')}`,
    killedBy: ['exactly-once', 'applied-once'],
    edits: [
      store(
        'if (session !== undefined && request.sequence <= session.sequence) {',
        'if (session !== undefined && request.sequence < session.sequence) {',
      ),
      raft(
        '    this.waiting.set(requestKey(request), respond);',
        `    const known = this.seen.get(request.clientId) ?? 0;
    if (request.sequence < known) return;
    this.waiting.set(requestKey(request), respond);
    if (request.sequence === known) return;
    this.seen.set(request.clientId, request.sequence);`,
      ),
      raft(
        '  private leader: NodeId | undefined;',
        '  private leader: NodeId | undefined;\n  private readonly seen = new Map<string, number>();',
      ),
      raft('      this.waiting.clear();', '      this.waiting.clear();\n      this.seen.clear();'),
    ],
  },
  {
    id: 'older-number-executed',
    title: 'Überholte Anfrage eines Clients noch ausgeführt',
    source: thesis('6.3'),
    killedBy: ['exactly-once'],
    edits: [
      store(
        'if (session !== undefined && request.sequence <= session.sequence) {',
        'if (session !== undefined && request.sequence === session.sequence) {',
      ),
    ],
  },
  {
    id: 'repetition-answered-wrongly',
    title: 'Wiederholte Anfrage mit dem heutigen statt dem damaligen Ergebnis beantwortet',
    source: thesis('6.3'),
    killedBy: ['exactly-once', 'linearizable'],
    edits: [
      peek,
      store(
        'return request.sequence === session.sequence ? session.response : undefined;',
        'return { ok: true, value: this.peek(request.command.key) };',
      ),
    ],
  },
  {
    id: 'repetition-not-answered',
    title: 'Wiederholte Anfrage erkannt, aber nie beantwortet',
    source: thesis('6.3'),
    killedBy: ['answered'],
    edits: [
      store(
        'return request.sequence === session.sequence ? session.response : undefined;',
        'return undefined;',
      ),
    ],
  },
  {
    id: 'applied-in-wrong-place',
    title: 'Leader wendet beim Annehmen an statt beim Commit',
    source: paper('§ 5.3'),
    killedBy: ['linearizable', 'exactly-once'],
    edits: [
      raft(
        '    this.log.append({ term: this.currentTerm, request });',
        `    this.log.append({ term: this.currentTerm, request });
    this.store.apply(request);`,
      ),
    ],
  },
  {
    id: 'cas-returns-new-value',
    title: 'cas meldet den Wert nach dem Tausch',
    source: 'Vertrag der Aufgabe',
    killedBy: ['linearizable'],
    edits: [
      store(
        '        if (current === command.expected) this.values.set(command.key, command.value);\n        return current;',
        `        if (current === command.expected) this.values.set(command.key, command.value);
        return this.values.get(command.key) ?? null;`,
      ),
    ],
  },
  {
    id: 'cas-always-swaps',
    title: 'cas vergleicht nicht',
    source: 'Vertrag der Aufgabe',
    killedBy: ['linearizable'],
    edits: [
      store(
        'if (current === command.expected) this.values.set',
        'if (command.expected !== undefined) this.values.set',
      ),
    ],
  },
  {
    id: 'append-to-missing-value',
    title: 'append auf einen fehlenden Wert ergibt „null…“',
    source: 'Vertrag der Aufgabe',
    killedBy: ['linearizable'],
    edits: [
      store(
        `const appended = (current ?? '') + command.value;`,
        'const appended = String(current) + command.value;',
      ),
    ],
  },
  {
    id: 'no-leader-hint',
    title: 'Follower antwortet dem Client nie',
    source: 'Vertrag der Aufgabe',
    killedBy: ['redirected'],
    edits: [raft('      respond({ ok: false, leaderHint: this.leader });\n', '')],
  },
  {
    id: 'lease-by-own-clock',
    title: 'Lesen aus dem eigenen Zustand, solange die letzte Quittung jung genug ist',
    source: `${thesis('6.4.1')}; die Uhren der Knoten gehen verschieden`,
    killedBy: ['deposed-read', 'linearizable'],
    edits: [
      peek,
      raft(
        '    this.waiting.set(requestKey(request), respond);',
        `    const isFresh = this.context.now() - this.heardAtMs < 2 * electionTimeoutMinMs;
    if (request.command.kind === 'get' && isFresh) {
      respond({ ok: true, value: this.store.peek(request.command.key) });
      return;
    }
    this.waiting.set(requestKey(request), respond);`,
      ),
      raft(
        '    if (message.success) {\n      this.recordMatch',
        '    if (message.success) {\n      this.heardAtMs = this.context.now();\n      this.recordMatch',
      ),
      raft(
        '  private leader: NodeId | undefined;',
        '  private leader: NodeId | undefined;\n  private heardAtMs = 0;',
      ),
    ],
  },
];
