import type { Transplant } from '../../../grader/verify/mutant.ts';

/** Mistakes from the catalogue, every ninth or so, as they are made in the other solutions. */
export const transplants: readonly Transplant[] = [
  {
    mutant: 'reopened-with-old-deadline',
    alternative: 'blindprobe',
    edits: [
      {
        file: 'circuit-breaker.ts',
        find: '      round = openAt(nowMs);\n',
        replace: "      round = { state: 'open', untilMs: nowMs };\n",
      },
    ],
  },
  {
    mutant: 'cool-down-from-first-failure',
    alternative: 'functional',
    edits: [
      {
        file: 'circuit-breaker.ts',
        find: `    return count < config.failureThreshold ? { ...breaker, given, count } : become('open', nowMs);
`,
        replace: `    const sinceMs = count === 1 ? nowMs : breaker.sinceMs;
    if (count >= config.failureThreshold) return become('open', sinceMs);
    return { ...breaker, sinceMs, given, count };
`,
      },
    ],
  },
  {
    mutant: 'first-success-closes',
    alternative: 'deadlines',
    edits: [
      { file: 'circuit-breaker.ts', find: '  private successes = 0;\n\n', replace: '' },
      {
        file: 'circuit-breaker.ts',
        find: `    this.successes += 1;
    const isEnough = this.successes === this.config.successesToClose;
    return isEnough ? new Closed(this.config, nowMs) : this;
`,
        replace: '    return new Closed(this.config, nowMs);\n',
      },
    ],
  },
  {
    mutant: 'state-shows-old-phase',
    alternative: 'blindprobe',
    edits: [
      {
        file: 'circuit-breaker.ts',
        find: 'state: (nowMs): BreakerState => at(nowMs).state,',
        replace: 'state: (): BreakerState => round.state,',
      },
    ],
  },
  {
    mutant: 'needs-more-than-one-token',
    alternative: 'functional',
    edits: [
      {
        file: 'token-bucket.ts',
        find: 'tokens(nowMs) >= 1 - rounding;',
        replace: 'tokens(nowMs) >= 1 + rounding;',
      },
    ],
  },
  {
    mutant: 'picks-from-all',
    alternative: 'deadlines',
    edits: [
      {
        file: 'balancer.ts',
        find: 'shuffled(members.filter(({ node }) => names.includes(node)))',
        replace: 'shuffled(members)',
      },
    ],
  },
  {
    mutant: 'heaviest-first',
    alternative: 'functional',
    edits: [
      {
        file: 'balancer.ts',
        find: '      const total = among.reduce((sum, { weight }) => sum + weight, 0);\n',
        replace: '',
      },
      {
        file: 'balancer.ts',
        find: '[node, node === chosen?.node ? credit - total : credit]',
        replace: '[node, credit]',
      },
    ],
  },
  {
    mutant: 'silence-is-not-failure',
    alternative: 'blindprobe',
    edits: [
      {
        file: 'health.ts',
        find: `      let changed = false;
      for (const [node, w] of watched) {
        if (w.pending !== undefined && book(w, false)) changed = true;
`,
        replace: '      for (const [node, w] of watched) {\n',
      },
      { file: 'health.ts', find: '      if (changed) onChange();\n', replace: '' },
    ],
  },
  {
    mutant: 'weight-not-registered',
    alternative: 'deadlines',
    edits: [
      {
        file: 'directory.ts',
        find: `.map(({ node, weight }) => [memberKey(group, node), \`\${weight}\`]),`,
        replace: ".map(({ node }) => [memberKey(group, node), '1']),",
      },
    ],
  },
  {
    mutant: 'missing-entry-is-an-error',
    alternative: 'deadlines',
    edits: [
      {
        file: 'directory.ts',
        find: `        if (value === undefined) this.entries.delete(key);
        else this.entries.set(key, value);
        this.compare();
`,
        replace: `        if (value !== undefined) this.entries.set(key, value);
        else if (reply.status === 200) this.entries.delete(key);
        this.compare();
`,
      },
    ],
  },
  {
    mutant: 'picks-twice',
    alternative: 'blindprobe',
    edits: [
      {
        file: 'ambassador.ts',
        find: '    const node = balancer.pick(candidates);\n',
        replace: `    if (balancer.pick(candidates) === undefined) return false;
    const node = balancer.pick(candidates);
`,
      },
    ],
  },
  {
    mutant: 'post-repeated',
    alternative: 'blindprobe',
    edits: [
      {
        file: 'ambassador.ts',
        find: `    const isRefused = outcome !== 'timeout' && outcome.type === 'CallRefused';
    const mayRepeat = isRefused || idempotentMethods.includes(job.request.method);
    if (mayRepeat && job.tried.size`,
        replace: '    if (job.tried.size',
      },
      { file: 'ambassador.ts', find: '  idempotentMethods,\n', replace: '' },
    ],
  },
  {
    mutant: 'breaker-not-asked',
    alternative: 'deadlines',
    edits: [
      {
        file: 'ambassador.ts',
        find: `      const ready = [...untried].filter(
        ({ isActive, breaker }) => isActive && breaker.isReady(nowMs),
      );
`,
        replace: '      const ready = [...untried].filter(({ isActive }) => isActive);\n',
      },
    ],
  },
  {
    mutant: 'throttles-calls',
    alternative: 'functional',
    edits: [
      {
        file: 'ambassador.ts',
        find: `      if (isAllowed && request.nodes.length < config.maxAttempts && send(request)) return;
`,
        replace: `      const mayTry = isAllowed && request.nodes.length < config.maxAttempts;
      if (mayTry && bucket.take(context.now()) && send(request)) return;
`,
      },
    ],
  },
  {
    mutant: 'client-errors-counted',
    alternative: 'functional',
    edits: [
      {
        file: 'ambassador.ts',
        find: 'answers.filter(({ status }) => status >= 500).length',
        replace: 'answers.filter(({ status }) => status >= 400).length',
      },
    ],
  },
  {
    mutant: 'mean-for-median',
    alternative: 'deadlines',
    edits: [
      {
        file: 'ambassador.ts',
        find: '            p50Ms: percentile(0.5),\n',
        replace: '            p50Ms: tookMs.reduce((sum, ms) => sum + ms, 0) / (answered || 1),\n',
      },
    ],
  },
  {
    mutant: 'latest-time-begins-with-first-take',
    alternative: 'deadlines',
    edits: [
      {
        file: 'token-bucket.ts',
        find: '  private filled: number;\n',
        replace: '  private filled: number;\n  private isNew = true;\n',
      },
      {
        file: 'token-bucket.ts',
        find: '    if (nowMs > this.sinceMs) this.sinceMs = nowMs;\n',
        replace: `    if (this.isNew || nowMs > this.sinceMs) this.sinceMs = nowMs;
    this.isNew = false;
`,
      },
    ],
  },
  {
    mutant: 'empty-directories-stay',
    alternative: 'deadlines',
    edits: [
      {
        file: 'directory.ts',
        find: "this.ask('DELETE', key, { recursive: true }, done);",
        replace: "this.ask('DELETE', key, {}, done);",
      },
    ],
  },
  {
    mutant: 'half-open-is-last-resort',
    alternative: 'functional',
    edits: [
      {
        file: 'ambassador.ts',
        find: '    const node = balancer.pick(free);\n',
        replace: `    const sure = free.filter((one) => breakers[one]?.state(nowMs) === 'closed');
    const node = balancer.pick(sure.length > 0 ? sure : free);
`,
      },
    ],
  },
  {
    mutant: 'bad-gateway-means-not-arrived',
    alternative: 'functional',
    edits: [
      {
        file: 'ambassador.ts',
        find: 'return conclude(message.id, message.status, message.body, true);',
        replace:
          'return conclude(message.id, message.status, message.body, message.status !== 502);',
      },
    ],
  },
  {
    mutant: 'only-common-errors-fail',
    alternative: 'deadlines',
    edits: [
      {
        file: 'ambassador.ts',
        find: '        if (result.status < 500) {\n',
        replace: '        if (![500, 502, 503, 504].includes(result.status)) {\n',
      },
    ],
  },
  {
    mutant: 'inactive-failure-not-reported',
    alternative: 'blindprobe',
    edits: [
      {
        file: 'ambassador.ts',
        find: '    breaker?.failure(ticket, clock());\n',
        replace: '    if (monitor.isActive(node)) breaker?.failure(ticket, clock());\n',
      },
    ],
  },
  {
    mutant: 'maximum-for-p95',
    alternative: 'blindprobe',
    edits: [{ file: 'metrics.ts', find: 'p95Ms: rank(95),', replace: 'p95Ms: rank(100),' }],
  },
];
