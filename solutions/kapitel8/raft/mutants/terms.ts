import type { Mutant } from '../../../../grader/verify/mutant.ts';
import { guide, paper, raft } from './edits.ts';

/** Terms and roles: who follows whom, and when. */
export const termMutants: readonly Mutant[] = [
  {
    id: 'candidate-retries-in-same-term',
    title: 'Candidate kandidiert erneut im selben Term',
    source: paper('§ 5.2'),
    killedBy: ['keeps-trying'],
    edits: [
      raft(
        `    this.role = 'candidate';
    this.leader = undefined;
    this.setTerm(this.currentTerm + 1, this.context.self);`,
        `    const next = this.role === 'candidate' ? this.currentTerm : this.currentTerm + 1;
    this.role = 'candidate';
    this.leader = undefined;
    this.setTerm(next, this.context.self);`,
      ),
    ],
  },
  {
    id: 'deposed-leader-keeps-beating',
    title: 'Abgesetzter Leader sendet weiter Heartbeats, nun im neuen Term',
    source: guide('Term confusion'),
    killedBy: ['election-safety', 'elected-by-majority'],
    edits: [raft(`      this.context.cancelTimer('heartbeat');\n`, '')],
  },
  {
    id: 'leader-keeps-office',
    title: 'Leader nimmt den höheren Term an, bleibt aber Leader',
    source: paper('Abb. 2, „All Servers“'),
    killedBy: ['redirected', 'election-safety', 'elected-by-majority'],
    edits: [
      raft(
        `    this.role = 'follower';`,
        `    if (this.role !== 'leader') this.role = 'follower';`,
      ),
    ],
  },
  {
    id: 'candidate-ignores-leader',
    title: 'Candidate tritt vor dem Leader des eigenen Terms nicht zurück',
    source: paper('§ 5.2'),
    killedBy: ['steps-down'],
    edits: [
      raft(
        '    const isCurrent = message.term === this.currentTerm;\n    if (isCurrent) this.ack',
        `    const isCurrent = message.term === this.currentTerm && this.role !== 'candidate';
    if (isCurrent) this.ack`,
      ),
    ],
  },
  {
    id: 'late-votes-make-a-leader',
    title: 'Späte Stimmen machen aus einem Follower noch einen Leader',
    source: guide('Term confusion'),
    killedBy: ['steps-down', 'election-safety'],
    edits: [
      raft(
        `    if (this.role !== 'candidate' || message.term !== this.currentTerm) return;`,
        `    if (this.role === 'leader' || message.term !== this.currentTerm) return;`,
      ),
    ],
  },
  {
    id: 'higher-term-in-reply-ignored',
    title: 'Höherer Term in einer Antwort übersehen',
    source: paper('Abb. 2, „All Servers“'),
    killedBy: ['steps-down', 'terms-grow'],
    edits: [
      raft(
        '    if (message.term > this.currentTerm) this.becomeFollower(message.term);',
        `    const isReply = message.type.endsWith('Reply');
    if (message.term > this.currentTerm && !isReply) this.becomeFollower(message.term);`,
      ),
    ],
  },
  {
    id: 'higher-term-only-with-vote',
    title: 'Höherer Term in RequestVote nur übernommen, wenn die Stimme gegeben wird',
    source: paper('Abb. 2, „All Servers“'),
    killedBy: ['up-to-date', 'progress', 'answered'],
    edits: [
      raft(
        '    if (message.term > this.currentTerm) this.becomeFollower(message.term);',
        `    const isDenied = message.type === 'RequestVote' && !this.isUpToDate(message);
    if (message.term > this.currentTerm && !isDenied) this.becomeFollower(message.term);`,
      ),
    ],
  },
  {
    id: 'stale-append-accepted',
    title: 'AppendEntries aus altem Term angenommen',
    source: paper('Abb. 2, AppendEntries 1'),
    killedBy: ['prev-checked', 'timer-kept'],
    edits: [
      raft(
        '    const isCurrent = message.term === this.currentTerm;\n    if (isCurrent) this.ack',
        '    const isCurrent = true;\n    if (isCurrent) this.ack',
      ),
    ],
  },
  {
    id: 'stale-append-unanswered',
    title: 'Veraltetes AppendEntries nicht beantwortet',
    source: paper('Abb. 2, AppendEntries 1'),
    killedBy: ['prev-checked'],
    edits: [
      raft(
        '    if (isCurrent) this.acknowledgeLeader(message.leaderId);',
        `    if (!isCurrent) return;
    this.acknowledgeLeader(message.leaderId);`,
      ),
    ],
  },
];
