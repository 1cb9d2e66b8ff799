import type { Transplant } from '../../../grader/verify/mutant.ts';

/** Mistakes of the mutants, made in the alternatives as a student would make them there. */
export const transplants: readonly Transplant[] = [
  {
    mutant: 'set-keeps-created',
    alternative: 'blindprobe',
    edits: [
      {
        file: 'store.ts',
        find: "return write('set', key, old?.value, ttl, false, true);",
        replace: "return write('set', key, old?.value, ttl, true, true);",
      },
      {
        file: 'store.ts',
        find: "return write('set', key, dir ? undefined : value, ttl, false);",
        replace: "return write('set', key, dir ? undefined : value, ttl, true);",
      },
    ],
  },
  {
    mutant: 'sorted-at-top-only',
    alternative: 'closures',
    edits: [
      {
        file: 'store.ts',
        find: '    if (query.sorted) visible.sort((a, b) => (a.name < b.name ? -1 : 1));\n',
        replace: '',
      },
      {
        file: 'store.ts',
        find: "        return typeof found === 'number' ? found : { action: 'get', node: list(found, query) };",
        replace: `        if (typeof found === 'number') return found;
        const { nodes, ...node } = list(found, query);
        if (nodes === undefined) return { action: 'get', node };
        const sorted = query.sorted ? nodes.toSorted((a, b) => (a.key < b.key ? -1 : 1)) : nodes;
        return { action: 'get', node: { ...node, nodes: sorted } };`,
      },
    ],
  },
  {
    mutant: 'slash-at-end-matters',
    alternative: 'reducer',
    edits: [
      {
        file: 'store.ts',
        find: `  const { method, query } = request;
  const key = tidy(request.key);`,
        replace: `  const { method, query } = request;
  const key = method === 'PUT' ? request.key : tidy(request.key);`,
      },
    ],
  },
  {
    mutant: 'create-on-directory-not-a-file',
    alternative: 'blindprobe',
    edits: [
      {
        file: 'store.ts',
        find: `      if (old) return refuse(105);
      return write('create', key, dir`,
        replace: `      if (old) return refuse(isDirectory ? 102 : 105);
      return write('create', key, dir`,
      },
    ],
  },
  {
    mutant: 'failure-leaves-directories',
    alternative: 'closures',
    edits: [
      {
        file: 'store.ts',
        find: `  const fits = (node: Branch,`,
        replace: `  const pave = (names: readonly string[]): void => {
    let node = root;
    for (const name of names) {
      if (node.value !== undefined) return;
      let child = node.children.find((one) => one.name === name);
      if (child === undefined) {
        child = branch(name, node, index + 1, undefined);
        node.children.push(child);
      }
      node = child;
    }
  };
  const fits = (node: Branch,`,
      },
      {
        file: 'store.ts',
        find: `    const found = walk(names);
    if (!compares && prevExist !== true) {`,
        replace: `    pave(names.slice(0, -1));
    const found = walk(names);
    if (!compares && prevExist !== true) {`,
      },
    ],
  },
  {
    mutant: 'null-ttl-is-kept',
    alternative: 'reducer',
    edits: [
      {
        file: 'store.ts',
        find: `    modified: state.index + 1,
    ...lifetime(query, nowMs),
  };`,
        replace: `    modified: state.index + 1,
    ...(query.ttl !== null
      ? lifetime(query, nowMs)
      : old.expires !== undefined && { expires: old.expires }),
  };`,
      },
    ],
  },
  {
    mutant: 'refresh-sets-empty',
    alternative: 'blindprobe',
    edits: [
      {
        file: 'store.ts',
        find: "return write('set', key, old?.value, ttl, false, true);",
        replace: "return write('set', key, value, ttl, false, true);",
      },
    ],
  },
  {
    mutant: 'future-index-ignored',
    alternative: 'closures',
    edits: [
      {
        file: 'history.ts',
        find: `    const isDue = ({ since }: Entry) => event.node.modifiedIndex >= since;
    const rest = entries.filter((entry) => !isDue(entry));
    if (rest.length === 0) shelf.delete(key);
    else shelf.set(key, rest);
    for (const entry of entries) if (isDue(entry)) entry.listener(event);`,
        replace: `    shelf.delete(key);
    for (const entry of entries) entry.listener(event);`,
      },
    ],
  },
  {
    mutant: 'hidden-never-wakes',
    alternative: 'reducer',
    edits: [
      {
        file: 'store.ts',
        find: 'if (isQuiet || node.modifiedIndex < since) return false;',
        replace:
          "if (isQuiet || node.modifiedIndex < since || node.key.includes('/_')) return false;",
      },
    ],
  },
  {
    mutant: 'watch-answers-twice',
    alternative: 'blindprobe',
    edits: [
      {
        file: 'history.ts',
        find: `      const awake = waiting.filter(
        (wish) => event.node.modifiedIndex >= wish.from && fits(wish, event),
      );
      if (awake.length === 0) return;
      waiting = waiting.filter((wish) => !awake.includes(wish));
      for (const wish of awake) wish.deliver(event);`,
        replace: `      for (const wish of waiting) {
        if (event.node.modifiedIndex >= wish.from && fits(wish, event)) wish.deliver(event);
      }`,
      },
    ],
  },
  {
    mutant: 'lock-by-set',
    alternative: 'closures',
    edits: [
      {
        file: 'lease.ts',
        find: '{ value: current.token, prevExist: false, ttl }',
        replace: '{ value: current.token, ttl }',
      },
    ],
  },
  {
    mutant: 'delete-without-comparison',
    alternative: 'reducer',
    edits: [
      {
        file: 'lease.ts',
        find: "for (const { token, ids } of goodbyes) ids.push(send('DELETE', { prevValue: token }));",
        replace: "for (const { ids } of goodbyes) ids.push(send('DELETE', {}));",
      },
    ],
  },
  {
    mutant: 'released-when-confirmed',
    alternative: 'blindprobe',
    edits: [
      {
        file: 'lease.ts',
        find: `  other(owner: NodeId | undefined, fence: number): void;`,
        replace: `  other(owner: NodeId | undefined, fence: number): void;
  deleted?(): void;`,
      },
      {
        file: 'lease.ts',
        find: `    client.ask('DELETE', key, { prevValue: token }, () => garbage.delete(token));
  }

  function fenceNow(): number | undefined {
    if (phase.name === 'held' && context.now() >= phase.until) lose();
    return phase.name === 'held' ? phase.fence : undefined;
  }

  const lease: Lease = {
    seek() {
      lease.giveUp();
      const token = \`\${context.self} \${client.life}.\${++attempts}\`;
      phase = { name: 'seeking', token };
      create(token);
    },
    giveUp() {
      if (phase.name === 'idle') return;`,
        replace: `    client.ask('DELETE', key, { prevValue: token }, () => {
      garbage.delete(token);
      hooks.deleted?.();
    });
  }

  function fenceNow(): number | undefined {
    if (phase.name === 'held' && context.now() >= phase.until) lose();
    return phase.name === 'held' ? phase.fence : undefined;
  }

  const lease: Lease = {
    seek() {
      lease.giveUp();
      const token = \`\${context.self} \${client.life}.\${++attempts}\`;
      phase = { name: 'seeking', token };
      create(token);
    },
    giveUp() {
      if (phase.name === 'idle') return hooks.deleted?.();`,
      },
      {
        file: 'lease.ts',
        find: `  const lease = createLease(context, configuration, {
    granted(fence) {
      waiting?.({ type: 'granted', fence });
      waiting = undefined;
    },
    lost() {},
    other() {},
  });
  return {
    onRequest(request, respond) {
      if (request.type === 'acquire') {
        waiting = respond;
        lease.seek();
      } else if (request.type === 'release') {
        waiting = undefined;
        lease.giveUp();
        respond({ type: 'released' });
      } else {`,
        replace: `  let leaving: ((response: LockResponse) => void) | undefined;
  const lease = createLease(context, configuration, {
    granted(fence) {
      waiting?.({ type: 'granted', fence });
      waiting = undefined;
    },
    lost() {},
    other() {},
    deleted() {
      leaving?.({ type: 'released' });
      leaving = undefined;
    },
  });
  return {
    onRequest(request, respond) {
      if (request.type === 'acquire') {
        waiting = respond;
        lease.seek();
      } else if (request.type === 'release') {
        waiting = undefined;
        leaving = respond;
        lease.giveUp();
      } else {`,
      },
    ],
  },
  {
    mutant: 'renewal-from-answer',
    alternative: 'closures',
    edits: [
      {
        file: 'lease.ts',
        find: `({ body }, sentAtMs) => {
      if ('action' in body) won(current, body.node.createdIndex, sentAtMs);
      else`,
        replace: `({ body }) => {
      if ('action' in body) won(current, body.node.createdIndex, context.now());
      else`,
      },
    ],
  },
  {
    mutant: 'file-waits-without-index',
    alternative: 'reducer',
    edits: [
      {
        file: 'config-file.ts',
        find: `    const waitIndex = (view?.index ?? 0) + 1;
    const query = isComplete ? { recursive: true, wait: true, waitIndex } : { recursive: true };`,
        replace: `    const query = isComplete ? { recursive: true, wait: true } : { recursive: true };`,
      },
    ],
  },
  {
    mutant: 'file-sorted-by-directory',
    alternative: 'blindprobe',
    edits: [
      {
        file: 'config-file.ts',
        find: '  lines.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));\n',
        replace: '',
      },
    ],
  },
];
