import type { Mutant } from '../../../../grader/verify/mutant.ts';
import { guide, paper, raft } from './edits.ts';

/** Elections and terms: right but for one situation. */
export const oneSituationElectionMutants: readonly Mutant[] = [
  {
    id: 'first-term-is-two',
    title: 'Erste Kandidatur schon in Term 2',
    source: 'Vertrag der Aufgabe',
    killedBy: ['keeps-trying'],
    edits: [raft("get<number>('currentTerm') ?? 0", "get<number>('currentTerm') ?? 1")],
  },
  {
    id: 'timer-reset-by-higher-term',
    title: 'Wahl-Timeout von jedem höheren Term neu gestellt',
    source: guide('Livelocks'),
    killedBy: ['timer-kept'],
    edits: [
      raft(
        `      this.setTerm(term, null);
`,
        `      this.setTerm(term, null);
      if (this.role === 'follower') this.resetElectionTimer();
`,
      ),
    ],
  },
  {
    id: 'candidate-timer-reset-by-higher-term',
    title: 'Candidate stellt den Wahl-Timeout neu, wenn er zurücktritt',
    source: guide('Livelocks'),
    killedBy: ['timer-kept'],
    edits: [
      raft(
        `      this.setTerm(term, null);
`,
        `      this.setTerm(term, null);
      if (this.role === 'candidate') this.resetElectionTimer();
`,
      ),
    ],
  },
  {
    id: 'short-timeout-after-append',
    title: 'Nach einem AppendEntries ist der Wahl-Timeout zu kurz',
    source: paper('§ 5.2'),
    killedBy: ['timer-restarted'],
    edits: [
      raft(
        `    this.leader = leader;
    this.resetElectionTimer();`,
        `    this.leader = leader;
    this.context.setTimer('election', 100 + Math.floor(this.context.random() * 50));`,
      ),
    ],
  },
  {
    id: 'vote-noted-only-with-new-term',
    title: 'Stimme nur vermerkt, wenn die Bitte den neuen Term bringt',
    source: paper('Abb. 2, RequestVote 2'),
    killedBy: ['vote-once'],
    edits: [
      raft(
        `    if (message.term > this.currentTerm) this.becomeFollower(message.term);
`,
        `    const isNew = message.term > this.currentTerm;
    if (isNew) this.becomeFollower(message.term);
    this.isNew = isNew;
`,
      ),
      raft(
        '  private leader: NodeId | undefined;',
        `  private isNew = true;
  private leader: NodeId | undefined;`,
      ),
      raft(
        '      if (this.votedFor === null) this.setTerm(this.currentTerm, message.candidateId);',
        '      if (this.votedFor === null && this.isNew) this.setTerm(this.currentTerm, message.candidateId);',
      ),
    ],
  },
  {
    id: 'stale-vote-answered-twice',
    title: 'Nach der Ablehnung einer veralteten Bitte um die Stimme fehlt das „return“',
    source: 'häufiger Fehler in Praktika',
    killedBy: ['wire-format'],
    edits: [
      raft(
        '    const isFree = this.votedFor === null',
        `    if (message.term < this.currentTerm) this.context.send(from, { type: 'RequestVoteReply', term: this.currentTerm, voteGranted: false });
    const isFree = this.votedFor === null`,
      ),
      raft(
        'const voteGranted = message.term === this.currentTerm && isFree',
        'const voteGranted = isFree',
      ),
    ],
  },
  {
    id: 'leader-ignores-vote-requests',
    title: 'Leader beantwortet Bitten um die Stimme nicht',
    source: 'Vertrag der Aufgabe',
    killedBy: ['wire-format', 'vote-once'],
    edits: [
      raft(
        '    const isFree = this.votedFor === null',
        `    if (this.role === 'leader') return;
    const isFree = this.votedFor === null`,
      ),
    ],
  },
  {
    id: 'leader-ignores-stale-append',
    title: 'Leader beantwortet veraltete AppendEntries nicht',
    source: 'Vertrag der Aufgabe',
    killedBy: ['wire-format', 'vote-once'],
    edits: [
      raft(
        '    const { prevLogIndex, entries } = message;',
        `    if (this.role === 'leader') return;
    const { prevLogIndex, entries } = message;`,
      ),
    ],
  },
  {
    id: 'candidate-yields-only-on-success',
    title: 'Candidate erkennt einen Leader nur an, wenn dessen AppendEntries passt',
    source: paper('Abb. 2, „Candidates“'),
    killedBy: ['steps-down'],
    edits: [
      raft(
        `    if (isCurrent) this.acknowledgeLeader(message.leaderId);
    const success = isCurrent && this.contains(prevLogIndex, message.prevLogTerm);`,
        `    const success = isCurrent && this.contains(prevLogIndex, message.prevLogTerm);
    if (isCurrent && (success || this.role !== 'candidate')) this.acknowledgeLeader(message.leaderId);`,
      ),
    ],
  },
  {
    id: 'candidate-ignores-term-in-append-reply',
    title: 'Candidate übersieht höhere Terme in Antworten auf AppendEntries',
    source: paper('Abb. 2, „All Servers“'),
    killedBy: ['steps-down'],
    edits: [
      raft(
        '    if (message.term > this.currentTerm) this.',
        "    if (message.term > this.currentTerm && !(this.role === 'candidate' && message.type === 'AppendEntriesReply')) this.",
      ),
    ],
  },
  {
    id: 'follower-ignores-term-in-append-reply',
    title: 'Nur ein Leader beachtet Terme in Antworten auf AppendEntries',
    source: paper('Abb. 2, „All Servers“'),
    killedBy: ['vote-once', 'steps-down'],
    edits: [
      raft(
        '    if (message.term > this.currentTerm) this.',
        "    if (message.term > this.currentTerm && !(this.role !== 'leader' && message.type === 'AppendEntriesReply')) this.",
      ),
    ],
  },
  {
    id: 'candidate-ignores-term-when-denying',
    title: 'Candidate übersieht den höheren Term einer Bitte, die er ablehnt',
    source: paper('Abb. 2, „All Servers“'),
    killedBy: ['up-to-date'],
    edits: [
      raft(
        '    if (message.term > this.currentTerm) this.',
        "    if (message.term > this.currentTerm && !(this.role === 'candidate' && message.type === 'RequestVote' && !this.isUpToDate(message))) this.",
      ),
    ],
  },
  {
    id: 'term-of-replies-not-stored',
    title: 'Höherer Term aus einer Antwort übernommen, aber nicht gespeichert',
    source: paper('Abb. 2, „Persistent state“'),
    killedBy: ['term-durable', 'vote-durable'],
    edits: [
      raft(
        `  private becomeFollower(term: number): void {
    if (term > this.currentTerm) {
      this.setTerm(term, null);`,
        `  private becomeFollower(term: number, isReply = false): void {
    if (term > this.currentTerm) {
      if (isReply) { this.currentTerm = term; this.votedFor = null; } else
      this.setTerm(term, null);`,
      ),
      raft(
        'this.becomeFollower(message.term);',
        "this.becomeFollower(message.term, message.type.endsWith('Reply'));",
      ),
    ],
  },
  {
    id: 'vote-stored-only-with-new-term',
    title: 'Stimme nur gespeichert, wenn die Bitte den neuen Term bringt',
    source: paper('Abb. 2, „Persistent state“'),
    killedBy: ['vote-durable'],
    edits: [
      raft(
        `    if (message.term > this.currentTerm) this.becomeFollower(message.term);
`,
        `    const isNew = message.term > this.currentTerm;
    if (isNew) this.becomeFollower(message.term);
    this.isNew = isNew;
`,
      ),
      raft(
        '  private leader: NodeId | undefined;',
        `  private isNew = true;
  private leader: NodeId | undefined;`,
      ),
      raft(
        '      if (this.votedFor === null) this.setTerm(this.currentTerm, message.candidateId);',
        '      if (this.votedFor === null) { if (this.isNew) this.setTerm(this.currentTerm, message.candidateId); else this.votedFor = message.candidateId; }',
      ),
    ],
  },
];
