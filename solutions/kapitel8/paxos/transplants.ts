import type { Transplant } from '../../../grader/verify/mutant.ts';

/** Mistakes of the mutants, made in the alternatives as a student would make them there. */
export const transplants: readonly Transplant[] = [
  {
    mutant: 'promised-decreases',
    alternative: 'blindprobe',
    edits: [
      {
        file: 'paxos.ts',
        find: `    if (acceptor.promised !== null && !allows(ballot)) {
      context.send(from, { type: 'Reject', ballot, promised: acceptor.promised });
    } else if (question.type === 'Prepare') {
      remember({ ...acceptor, promised: ballot });
      context.send(from, { type: 'Promise', ballot, accepted: acceptor.accepted });
    } else {`,
        replace: `    if (question.type === 'Prepare') {
      remember({ ...acceptor, promised: ballot });
      context.send(from, { type: 'Promise', ballot, accepted: acceptor.accepted });
    } else if (acceptor.promised !== null && !allows(ballot)) {
      context.send(from, { type: 'Reject', ballot, promised: acceptor.promised });
    } else {`,
      },
    ],
  },
  {
    mutant: 'promise-clears-accepted',
    alternative: 'reducer',
    edits: [
      {
        file: 'paxos.ts',
        find: 'const { promised, accepted } = state;',
        replace: `const { promised } = state;
      const accepted = isBelow(promised, ballot) ? null : state.accepted;`,
      },
      {
        file: 'paxos.ts',
        find: "return [{ ...state, promised: ballot }, answer({ type: 'Promise', ballot, accepted })];",
        replace:
          "return [{ ...state, promised: ballot, accepted }, answer({ type: 'Promise', ballot, accepted })];",
      },
    ],
  },
  {
    mutant: 'duel-one-round-short',
    alternative: 'ticking',
    edits: [
      {
        file: 'duel.ts',
        find: 'attempt < rounds;',
        replace: 'attempt < rounds - 1;',
      },
    ],
  },
  {
    mutant: 'highest-by-value',
    alternative: 'blindprobe',
    edits: [
      {
        file: 'paxos.ts',
        find: 'compareBallots(named.ballot, current.highest.ballot) > 0)',
        replace: 'named.value > current.highest.value)',
      },
    ],
  },
  {
    mutant: 'quorum-of-the-others',
    alternative: 'reducer',
    edits: [
      {
        file: 'paxos.ts',
        find: '  if (2 * Object.keys(answers).length <= cluster.nodes.length) {',
        replace: `  const votes = Object.keys(answers).filter((id) => id !== cluster.self);
  if (2 * votes.length <= cluster.nodes.length) {`,
      },
    ],
  },
  {
    mutant: 'chosen-after-phase-1',
    alternative: 'ticking',
    edits: [
      {
        file: 'paxos.ts',
        find: `      acceptors.add(self);
    }
    peers.forEach(ask);`,
        replace: `      acceptors.add(self);
    }
    peers.forEach(ask);
    for (const peer of peers) context.send(peer, { type: 'Chosen', value: proposed });
    learn(proposed);`,
      },
    ],
  },
  {
    mutant: 'tries-again-at-once',
    alternative: 'blindprobe',
    edits: [
      {
        file: 'paxos.ts',
        find: '          saw(message.promised);',
        replace: `          saw(message.promised);
          if (attempt !== null) begin();`,
      },
    ],
  },
  {
    mutant: 'late-rejection-ignored',
    alternative: 'reducer',
    edits: [
      {
        file: 'paxos.ts',
        find: "    case 'Reject':\n",
        replace: `    case 'Reject':
      if (state.attempt && !isSame(state.attempt.ballot, message.ballot)) return [state, []];
`,
      },
    ],
  },
  {
    mutant: 'promises-before-it-stores',
    alternative: 'ticking',
    edits: [
      {
        file: 'paxos.ts',
        find: `          if (!equal(message.ballot, disk.promised)) save({ promised: message.ballot });
          context.send(from, { type: 'Promise', ballot: message.ballot, accepted: disk.accepted });`,
        replace: `          context.send(from, { type: 'Promise', ballot: message.ballot, accepted: disk.accepted });
          if (!equal(message.ballot, disk.promised)) save({ promised: message.ballot });`,
      },
    ],
  },
  {
    mutant: 'unfinished-slots-skipped',
    alternative: 'blindprobe',
    edits: [
      {
        file: 'multi-paxos.ts',
        find: `    heartbeat();
    for (let slot = start; slot <= last; slot++) {
      if (!chosen.has(slot)) propose(slot, best.get(slot)?.value ?? null);
    }
`,
        replace: '    heartbeat();\n',
      },
    ],
  },
  {
    mutant: 'first-accepted-kept-per-slot',
    alternative: 'reducer',
    edits: [
      {
        file: 'multi-paxos.ts',
        find: `    const isNew = !this.votes.has(vote.slot);
`,
        replace: `    if (this.votes.has(vote.slot)) return true;
`,
      },
      {
        file: 'multi-paxos.ts',
        find: "if (isNew) this.context.storage.set('slots'",
        replace: "this.context.storage.set('slots'",
      },
    ],
  },
  {
    mutant: 'applies-what-it-accepts',
    alternative: 'ticking',
    edits: [
      {
        file: 'multi-paxos.ts',
        find: `            accept(message.slot, message.ballot, message.value);
`,
        replace: `            accept(message.slot, message.ballot, message.value);
            learn(message.slot, message.value);
`,
      },
    ],
  },
  {
    mutant: 'no-op-stops-applying',
    alternative: 'blindprobe',
    edits: [
      {
        file: 'multi-paxos.ts',
        find: `    for (; chosen.has(firstUnchosen); firstUnchosen++) {
      const command = chosen.get(firstUnchosen);
      if (command) apply(command);
    }`,
        replace: `    for (;;) {
      const command = chosen.get(firstUnchosen);
      if (!command) return;
      firstUnchosen++;
      apply(command);
    }`,
      },
    ],
  },
  {
    mutant: 'candidate-tries-once',
    alternative: 'reducer',
    edits: [
      {
        file: 'multi-paxos.ts',
        find: "if (next.is !== 'leader') rest();",
        replace: "if (next.is === 'follower') rest();",
      },
    ],
  },
  {
    mutant: 'heartbeat-counts-what-is-proposed',
    alternative: 'ticking',
    edits: [
      {
        file: 'multi-paxos.ts',
        find: `    if (ballot === null) return;
    toAll({ type: 'Heartbeat', ballot, firstUnchosen });`,
        replace: `    if (ballot === null) return;
    toAll({ type: 'Heartbeat', ballot, firstUnchosen: nextSlot });`,
      },
      {
        file: 'multi-paxos.ts',
        find: "if (ballot !== null) toAll({ type: 'Heartbeat', ballot, firstUnchosen });",
        replace:
          "if (ballot !== null) toAll({ type: 'Heartbeat', ballot, firstUnchosen: nextSlot });",
      },
    ],
  },
  {
    mutant: 'slots-not-stored',
    alternative: 'blindprobe',
    edits: [
      {
        file: 'multi-paxos.ts',
        find: `    accepted.set(entry.slot, entry);
    storage.set(slotKey(entry.slot), entry);`,
        replace: '    accepted.set(entry.slot, entry);',
      },
    ],
  },
  {
    mutant: 'accept-once-chosen-not-stored',
    alternative: 'blindprobe',
    edits: [
      {
        file: 'paxos.ts',
        find: '      remember({ promised: ballot, accepted: { ballot, value: question.value } });',
        replace: `      const accepted = chosen === null ? { ballot, value: question.value } : acceptor.accepted;
      remember({ promised: ballot, accepted });`,
      },
    ],
  },
  {
    mutant: 'tries-twelve-times',
    alternative: 'blindprobe',
    edits: [
      {
        file: 'paxos.ts',
        find: '  let ownValue: string | null = null;',
        replace: `  let ownValue: string | null = null;
  let tries = 0;`,
      },
      {
        file: 'paxos.ts',
        find: '      if (chosen === null && waiting.length > 0) begin();',
        replace: `      tries += 1;
      if (chosen === null && waiting.length > 0 && tries < 12) begin();`,
      },
    ],
  },
  {
    mutant: 'highest-slot-by-round',
    alternative: 'ticking',
    edits: [
      {
        file: 'multi-paxos.ts',
        find: '.flat().sort((a, b) => compareBallots(a.ballot, b.ballot));',
        replace: '.flat().sort((a, b) => a.ballot.round - b.ballot.round);',
      },
    ],
  },
  {
    mutant: 'late-log-rejection-ignored',
    alternative: 'ticking',
    edits: [
      {
        file: 'multi-paxos.ts',
        find: '          seen = larger(seen, message.promised);',
        replace: `          if (!equal(message.ballot, ballot)) return;
          seen = larger(seen, message.promised);`,
      },
    ],
  },
];
