import type { Transplant } from '../../../grader/verify/mutant.ts';

const file = 'gossip.ts';
const membership = 'membership.ts';

/** Mistakes of the catalogue, made in the other solutions: every fourth or fifth one, in turn. */
export const transplants: readonly Transplant[] = [
  {
    mutant: 'no-tie-break',
    alternative: 'blindprobe',
    edits: [
      {
        file,
        find: [
          '  if (left.timestamp !== right.timestamp) return left.timestamp > right.timestamp;',
          '  return left.source > right.source;',
        ].join('\n'),
        replace: '  return left.timestamp > right.timestamp;',
      },
    ],
  },
  {
    mutant: 'group-ignored',
    alternative: 'push-pull',
    edits: [
      {
        file,
        find: 'const { tickMs, fanout, repeat, group, trusted,',
        replace: 'const { tickMs, fanout, repeat, trusted,',
      },
      {
        file,
        find: 'peers.filter((peer) => group.includes(peer) || topSenders().includes(peer));',
        replace: 'topSenders();',
      },
    ],
  },
  {
    mutant: 'top-rounded-down',
    alternative: 'reducer',
    edits: [
      {
        file,
        find: 'Math.ceil((topPercent * senders) / 100)',
        replace: 'Math.floor((topPercent * senders) / 100)',
      },
    ],
  },
  {
    mutant: 'always-the-same',
    alternative: 'blindprobe',
    edits: [
      {
        file,
        find: [
          '    const pool = [...nodes];',
          '    const drawn: NodeId[] = [];',
          '    while (drawn.length < count && pool.length > 0) {',
          '      drawn.push(...pool.splice(Math.floor(this.context.random() * pool.length), 1));',
          '    }',
          '    return drawn;',
        ].join('\n'),
        replace: '    return nodes.slice(0, count);',
      },
    ],
  },
  {
    mutant: 'tick-not-rearmed',
    alternative: 'push-pull',
    edits: [
      {
        file,
        find: [
          "      if (name === 'takt') tell();",
          '      else compare();',
          "      context.setTimer(name, name === 'takt' ? tickMs : antiEntropyMs);",
        ].join('\n'),
        replace: [
          "      if (name === 'takt') return tell();",
          '      compare();',
          '      context.setTimer(name, antiEntropyMs);',
        ].join('\n'),
      },
    ],
  },
  {
    mutant: 'one-message-each-rumor',
    alternative: 'reducer',
    edits: [
      {
        file,
        find: "  const message: GossipMessage = { type: 'gossip', rumors };",
        replace: [
          '  const messages = rumors.map(',
          "    (rumor): GossipMessage => ({ type: 'gossip', rumors: [rumor] }),",
          '  );',
        ].join('\n'),
      },
      {
        file,
        find: 'recipients(world, state).map((to) => ({ to, message }))',
        replace:
          'recipients(world, state).flatMap((to) => messages.map((message) => ({ to, message })))',
      },
    ],
  },
  {
    mutant: 'witnesses-for-other-value',
    alternative: 'blindprobe',
    edits: [
      {
        file,
        find: 'JSON.stringify([key, value, timestamp, source])',
        replace: 'JSON.stringify([key, timestamp, source])',
      },
    ],
  },
  {
    mutant: 'exchange-believed-blindly',
    alternative: 'push-pull',
    edits: [
      {
        file,
        find: '  /** Physical time where it is ahead, logical time otherwise. */',
        replace: [
          '  function take(rumor: Rumor): void {',
          '    clock = Math.max(clock, rumor.timestamp);',
          '    if (!isKnown(rumor)) believe(rumor);',
          '  }',
          '',
          '  /** Physical time where it is ahead, logical time otherwise. */',
        ].join('\n'),
      },
      {
        file,
        find: [
          "      if (message.type === 'gossip') heardFrom.push(from);",
          '      for (const rumor of message.rumors) hear(rumor, from);',
          "      if (message.type === 'gossip' || message.wanted.length === 0) return;",
        ].join('\n'),
        replace: [
          "      if (message.type === 'gossip') {",
          '        heardFrom.push(from);',
          '        for (const rumor of message.rumors) hear(rumor, from);',
          '        return;',
          '      }',
          '      message.rumors.forEach(take);',
          '      if (message.wanted.length === 0) return;',
        ].join('\n'),
      },
    ],
  },
  {
    mutant: 'no-anti-entropy',
    alternative: 'reducer',
    edits: [
      { file, find: '  let nextCompareMs = antiEntropyMs;\n', replace: '' },
      {
        file,
        find: '    const untilMs = Math.min(nextTickMs, nextCompareMs);',
        replace: '    const untilMs = nextTickMs;',
      },
      {
        file,
        find: [
          '      if (elapsedMs === nextTickMs) {',
          '        nextTickMs += tickMs;',
          '        carryOut(tell(world, state));',
          '      }',
          '      if (elapsedMs === nextCompareMs) {',
          '        nextCompareMs += antiEntropyMs;',
          '        carryOut(compare(state));',
          '      }',
        ].join('\n'),
        replace: ['      nextTickMs += tickMs;', '      carryOut(tell(world, state));'].join('\n'),
      },
    ],
  },
  {
    mutant: 'empty-digest-withheld',
    alternative: 'blindprobe',
    edits: [
      {
        file,
        find: 'if (partner === undefined) return;',
        replace: 'if (partner === undefined || this.entries.size === 0) return;',
      },
    ],
  },
  {
    mutant: 'never-wants',
    alternative: 'push-pull',
    edits: [
      {
        file,
        find: [
          '    const wanted = versions.filter((version) => !isKnown(version)).map(({ key }) => key);',
          "    if (rumors.length + wanted.length > 0) context.send(from, { type: 'entries', rumors, wanted });",
        ].join('\n'),
        replace:
          "    if (rumors.length > 0) context.send(from, { type: 'entries', rumors, wanted: [] });",
      },
    ],
  },
  {
    mutant: 'status-before-incarnation',
    alternative: 'reducer',
    edits: [
      {
        file: membership,
        find: [
          '  const older = known.incarnation - update.incarnation;',
          '  return older < 0 || (older === 0 && order.indexOf(update.status) > order.indexOf(known.status));',
        ].join('\n'),
        replace: [
          '  const better = order.indexOf(known.status) - order.indexOf(update.status);',
          '  return better < 0 || (better === 0 && update.incarnation > known.incarnation);',
        ].join('\n'),
      },
    ],
  },
  {
    mutant: 'self-missing',
    alternative: 'blindprobe',
    edits: [
      {
        file: membership,
        find: [
          '    const { self } = this.context;',
          '    return [',
          "      { node: self, status: 'alive', incarnation: this.incarnation },",
          '      ...this.others.values(),',
          '    ];',
        ].join('\n'),
        replace: '    return [...this.others.values()];',
      },
    ],
  },
  {
    mutant: 'ack-acquits',
    alternative: 'push-pull',
    edits: [
      {
        file: membership,
        find: '    if (waitingFor?.sequence === acknowledged) {',
        replace: [
          '    if (waitingFor?.sequence === acknowledged) {',
          '      const { node, incarnation } = entry(waitingFor.target);',
          "      note({ node, status: 'alive', incarnation: incarnation + 1 });",
        ].join('\n'),
      },
    ],
  },
  {
    mutant: 'ack-lifts-suspicion',
    alternative: 'push-pull',
    edits: [
      {
        file: membership,
        find: '    if (waitingFor?.sequence === acknowledged) {',
        replace: [
          '    if (waitingFor?.sequence === acknowledged) {',
          '      const known = entry(waitingFor.target);',
          "      if (known.status !== 'alive') note({ ...known, status: 'alive' });",
        ].join('\n'),
      },
    ],
  },
  {
    mutant: 'ack-restarts-suspicion',
    alternative: 'blindprobe',
    edits: [
      {
        file: membership,
        find: 'if (this.probe?.sequence === sequence) this.probe.answered = true;',
        replace: [
          'if (this.probe?.sequence === sequence) {',
          '          this.probe.answered = true;',
          '          const member = this.others.get(this.probe.target);',
          "          if (member?.status === 'suspect') this.replace(member);",
          '        }',
        ].join('\n'),
      },
    ],
  },
  {
    mutant: 'no-helpers',
    alternative: 'reducer',
    edits: [
      {
        file: membership,
        find: [
          '    const sequence = this.ping(target, undefined);',
          '    const atMs = this.context.now() + this.configuration.pingTimeoutMs;',
          "    this.schedule({ atMs, do: 'ask-helpers', sequence });",
        ].join('\n'),
        replace: '    this.ping(target, undefined);',
      },
    ],
  },
  {
    mutant: 'any-ack-counts',
    alternative: 'blindprobe',
    edits: [
      {
        file: membership,
        find: 'if (this.probe?.sequence === sequence) this.probe.answered = true;',
        replace: 'if (this.probe !== undefined) this.probe.answered = true;',
      },
    ],
  },
];
