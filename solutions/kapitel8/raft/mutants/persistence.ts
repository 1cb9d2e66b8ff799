import type { Mutant } from '../../../../grader/verify/mutant.ts';
import { guide, log, paper, raft, thesis } from './edits.ts';

/** What must be on disk, and when. */
export const persistenceMutants: readonly Mutant[] = [
  {
    id: 'term-not-persisted',
    title: 'currentTerm nicht gespeichert',
    source: `${paper('Abb. 2, „Persistent state“')}; wenweihu86/raft-java, Issue 57`,
    killedBy: ['term-durable'],
    edits: [
      raft(
        `    if (term !== this.currentTerm) this.context.storage.set('currentTerm', term);\n`,
        '',
      ),
    ],
  },
  {
    id: 'vote-not-persisted',
    title: 'votedFor nicht gespeichert',
    source: paper('Abb. 2, „Persistent state“'),
    killedBy: ['vote-durable'],
    edits: [
      raft(
        `    if (votedFor !== null) this.context.storage.set('votedFor', { term, candidate: votedFor });\n`,
        '',
      ),
    ],
  },
  {
    id: 'own-vote-not-persisted',
    title: 'Stimme für sich selbst nicht gespeichert',
    source: 'wenweihu86/raft-java, Issue 57',
    killedBy: ['vote-durable'],
    edits: [
      raft(
        '    if (votedFor !== null) this',
        '    if (votedFor !== null && votedFor !== this.context.self) this',
      ),
    ],
  },
  {
    id: 'vote-cleared-before-term',
    title: 'Alte Stimme gelöscht, bevor der neue Term gespeichert ist',
    source: paper('§ 5.2; Absturz zwischen zwei Schreibvorgängen'),
    killedBy: ['vote-durable'],
    edits: [
      raft(
        `    if (term !== this.currentTerm) this.context.storage.set('currentTerm', term);`,
        `    if (term !== this.currentTerm) {
      this.context.storage.delete('votedFor');
      this.context.storage.set('currentTerm', term);
    }`,
      ),
    ],
  },
  {
    id: 'entries-not-persisted',
    title: 'Log nicht gespeichert',
    source: paper('Abb. 2, „Persistent state“'),
    killedBy: ['log-durable'],
    edits: [log('    this.storage.set(entryKey(this.lastIndex + 1), entry);\n', '')],
  },
  {
    id: 'leader-entries-not-persisted',
    title: 'Leader speichert seine eigenen Einträge nicht',
    source: `${paper('Abb. 2, „Persistent state“')}; ${thesis('10.2.1')}`,
    killedBy: ['log-durable'],
    edits: [
      raft(
        '    this.log.append({ term: this.currentTerm, request });',
        '    this.log.keep({ term: this.currentTerm, request });',
      ),
      log(
        '  /** Removes the entry at `index` and all behind it',
        `  keep(entry: LogEntry): void {
    this.entries.push(entry);
  }

  /** Removes the entry at \`index\` and all behind it`,
      ),
    ],
  },
  {
    id: 'truncation-not-persisted',
    title: 'Abschneiden nicht gespeichert: Nach dem Neustart sind alte Einträge zurück',
    source: paper('§ 5.3'),
    killedBy: ['log-durable'],
    edits: [log('      this.storage.delete(entryKey(this.lastIndex));\n', '')],
  },
  {
    id: 'append-reply-before-persisting',
    title: 'AppendEntries quittiert, bevor die Einträge gespeichert sind',
    source: `${paper('Abb. 2')}; ${guide('The importance of details')}`,
    killedBy: ['log-durable'],
    edits: [
      raft(
        `      this.storeEntries(prevLogIndex, entries);
      this.commitUpTo(Math.min(message.leaderCommit, matchIndex));
    }`,
        '    }',
      ),
      raft(
        '      ...(success ? {} : { conflictIndex: this.log.lastIndex + 1 }),\n    });',
        `      ...(success ? {} : { conflictIndex: this.log.lastIndex + 1 }),
    });
    if (!success) return;
    this.storeEntries(prevLogIndex, entries);
    this.commitUpTo(Math.min(message.leaderCommit, matchIndex));`,
      ),
    ],
  },
  {
    id: 'vote-reply-before-persisting',
    title: 'Stimme zugesagt, bevor sie gespeichert ist',
    source: paper('Abb. 2'),
    killedBy: ['vote-durable'],
    edits: [
      raft(
        `    if (voteGranted) {
      if (this.votedFor === null) this.setTerm(this.currentTerm, message.candidateId);
      this.resetElectionTimer();
    }
    this.context.send(from, { type: 'RequestVoteReply', term: this.currentTerm, voteGranted });`,
        `    this.context.send(from, { type: 'RequestVoteReply', term: this.currentTerm, voteGranted });
    if (voteGranted) {
      if (this.votedFor === null) this.setTerm(this.currentTerm, message.candidateId);
      this.resetElectionTimer();
    }`,
      ),
    ],
  },
  {
    id: 'campaign-before-persisting',
    title: 'Um Stimmen gebeten, bevor Term und eigene Stimme gespeichert sind',
    source: paper('Abb. 2'),
    killedBy: ['vote-durable'],
    edits: [
      raft(
        '    this.setTerm(this.currentTerm + 1, this.context.self);',
        '    this.currentTerm += 1;\n    this.votedFor = this.context.self;',
      ),
      raft(
        '    if (this.votes.size >= this.majority) this.becomeLeader();\n  }\n\n  private onRequestVote(',
        `    this.context.storage.set('currentTerm', this.currentTerm);
    this.setTerm(this.currentTerm, this.context.self);
    if (this.votes.size >= this.majority) this.becomeLeader();
  }

  private onRequestVote(`,
      ),
    ],
  },
  {
    id: 'applied-index-persisted-alone',
    title: 'lastApplied gespeichert, der Zustand dazu nicht',
    source: paper('Abb. 2, „Volatile state“'),
    killedBy: ['exactly-once', 'linearizable'],
    edits: [
      raft(
        '    this.lastApplied = this.log.snapshotIndex;\n  }',
        `    this.lastApplied = context.storage.get<number>('applied') ?? this.log.snapshotIndex;
    this.commitIndex = this.lastApplied;
  }`,
      ),
      raft(
        '    this.compactLog();\n  }',
        `    this.compactLog();
    this.context.storage.set('applied', this.lastApplied);
  }`,
      ),
    ],
  },
  {
    id: 'term-persisted-only-with-vote',
    title: 'currentTerm nur zusammen mit einer Stimme gespeichert',
    source: paper('Abb. 2, „Persistent state“'),
    killedBy: ['term-durable'],
    edits: [
      raft(
        'if (term !== this.currentTerm) this.context',
        'if (term !== this.currentTerm && votedFor !== null) this.context',
      ),
    ],
  },
  {
    id: 'restart-commits-everything',
    title: 'Nach einem Neustart gilt das ganze Log als committet',
    source: paper('Abb. 2, „Volatile state“'),
    killedBy: ['log-durable', 'safety-despite-crashes'],
    edits: [
      raft(
        '    this.commitIndex = this.log.snapshotIndex;',
        '    this.commitIndex = this.log.lastIndex;',
      ),
    ],
  },
];
