import {
  type Context,
  defineScene,
  exported,
  only,
  type Process,
  simulate,
  type Trace,
} from '#scenes';
import type { VectorStamp } from '../../../exercises/kapitel8/lamport/contract.ts';
import type {
  compareVectors,
  createLamportClock,
  createVectorClock,
} from '../../../exercises/kapitel8/lamport/lamport.ts';

const nodes = ['n1', 'n2', 'n3'];

/** The diagram of the chapter: what each node does by itself, and when. */
const plans: Readonly<Record<string, readonly { readonly atMs: number; readonly to?: string }[]>> =
  {
    n1: [{ atMs: 10 }, { atMs: 40, to: 'n2' }, { atMs: 70 }],
    n2: [{ atMs: 20 }, { atMs: 80, to: 'n3' }, { atMs: 100 }],
    n3: [{ atMs: 30 }, { atMs: 120, to: 'n1' }],
  };

interface Note {
  readonly type: string;
  readonly time: number;
  readonly vector: VectorStamp;
}

/** The last event of a node, by the chapter's name, with both its timestamps. */
interface Stamped {
  readonly name: string;
  readonly time: number;
  readonly vector: VectorStamp;
}

export const scene = defineScene({
  title: 'Lamport-Uhr und Vektoruhr im Vergleich',
  alt: 'Drei Knoten erleben elf Ereignisse und schicken einander drei Nachrichten; jedes Ereignis trägt den Zeitstempel der Lamport-Uhr und den der Vektoruhr.',
  references: ['lamport'],
  play(references) {
    const code = references.of('lamport');
    const lamport = exported<typeof createLamportClock>(code, 'createLamportClock');
    const vector = exported<typeof createVectorClock>(code, 'createVectorClock');
    return simulate<Note, never, never>({
      scenario: {
        nodes: nodes.length,
        seed: 1,
        latency: { minMs: 10, maxMs: 10 },
        durationMs: 200,
        faults: [],
        clients: [],
      },
      inspect: true,
      createProcess: (context) => clockNode(context, lamport(), vector(context.self, nodes)),
    });
  },
  leavesOut: {
    what: 'die Timer, mit denen die Knoten ihre Ereignisse auslösen, wo eine Nachricht daraus wird',
    events: (event, trace) =>
      event.kind === 'state' ||
      (event.kind === 'timer' && trace.events[event.seq + 1]?.kind === 'send'),
  },
  label: (event, trace) => {
    if (event.kind !== 'timer' && event.kind !== 'send' && event.kind !== 'deliver')
      return undefined;
    const { name, time, vector } = stampAfter(trace, event.seq, event.node);
    const what =
      event.kind === 'timer'
        ? 'für sich'
        : event.kind === 'send'
          ? `sendet ${event.type} an ${event.to}`
          : `empfängt ${event.type} von ${event.from}`;
    return `${name}: ${event.node} ${what} · L = ${time}, V = ${inWords(vector)}`;
  },
  mistakes: [
    {
      exercise: 'lamport',
      mutant: 'receive-ignores-message',
      note: 'Beim Empfang von m2 hat n3 den Stand 2, gesendet wurde m2 mit 3. Der Empfang läge damit vor dem Senden. Die Vektoruhr ist nicht betroffen.',
    },
  ],
  steps: [
    {
      on: { kind: 'timer', node: 'n1' },
      caption: 'Jede Uhr beginnt bei 0. Ein Ereignis rückt sie vor und bekommt den neuen Stand.',
    },
    {
      on: { kind: 'send', node: 'n1', type: 'm1' },
      caption: 'Die Nachricht nimmt beide Zeitstempel ihres Sendens mit.',
    },
    {
      on: { kind: 'deliver', node: 'n2', type: 'm1', message: { time: 2 } },
      caption:
        'Lamport: max(1, 2) + 1 = 3. Vektor: Eintrag für Eintrag das Maximum, dann der eigene Eintrag plus 1. n2 weiß jetzt von zwei Ereignissen auf n1.',
    },
    {
      on: { kind: 'timer', node: 'n1' },
      caption:
        'Derselbe Lamport-Zeitstempel wie b2. Gleiche Zeitstempel auf zwei Knoten heißen: nebenläufig. Die Vektoren sagen es auch, keiner ist kleiner.',
    },
    {
      on: { kind: 'send', node: 'n2', type: 'm2', message: { time: 4 } },
      caption:
        'Das Gegenbeispiel: L(a3) = 3 ist kleiner als L(b3) = 4, aber von a3 führt kein Pfeil zu b3. Aus dem kleineren Zeitstempel folgt kein Vorher.',
    },
    {
      on: { kind: 'deliver', node: 'n3', type: 'm2', message: { time: 4 } },
      caption:
        'n3 hat erst ein Ereignis erlebt und springt von 1 auf 5. Der Vektor zeigt, wovon n3 weiß: von a2 und b3, nicht von a3.',
    },
    {
      on: { kind: 'deliver', node: 'n1', type: 'm3', message: { time: 6 } },
      caption:
        'max(3, 6) + 1 = 7. Was vor a4 liegt, lässt sich am Vektor ablesen: drei eigene Ereignisse, drei von n2, drei von n3 – und a4 selbst.',
    },
  ],
  facts: ({ trace }, references) => {
    const code = references.of('lamport');
    const compare = exported<typeof compareVectors>(code, 'compareVectors');
    const stamps = stampsOf(trace);
    const of = (name: string) => only(stamps.get(name), name);
    const relation = (a: string, b: string) => inGerman[compare(of(a).vector, of(b).vector)];
    return {
      ...Object.fromEntries([...stamps].map(([name, { time }]) => [`L.${name}`, time])),
      ...Object.fromEntries(
        [...stamps].map(([name, { vector }]) => [`V.${name}`, inWords(vector)]),
      ),
      'a3-b2': relation('a3', 'b2'),
      'a3-b3': relation('a3', 'b3'),
      'a2-c2': relation('a2', 'c2'),
      'b4-c3': relation('b4', 'c3'),
      'c1-a4': relation('c1', 'a4'),
    };
  },
});

