import type { Mutant } from '../../../../grader/verify/mutant.ts';
import { raft, store, thesis } from './edits.ts';

/** What clients see: right but for one situation. */
export const oneSituationClientMutants: readonly Mutant[] = [
  {
    id: 'leader-known-only-on-success',
    title: 'Leader nur gemerkt, wenn sein AppendEntries passt',
    source: 'Vertrag der Aufgabe',
    killedBy: ['redirected'],
    edits: [
      raft(
        '    if (isCurrent) this.acknowledgeLeader(message.leaderId);',
        `    const known = this.leader;
    if (isCurrent) this.acknowledgeLeader(message.leaderId);
    if (!this.contains(prevLogIndex, message.prevLogTerm)) this.leader = known;`,
      ),
    ],
  },
  {
    id: 'candidate-names-former-leader',
    title: 'Candidate nennt Clients noch den Leader von vorher',
    source: 'Vertrag der Aufgabe',
    killedBy: ['redirected'],
    edits: [
      raft(
        `    this.role = 'candidate';
    this.leader = undefined;`,
        "    this.role = 'candidate';",
      ),
    ],
  },
  {
    id: 'former-leader-named',
    title: 'Mit einem höheren Term den alten Leader nicht vergessen',
    source: 'Vertrag der Aufgabe',
    killedBy: ['redirected'],
    edits: [
      raft(
        `      this.leader = undefined;
    }
    if (this.role`,
        `    }
    if (this.role`,
      ),
    ],
  },
  {
    id: 'candidate-silent',
    title: 'Candidate lässt Clients ohne Antwort',
    source: 'Vertrag der Aufgabe',
    killedBy: ['redirected'],
    edits: [
      raft(
        `    if (this.role !== 'leader') {
      respond`,
        `    if (this.role === 'candidate') return;
    if (this.role !== 'leader') {
      respond`,
      ),
    ],
  },
  {
    id: 'gap-in-numbers-refused',
    title: 'Befehl nicht ausgeführt, wenn davor eine Nummer fehlt',
    source: thesis('6.3'),
    killedBy: ['exactly-once'],
    edits: [
      store(
        '    const response: Applied = {',
        `    if (request.sequence !== (session?.sequence ?? 0) + 1) return undefined;
    const response: Applied = {`,
      ),
    ],
  },
  {
    id: 'failed-cas-forgotten',
    title: 'Gescheitertes cas nicht als ausgeführt vermerkt',
    source: thesis('6.3'),
    killedBy: ['exactly-once'],
    edits: [
      store(
        '    this.sessions.set(request.clientId',
        `    const c = request.command;
    if (c.kind === 'cas' && response.value !== c.expected) return response;
    this.sessions.set(request.clientId`,
      ),
    ],
  },
  {
    id: 'empty-text-is-missing',
    title: 'Leerer Text gilt als fehlender Wert',
    source: 'häufiger Fehler in Praktika',
    killedBy: ['commands'],
    edits: [store('this.values.get(command.key) ?? null', 'this.values.get(command.key) || null')],
  },
  {
    id: 'read-confirmed-by-any-answer',
    title: 'Lesebefehl von Antworten bestätigt, die zu älteren AppendEntries gehören',
    source: thesis('6.4'),
    killedBy: ['deposed-read'],
    edits: [
      raft(
        `    this.waiting.set(requestKey(request), respond);
    this.log`,
        `    if (request.command.kind === 'get') {
      this.reads.push({ key: request.command.key, index: this.commitIndex, acks: new Set(), respond });
      for (const peer of this.context.peers) this.replicateTo(peer);
      return;
    }
    this.waiting.set(requestKey(request), respond);
    this.log`,
      ),
      raft(
        '  private readonly waiting = new',
        `  private reads: { key: string; index: number; acks: Set<string>; respond: Respond }[] = [];
  private readonly waiting = new`,
      ),
      raft(
        `      this.recordMatch(from, message.matchIndex);
`,
        `      this.recordMatch(from, message.matchIndex);
      for (const r of this.reads) r.acks.add(from);
      const due = this.reads.filter((r) => r.acks.size + 1 >= this.majority && this.log.termAt(this.commitIndex) === this.currentTerm);
      this.reads = this.reads.filter((r) => !due.includes(r));
      for (const r of due) r.respond({ ok: true, value: this.store.peek(r.key) });
`,
      ),
      raft(
        `    for (const peer of this.context.peers) {
      this.nextIndex.set`,
        `    this.log.append({ term: this.currentTerm, request: null });
    for (const peer of this.context.peers) {
      this.nextIndex.set`,
      ),
      raft(
        'this.nextIndex.set(peer, this.log.lastIndex + 1)',
        'this.nextIndex.set(peer, this.log.lastIndex)',
      ),
      raft(
        '      for (const respond of this.waiting.values()) respond({ ok: false });',
        `      for (const r of this.reads) r.respond({ ok: false });
      this.reads = [];
      for (const respond of this.waiting.values()) respond({ ok: false });`,
      ),
      store(
        '  snapshot(): Snapshot {',
        `  peek(key: string) { return this.values.get(key) ?? null; }
  snapshot(): Snapshot {`,
      ),
    ],
  },
];
