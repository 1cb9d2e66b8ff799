import type { Transplant } from '../../../grader/verify/mutant.ts';

/** Mistakes from the catalogue, every sixth or so, as they are made in the other solutions. */
export const transplants: readonly Transplant[] = [
  {
    mutant: 'reads-own-copy',
    alternative: 'batched',
    edits: [
      {
        file: 'cp-register.ts',
        find: '      gathering.push({ request, respond });\n',
        replace: `      if (request.kind === 'read') {
        respond({ ok: true, tag: own.tag, value: own.value });
        return;
      }
      gathering.push({ request, respond });
`,
      },
    ],
  },
  {
    mutant: 'does-not-count-itself',
    alternative: 'blindprobe',
    edits: [
      {
        file: 'rounds.ts',
        find: '  const foreignNeeded = Math.floor(nodes / 2); // with this node itself a majority\n',
        replace: '  const majority = Math.floor(nodes / 2) + 1;\n',
      },
      {
        file: 'rounds.ts',
        find: 'if (round.replies.size < foreignNeeded) return;',
        replace: 'if (round.replies.size < majority) return;',
      },
    ],
  },
  {
    mutant: 'stale-acknowledgements-counted',
    alternative: 'queue',
    edits: [
      {
        file: 'cp-register.ts',
        find: `      if (operation !== this.phase.operation) return;
      this.phase.stored.add(from);`,
        replace: '      this.phase.stored.add(from);',
      },
    ],
  },
  {
    mutant: 'fast-read-compares-times',
    alternative: 'batched',
    edits: [
      {
        file: 'cp-register.ts',
        find: '      ({ time, node }) => time === last.tag.time && node === last.tag.node,\n',
        replace: '      ({ time }) => time === last.tag.time,\n',
      },
    ],
  },
  {
    mutant: 'tie-break-adopts-anything',
    alternative: 'blindprobe',
    edits: [
      {
        file: 'tag.ts',
        find: 'return left.time !== right.time ? left.time > right.time : left.node > right.node;',
        replace: 'return left.time >= right.time;',
      },
    ],
  },
  {
    mutant: 'copy-not-persisted',
    alternative: 'queue',
    edits: [
      {
        file: 'cp-register.ts',
        find: "    this.context.storage.set('register', copy);\n",
        replace: '',
      },
    ],
  },
  {
    mutant: 'version-of-another',
    alternative: 'batched',
    edits: [
      {
        file: 'cp-register.ts',
        find: 'last = { tag: { time: last.tag.time + 1, node: self }, value: request.value };',
        replace: `const { time, node } = last.tag;
        last = { tag: { time: time + 1, node: node === '' ? self : node }, value: request.value };`,
      },
    ],
  },
  {
    mutant: 'one-operation-at-a-time',
    alternative: 'blindprobe',
    edits: [
      {
        file: 'cp-register.ts',
        find: '      jobs.set(id, job);\n',
        replace: `      jobs.clear();
      jobs.set(id, job);
`,
      },
    ],
  },
  {
    mutant: 'write-back-not-persisted',
    alternative: 'queue',
    edits: [
      {
        file: 'cp-register.ts',
        find: '    this.keep(copy);\n',
        replace: `    if (current.request.kind === 'write') this.keep(copy);
    else this.copy = copy;
`,
      },
    ],
  },
  {
    mutant: 'counts-own-writes-only',
    alternative: 'batched',
    edits: [
      {
        file: 'ap-register.ts',
        find: `        merge({
          tag: { time: load().tag.time + 1, node: context.self },
          value: request.value,
        });
      }
`,
        replace: `        const { value } = request;
        const time = (context.storage.get<number>('writes') ?? 0) + 1;
        context.storage.set('writes', time);
        const tag = { time, node: context.self };
        merge({ tag, value });
        respond({ ok: true, tag, value });
        return;
      }
`,
      },
    ],
  },
  {
    mutant: 'ap-heard-not-persisted',
    alternative: 'queue',
    edits: [
      {
        file: 'ap-register.ts',
        find: '    this.append({ tag, value });\n',
        replace: '    this.log.push({ tag, value });\n',
      },
    ],
  },
  {
    mutant: 'anti-entropy-same-peer',
    alternative: 'batched',
    edits: [
      { file: 'ap-register.ts', find: '  let turn = 0;\n', replace: '' },
      {
        file: 'ap-register.ts',
        find: 'const peer = context.peers[turn++ % context.peers.length];',
        replace: 'const [peer] = context.peers;',
      },
    ],
  },
  {
    mutant: 'timer-dies-with-nothing-to-tell',
    alternative: 'queue',
    edits: [
      {
        file: 'ap-register.ts',
        find: `    this.context.setTimer('tell', antiEntropyMs / 2);
    const newest = this.newest();
    if (newest !== undefined) this.tellAll(newest);
`,
        replace: `    const newest = this.newest();
    if (newest === undefined) return;
    this.context.setTimer('tell', antiEntropyMs / 2);
    this.tellAll(newest);
`,
      },
    ],
  },
  {
    mutant: 'dilemma-overlapping',
    alternative: 'blindprobe',
    edits: [
      {
        file: 'cap.ts',
        find: 'import { answerWithinMs, type DilemmaCall, type DilemmaTask }',
        replace: 'import type { DilemmaCall, DilemmaTask }',
      },
      {
        file: 'cap.ts',
        find: `  // The limit counts from the arrival; the ways to and from the client come on top.
  const readAtMs = writeAtMs + 2 * answerWithinMs;
`,
        replace: '  const readAtMs = writeAtMs + 1;\n',
      },
    ],
  },
  {
    mutant: 'two-phase-commit-is-ca',
    alternative: 'blindprobe',
    edits: [
      {
        file: 'classification.ts',
        find: "'2pc': { guarantee: 'CP', progress: 'all' },",
        replace: "'2pc': { guarantee: 'CA', progress: 'all' },",
      },
    ],
  },
  {
    mutant: 'consul-members-by-raft',
    alternative: 'batched',
    edits: [
      {
        file: 'classification.ts',
        find: "'consul-members': { guarantee: 'AP', mechanism: 'gossip' },",
        replace: "'consul-members': { guarantee: 'CP', mechanism: 'raft' },",
      },
    ],
  },
  {
    mutant: 'tells-twenty-times',
    alternative: 'batched',
    edits: [
      {
        file: 'ap-register.ts',
        find: "if (peer !== undefined) context.send(peer, { type: 'entry', ...load() });",
        replace:
          "if (peer !== undefined && turn <= 20) context.send(peer, { type: 'entry', ...load() });",
      },
    ],
  },
];
