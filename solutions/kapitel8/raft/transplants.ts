import type { Transplant } from '../../../grader/verify/mutant.ts';

const file = 'raft.ts';

/** Mistakes of the catalogue, made in the other solutions: every seventh to ninth one, in turn. */
export const transplants: readonly Transplant[] = [
  {
    mutant: 'timer-reset-by-any-message',
    alternative: 'batched',
    edits: [
      {
        file,
        find: '      this.follow(undefined);\n    }\n    switch (message.type) {',
        replace: [
          '      this.follow(undefined);',
          '    }',
          "    if (this.role !== 'leader') this.restartPatience();",
          '    switch (message.type) {',
        ].join('\n'),
      },
    ],
  },
  {
    mutant: 'heartbeats-too-rare',
    alternative: 'blindprobe',
    edits: [
      {
        file,
        find: "this.context.setTimer('heartbeat', heartbeatIntervalMs);",
        replace: "this.context.setTimer('heartbeat', electionTimeoutMaxMs);",
      },
    ],
  },
  {
    mutant: 'higher-term-in-reply-ignored',
    alternative: 'eager',
    edits: [
      {
        file,
        find: '    if (message.term > this.term) {',
        replace: [
          '    const isRequest =',
          "      message.type === 'RequestVote' ||",
          "      message.type === 'AppendEntries' ||",
          "      message.type === 'InstallSnapshot';",
          '    if (isRequest && message.term > this.term) {',
        ].join('\n'),
      },
    ],
  },
  {
    mutant: 'own-vote-not-recorded',
    alternative: 'functional',
    edits: [
      {
        file,
        find: '{ ...durable, term: durable.term + 1, votedFor: self }',
        replace: '{ ...durable, term: durable.term + 1, votedFor: null }',
      },
    ],
  },
  {
    mutant: 'quorum-too-large',
    alternative: 'batched',
    edits: [
      {
        file,
        find: 'return Math.floor((this.context.peers.length + 1) / 2) + 1;',
        replace: 'return this.context.peers.length + 1;',
      },
    ],
  },
  {
    mutant: 'conflict-not-truncated',
    alternative: 'blindprobe',
    edits: [
      {
        file: 'log.ts',
        find: [
          '    this.entries.length = index - this.base - 1;',
          '    this.entries.push(...entries);',
        ].join('\n'),
        replace: '    this.entries.splice(index - this.base - 1, entries.length, ...entries);',
      },
    ],
  },
  {
    mutant: 'commit-without-minimum',
    alternative: 'eager',
    edits: [
      {
        file,
        find: 'this.commitUpTo(Math.min(leaderCommit, matchIndex));',
        replace: 'this.commitUpTo(leaderCommit);',
      },
    ],
  },
  {
    mutant: 'duplicate-reply-counted',
    alternative: 'functional',
    edits: [
      {
        file,
        find: "  | { readonly kind: 'leader'; readonly progress: ReadonlyMap<NodeId, Progress> };",
        replace: [
          '  | {',
          "      readonly kind: 'leader';",
          '      readonly progress: ReadonlyMap<NodeId, Progress>;',
          '      /** What has been acknowledged, in the order of arrival. */',
          '      readonly acks: readonly number[];',
          '    };',
        ].join('\n'),
      },
      {
        file,
        find: "const leader: State = { ...state, role: { kind: 'leader', progress } };",
        replace:
          "const leader: State = { ...state, role: { kind: 'leader', progress, acks: [] } };",
      },
      {
        file,
        find: [
          '  return advanceCommit(withProgress(state, peer, { next, match }));',
          '}',
          '',
          'function withProgress(state: State, peer: NodeId, progress: Progress): State {',
          "  if (state.role.kind !== 'leader') return state;",
          '  return {',
          '    ...state,',
          "    role: { kind: 'leader', progress: new Map([...state.role.progress, [peer, progress]]) },",
          '  };',
          '}',
          '',
          '// --- commit and application ---------------------------------------------------------------------',
          '',
          '/** The highest index a majority has, if its entry is of this very term. */',
          'function advanceCommit(state: State): Step {',
          '  const { role, durable } = state;',
          "  if (role.kind !== 'leader') return [state, []];",
          '  const matches = [...role.progress.values()].map(({ match }) => match);',
          '  const sorted = [...matches, lastIndex(durable.log)].sort((a, b) => b - a);',
          '  const replicated = sorted[Math.floor(sorted.length / 2)] ?? 0;',
        ].join('\n'),
        replace: [
          '  return advanceCommit(withAck(withProgress(state, peer, { next, match }), matchIndex));',
          '}',
          '',
          'function withProgress(state: State, peer: NodeId, progress: Progress): State {',
          "  if (state.role.kind !== 'leader') return state;",
          '  return {',
          '    ...state,',
          '    role: { ...state.role, progress: new Map([...state.role.progress, [peer, progress]]) },',
          '  };',
          '}',
          '',
          'function withAck(state: State, index: number): State {',
          "  if (state.role.kind !== 'leader') return state;",
          '  return { ...state, role: { ...state.role, acks: [...state.role.acks, index] } };',
          '}',
          '',
          '// --- commit and application ---------------------------------------------------------------------',
          '',
          '/** The highest index a majority has, if its entry is of this very term. */',
          'function advanceCommit(state: State): Step {',
          '  const { role, durable } = state;',
          "  if (role.kind !== 'leader') return [state, []];",
          '  const sorted = [...role.acks, lastIndex(durable.log)].sort((a, b) => b - a);',
          '  const replicated = sorted[Math.floor((state.peers.length + 1) / 2)] ?? 0;',
        ].join('\n'),
      },
    ],
  },
  {
    mutant: 'stale-append-reply-processed',
    alternative: 'batched',
    edits: [
      {
        file,
        find: [
          '    if (reply.success) return this.learnMatch(from, reply.term, reply.matchIndex);',
          '    const follower = this.followers.get(from);',
          '    if (follower === undefined || reply.term !== this.ballot.term) return;',
        ].join('\n'),
        replace: [
          '    if (reply.success) return this.learnMatch(from, reply.matchIndex);',
          '    const follower = this.followers.get(from);',
          '    if (follower === undefined) return;',
        ].join('\n'),
      },
      {
        file,
        find: '    this.learnMatch(from, reply.term, reply.lastIncludedIndex);',
        replace: [
          '    if (reply.term !== this.ballot.term) return;',
          '    this.learnMatch(from, reply.lastIncludedIndex);',
        ].join('\n'),
      },
      {
        file,
        find: [
          '  private learnMatch(from: NodeId, term: number, matchIndex: number): void {',
          '    const follower = this.followers.get(from);',
          '    if (follower === undefined || term !== this.ballot.term) return;',
        ].join('\n'),
        replace: [
          '  private learnMatch(from: NodeId, matchIndex: number): void {',
          '    const follower = this.followers.get(from);',
          '    if (follower === undefined) return;',
        ].join('\n'),
      },
    ],
  },
  {
    mutant: 'vote-cleared-before-term',
    alternative: 'eager',
    edits: [
      {
        file,
        find: "    this.context.storage.set('term', term);",
        replace: [
          "    this.context.storage.delete('vote');",
          "    this.context.storage.set('term', term);",
        ].join('\n'),
      },
    ],
  },
  {
    mutant: 'applied-index-persisted-alone',
    alternative: 'blindprobe',
    edits: [
      {
        file,
        find: '    this.lastApplied = this.log.base;',
        replace:
          "    this.lastApplied = Math.max(this.log.base, context.storage.get<number>('applied') ?? 0);",
      },
      {
        file,
        find: '      this.lastApplied = at;',
        replace: "      this.lastApplied = at;\n      this.context.storage.set('applied', at);",
      },
    ],
  },
  {
    mutant: 'older-number-executed',
    alternative: 'functional',
    edits: [
      {
        file: 'key-value-store.ts',
        find: [
          '  if (session !== undefined && sequence <= session.sequence) {',
          '    return [store, sequence === session.sequence ? session.response : undefined];',
          '  }',
        ].join('\n'),
        replace: '  if (session?.sequence === sequence) return [store, session.response];',
      },
    ],
  },
  {
    mutant: 'no-leader-hint',
    alternative: 'batched',
    edits: [
      {
        file,
        find: [
          "    if (this.role !== 'leader') {",
          '      respond({ ok: false, leaderHint: this.leader });',
          "    } else if (command.kind === 'get') {",
        ].join('\n'),
        replace: [
          "    if (this.role !== 'leader') return;",
          "    if (command.kind === 'get') {",
        ].join('\n'),
      },
    ],
  },
  {
    mutant: 'stale-snapshot-installed',
    alternative: 'blindprobe',
    edits: [
      {
        file,
        find: [
          '      if (lastIncludedIndex > this.commitIndex) {',
          '        this.log.compact(lastIncludedIndex, lastIncludedTerm, data);',
          '        this.store.restore(data);',
          '        this.commitIndex = lastIncludedIndex;',
          '        this.lastApplied = lastIncludedIndex;',
          '      }',
        ].join('\n'),
        replace: [
          '      this.log.compact(lastIncludedIndex, lastIncludedTerm, data);',
          '      this.store.restore(data);',
          '      this.commitIndex = lastIncludedIndex;',
          '      this.lastApplied = lastIncludedIndex;',
        ].join('\n'),
      },
    ],
  },
  {
    mutant: 'compacted-prefix-rejected',
    alternative: 'eager',
    edits: [
      {
        file,
        find: 'if (prevLogIndex >= log.checkpoint.index && known !== prevLogTerm) {',
        replace: 'if (known !== prevLogTerm) {',
      },
    ],
  },
  {
    mutant: 'snapshot-reply-confirms-everything',
    alternative: 'functional',
    edits: [
      {
        file,
        find: 'return advanceMatch(state, from, message.lastIncludedIndex);',
        replace: 'return advanceMatch(state, from, lastIndex(state.durable.log));',
      },
    ],
  },
  {
    mutant: 'timer-reset-by-higher-term',
    alternative: 'eager',
    edits: [
      {
        file,
        find: '      this.enterTerm(message.term);\n',
        replace: ['      this.enterTerm(message.term);', '      this.awaitElection();', ''].join(
          '\n',
        ),
      },
    ],
  },
  {
    mutant: 'former-leader-named',
    alternative: 'blindprobe',
    edits: [
      {
        file,
        find: ['    this.leader = undefined;', '    this.becomeFollower();'].join('\n'),
        replace: '    this.becomeFollower();',
      },
    ],
  },
  {
    mutant: 'truncation-from-the-front',
    alternative: 'batched',
    edits: [
      {
        file: 'log.ts',
        find: [
          '    for (let last = this.lastIndex; last >= index; last--) {',
          '      this.entries.pop();',
          '      this.disk.delete(record(last));',
          '    }',
        ].join('\n'),
        replace: [
          '    for (let at = index; at <= this.lastIndex; at++) this.disk.delete(record(at));',
          '    this.entries.splice(index - this.snapshot.index - 1);',
        ].join('\n'),
      },
    ],
  },
  {
    mutant: 'failed-cas-forgotten',
    alternative: 'functional',
    edits: [
      {
        file: 'key-value-store.ts',
        find: '  const sessions = { ...store.sessions',
        replace: [
          "  if (command.kind === 'cas' && value !== command.expected) return [store, response];",
          '  const sessions = { ...store.sessions',
        ].join('\n'),
      },
    ],
  },
  {
    mutant: 'gap-in-numbers-refused',
    alternative: 'blindprobe',
    edits: [
      {
        file: 'key-value-store.ts',
        find: '    const response: Applied = {',
        replace: [
          '    if (sequence > (session?.sequence ?? 0) + 1) return undefined;',
          '    const response: Applied = {',
        ].join('\n'),
      },
    ],
  },
  {
    mutant: 'refused-append-commits',
    alternative: 'eager',
    edits: [
      {
        file,
        find: '      this.context.send(from, { ...reply, success: false, matchIndex: 0, ...hint });\n',
        replace: [
          '      this.context.send(from, { ...reply, success: false, matchIndex: 0, ...hint });',
          '      this.commitUpTo(Math.min(leaderCommit, log.last.index));',
          '',
        ].join('\n'),
      },
    ],
  },
  {
    mutant: 'snapshot-stored-before-truncation',
    alternative: 'batched',
    edits: [
      {
        file: 'log.ts',
        find: [
          '    if (this.termAt(snapshot.index) !== snapshot.term) this.removeFrom(snapshot.index);',
          '    this.replacePrefix(snapshot);',
        ].join('\n'),
        replace: [
          '    const fits = this.termAt(snapshot.index) === snapshot.term;',
          '    this.replacePrefix(snapshot);',
          '    if (!fits) this.removeFrom(snapshot.index + 1);',
        ].join('\n'),
      },
    ],
  },
  {
    mutant: 'candidate-yields-only-on-success',
    alternative: 'blindprobe',
    edits: [
      {
        file,
        find: [
          '    this.becomeFollower();',
          '    this.leader = message.leaderId;',
          '    this.restartElectionTimer();',
          '',
          '    const { log } = this;',
        ].join('\n'),
        replace: [
          '    const { log } = this;',
          '    const fits = prevLogIndex < log.base || log.termAt(prevLogIndex) === message.prevLogTerm;',
          "    if (fits || this.role !== 'candidate') this.becomeFollower();",
          '    this.leader = message.leaderId;',
          '    this.restartElectionTimer();',
          '',
        ].join('\n'),
      },
    ],
  },
  {
    mutant: 'late-confirmations-ignored',
    alternative: 'blindprobe',
    edits: [
      {
        file,
        find: ['    if (message.success) {', '      this.confirm('].join('\n'),
        replace: [
          '    if (message.success) {',
          '      if (message.prevLogIndex !== (this.nextIndex.get(from) ?? 1) - 1) return;',
          '      this.confirm(',
        ].join('\n'),
      },
    ],
  },
  {
    mutant: 'term-of-replies-not-stored',
    alternative: 'blindprobe',
    edits: [
      {
        file,
        find: 'if (message.term > this.term) this.adoptTerm(message.term);',
        replace: [
          'if (message.term > this.term) {',
          "      if (message.type.endsWith('Reply')) { this.term = message.term; this.votedFor = null; this.leader = undefined; this.becomeFollower(); }",
          '      else this.adoptTerm(message.term);',
          '    }',
        ].join('\n'),
      },
    ],
  },
];
