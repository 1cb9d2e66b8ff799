import type { Mutant } from '../../../../grader/verify/mutant.ts';

const file = 'resolver.ts';
const course = 'typischer Fehler im Kurs';

/** Part 3: the resolver and its cache. */
export const resolverMutants: readonly Mutant[] = [
  {
    id: 'cached-for-ever',
    title: 'Der Cache kennt keine TTL',
    source: 'Laufzeitumgebungen, die Adressen bis zum Neustart behalten',
    killedBy: ['cache-honours-ttl'],
    edits: [{ file, find: 'this.context.now() < cached.untilMs', replace: 'cached.untilMs > 0' }],
  },
  {
    id: 'ttl-taken-for-milliseconds',
    title: 'Die TTL gilt als Millisekunden',
    source: course,
    killedBy: ['cache-honours-ttl'],
    edits: [
      {
        file,
        find: 'lifetimeSeconds(message.answer) * 1000',
        replace: 'lifetimeSeconds(message.answer)',
      },
    ],
  },
  {
    id: 'ttl-not-counted-down',
    title: 'Weitergegeben wird die volle TTL: Jede Station verlängert die Frist',
    source: 'RFC 1035, Abschnitt 7',
    killedBy: ['cache-honours-ttl'],
    edits: [
      { file, find: 'ttl: record.ttl - ageSeconds', replace: 'ttl: record.ttl - 0 * ageSeconds' },
    ],
  },
  {
    id: 'longest-ttl-wins',
    title: 'Eine Antwort gilt so lange wie ihre größte TTL',
    source: 'RFC 2181, Abschnitt 5.2',
    killedBy: ['cache-honours-ttl'],
    edits: [{ file, find: 'Math.min(...answers', replace: 'Math.max(...answers' }],
  },
  {
    id: 'first-ttl-decides',
    title: 'Eine Antwort gilt so lange wie die TTL ihres ersten Records',
    source: 'RFC 2181, Abschnitt 5.2',
    killedBy: ['cache-honours-ttl'],
    edits: [
      {
        file,
        find: 'Math.min(...answers.map(({ ttl }) => ttl))',
        replace: '(answers[0]?.ttl ?? 0)',
      },
    ],
  },
  {
    id: 'zero-is-a-second',
    title: 'TTL 0 wird trotzdem aufgehoben',
    source: 'RFC 1035, Abschnitt 3.2.1',
    killedBy: ['cache-honours-ttl'],
    edits: [
      {
        file,
        find: 'Math.min(...answers.map(({ ttl }) => ttl))',
        replace: 'Math.max(1, Math.min(...answers.map(({ ttl }) => ttl)))',
      },
    ],
  },
  {
    id: 'expires-a-moment-late',
    title: 'Genau nach Ablauf der TTL gilt die Antwort noch',
    source: 'Fehler um eins',
    killedBy: ['cache-honours-ttl'],
    edits: [
      {
        file,
        find: 'this.context.now() < cached.untilMs',
        replace: 'this.context.now() < cached.untilMs + 1000',
      },
    ],
  },
  {
    id: 'valid-at-its-end',
    title: 'Ist das Alter gleich der TTL, gilt die Antwort noch',
    source: 'Fehler um eins',
    killedBy: ['cache-honours-ttl'],
    edits: [
      {
        file,
        find: 'this.context.now() < cached.untilMs',
        replace: 'this.context.now() <= cached.untilMs',
      },
    ],
  },
  {
    id: 'late-copy-prolongs',
    title: 'Eine doppelte Antwort verlängert die Frist im Cache',
    source: course,
    killedBy: ['cache-honours-ttl'],
    edits: [
      {
        file,
        find: '    if (this.pending.get(key)?.id !== message.id) return;\n',
        replace: '',
      },
    ],
  },
  {
    id: 'negative-not-kept',
    title: 'Negative Antworten werden nicht aufgehoben',
    source: 'RFC 2308, Abschnitt 5',
    killedBy: ['negative-cached'],
    edits: [{ file, find: ': (negativeTtl ?? 0);', replace: ': (negativeTtl ?? 0) * 0;' }],
  },
  {
    id: 'failure-kept',
    title: 'SERVFAIL wird aufgehoben: Die Störung dauert länger als ihre Ursache',
    source: 'RFC 2308, Abschnitt 7: höchstens kurz',
    killedBy: ['negative-cached'],
    edits: [
      {
        file,
        find: "if (rcode !== 'NOERROR' && rcode !== 'NXDOMAIN') return 0;",
        replace: "if (rcode !== 'NOERROR' && rcode !== 'NXDOMAIN') return 2;",
      },
    ],
  },
  {
    id: 'everybody-asks',
    title: 'Jeder Client löst eine eigene Frage an den Server aus',
    source: course,
    killedBy: ['one-query-for-all'],
    edits: [
      {
        file,
        find: '      pending.waiting.push(respond);\n      return;',
        replace:
          '      pending.waiting.push(respond);\n      this.ask(key, pending);\n      return;',
      },
    ],
  },
  {
    id: 'only-first-answered',
    title: 'Nur wer zuerst gefragt hat, bekommt die Antwort',
    source: course,
    killedBy: ['one-query-for-all'],
    edits: [
      {
        file,
        find: '      pending.waiting.push(respond);\n      return;',
        replace: '      return;',
      },
    ],
  },
  {
    id: 'asks-once-only',
    title: 'Gibt nach dem ersten Versuch auf',
    source: course,
    killedBy: ['one-query-for-all'],
    edits: [
      {
        file,
        find: 'pending.attempts < this.configuration.attempts',
        replace: 'pending.attempts < this.configuration.attempts * 0',
      },
    ],
  },
  {
    id: 'one-attempt-too-many',
    title: 'Fragt einmal zu oft',
    source: 'Fehler um eins',
    killedBy: ['one-query-for-all'],
    edits: [
      {
        file,
        find: 'pending.attempts < this.configuration.attempts',
        replace: 'pending.attempts <= this.configuration.attempts',
      },
    ],
  },
  {
    id: 'cache-knows-case',
    title: 'Im Cache sind „Web“ und „web“ verschiedene Namen',
    source: 'RFC 4343',
    killedBy: ['one-query-for-all', 'cache-honours-ttl'],
    edits: [
      { file, find: `\${recordType} \${normalise(name)}`, replace: `\${recordType} \${name}` },
    ],
  },
  {
    id: 'type-forgotten',
    title: 'Der Cache unterscheidet A und SRV nicht',
    source: course,
    killedBy: ['only-what-was-asked', 'one-query-for-all'],
    edits: [
      {
        file,
        find: `return \`\${recordType} \${normalise(name)}\`;`,
        replace: `return \`\${recordType === 'A' ? '' : ''} \${normalise(name)}\`;`,
      },
    ],
  },
  {
    id: 'strangers-believed',
    title: 'Wer antwortet, wird nicht geprüft',
    source: 'RFC 1035, Abschnitt 7.3; Cache Poisoning',
    killedBy: ['only-what-was-asked'],
    edits: [
      {
        file,
        find: ' || from !== this.configuration.server',
        replace: ' || from === this.context.self',
      },
    ],
  },
  {
    id: 'question-not-compared',
    title: 'Eine Antwort zählt allein wegen ihrer id, gleich auf welche Frage',
    source: 'RFC 1035, Abschnitt 7.3',
    killedBy: ['only-what-was-asked'],
    edits: [
      {
        file,
        find: 'const key = keyOf(message.question);',
        replace:
          'const [key] = [...this.pending].find(([, { id }]) => id === message.id) ?? [keyOf(message.question)];',
      },
    ],
  },
  {
    id: 'additional-kept',
    title: 'Ungefragte Beilagen kommen in den Cache',
    source: 'RFC 2181, Abschnitt 5.4.1; Cache Poisoning',
    killedBy: ['only-what-was-asked'],
    edits: [
      {
        file,
        find: '    this.settle(key, responseFrom(cached, nowMs));',
        replace: `    for (const record of message.answer.additional) {
      const answer: DnsAnswer = { ...message.answer, answers: [record], additional: [] };
      this.cache.set(keyOf(record), { answer, sinceMs: nowMs, untilMs: nowMs + record.ttl * 1000 });
    }
    this.settle(key, responseFrom(cached, nowMs));`,
      },
    ],
  },
];
