import {
  type Context,
  defineScene,
  eventsOf,
  only,
  type Process,
  type Run,
  simulate,
} from '#scenes';

/** Two callers of one hanging service: one waits for ever, one is built as an ops component. */

type Message =
  | { readonly type: 'Preis?'; readonly id: number }
  | { readonly type: 'Preis'; readonly id: number }
  | { readonly type: 'Zustand?' }
  | { readonly type: 'Zustand'; readonly text: string };

const prices = 'n3';
const deadlineMs = 60;
const hang = { fromMs: 20, untilMs: 400 };

export const scene = defineScene({
  title: 'Kaskade oder Betriebskomponente',
  alt: 'Der Preisdienst hängt. Shop A wartet ohne Frist und hängt mit; Shop B antwortet nach seiner Frist ohne Preis, und beide sagen dem Monitoring an der Diagnose-Schnittstelle, woran es liegt.',
  roles: { n1: 'Shop A', n2: 'Shop B', n3: 'Preise', n4: 'Monitoring' },
  play: () =>
    simulate<Message, string, string>({
      scenario: {
        nodes: 4,
        seed: 1,
        latency: { minMs: 5, maxMs: 5 },
        durationMs: 500,
        faults: [{ kind: 'pause', node: prices, ...hang }],
        clients: [
          { id: 'a1', requests: [{ atMs: 30, target: 'n1', request: 'Seite' }] },
          { id: 'a2', requests: [{ atMs: 60, target: 'n1', request: 'Seite' }] },
          { id: 'b1', requests: [{ atMs: 90, target: 'n2', request: 'Seite' }] },
        ],
      },
      createProcess(context): Process<Message, string, string> {
        if (context.self === prices) return priceService(context);
        if (context.self === 'n4') return monitoring(context);
        return context.self === 'n1' ? shop(context) : shop(context, deadlineMs);
      },
      clientPolicy: {
        timeoutMs: 250,
        retryDelayMs: 1,
        maxAttempts: 1,
        interpret: () => ({ done: true }),
      },
    }),
  leavesOut: {
    what: 'was nach 400 ms noch ankommt, obwohl niemand mehr darauf wartet',
    events: ({ atMs }) => atMs >= hang.untilMs,
  },
  steps: [
    {
      on: { kind: 'send', node: 'n1', to: prices },
      caption:
        'Shop A fragt nach dem Preis und wartet, ohne Frist. Er bearbeitet eine Anfrage nach der anderen.',
    },
    {
      on: { kind: 'request', client: 'a2' },
      caption:
        'Die zweite Anfrage stellt sich an. Der Preisdienst hängt, also hängt jetzt auch Shop A.',
    },
    {
      on: { kind: 'send', node: 'n2', to: prices },
      caption: 'Shop B fragt denselben Dienst, stellt dabei aber eine Uhr.',
    },
    {
      on: { kind: 'timer', node: 'n2' },
      caption:
        'Die Frist ist um. Shop B zeigt die Seite ohne Preis: schlechter als sonst, aber da.',
    },
    {
      on: { kind: 'send', node: 'n4' },
      caption: 'Das Monitoring fragt alle nach ihrem Zustand, an der Diagnose-Schnittstelle.',
    },
    {
      on: { kind: 'send', node: 'n1', to: 'n4' },
      caption:
        'Die Diagnose läuft neben der Fachlichkeit. Shop A kann nicht arbeiten, aber sagen, worauf er wartet.',
    },
    {
      on: { kind: 'deliver', node: 'n4', from: 'n2' },
      caption:
        'Zwei melden denselben Namen, und der schweigt: Der Schuldige ist gefunden, ohne dass jemand Logs lesen musste.',
    },
    {
      on: { kind: 'give-up', client: 'a1' },
      caption:
        'Für die Kunden von Shop A ist nicht der Preisdienst ausgefallen, sondern der Shop: Das ist die Kaskade.',
    },
  ],
  facts: (run) => ({
    'b1.waited.ms': waitedMs(run, 'b1'),
    'b1.answer': String(
      only(run.history.find(({ client }) => client === 'b1')?.returned, 'b1').response,
    ),
    'a.answered': run.history.filter(({ client, returned }) => client.startsWith('a') && returned)
      .length,
    'a.givenUp': eventsOf(run, 'give-up').length,
    'n1.diagnosis': diagnosisOf(run, 'n1'),
    'n2.diagnosis': diagnosisOf(run, 'n2'),
    'n3.diagnosis.inTime': eventsOf(run, 'deliver', { node: 'n4', from: prices }).some(
      ({ atMs }) => atMs < hang.untilMs,
    )
      ? 'ja'
      : 'nein',
  }),
});

function waitedMs(run: Run, client: string): number {
  const operation = only(
    run.history.find((each) => each.client === client),
    client,
  );
  return only(operation.returned, `answer to ${client}`).atMs - operation.invokedAtMs;
}

function diagnosisOf(run: Run, node: string): string {
  const [told] = eventsOf(run, 'send', { node, to: 'n4' });
  return (only(told, `diagnosis of ${node}`).message as { readonly text: string }).text;
}

/** One request at a time; with a deadline it answers without a price rather than not at all. */
function shop(
  { send, setTimer, cancelTimer }: Context<Message>,
  withinMs?: number,
): Process<Message, string, string> {
  const queue: ((response: string) => void)[] = [];
  let asked = 0;
  let timeouts = 0;
  const ask = () => {
    if (queue.length === 0) return;
    asked += 1;
    send(prices, { type: 'Preis?', id: asked });
    if (withinMs !== undefined) setTimer('Frist', withinMs);
  };
  const finish = (response: string) => {
    queue.shift()?.(response);
    ask();
  };
  return {
    onRequest(_request, respond) {
      queue.push(respond);
      if (queue.length === 1) ask();
    },
    onTimer() {
      timeouts += 1;
      finish('Seite ohne Preis');
    },
    onMessage(from, message) {
      if (message.type === 'Zustand?') {
        const text = `Preise: ${queue.length} Anfragen warten, abgelaufene Fristen: ${timeouts}`;
        send(from, { type: 'Zustand', text });
      }
      if (message.type === 'Preis' && message.id === asked && queue.length > 0) {
        cancelTimer('Frist');
        finish('Seite mit Preis');
      }
    },
  };
}

function priceService({ send }: Context<Message>): Process<Message, string, string> {
  return {
    onMessage(from, message) {
      if (message.type === 'Preis?') send(from, { type: 'Preis', id: message.id });
      if (message.type === 'Zustand?') send(from, { type: 'Zustand', text: 'bereit' });
    },
  };
}

function monitoring({ send, setTimer, peers }: Context<Message>): Process<Message, string, string> {
  return {
    onStart: () => setTimer('Rundfrage', 180),
    onTimer() {
      for (const peer of peers) send(peer, { type: 'Zustand?' });
    },
    onMessage() {},
  };
}
