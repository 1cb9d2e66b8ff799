import type { Mutant } from '../../../../grader/verify/mutant.ts';

const course = 'typischer Fehler im Kurs';
const instance = 'instance.ts';
const follower = 'store-follower.ts';
const resolver = 'resolver.ts';

const flag = (name: string) => ({
  file: instance,
  find: '  private isStopped = false;',
  replace: `  private isStopped = false;\n  private ${name} = false;`,
});

/** Bugs that show in one situation only: after a restart, with an answer under way, after a second error. */
export const situationMutants: readonly Mutant[] = [
  {
    id: 'former-life-deregistered',
    title: 'Meldet beim Stoppen ab, was eine frühere Inkarnation angemeldet hat',
    source: course,
    killedBy: ['unready-leaves'],
    edits: [
      {
        file: instance,
        find: '        this.isStopped = true;\n',
        replace:
          "        this.isStopped = true;\n        if (this.entry === 'none' && this.context.storage.get('isListed') === true) this.entry = 'maybe';\n",
      },
      {
        file: instance,
        find: "    this.ask('register',",
        replace: "    this.context.storage.set('isListed', true);\n    this.ask('register',",
      },
      {
        file: instance,
        find: '        this.context.cancelTimer(refresh);\n        return true;',
        replace:
          "        this.context.storage.set('isListed', false);\n        this.context.cancelTimer(refresh);\n        return true;",
      },
    ],
  },
  {
    id: 'stopped-for-ever',
    title: '„stop“ gilt auch nach einem Neustart noch',
    source: course,
    killedBy: ['ready-is-registered'],
    edits: [
      {
        file: instance,
        find: '        this.isStopped = true;\n',
        replace:
          "        this.isStopped = true;\n        this.context.storage.set('isStopped', true);\n",
      },
      {
        file: instance,
        find: '    this.nextId = freshIds(context);\n',
        replace:
          "    this.nextId = freshIds(context);\n    this.isStopped = context.storage.get('isStopped') === true;\n",
      },
    ],
  },
  {
    id: 'earlier-try-confirms',
    title: 'Auch die Antwort auf den vorigen Versuch bestätigt das Anmelden',
    source: course,
    killedBy: ['one-request-at-a-time', 'ready-is-registered'],
    edits: [
      {
        file: instance,
        find: "if (message.type !== 'StoreReply' || message.id !== this.open?.id) return;",
        replace:
          "if (message.type !== 'StoreReply' || this.open === undefined) return;\n    const isEarlier = this.open.operation === 'register' && message.id === this.open.id - 1;\n    if (message.id !== this.open.id && !isEarlier) return;",
      },
    ],
  },
  {
    id: 'bad-finding-forgets-entry',
    title: 'Ein schlechter Befund gilt schon als abgemeldet, auch wenn kein Abmelden hinausging',
    source: course,
    killedBy: ['refresh-wakes-nobody'],
    edits: [
      {
        file: instance,
        find: '    this.isHealthy = healthy;\n',
        replace:
          "    this.isHealthy = healthy;\n    if (!healthy && this.entry === 'confirmed') this.entry = 'maybe';\n",
      },
    ],
  },
  {
    id: 'return-unconfirmed-left-behind',
    title: 'Meldet ein erneutes Anmelden nach dem Verfall nicht ab, solange es unbestätigt ist',
    source: course,
    killedBy: ['unready-leaves'],
    edits: [
      flag('hasLapsed'),
      {
        file: instance,
        find: "    this.entry = 'maybe';\n    this.ask('register'",
        replace: "    if (!this.hasLapsed) this.entry = 'maybe';\n    this.ask('register'",
      },
      {
        file: instance,
        find: "errorCode === notFound) this.entry = 'none';",
        replace:
          "errorCode === notFound) {\n          this.entry = 'none';\n          this.hasLapsed = true;\n        }",
      },
    ],
  },
  {
    id: 'yields-to-successor',
    title: 'Meldet sich nach Fehler 101 nie wieder an',
    source: course,
    killedBy: ['ready-is-registered'],
    edits: [
      flag('isSucceeded'),
      {
        file: instance,
        find: "        this.entry = 'none';\n        this.context.cancelTimer",
        replace:
          "        this.entry = 'none';\n        if (errorCode === compareFailed) this.isSucceeded = true;\n        this.context.cancelTimer",
      },
      {
        file: instance,
        find: 'return this.isHealthy && !this.isStopped;',
        replace: 'return this.isHealthy && !this.isStopped && !this.isSucceeded;',
      },
    ],
  },
  {
    id: 'expiry-missed-while-asking',
    title: 'Läuft ein Befund ab, während eine Anfrage offen ist, bleibt es unbemerkt',
    source: course,
    killedBy: ['unready-leaves', 'unready-stays-out'],
    edits: [
      {
        file: instance,
        find: 'if (name === check) this.isHealthy = false;',
        replace: 'if (name === check && this.open === undefined) this.isHealthy = false;',
      },
    ],
  },
  {
    id: 'failed-registration-left-behind',
    title: 'Ein Anmelden, auf das ein Fehler kam, gilt als nie gesendet',
    source: course,
    killedBy: ['unready-leaves'],
    edits: [
      {
        file: instance,
        find: "        else return false;\n        return true;\n      case 'deregister'",
        replace:
          "        else {\n          if (operation === 'register') this.entry = 'none';\n          return false;\n        }\n        return true;\n      case 'deregister'",
      },
    ],
  },
  {
    id: 'earlier-reading-counts',
    title: 'Auch die Antwort auf ein schon wiederholtes Lesen zählt',
    source: course,
    killedBy: ['keeps-following', 'watch-resumes'],
    edits: [
      {
        file: follower,
        find: "if (message.type !== 'StoreReply' || message.id !== this.openId) return;",
        replace:
          "if (message.type !== 'StoreReply' || this.openId === undefined) return;\n    const isEarlier = this.nextIndex === undefined && message.id === this.openId - 1;\n    if (message.id !== this.openId && !isEarlier) return;",
      },
    ],
  },
  {
    id: 'trouble-while-rereading-empties',
    title: 'Ein Fehler beim neuen Lesen nach 401 gilt als leeres Verzeichnis',
    source: course,
    killedBy: ['outage-empties-nothing', 'cleared-history-bridged'],
    edits: [
      {
        file: follower,
        find: 'errorCode === notFound && this.nextIndex === undefined',
        replace: 'this.nextIndex === undefined && (errorCode === notFound || this.values.size > 0)',
      },
    ],
  },
  {
    id: 'resolver-ids-start-again',
    title: 'Der Resolver zählt seine ids nach einem Neustart wieder von vorn',
    source: 'RFC 5452: Eine vorhersehbare id macht eine alte Antwort glaubhaft',
    killedBy: ['one-query-for-all'],
    edits: [
      {
        file: resolver,
        find: '    this.nextId = freshIds(context);',
        replace: '    let lastId = 0;\n    this.nextId = () => ++lastId;',
      },
      { file: resolver, find: "import { freshIds } from './ids.ts';\n", replace: '' },
    ],
  },
  {
    id: 'kept-after-giving-up',
    title: 'Kommt nach dem Aufgeben doch noch eine Antwort, wird sie aufgehoben',
    source: course,
    killedBy: ['only-what-was-asked'],
    edits: [
      {
        file: resolver,
        find: '    if (this.pending.get(key)?.id !== message.id) return;',
        replace:
          '    const pending = this.pending.get(key);\n    if (pending === undefined ? !this.givenUp.has(message.id) : pending.id !== message.id) return;',
      },
      {
        file: resolver,
        find: "    else this.settle(key, { type: 'resolved', rcode: 'SERVFAIL', answers: [] });",
        replace:
          "    else {\n      this.givenUp.add(pending.id);\n      this.settle(key, { type: 'resolved', rcode: 'SERVFAIL', answers: [] });\n    }",
      },
      {
        file: resolver,
        find: '  private readonly nextId',
        replace: '  private readonly givenUp = new Set<number>();\n  private readonly nextId',
      },
    ],
  },
  {
    id: 'first-signal-lost-in-crash',
    title: 'War noch nie etwas signalisiert, gilt jeder Start als der erste: Das Signal fehlt',
    source: course,
    killedBy: ['reload-made-up-for'],
    edits: [
      {
        file: 'configuration-writer.ts',
        find: '    this.signal();\n    this.follower.start();',
        replace:
          '    if (this.context.storage.get(this.signalledKey) !== undefined) this.signal();\n    this.follower.start();',
      },
    ],
  },
];
