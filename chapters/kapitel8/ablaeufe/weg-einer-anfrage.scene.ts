import {
  type Context,
  defineScene,
  eventsOf,
  only,
  type Process,
  type Run,
  simulate,
  type TraceEvent,
} from '#scenes';

/** A request on its way through the platform: every node is a few lines, named as in the chapter. */

type Message =
  | { readonly type: 'GET'; readonly path: string; readonly trace: string; readonly leftMs: number }
  | { readonly type: 'lookup'; readonly service: string }
  | { readonly type: 'instances'; readonly nodes: readonly string[] }
  | { readonly type: '200'; readonly trace: string };

const deadlineMs = 800;
const attemptMs = 250;
const [discovery, shop, first, second] = ['n2', 'n3', 'n4', 'n5'];

export const scene = defineScene({
  title: 'Der Weg einer Anfrage durch die Plattform',
  alt: 'Eine Anfrage läuft vom Edge Service zum Shop; dessen Service Client fragt die Service Discovery, wartet vergeblich auf Warenkorb 1 und bekommt die Antwort von Warenkorb 2.',
  roles: { n1: 'Edge', n2: 'Discovery', n3: 'Shop', n4: 'Warenk. 1', n5: 'Warenk. 2' },
  play: () =>
    simulate<Message, string, string>({
      scenario: {
        nodes: 5,
        seed: 1,
        latency: { minMs: 5, maxMs: 5 },
        durationMs: 700,
        faults: [{ kind: 'pause', node: first, fromMs: 20, untilMs: 450 }],
        clients: [
          { id: 'nutzerin', requests: [{ atMs: 10, target: 'n1', request: 'GET /warenkorb' }] },
        ],
      },
      createProcess(context): Process<Message, string, string> {
        if (context.self === 'n1') return edge(context);
        if (context.self === discovery) return registry(context);
        return context.self === shop ? shopNode(context) : basket(context);
      },
      clientPolicy: {
        timeoutMs: 2_000,
        retryDelayMs: 1,
        maxAttempts: 1,
        interpret: () => ({ done: true }),
      },
    }),
  steps: [
    {
      on: { kind: 'send', node: 'n1', to: shop },
      caption:
        'Am Rand bekommt die Anfrage eine Trace-Kennung und eine Frist. Beide reisen mit ihr weiter.',
    },
    {
      on: { kind: 'send', node: shop, to: discovery },
      caption:
        'Der Service Client des Shops kennt keine Adressen. Er fragt, wo es einen Warenkorb gibt.',
    },
    {
      on: { kind: 'deliver', node: shop, from: discovery },
      caption:
        'Zwei Instanzen sind angemeldet. Dass Warenkorb 1 gerade stillsteht, weiß die Discovery noch nicht.',
    },
    {
      on: { kind: 'send', node: shop, to: first },
      caption: (event) =>
        `Versuch 1. Die mitgeschickte Frist ist um ${deadlineMs - leftIn(event)} ms kleiner: Die Frage an die Discovery zählt mit, nicht aber der Weg vom Rand zum Shop; den sieht seine Uhr nicht.`,
    },
    {
      on: { kind: 'timer', node: shop },
      caption:
        'Nach 250 ms keine Antwort. Ein Circuit Breaker zählte jetzt einen Fehlschlag gegen Warenkorb 1; ein GET darf man wiederholen.',
    },
    {
      on: { kind: 'send', node: shop, to: second },
      caption: (event) =>
        `Versuch 2 bei der anderen Instanz, mit ${leftIn(event)} ms Restfrist. Hier lohnt er sich noch.`,
    },
    {
      on: { kind: 'return', client: 'nutzerin' },
      caption: (event) =>
        `Die Nutzerin hat nach ${event.atMs - 10} ms ihre Seite. Vom Ausfall hat sie nur die Wartezeit bemerkt.`,
    },
    {
      on: { kind: 'deliver', node: shop, from: first },
      caption:
        'Die späte Antwort von Warenkorb 1. Niemand wartet mehr darauf; der Shop wirft sie weg.',
    },
  ],
  facts: (run) => {
    const calls = eventsOf(run, 'send', { node: shop, type: 'GET' });
    const left = (index: number) => leftIn(only(calls[index], `attempt ${index + 1}`));
    return {
      'duration.ms': durationOf(run),
      attempts: calls.length,
      'answered.by': only(eventsOf(run, 'deliver', { node: shop, type: '200' })[0], 'answer').from,
      'left.attempt1.ms': left(0),
      'left.attempt2.ms': left(1),
      'failures.basket1': eventsOf(run, 'timer', { node: shop }).length,
      messages: eventsOf(run, 'send').length,
    };
  },
});

/** The time left that goes along with a request. */
function leftIn(event: TraceEvent): number {
  return event.kind === 'send' ? (event.message as { readonly leftMs: number }).leftMs : 0;
}

function durationOf(run: Run): number {
  const [operation] = run.history;
  return only(operation?.returned, 'answer').atMs - only(operation, 'request').invokedAtMs;
}

function edge({ send, now }: Context<Message>): Process<Message, string, string> {
  let answer: (response: string) => void = () => {};
  return {
    onRequest(request, respond) {
      answer = respond;
      send(shop, {
        type: 'GET',
        path: request.replace('GET ', ''),
        trace: `t${now()}`,
        leftMs: deadlineMs,
      });
    },
    onMessage() {
      answer('200');
    },
  };
}

function registry({ send }: Context<Message>): Process<Message, string, string> {
  return {
    onMessage(from, message) {
      if (message.type === 'lookup') send(from, { type: 'instances', nodes: [first, second] });
    },
  };
}

/** Service container and service client: passes on what is left of the deadline, and tries twice. */
function shopNode({
  send,
  now,
  setTimer,
  cancelTimer,
}: Context<Message>): Process<Message, string, string> {
  let open: { readonly trace: string; readonly untilMs: number } | undefined;
  let untried: string[] = [];
  const attempt = () => {
    const node = untried.shift();
    if (open === undefined || node === undefined) return;
    send(node, {
      type: 'GET',
      path: '/warenkorb',
      trace: open.trace,
      leftMs: open.untilMs - now(),
    });
    setTimer('250 ms um', attemptMs);
  };
  return {
    onMessage(_from, message) {
      if (message.type === 'GET') {
        open = { trace: message.trace, untilMs: now() + message.leftMs };
        send(discovery, { type: 'lookup', service: 'warenkorb' });
      } else if (message.type === 'instances') {
        untried = [...message.nodes];
        attempt();
      } else if (message.type === '200' && open !== undefined) {
        cancelTimer('250 ms um');
        send('n1', { type: '200', trace: open.trace });
        open = undefined;
      }
    },
    onTimer: attempt,
  };
}

function basket({ send, setTimer }: Context<Message>): Process<Message, string, string> {
  let asked: { readonly by: string; readonly trace: string } | undefined;
  return {
    onMessage(from, message) {
      if (message.type !== 'GET') return;
      asked = { by: from, trace: message.trace };
      setTimer('gerechnet', 20);
    },
    onTimer() {
      if (asked !== undefined) send(asked.by, { type: '200', trace: asked.trace });
    },
  };
}
