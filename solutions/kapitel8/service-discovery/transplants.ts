import type { Transplant } from '../../../grader/verify/mutant.ts';

/** Mistakes from the catalogue, every ninth or so, as they are made in the other solutions. */
export const transplants: readonly Transplant[] = [
  {
    mutant: 'refreshed-once',
    alternative: 'blindprobe',
    edits: [
      {
        file: 'instance.ts',
        find: `      entry = result;
      busy = null;
      context.cancelTimer('retry');
      if (entry === 'fresh') context.setTimer('refresh', refreshMs);
`,
        replace: `      if (entry === 'uncertain' && result === 'fresh') context.setTimer('refresh', refreshMs);
      entry = result;
      busy = null;
      context.cancelTimer('retry');
`,
      },
    ],
  },
  {
    mutant: 'check-never-expires',
    alternative: 'reducer',
    edits: [
      {
        file: 'instance.ts',
        find: `        [
          { do: 'respond', ticket, response: { type: 'noted' } },
          { do: 'timer', name: 'check', delayMs: request.healthy ? checkTtlMs : null },
        ],
`,
        replace: "        [{ do: 'respond', ticket, response: { type: 'noted' } }],\n",
      },
      {
        file: 'instance.ts',
        find: "      if (input.name === 'check') return [{ ...state, isHealthy: false }, []];\n",
        replace: '',
      },
      {
        file: 'instance.ts',
        find: '  { checkTtlMs, refreshMs }: InstanceConfiguration,\n',
        replace: '  { refreshMs }: InstanceConfiguration,\n',
      },
    ],
  },
  {
    mutant: 'unconfirmed-left-behind',
    alternative: 'incremental',
    edits: [
      {
        file: 'instance.ts',
        find: `    if (status >= 300) return false;
`,
        replace: `    if (status >= 300) return false;
    mayBeListed = true;
`,
      },
      {
        file: 'instance.ts',
        find: `        mayBeListed = true;
        ask('PUT', { value, ttl: ttlSeconds }, kept);
`,
        replace: "        ask('PUT', { value, ttl: ttlSeconds }, kept);\n",
      },
    ],
  },
  {
    mutant: 'same-event-again',
    alternative: 'incremental',
    edits: [
      {
        file: 'directory.ts',
        find: '      next = node.modifiedIndex + 1;\n',
        replace: '      next = node.modifiedIndex;\n',
      },
    ],
  },
  {
    mutant: 'watches-one-event',
    alternative: 'blindprobe',
    edits: [
      {
        file: 'follow.ts',
        find: `    options.onSnapshot(snapshot);
    ask();
`,
        replace: '    options.onSnapshot(snapshot);\n',
      },
      {
        file: 'follow.ts',
        find: `      advance(new Map(), index + 1);
`,
        replace: `      advance(new Map(), index + 1);
      ask();
`,
      },
      {
        file: 'follow.ts',
        find: `      advance(new Map(instancesIn(body.node)), index + 1);
`,
        replace: `      advance(new Map(instancesIn(body.node)), index + 1);
      ask();
`,
      },
    ],
  },
  {
    mutant: 'missing-directory-is-an-error',
    alternative: 'reducer',
    edits: [
      {
        file: 'mirror.ts',
        find: `  if (body.errorCode === 100 && mirror.upTo === null) {
    return { mirror: { ...closed, entries: {}, upTo: index, isLoaded: true }, askNext: 'now' };
  }
`,
        replace: '',
      },
    ],
  },
  {
    mutant: 'unordered-list',
    alternative: 'incremental',
    edits: [
      {
        file: 'registry.ts',
        find: `    const place = list.findIndex((one) => one.id >= id);
    const known = list[place]?.id === id ? (list[place] as Instance) : null;
`,
        replace: `    const place = list.findIndex((one) => one.id === id);
    const known = list[place] ?? null;
`,
      },
      {
        file: 'registry.ts',
        find: '      list.splice(place < 0 ? list.length : place, 0, instance);\n',
        replace: '      list.push(instance);\n',
      },
    ],
  },
  {
    mutant: 'only-first-watcher',
    alternative: 'reducer',
    edits: [
      {
        file: 'registry.ts',
        find: '  const { store, watchers } = configuration;\n',
        replace: `  const { store, watchers } = configuration;
  const [watcher] = watchers;
`,
      },
      {
        file: 'registry.ts',
        find: `      const news = changes.flatMap((change, index) =>
        watchers.map((to): Effect<RegistryMessage, RegistryResponse> => {
          const numbered: Change = { ...change, number: state.told + index + 1 };
          return { do: 'send', to, message: numbered };
        }),
      );
`,
        replace: `      const news = changes.flatMap((change, index): Effects => {
        if (watcher === undefined) return [];
        const numbered: Change = { ...change, number: state.told + index + 1 };
        return [{ do: 'send', to: watcher, message: numbered }];
      });
`,
      },
    ],
  },
  {
    mutant: 'refresh-lost-for-good',
    alternative: 'reducer',
    edits: [
      {
        file: 'instance.ts',
        find: "return ask('refresh', 'due', {",
        replace: "return ask('refresh', 'held', {",
      },
    ],
  },
  {
    mutant: 'weight-is-no-change',
    alternative: 'blindprobe',
    edits: [
      {
        file: 'registry.ts',
        find: `    // Beide stammen aus \`parseEntry\`: gleiche Felder in gleicher Reihenfolge.
    else if (JSON.stringify(old) !== JSON.stringify(instance)) yield { kind: 'changed', instance };
  }
}
`,
        replace: `    else if (identityOf(old) !== identityOf(instance)) yield { kind: 'changed', instance };
  }
}

function identityOf({ address, port, priority, version }: Instance): string {
  return [address, port, priority, version].join(' ');
}
`,
      },
    ],
  },
  {
    mutant: 'apex-unknown',
    alternative: 'incremental',
    edits: [
      {
        file: 'dns.ts',
        find: 'const file = new Map<string, DnsRecord[]>([[domain, []]]);',
        replace: 'const file = new Map<string, DnsRecord[]>();',
      },
    ],
  },
  {
    mutant: 'cached-for-ever',
    alternative: 'blindprobe',
    edits: [
      {
        file: 'dns.ts',
        find: `    if (ageMs >= entry.lifetimeMs) {
      cache.delete(key);
      return null;
    }
`,
        replace: '',
      },
    ],
  },
  {
    mutant: 'negative-not-kept',
    alternative: 'reducer',
    edits: [
      {
        file: 'dns.ts',
        find: `function lifetime({ rcode, answers, negativeTtl }: DnsAnswer): number {
  if (rcode !== 'NOERROR' && rcode !== 'NXDOMAIN') return 0;
  return answers.reduce((least, { ttl }) => Math.min(least, ttl), negativeTtl ?? Number.MAX_VALUE);
`,
        replace: `function lifetime({ rcode, answers }: DnsAnswer): number {
  if (rcode !== 'NOERROR' || answers.length === 0) return 0;
  return Math.min(...answers.map(({ ttl }) => ttl));
`,
      },
    ],
  },
  {
    mutant: 'question-not-compared',
    alternative: 'incremental',
    edits: [
      {
        file: 'dns.ts',
        find: `      const slot = slotOf(message.question);
      // A late answer to an earlier attempt is as good as one to the last.
      if (!slot.ids.includes(message.id)) return;
`,
        replace: `      const all = [...slots.A.values(), ...slots.SRV.values()];
      // A late answer to an earlier attempt is as good as one to the last.
      const slot = all.find(({ ids }) => ids.includes(message.id));
      if (slot === undefined) return;
`,
      },
    ],
  },
  {
    mutant: 'file-in-order-of-arrival',
    alternative: 'blindprobe',
    edits: [
      {
        file: 'configuration-writer.ts',
        find: `  const sorted = [...instances].sort(byId);
`,
        replace: '',
      },
      {
        file: 'configuration-writer.ts',
        find: 'return String(sorted.length);',
        replace: 'return String(instances.length);',
      },
      {
        file: 'configuration-writer.ts',
        find: 'fill(piece) : sorted.map(',
        replace: 'fill(piece) : instances.map(',
      },
    ],
  },
  {
    mutant: 'reload-before-write',
    alternative: 'incremental',
    edits: [
      {
        file: 'configuration-writer.ts',
        find: `      context.storage.set(path, text);
      reload();
`,
        replace: `      reload();
      context.storage.set(path, text);
`,
      },
    ],
  },
  {
    mutant: 'only-set-writes',
    alternative: 'incremental',
    edits: [
      {
        file: 'directory.ts',
        find: "      else put(node.key, node.value ?? '');",
        replace: "      else if (action === 'set') put(node.key, node.value ?? '');",
      },
    ],
  },
  {
    mutant: 'address-is-no-change',
    alternative: 'incremental',
    edits: [
      {
        file: 'instances.ts',
        find: '.every((name) => one[name] === other[name])',
        replace: ".every((name) => name === 'address' || one[name] === other[name])",
      },
    ],
  },
  {
    mutant: 'resolver-ids-start-again',
    alternative: 'incremental',
    edits: [
      {
        file: 'dns.ts',
        find: '  let lastId = Math.floor(context.random() * 2 ** 40);',
        replace: '  let lastId = 0;',
      },
    ],
  },
];
