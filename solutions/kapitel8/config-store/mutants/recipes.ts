import type { Mutant } from '../../../../grader/verify/mutant.ts';
import { api, client, configFile, lease } from './edits.ts';

const leases = 'Gray & Cheriton 1989, Abschnitt 2';
const clocks = 'Gray & Cheriton 1989, Abschnitt 5';
const fencing = 'Kleppmann 2016, „Making the lock safe with fencing“';
const chubby = 'Burrows 2006, Abschnitt 2.4';
const sessions = 'Burrows 2006, Abschnitt 2.8';

/** Parts 5 to 7: a lock, an election, a configuration file. */
export const recipeMutants: readonly Mutant[] = [
  {
    id: 'lease-from-answer',
    title: 'Die TTL wird ab der Antwort gezählt',
    source: leases,
    killedBy: ['lock-holder', 'one-leader'],
    edits: [
      lease(
        '    const untilMs = sentAtMs + this.safeMs;',
        '    const untilMs = this.context.now() + this.safeMs;',
      ),
      lease(
        '      held.untilMs = sentAtMs + this.safeMs;',
        '      held.untilMs = this.context.now() + this.safeMs;',
      ),
    ],
  },
  {
    id: 'creation-from-answer',
    title: 'Nach dem Anlegen wird die TTL ab der Antwort gezählt',
    source: leases,
    killedBy: ['lock-holder'],
    edits: [
      lease(
        '    const untilMs = sentAtMs + this.safeMs;',
        '    const untilMs = this.context.now() + this.safeMs;',
      ),
    ],
  },
  {
    id: 'clock-taken-as-exact',
    title: 'Die eigene Uhr wird für genau gehalten',
    source: clocks,
    killedBy: ['lock-holder', 'one-leader'],
    edits: [lease('const safeShare = 0.9;', 'const safeShare = 1;')],
  },
  {
    id: 'holds-until-told',
    title: 'Wer die Sperre hat, glaubt daran, bis der Speicher etwas anderes sagt',
    source: leases,
    killedBy: ['lock-holder', 'one-leader'],
    edits: [
      lease(
        '    if (this.held !== undefined && this.context.now() >= this.held.untilMs) this.lose();\n',
        '',
      ),
    ],
  },
  {
    id: 'lease-resurrected',
    title: 'Eine späte gute Nachricht belebt eine abgelaufene Sperre',
    source: leases,
    killedBy: ['lock-holder'],
    edits: [
      lease(
        '    if (this.held !== undefined && this.context.now() >= this.held.untilMs) this.lose();\n    return this.held;',
        '    return this.held !== undefined && this.context.now() < this.held.untilMs ? this.held : undefined;',
      ),
      lease(
        '      if (this.current !== held) return;\n',
        '      if (this.held !== held) return;\n',
      ),
      lease(
        '    const held = this.current;\n    if (held === undefined) return;',
        '    const { held } = this;\n    if (held === undefined) return;',
      ),
      lease(
        '    else if (this.current !== undefined) this.renew();',
        '    else if (this.held !== undefined) this.renew();',
      ),
    ],
  },
  {
    id: 'lock-by-set',
    title: 'Die Sperre wird gesetzt statt angelegt',
    source: chubby,
    killedBy: ['lock-holder', 'one-leader'],
    edits: [lease('prevExist: false, ttl }', 'ttl }')],
  },
  {
    id: 'no-refresh',
    title: 'Die TTL wird nie erneuert',
    source: leases,
    killedBy: ['lock-kept', 'leader-known'],
    edits: [
      lease(
        "    this.context.setTimer('renew', Math.floor(this.safeMs / 3));",
        "    this.context.setTimer('renew', 2 * this.safeMs);",
      ),
    ],
  },
  {
    id: 'refreshed-once',
    title: 'Die TTL wird nur einmal erneuert',
    source: leases,
    killedBy: ['lock-kept', 'leader-known'],
    edits: [
      lease(
        '      held.untilMs = sentAtMs + this.safeMs;\n      this.settle();\n      this.renewLater();',
        '      held.untilMs = sentAtMs + this.safeMs;\n      this.settle();',
      ),
    ],
  },
  {
    id: 'refresh-after-half-expired',
    title: 'Erneuert wird erst, wenn die TTL schon um ist',
    source: leases,
    killedBy: ['lock-kept', 'leader-known'],
    edits: [lease('Math.floor(this.safeMs / 3)', '1000 * this.configuration.ttl')],
  },
  {
    id: 'no-ttl',
    title: 'Der Schlüssel der Sperre hat keine TTL',
    source: sessions,
    killedBy: ['lock-progress', 'leader-known'],
    edits: [
      lease('prevExist: false, ttl }', 'prevExist: false }'),
      lease('    const { ttl } = this.configuration;\n    this.step(', '    this.step('),
      lease(
        '    return { prevValue: token, ttl: this.configuration.ttl, refresh: true };',
        '    return { prevValue: token, value: token };',
      ),
    ],
  },
  {
    id: 'refresh-renews-created',
    title: 'Erneuert wird mit set: Die fence springt',
    source: fencing,
    killedBy: ['lock-holder', 'one-leader', 'lock-kept'],
    edits: [
      lease(
        '    return { prevValue: token, ttl: this.configuration.ttl, refresh: true };',
        '    return { value: token, ttl: this.configuration.ttl };',
      ),
    ],
  },
  {
    id: 'refresh-without-comparison',
    title: 'Erneuert wird ohne Vergleich: auch die Sperre eines anderen',
    source: chubby,
    killedBy: ['lock-holder', 'one-leader'],
    edits: [
      lease(
        '    return { prevValue: token, ttl: this.configuration.ttl, refresh: true };',
        '    return { prevExist: true, ttl: this.configuration.ttl, refresh: token !== undefined };',
      ),
    ],
  },
  {
    id: 'fence-is-modified-index',
    title: 'fence ist modifiedIndex statt createdIndex',
    source: fencing,
    killedBy: ['lock-holder', 'one-leader'],
    edits: [lease('fence: node.createdIndex, untilMs', 'fence: node.modifiedIndex, untilMs')],
  },
  {
    id: 'token-is-node',
    title: 'Das Kennzeichen ist der Name des Knotens, für alle Versuche gleich',
    source: chubby,
    killedBy: ['lock-holder'],
    edits: [
      lease('    const { incarnation } = this.client;', '    const incarnation = 1;'),
      lease('    this.attempts++;\n', ''),
    ],
  },
  {
    id: 'delete-without-comparison',
    title: 'Freigegeben wird ohne Vergleich: auch die Sperre eines anderen',
    source: chubby,
    killedBy: ['lock-holder'],
    edits: [
      lease(
        "this.client.ask('DELETE', key, { prevValue: token }, ",
        "this.client.ask('DELETE', key, {}, ",
      ),
    ],
  },
  {
    id: 'ids-start-again',
    title: 'Nach einem Neustart beginnen die id wieder von vorn',
    source: 'etcd API v2 über ein Netz, das Antworten verspätet zustellt',
    killedBy: ['lock-holder'],
    edits: [
      client(
        '    this.lastId = this.incarnation * idsPerIncarnation;',
        '    this.lastId = 0 * idsPerIncarnation;',
      ),
    ],
  },
  {
    id: 'any-answer-counts',
    title: 'Jede Antwort gilt der letzten Anfrage, gleich welche id sie trägt',
    source: 'etcd API v2 über ein Netz, das Antworten verspätet zustellt',
    killedBy: ['lock-holder', 'file-snapshot', 'one-leader', 'lock-kept', 'lock-released'],
    edits: [
      client(
        '    const onReply = this.waiting.get(message.id);\n    this.waiting.delete(message.id);',
        '    const onReply = this.waiting.get(this.lastId);\n    this.waiting.delete(this.lastId);',
      ),
    ],
  },
  {
    id: 'granted-when-taken',
    title: 'Fehler 105 wird für einen Erfolg gehalten',
    source: api('Atomic Compare-and-Swap'),
    killedBy: ['lock-holder', 'one-leader'],
    edits: [
      lease(
        '      else this.look();\n    });\n  }\n\n  /** The key is there.',
        "      else this.take({ action: 'create', node: { key: '', createdIndex: reply.index, modifiedIndex: reply.index } }, sentAtMs);\n    });\n  }\n\n  /** The key is there.",
      ),
    ],
  },
  {
    id: 'read-then-set',
    title: 'Erst lesen, ob frei ist, dann setzen',
    source: api('Atomic Compare-and-Swap'),
    killedBy: ['lock-holder', 'one-leader'],
    edits: [
      lease(
        "    this.step('PUT', { value: this.wanted as string, prevExist: false, ttl }, retryMs, (reply) => {\n      if ('action' in reply.body) this.take(reply.body, sentAtMs);\n      else this.look();\n    });",
        `    this.step('GET', {}, retryMs, ({ body }) => {
      if ('action' in body) return this.look();
      this.step('PUT', { value: this.wanted as string, ttl }, retryMs, (reply) => {
        if ('action' in reply.body) this.take(reply.body, sentAtMs);
      });
    });`,
      ),
    ],
  },
  {
    id: 'release-leaves-key',
    title: 'Beim Freigeben bleibt der Schlüssel bis zum Ende der TTL stehen',
    source: chubby,
    killedBy: ['lock-released'],
    edits: [
      lease(
        '    if (token !== undefined) this.giveUp(token);\n  }\n\n  onMessage',
        '  }\n\n  onMessage',
      ),
    ],
  },
  {
    id: 'held-after-release',
    title: 'Nach release gilt die Sperre noch, bis der Speicher die Löschung bestätigt',
    source: chubby,
    killedBy: ['lock-holder'],
    edits: [
      lease(
        '    const token = this.current?.token ?? this.wanted;\n    this.held = undefined;',
        '    const token = this.current?.token ?? this.wanted;\n    if (this.wanted !== undefined) this.held = undefined;',
      ),
      lease(
        '() => this.leaving.delete(token));',
        '() => {\n          this.leaving.delete(token);\n          if (this.held?.token === token) this.held = undefined;\n        });',
      ),
    ],
  },
  {
    id: 'grant-after-cancel',
    title: 'release bricht ein wartendes acquire nicht ab',
    source: chubby,
    killedBy: ['lock-holder'],
    edits: [
      lease(
        '          onGranted = undefined;\n          lease.drop();',
        '          if (lease.current !== undefined) lease.drop();',
      ),
    ],
  },
  {
    id: 'released-when-confirmed',
    title: 'released kommt erst, wenn der Speicher geantwortet hat',
    source: chubby,
    killedBy: ['lock-released'],
    edits: [
      lease(
        "          return respond({ type: 'released' });",
        "          context.setTimer('answer', 20);\n          onReleased = respond;\n          return;",
      ),
      lease(
        '    onTimer: (name) => lease.onTimer(name),\n    inspect: () => ({ held',
        "    onTimer: (name) =>\n      name === 'answer' ? onReleased?.({ type: 'released' }) : lease.onTimer(name),\n    inspect: () => ({ held",
      ),
      lease(
        '  let onGranted: ((response: LockResponse) => void) | undefined;',
        '  let onGranted: ((response: LockResponse) => void) | undefined;\n  let onReleased: ((response: LockResponse) => void) | undefined;',
      ),
    ],
  },
  {
    id: 'acquired-again-by-itself',
    title: 'Nach dem Verlust bewirbt sich der Knoten von selbst wieder',
    source: leases,
    killedBy: ['lock-holder'],
    edits: [
      lease(
        '    const { current } = lease;\n    if (current === undefined) return;\n    onGranted?.',
        '    const { current } = lease;\n    if (current === undefined) {\n      if (wasHeld) lease.want();\n      wasHeld = false;\n      return;\n    }\n    wasHeld = true;\n    onGranted?.',
      ),
      lease(
        '  let onGranted: ((response: LockResponse) => void) | undefined;',
        '  let onGranted: ((response: LockResponse) => void) | undefined;\n  let wasHeld = false;',
      ),
    ],
  },
  {
    id: 'no-retry',
    title: 'Unbeantwortete Anfragen werden nicht wiederholt',
    source: 'Kapitel „Verteilter Zustand“, Abschnitt „Wiederholungen“',
    killedBy: ['lock-progress', 'leader-known'],
    edits: [
      lease(
        "    this.context.setTimer('step', timeoutMs);",
        "    if (timeoutMs < 0) this.context.setTimer('step', timeoutMs);",
      ),
    ],
  },
  {
    id: 'watch-not-repeated',
    title: 'Ein Watch, dessen Antwort verloren ging, wird nicht wiederholt',
    source: 'Kapitel „Verteilter Zustand“, Abschnitt „Wiederholungen“',
    killedBy: ['lock-progress', 'leader-known'],
    edits: [lease('waitIndex }, pollMs, ({ body })', 'waitIndex }, 60 * pollMs, ({ body })')],
  },
  {
    id: 'gives-up-when-taken',
    title: 'Ist die Sperre vergeben, wird nicht weiter gewartet',
    source: chubby,
    killedBy: ['lock-released', 'lock-progress'],
    edits: [
      lease(
        '      this.awaitChange(index + 1);',
        '      if (index < 0) this.awaitChange(index + 1);',
      ),
      lease(
        '    else if (this.wanted !== undefined) this.create();',
        '    else if (this.wanted !== undefined && this.attempts < 0) this.create();',
      ),
    ],
  },
  {
    id: 'waits-out-the-ttl',
    title: 'Wer wartet, fragt erst nach einer ganzen TTL wieder',
    source: api('Waiting for a change'),
    killedBy: ['lock-released'],
    edits: [
      lease(
        '      this.awaitChange(index + 1);',
        "      if (index >= 0) this.context.setTimer('step', 1000 * this.configuration.ttl);\n      else this.awaitChange(index + 1);",
      ),
    ],
  },
  {
    id: 'busy-polling',
    title: 'Statt zu beobachten wird alle 20 ms gefragt',
    source: api('Waiting for a change'),
    killedBy: ['lock-spending'],
    edits: [
      lease(
        '      this.awaitChange(index + 1);',
        "      if (index >= 0) this.context.setTimer('step', 20);\n      else this.awaitChange(index + 1);",
      ),
    ],
  },
  {
    id: 'watch-without-index',
    title: 'Wer wartet, beobachtet ohne waitIndex und verpasst die Freigabe davor',
    source: api('Waiting for a change'),
    killedBy: ['lock-released'],
    edits: [
      lease(
        "    this.step('GET', { wait: true, waitIndex }, pollMs",
        "    this.step('GET', waitIndex > 0 ? { wait: true } : {}, pollMs",
      ),
    ],
  },
  {
    id: 'watch-races',
    title: 'Wer wartet, beobachtet erst ab dem übernächsten Index',
    source: api('Waiting for a change'),
    killedBy: ['lock-released'],
    edits: [
      lease(
        "    this.step('GET', { wait: true, waitIndex }, pollMs",
        "    this.step('GET', { wait: true, waitIndex: waitIndex + 1 }, pollMs",
      ),
    ],
  },

  {
    id: 'renewal-from-answer',
    title: 'Nach dem Erneuern wird die TTL ab der Antwort gezählt',
    source: leases,
    killedBy: ['lock-holder'],
    edits: [
      lease(
        '      held.untilMs = sentAtMs + this.safeMs;',
        '      held.untilMs = this.context.now() + this.safeMs;',
      ),
    ],
  },
  {
    id: 'attempt-not-cleared',
    title: 'Bricht release ein acquire ab, bleibt dessen Schlüssel stehen',
    source: chubby,
    killedBy: ['lock-released'],
    edits: [
      lease(
        '    const token = this.current?.token ?? this.wanted;',
        '    const token = this.current?.token;',
      ),
    ],
  },
  {
    id: 'deletion-not-repeated',
    title: 'Die Löschung beim Freigeben wird nicht wiederholt',
    source: 'Kapitel „Verteilter Zustand“, Abschnitt „Wiederholungen“',
    killedBy: ['lock-released'],
    edits: [lease("    if (this.leaving.size > 0) this.context.setTimer('leave', retryMs);\n", '')],
  },
  {
    id: 'lost-is-forgotten',
    title: 'Eine Sperre, die als verloren gilt, wird vergessen, ihr Schlüssel nicht gelöscht',
    source: leases,
    killedBy: ['lock-released'],
    edits: [
      lease(
        '    if (token !== undefined) this.giveUp(token);\n    this.onOwner(undefined);',
        '    this.onOwner(undefined);',
      ),
    ],
  },

  // --- election -----------------------------------------------------------------------------------
  {
    id: 'own-old-key-is-leader',
    title: 'Der eigene alte Schlüssel macht einen zum Leader, obwohl die TTL abgelaufen sein kann',
    source: leases,
    killedBy: ['one-leader'],
    edits: [
      lease(
        'const other = owner !== undefined && leaderOf(owner) !== context.self ? owner : undefined;',
        'const other = owner;',
      ),
    ],
  },
  {
    id: 'leader-never-again',
    title: 'Wer die Führung verloren hat, bewirbt sich nicht wieder',
    source: chubby,
    killedBy: ['leader-known'],
    edits: [
      lease(
        '    if (wasLeader && next === undefined) lease.want();',
        '    if (wasLeader && next === undefined) owner = undefined;',
      ),
    ],
  },
  {
    id: 'followers-ignorant',
    title: 'Wer nicht gewählt wurde, kennt den Leader nicht',
    source: chubby,
    killedBy: ['leader-known'],
    edits: [
      lease(
        '      const known = current ?? other;',
        '      const known = current ?? (current === undefined ? undefined : other);',
      ),
    ],
  },
  {
    id: 'everybody-leads',
    title: 'Jeder hält sich für den Leader, sobald einer gewählt ist',
    source: chubby,
    killedBy: ['one-leader'],
    edits: [
      lease(
        "      respond({ type: 'leader', leader: leaderOf(known), fence: known.fence });",
        "      respond({ type: 'leader', leader: context.self, fence: known.fence });",
      ),
    ],
  },
  {
    id: 'old-leader-for-ever',
    title: 'Der erste bekannte Leader bleibt es für immer',
    source: chubby,
    killedBy: ['leader-known'],
    edits: [
      lease(
        '    owner = next;\n',
        '    owner = owner !== undefined && leaderOf(owner) !== context.self ? owner : next;\n',
      ),
    ],
  },

  // --- configuration file -------------------------------------------------------------------------
  {
    id: 'file-waits-without-index',
    title: 'Die Datei wartet ohne waitIndex und verpasst, was zwischen zwei Fragen geschieht',
    source: api('Waiting for a change'),
    killedBy: ['file-follows', 'file-recovers'],
    edits: [
      configFile(
        '    const query = { recursive: true, wait: true, waitIndex: this.index + 1 };',
        '    const query = { recursive: true, wait: true };',
      ),
    ],
  },
  {
    id: 'file-skips-one',
    title: 'Die Datei wartet erst ab dem übernächsten Index',
    source: api('Waiting for a change'),
    killedBy: ['file-follows', 'file-recovers'],
    edits: [configFile('waitIndex: this.index + 1 };', 'waitIndex: this.index + 2 };')],
  },
  {
    id: 'file-ignores-401',
    title: 'Nach Fehler 401 wird mit dem neuesten Index weitergewartet, ohne neu zu lesen',
    source: api('Watch from cleared event index'),
    killedBy: ['file-snapshot', 'file-recovers'],
    edits: [
      configFile(
        '    this.ask(query, pollMs, () => this.read());',
        "    this.ask(query, pollMs, ({ index, body }) => {\n      if ('action' in body) return this.read();\n      const text = this.text;\n      this.index = index;\n      this.watch();\n      this.text = text;\n    });",
      ),
    ],
  },
  {
    id: 'file-stops-at-401',
    title: 'Nach Fehler 401 tut die Datei nichts mehr',
    source: api('Watch from cleared event index'),
    killedBy: ['file-recovers'],
    edits: [
      configFile(
        '    this.ask(query, pollMs, () => this.read());',
        "    this.ask(query, pollMs, ({ body }) => {\n      if ('action' in body) this.read();\n    });",
      ),
    ],
  },
  {
    id: 'file-retries-from-now',
    title: 'Eine verlorene Antwort wird mit dem neuesten Index nachgefragt',
    source: 'Kapitel „Verteilter Zustand“, Abschnitt „Konfigurationsdatei“',
    killedBy: ['file-recovers'],
    edits: [
      configFile(
        '    this.retry = () => this.watch();',
        '    this.retry = () => this.ask({ recursive: true, wait: true }, pollMs, () => this.read());',
      ),
    ],
  },
  {
    id: 'file-never-retries',
    title: 'Unbeantwortete Fragen der Datei werden nicht wiederholt',
    source: 'Kapitel „Verteilter Zustand“, Abschnitt „Wiederholungen“',
    killedBy: ['file-recovers'],
    edits: [configFile('    this.retry();\n', '    this.asked += 0;\n')],
  },
  {
    id: 'file-any-answer',
    title: 'Auch verspätete Antworten auf frühere Fragen werden übernommen',
    source: 'etcd API v2 über ein Netz, das Antworten verspätet zustellt',
    killedBy: ['file-snapshot'],
    edits: [configFile('    this.client.forget(this.asked);\n', '')],
  },
  {
    id: 'file-not-recursive',
    title: 'Gelesen wird ohne recursive: Unterverzeichnisse fehlen',
    source: api('Listing a directory'),
    killedBy: ['file-snapshot'],
    edits: [configFile('    this.ask({ recursive: true }, retryMs', '    this.ask({}, retryMs')],
  },
  {
    id: 'file-watch-not-recursive',
    title: 'Beobachtet wird nur das Verzeichnis selbst',
    source: api('Waiting for a change'),
    killedBy: ['file-follows'],
    edits: [configFile('{ recursive: true, wait: true,', '{ wait: true,')],
  },
  {
    id: 'file-sorted-by-directory',
    title: 'Geordnet wird je Verzeichnis statt nach dem ganzen Namen',
    source: api('Listing a directory'),
    killedBy: ['file-snapshot'],
    edits: [
      configFile(
        '  lines.sort(([a], [b]) => (a < b ? -1 : 1));',
        "  lines.sort(([a], [b]) => (a.replaceAll('/', '\\u0000') < b.replaceAll('/', '\\u0000') ? -1 : 1));",
      ),
    ],
  },
  {
    id: 'file-index-of-event',
    title: 'index ist der höchste modifiedIndex, nicht der Stand des Lesens',
    source: api('Response Headers'),
    killedBy: ['file-follows', 'file-snapshot', 'file-recovers'],
    edits: [
      configFile(
        '      this.index = index;\n      this.watch();',
        "      this.index = 'action' in body ? body.node.modifiedIndex : index;\n      this.watch();",
      ),
    ],
  },
  {
    id: 'file-not-emptied',
    title: 'Verschwindet das Verzeichnis, behält die Datei den alten Inhalt',
    source: api('Deleting a Directory'),
    killedBy: ['file-snapshot'],
    edits: [configFile(": '';\n      this.index", ": (this.text ?? '');\n      this.index")],
  },
  {
    id: 'file-polls',
    title: 'Statt zu beobachten wird alle 50 ms gelesen',
    source: api('Waiting for a change'),
    killedBy: ['file-spending'],
    edits: [
      configFile(
        '      this.watch();\n    });',
        "      this.context.setTimer('retry', 50);\n    });",
      ),
    ],
  },
  {
    id: 'file-polls-slowly',
    title: 'Statt zu beobachten wird jede Sekunde gelesen',
    source: 'Vorlesung „Cloud Computing, Kapitel 8“, Beispiel confd (Polling)',
    killedBy: ['file-follows'],
    edits: [
      configFile(
        '      this.watch();\n    });',
        "      this.context.setTimer('retry', 1000);\n    });",
      ),
    ],
  },
];
