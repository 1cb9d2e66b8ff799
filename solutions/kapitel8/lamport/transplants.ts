import type { Transplant } from '../../../grader/verify/mutant.ts';

const file = 'lamport.ts';

/** Mistakes of the catalogue, made in the other solutions: every fourth or fifth one, in turn. */
export const transplants: readonly Transplant[] = [
  {
    mutant: 'receive-without-increment',
    alternative: 'blindprobe',
    edits: [
      {
        file,
        find: 'clock = Math.max(clock, timestamp) + 1;',
        replace: 'clock = Math.max(clock, timestamp);',
      },
    ],
  },
  {
    mutant: 'send-without-tick',
    alternative: 'closures',
    edits: [{ file, find: '    send: advance,', replace: '    send: () => now,' }],
  },
  {
    mutant: 'reading-ticks',
    alternative: 'ricart-agrawala',
    edits: [
      {
        file,
        find: '  time(): number {\n    return this.#value;',
        replace: '  time(): number {\n    return this.tick();',
      },
    ],
  },
  {
    mutant: 'process-counts-receipts-only',
    alternative: 'blindprobe',
    edits: [
      {
        file,
        find: '    onMessage(_from, message) {\n      clock.receive(message.time);',
        replace: '    onMessage() {\n      clock.tick();',
      },
    ],
  },
  {
    mutant: 'process-answers-later',
    alternative: 'closures',
    edits: [
      {
        file,
        find: '  const handlers = {',
        replace: '  const due: (() => void)[] = [];\n  const handlers = {',
      },
      {
        file,
        find: '      respond({ time });\n    },',
        replace: [
          '      due.push(() => respond({ time }));',
          "      context.setTimer('respond', 2);",
          '    },',
          '    onTimer: () => {',
          '      for (const answer of due.splice(0)) answer();',
          '    },',
        ].join('\n'),
      },
    ],
  },
  {
    mutant: 'node-before-time',
    alternative: 'ricart-agrawala',
    edits: [
      {
        file,
        find: [
          '  if (a.time < b.time) return -1;',
          '  if (a.time > b.time) return 1;',
          '  return a.node.localeCompare(b.node);',
        ].join('\n'),
        replace: '  return a.node.localeCompare(b.node) || a.time - b.time;',
      },
    ],
  },
  {
    mutant: 'counterexample-ignores-gap',
    alternative: 'blindprobe',
    edits: [
      {
        file,
        find: 'for (let i = 1; i <= task.gap; i++) {',
        replace: 'for (let i = 1; i <= 3; i++) {',
      },
    ],
  },
  {
    mutant: 'counterexample-remembered',
    alternative: 'closures',
    edits: [
      {
        file,
        find: [
          'export function findCounterexample({ nodes, gap }: CounterexampleTask): Counterexample {',
          "  const [hub = '', ...others] = nodes;",
        ].join('\n'),
        replace: [
          'const results: Record<string, Counterexample> = {};',
          '',
          'export const findCounterexample = (task: CounterexampleTask): Counterexample =>',
          '  (results[String([task.nodes.length, task.gap])] ??= construct(task));',
          '',
          'function construct({ nodes, gap }: CounterexampleTask): Counterexample {',
          "  const [hub = '', ...others] = nodes;",
        ].join('\n'),
      },
    ],
  },
  {
    mutant: 'vector-merges-sender-only',
    alternative: 'ricart-agrawala',
    edits: [
      {
        file,
        find: [
          '    this.#nodes.forEach((node, i) => {',
          '      const theirs = stamp[node] as number;',
          '      if (theirs > (this.#counts[i] as number)) this.#counts[i] = theirs;',
          '    });',
        ].join('\n'),
        replace: [
          '    const theirs = Math.max(...Object.values(stamp));',
          '    const sender = this.#nodes.findIndex((node) => stamp[node] === theirs);',
          '    if (theirs > (this.#counts[sender] as number)) this.#counts[sender] = theirs;',
        ].join('\n'),
      },
    ],
  },
  {
    mutant: 'vector-shares-object',
    alternative: 'blindprobe',
    edits: [
      {
        file,
        find: [
          '  const entries = new Map<NodeId, number>(nodes.map((node) => [node, 0]));',
          '  const advance = (): VectorStamp => {',
          '    entries.set(self, (entries.get(self) ?? 0) + 1);',
          '    return Object.fromEntries(entries);',
          '  };',
        ].join('\n'),
        replace: [
          '  const entries: Record<NodeId, number> = Object.fromEntries(nodes.map((node) => [node, 0]));',
          '  const advance = (): VectorStamp => {',
          '    entries[self] = (entries[self] ?? 0) + 1;',
          '    return entries;',
          '  };',
        ].join('\n'),
      },
      {
        file,
        find: 'entries.set(node, Math.max(entries.get(node) ?? 0, stamp[node] ?? 0));',
        replace: 'entries[node] = Math.max(entries[node] ?? 0, stamp[node] ?? 0);',
      },
    ],
  },
  {
    mutant: 'compare-swaps-sides',
    alternative: 'closures',
    edits: [
      {
        file,
        find: [
          "  if (differences.has(-1)) return 'before';",
          "  return differences.has(1) ? 'after' : 'equal';",
        ].join('\n'),
        replace: [
          "  if (differences.has(1)) return 'before';",
          "  return differences.has(-1) ? 'after' : 'equal';",
        ].join('\n'),
      },
    ],
  },
  {
    mutant: 'mutex-old-messages-count',
    alternative: 'ricart-agrawala',
    edits: [
      {
        file,
        find: '  readonly #deferred = new Set<NodeId>();',
        replace:
          '  readonly #deferred = new Set<NodeId>();\n  readonly #heard = new Set<NodeId>();',
      },
      {
        file,
        find: "    this.#clock.receive(message.time);\n    if (message.type === 'request') {",
        replace: [
          '    this.#clock.receive(message.time);',
          '    this.#heard.add(from);',
          "    if (message.type === 'request') {",
        ].join('\n'),
      },
      {
        file,
        find: "if (this.#phase.name !== 'waiting' || this.#phase.left > 0) return;",
        replace: [
          "if (this.#phase.name !== 'waiting') return;",
          '    if (!this.#context.peers.every((peer) => this.#heard.has(peer))) return;',
        ].join('\n'),
      },
    ],
  },
  {
    mutant: 'mutex-tie-blocks',
    alternative: 'blindprobe',
    edits: [
      {
        file,
        find: 'if (compareStamps(other, stamp) < 0) return;',
        replace: 'if (other.time <= stamp.time) return;',
      },
    ],
  },
  {
    mutant: 'mutex-release-is-silent',
    alternative: 'closures',
    edits: [{ file, find: "        tellAll('release');\n", replace: '' }],
  },
  {
    mutant: 'mutex-alone-waits-for-ever',
    alternative: 'ricart-agrawala',
    edits: [
      {
        file,
        find: 'left: peers.length, grant };\n    this.#enterIfFree();',
        replace: 'left: peers.length, grant };',
      },
    ],
  },
  {
    mutant: 'mutex-acknowledges-to-all',
    alternative: 'blindprobe',
    edits: [
      {
        file,
        find: "const broadcast = (type: 'request' | 'release'): number => {",
        replace: "const broadcast = (type: MutexMessage['type']): number => {",
      },
      {
        file,
        find: "        context.send(from, { type: 'ack', time: clock.send() });",
        replace: "        broadcast('ack');",
      },
    ],
  },
  {
    mutant: 'mutex-late-ack-keeps-early-stamp',
    alternative: 'ricart-agrawala',
    edits: [
      {
        file,
        find: 'readonly #deferred = new Set<NodeId>();',
        replace: 'readonly #deferred = new Map<NodeId, number>();',
      },
      {
        file,
        find: 'this.#deferred.add(from);',
        replace: 'this.#deferred.set(from, this.#clock.send());',
      },
      {
        file,
        find: '    for (const peer of this.#deferred) this.#acknowledge(peer);',
        replace:
          "    for (const [peer, time] of this.#deferred) this.#context.send(peer, { type: 'ack', time });",
      },
    ],
  },
  {
    mutant: 'mutex-majority-is-enough',
    alternative: 'ricart-agrawala',
    edits: [
      {
        file,
        find: 'left: peers.length, grant',
        replace: 'left: peers.length > 2 ? Math.ceil(peers.length / 2) : peers.length, grant',
      },
    ],
  },
  {
    mutant: 'zero-entry-is-missing',
    alternative: 'blindprobe',
    edits: [
      {
        file,
        find: '    if (x > y) isGreater = true;',
        replace: '    if (y && x > y) isGreater = true;',
      },
    ],
  },
  {
    mutant: 'receive-equal-without-step',
    alternative: 'blindprobe',
    edits: [
      {
        file,
        find: 'clock = Math.max(clock, timestamp) + 1;',
        replace: 'if (timestamp !== clock) clock = Math.max(clock, timestamp) + 1;',
      },
    ],
  },
];
