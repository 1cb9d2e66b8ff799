import type { Mutant } from '../../../../grader/verify/mutant.ts';

const course = 'typischer Fehler im Kurs';
const entries = 'entries.ts';
const dns = 'dns.ts';
const resolver = 'resolver.ts';

/** Bugs that show in some names, values and records only. */
export const spellingMutants: readonly Mutant[] = [
  {
    id: 'only-set-writes',
    title: 'Nur „set“ gilt als Schreiben: create, update und compareAndSwap bleiben unbemerkt',
    source: 'etcd v2 API, „action“',
    killedBy: ['lookup-lists-the-registered', 'changes-exactly-once'],
    edits: [
      {
        file: 'store-follower.ts',
        find: '} else if (node.key.startsWith(`',
        replace: "} else if (action === 'set' && node.key.startsWith(`",
      },
    ],
  },
  {
    id: 'address-is-no-change',
    title: 'Eine neue Adresse allein gilt nicht als Änderung',
    source: course,
    killedBy: ['changes-exactly-once'],
    edits: [
      {
        file: entries,
        find: 'return JSON.stringify(one) === JSON.stringify(other);',
        replace:
          "return JSON.stringify({ ...one, address: '' }) === JSON.stringify({ ...other, address: '' });",
      },
    ],
  },
  {
    id: 'field-may-be-missing',
    title: 'Fehlt die Priorität, gilt der Eintrag trotzdem als Instanz',
    source: course,
    killedBy: ['foreign-entries-ignored'],
    edits: [
      {
        file: entries,
        find: '!isCount(priority)',
        replace: '(priority !== undefined && !isCount(priority))',
      },
      {
        file: entries,
        find: 'return { service, id, address, port, priority, weight, version };',
        replace: 'return { ...(parsed as Instance), service, id };',
      },
    ],
  },
  {
    id: 'fractions-accepted',
    title: 'Auch ein gebrochenes Gewicht gilt als Zahl',
    source: course,
    killedBy: ['foreign-entries-ignored'],
    edits: [
      {
        file: entries,
        find: '!isCount(weight)',
        replace: "typeof weight !== 'number' || weight < 0",
      },
    ],
  },
  {
    id: 'number-for-an-id',
    title: 'Die id wird erst zu Text gemacht und dann verglichen: Auch die Zahl 7 passt',
    source: course,
    killedBy: ['foreign-entries-ignored'],
    edits: [
      {
        file: entries,
        find: 'if (id === undefined || id !== idOfKey) return undefined;',
        replace: 'if (id === undefined || String(id) !== idOfKey) return undefined;',
      },
    ],
  },
  {
    id: 'hyphen-in-service-overlooked',
    title: 'Dienste mit Bindestrich im Namen werden nicht erkannt',
    source: 'regulärer Ausdruck mit \\w',
    killedBy: ['lookup-lists-the-registered', 'changes-exactly-once'],
    edits: [
      {
        file: entries,
        find: '/^\\/services\\/([a-z0-9-]+)',
        replace: '/^\\/services\\/(\\w+)',
      },
    ],
  },
  {
    id: 'services-in-an-object',
    title: 'Dienste liegen in einem Objekt: „constructor“ scheint es immer zu geben',
    source: course,
    killedBy: ['lookup-lists-the-registered', 'describes-instances'],
    edits: [
      {
        file: 'registry.ts',
        find: '    const known = [...this.instances.values()].filter(({ service }) => service === request.service);\n',
        replace:
          '    const byService: Record<string, Instance[]> = {};\n    for (const one of this.instances.values()) {\n      byService[one.service] = (byService[one.service] ?? []).concat(one);\n    }\n    const known = byService[request.service] ?? [];\n',
      },
    ],
  },
  {
    id: 'level-above-services-exists',
    title: 'Auch „_tcp.<domain>“ gilt als vorhandener Name',
    source: 'RFC 8020 kennt leere Zwischenebenen, diese Aufgabe nicht',
    killedBy: ['dns-negative'],
    edits: [
      {
        file: dns,
        find: 'const isKnown = name === zone.domain ||',
        replace: 'const isKnown = name === zone.domain || name === "_tcp.".concat(zone.domain) ||',
      },
    ],
  },
  {
    id: 'drawn-among-the-best-only',
    title: 'Gelost wird nur unter der kleinsten Priorität, danach nach Gewicht sortiert',
    source: course,
    killedBy: ['srv-order'],
    edits: [
      {
        file: dns,
        find: '    const chosen = group.find',
        replace:
          '    if (priority > (ordered[0]?.priority ?? priority)) {\n      ordered.push(...rest.splice(0).sort((a, b) => a.priority - b.priority || b.weight - a.weight));\n      break;\n    }\n    const chosen = group.find',
      },
    ],
  },
  {
    id: 'additional-shortens',
    title: 'Auch die TTL der Beilagen bestimmt, wie lange eine Antwort gilt',
    source: course,
    killedBy: ['cache-honours-ttl'],
    edits: [
      {
        file: resolver,
        find: 'function lifetimeSeconds({ rcode, answers, negativeTtl }',
        replace: 'function lifetimeSeconds({ rcode, answers, additional, negativeTtl }',
      },
      {
        file: resolver,
        find: 'Math.min(...answers.map(({ ttl }) => ttl))',
        replace: 'Math.min(...[...answers, ...additional].map(({ ttl }) => ttl))',
      },
    ],
  },
  {
    id: 'zero-among-others-overlooked',
    title: 'Hat nur einer von mehreren Records TTL 0, wird die Antwort trotzdem aufgehoben',
    source: course,
    killedBy: ['cache-honours-ttl'],
    edits: [
      {
        file: resolver,
        find: '  return answers.length > 0 ?',
        replace:
          '  const kept = answers.filter(({ ttl }) => ttl > 0);\n  if (kept.length > 0) return Math.min(...kept.map(({ ttl }) => ttl));\n  return answers.length > 0 ?',
      },
    ],
  },
  {
    id: 'type-of-reply-not-compared',
    title: 'Von der beantworteten Frage wird nur der Name verglichen, nicht der Typ',
    source: 'RFC 5452, Abschnitt 3',
    killedBy: ['only-what-was-asked'],
    edits: [
      {
        file: resolver,
        find: '    const key = keyOf(message.question);\n    if (this.pending.get(key)?.id !== message.id) return;',
        replace:
          '    const name = normalise(message.question.name);\n    const key = (["A", "SRV"] as const)\n      .map((recordType) => keyOf({ name, recordType }))\n      .find((one) => this.pending.get(one)?.id === message.id);\n    if (key === undefined) return;',
      },
    ],
  },
  {
    id: 'reply-spelt-otherwise-refused',
    title: 'Eine Antwort zählt nur, wenn der Server die Schreibweise der Frage wiederholt',
    source: 'RFC 4343',
    killedBy: ['one-query-for-all', 'cache-honours-ttl'],
    edits: [
      {
        file: resolver,
        find: '    if (this.pending.get(key)?.id !== message.id) return;',
        replace:
          '    const asked = this.pending.get(key);\n    if (asked?.id !== message.id || asked.question.name !== message.question.name) return;',
      },
    ],
  },
  {
    id: 'empty-text-not-filled-in',
    title: 'Ein leerer Wert gilt als unbekannter Platzhalter',
    source: '|| statt ??',
    killedBy: ['template-filled'],
    edits: [
      {
        file: 'configuration-writer.ts',
        find: 'Object.hasOwn(fields, name) ? String(fields[name]) : whole,',
        replace: '(Object.hasOwn(fields, name) && String(fields[name])) || whole,',
      },
    ],
  },
];
