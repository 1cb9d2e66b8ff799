import type { Transplant } from '../../../grader/verify/mutant.ts';

/** Mistakes of the mutants, made in the alternatives as a student would make them there. */
export const transplants: readonly Transplant[] = [
  {
    mutant: 'first-change-checked',
    alternative: 'blindprobe',
    edits: [
      {
        file: 'participant.ts',
        find: `    const possible = changes.every(
      ({ account, amount }) => !locks.has(account) && balanceOf(account) + amount >= 0,
    );`,
        replace: `    const [change] = changes;
    const possible =
      change === undefined ||
      (!locks.has(change.account) && balanceOf(change.account) + change.amount >= 0);`,
      },
    ],
  },
  {
    mutant: 'unilateral-commit',
    alternative: 'reducer',
    edits: [
      {
        file: 'participant.ts',
        find: `  const prepared = { ...state.prepared };
  const effects: Effect[] = [];
  for (const [tx, own] of Object.entries(state.prepared)) {
    if (nowMs - own.sinceMs < inquiryIntervalMs) continue;
    prepared[tx] = { ...own, sinceMs: nowMs };
    for (const to of own.participants) {
      if (to !== self) effects.push(send(to, { type: 'Inquiry', tx }));
    }
  }
  return effects.length === 0 ? [state, []] : [{ ...state, prepared }, effects];`,
        replace: `  let next = state;
  for (const [tx, own] of Object.entries(state.prepared)) {
    if (nowMs - own.sinceMs >= inquiryIntervalMs) next = settled(next, tx, 'commit');
  }
  return [next, []];`,
      },
      {
        file: 'participant.ts',
        find: '/** Asks about all that has been open for long. */\nfunction asked(state: State, nowMs: number, self: NodeId): Draft {',
        replace: 'function overdue(state: State, nowMs: number): Draft {',
      },
      {
        file: 'participant.ts',
        find: 'return asked(state, nowMs, self);',
        replace: 'return overdue(state, nowMs);',
      },
    ],
  },
  {
    mutant: 'no-ack-for-repetition',
    alternative: 'resuming',
    edits: [
      {
        file: 'participant.ts',
        find: `        case 'Decision':
          settle(tx, message.outcome);`,
        replace: `        case 'Decision':
          if ((known.get(tx)?.outcome ?? null) !== null) break;
          settle(tx, message.outcome);`,
      },
    ],
  },
  {
    mutant: 'unknown-abort-ignored',
    alternative: 'blindprobe',
    edits: [
      {
        file: 'participant.ts',
        find: `    if (state?.kind === 'commit' || state?.kind === 'abort') return;
    if (state === undefined && outcome === 'commit') return; // would be the coordinator's mistake`,
        replace: `    if (state?.kind !== 'prepared') return;`,
      },
    ],
  },
  {
    mutant: 'ack-in-next-handler',
    alternative: 'resuming',
    edits: [
      {
        file: 'participant.ts',
        find: "          context.send(coordinatorId, { type: 'Ack', tx });",
        replace: "          context.setTimer('ack ' + tx, 0);",
      },
      {
        file: 'participant.ts',
        find: `    onTimer(tx) {
`,
        replace: `    onTimer(tx) {
      if (tx.startsWith('ack ')) {
        return context.send(coordinatorId, { type: 'Ack', tx: tx.slice(4) });
      }
`,
      },
    ],
  },
  {
    mutant: 'duplicate-votes-counted',
    alternative: 'reducer',
    edits: [
      {
        file: 'coordinator.ts',
        find: '  if (own.yes.includes(from)) return [state, []];\n',
        replace: '',
      },
      {
        file: 'coordinator.ts',
        find: 'const isComplete = own.participants.every((id) => yes.includes(id));',
        replace: 'const isComplete = yes.length === own.participants.length;',
      },
    ],
  },
  {
    mutant: 'one-timer-for-all',
    alternative: 'blindprobe',
    edits: [
      {
        file: 'coordinator.ts',
        find: `  // Two timers a transaction: the time for the votes, and the beat of the repetitions.
  const deadline = (tx: string) => \`deadline/\${tx}\`;
  const repeat = (tx: string) => \`repeat/\${tx}\`;`,
        replace: `  // Two timers: the time for the votes, and the beat of the repetitions.
  let current = '';
  const timerOf = (name: string) => (tx: string) => {
    current = tx;
    return name;
  };
  const deadline = timerOf('deadline');
  const repeat = timerOf('repeat');`,
      },
      {
        file: 'coordinator.ts',
        find: `      const slash = name.indexOf('/');
      const own = transactions.get(name.slice(slash + 1));`,
        replace: '      const own = transactions.get(current);',
      },
    ],
  },
  {
    mutant: 'decision-repeated-once',
    alternative: 'reducer',
    edits: [
      {
        file: 'coordinator.ts',
        find: '  readonly sinceMs: number;',
        replace: '  readonly sinceMs: number;\n  readonly isRepeated?: boolean;',
      },
      {
        file: 'coordinator.ts',
        find: '  if (own.outcome !== null && waitedMs >= resendIntervalMs) return told(state, tx, nowMs);',
        replace: `  if (own.outcome !== null && !own.isRepeated && waitedMs >= resendIntervalMs) {
    return told({ ...state, [tx]: { ...own, isRepeated: true } }, tx, nowMs);
  }`,
      },
    ],
  },
  {
    mutant: 'client-told-commits-only',
    alternative: 'resuming',
    edits: [
      {
        file: 'coordinator.ts',
        find: "    while (own.clients.length > 0) own.clients.pop()?.({ kind: 'outcome', tx, outcome });",
        replace: `    if (outcome === 'abort') return;
    while (own.clients.length > 0) own.clients.pop()?.({ kind: 'outcome', tx, outcome });`,
      },
    ],
  },
  {
    mutant: 'abort-not-repeated',
    alternative: 'blindprobe',
    edits: [
      {
        file: 'coordinator.ts',
        find: `  function announce({ tx, changes, acks }: Transaction, outcome: Outcome): void {
    context.setTimer(repeat(tx), resendIntervalMs);`,
        replace: `  function announce({ tx, changes, acks }: Transaction, outcome: Outcome): void {
    if (outcome === 'commit') context.setTimer(repeat(tx), resendIntervalMs);
    else context.cancelTimer(repeat(tx));`,
      },
    ],
  },
  {
    mutant: 'changes-not-logged',
    alternative: 'resuming',
    edits: [
      {
        file: 'participant.ts',
        find: '    keep(tx, { changes, participants, outcome: null });',
        replace: `    store.put(tx, { changes: [], participants, outcome: null });
    known.set(tx, { changes, participants, outcome: null });`,
      },
    ],
  },
  {
    mutant: 'balances-not-restored',
    alternative: 'reducer',
    edits: [
      {
        file: 'participant.ts',
        find: `    case 'start':
      return [state, []];`,
        replace: `    case 'start':
      return [{ ...state, balances: {} }, []];`,
      },
    ],
  },
  {
    mutant: 'restart-commits-undecided',
    alternative: 'reducer',
    edits: [
      {
        file: 'coordinator.ts',
        find: "return own.outcome === null ? decided(cleared, tx, 'abort', nowMs)",
        replace: "return own.outcome === null ? decided(cleared, tx, 'commit', nowMs)",
      },
    ],
  },
  {
    mutant: 'abort-forgotten-and-asked-again',
    alternative: 'blindprobe',
    edits: [
      {
        file: 'coordinator.ts',
        find: "    append({ kind: 'decided', tx, outcome });",
        replace: `    if (outcome === 'commit') append({ kind: 'decided', tx, outcome });
    own.outcome = outcome;`,
      },
    ],
  },
  {
    mutant: 'knows-only-commits',
    alternative: 'resuming',
    edits: [
      {
        file: 'participant.ts',
        find: `          const outcome = known.get(tx)?.outcome ?? null;
          if (outcome !== null) context.send(from, { type: 'Decision', tx, outcome });`,
        replace: `          const isCommitted = known.get(tx)?.outcome === 'commit';
          if (isCommitted) context.send(from, { type: 'Decision', tx, outcome: 'commit' });`,
      },
    ],
  },
  {
    mutant: 'asks-not-after-restart',
    alternative: 'blindprobe',
    edits: [
      {
        file: 'participant.ts',
        find: `    onStart() {
      for (const [tx, { kind }] of states) {
        if (kind === 'prepared') context.setTimer(tx, inquiryIntervalMs);
      }
    },

`,
        replace: '',
      },
    ],
  },
  {
    mutant: 'gives-up-after-seconds',
    alternative: 'reducer',
    edits: [
      {
        file: 'participant.ts',
        find: `    prepared[tx] = { ...own, sinceMs: nowMs };
    for (const to`,
        replace: `    if (nowMs > 5000) return [settled(state, tx, 'abort'), effects];
    prepared[tx] = { ...own, sinceMs: nowMs };
    for (const to`,
      },
    ],
  },
  {
    mutant: 'outcome-forgotten-after-a-second',
    alternative: 'blindprobe',
    edits: [
      {
        file: 'coordinator.ts',
        find: '    context.cancelTimer(repeat(tx));',
        replace: '    context.setTimer(repeat(tx), 1000);',
      },
      {
        file: 'coordinator.ts',
        find: '      if (own === undefined || own.ended) return;',
        replace: `      if (own?.ended) transactions.delete(own.tx);
      if (own === undefined || own.ended) return;`,
      },
    ],
  },
  {
    mutant: 'repeated-prepare-ignored-after-restart',
    alternative: 'resuming',
    edits: [
      {
        file: 'participant.ts',
        find: '  const known = new Map<string, Kept>(store.all());',
        replace: `  const known = new Map<string, Kept>(store.all());
  const loaded = new Set(known.keys());`,
      },
      {
        file: 'participant.ts',
        find: "          context.send(from, { type: 'Vote', tx, vote: voteOn(message) });",
        replace: `          if (loaded.has(tx)) break;
          context.send(from, { type: 'Vote', tx, vote: voteOn(message) });`,
      },
    ],
  },
  {
    mutant: 'restart-asks-without-changes',
    alternative: 'resuming',
    edits: [
      {
        file: 'coordinator.ts',
        find: `        if (own.kept.outcome === null) ask(tx, own);
        else tell(tx, own);
      }
    },
    onTimer`,
        replace: `        if (own.kept.outcome !== null) {
          tell(tx, own);
          continue;
        }
        const participants = participantsOf(own);
        for (const to of participants) {
          context.send(to, { type: 'Prepare', tx, changes: [], participants });
        }
        context.setTimer(\`vote \${tx}\`, voteTimeoutMs);
      }
    },
    onTimer`,
      },
    ],
  },
  {
    mutant: 'asks-though-told',
    alternative: 'resuming',
    edits: [
      {
        file: 'participant.ts',
        find: `      if (own === undefined || own.outcome !== null) return;
      for (const to of`,
        replace: `      if (own === undefined) return;
      for (const to of`,
      },
    ],
  },
];