const inGerman = {
  before: 'vorher',
  after: 'nachher',
  equal: 'gleich',
  concurrent: 'nebenläufig',
} as const;

/** One clock of each kind; the node's own plan runs on timers, messages come as they come. */
function clockNode(
  { self, send, setTimer }: Context<Note>,
  lamport: ReturnType<typeof createLamportClock>,
  vector: ReturnType<typeof createVectorClock>,
): Process<Note, never, never> {
  const plan = plans[self] ?? [];
  let events = 0;
  let last: Stamped | undefined;
  const note = (time: number, stamp: VectorStamp): Stamped => {
    events += 1;
    last = { name: `${letters[self] ?? self}${events}`, time, vector: stamp };
    return last;
  };
  return {
    onStart() {
      for (const [index, { atMs }] of plan.entries()) setTimer(`plan-${index}`, atMs);
    },
    onTimer(name) {
      const to = plan[Number(name.slice('plan-'.length))]?.to;
      if (to === undefined) note(lamport.tick(), vector.tick());
      else {
        const { time, vector: stamp } = note(lamport.send(), vector.send());
        send(to, { type: messages[self] ?? 'm', time, vector: stamp });
      }
    },
    onMessage(_from, message) {
      note(lamport.receive(message.time), vector.receive(message.vector));
    },
    inspect: () => last ?? null,
  };
}

/** As in the chapter: a1, a2, … on n1. */
const letters: Readonly<Record<string, string>> = { n1: 'a', n2: 'b', n3: 'c' };
const messages: Readonly<Record<string, string>> = { n1: 'm1', n2: 'm2', n3: 'm3' };

/** The stamps of an event: the node's state after its handler. */
function stampAfter({ events }: Trace, seq: number, node: string): Stamped {
  const after = events.find(
    (event) => event.seq > seq && event.kind === 'state' && event.node === node,
  );
  return only(after?.kind === 'state' ? (after.state as Stamped) : undefined, `state of ${node}`);
}

function stampsOf({ events }: Trace): Map<string, Stamped> {
  const states = events.flatMap((event) =>
    event.kind === 'state' && event.state !== null ? [event.state as Stamped] : [],
  );
  const sorted = states.sort((a, b) => (a.name < b.name ? -1 : 1));
  return new Map(sorted.map((state) => [state.name, state]));
}

function inWords(vector: VectorStamp): string {
  return `(${nodes.map((node) => vector[node] ?? 0).join(', ')})`;
}
