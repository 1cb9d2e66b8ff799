import {
  defineScene,
  eventsOf,
  exported,
  only,
  simulate,
  type Trace,
  type TraceEvent,
} from '#scenes';
import type { createApRegister } from '../../../exercises/kapitel8/cap/cap.ts';
import type {
  ApMessage,
  RegisterRequest,
  RegisterResponse,
} from '../../../exercises/kapitel8/cap/contract.ts';
import { clientPolicy, cutOff, inWords, told, waitedMs } from './cap-partition.ts';

export const scene = defineScene({
  title: 'AP: Der abgeschnittene Knoten antwortet mit Altem',
  alt: 'Dieselbe Partition, diesmal beim verfügbaren Register: n3 antwortet sofort aus seiner eigenen Kopie, und die ist veraltet; nach der Partition gleicht der Abgleich die Kopien an.',
  references: ['cap'],
  play: (references) =>
    simulate<ApMessage, RegisterRequest, RegisterResponse>({
      scenario: cutOff(700),
      createProcess: (context) =>
        exported<typeof createApRegister>(references.of('cap'), 'createApRegister')(context),
      clientPolicy,
    }),
  label: (event) => {
    if (event.kind === 'respond') {
      return `${event.node} antwortet ${event.client} · ${inWords(event.response as RegisterResponse)}`;
    }
    if (event.kind === 'return') {
      return `${event.client} erhält · ${inWords(event.response as RegisterResponse)}`;
    }
    return undefined;
  },
  leavesOut: {
    what: 'Timer und alle Nachrichten des Abgleichs, die nichts ändern',
    events: (event, trace) => {
      if (event.kind === 'timer' || event.kind === 'drop') return true;
      if (event.kind !== 'send' && event.kind !== 'deliver') return false;
      return !isUseful(event.id, trace) && !isFirstLost(event, trace);
    },
  },
  steps: [
    {
      on: { kind: 'partition' },
      caption: 'Dieselbe Partition wie beim konsistenten Register.',
    },
    {
      on: { kind: 'respond', node: 'n1', client: 'c1' },
      caption:
        'n1 fragt niemanden. Er vergibt eine Version, speichert und bestätigt; dann erst erzählt er den anderen davon.',
    },
    {
      on: { kind: 'send', node: 'n1', to: 'n3' },
      caption:
        'An n3 geht die Neuigkeit verloren. n1 erfährt das nicht und muss es auch nicht wissen.',
    },
    {
      on: { kind: 'respond', node: 'n3', client: 'c3' },
      caption:
        'n3 antwortet sofort, aus der eigenen Kopie. „neu“ ist längst bestätigt; die Antwort ist veraltet und nicht linearisierbar.',
    },
    {
      on: { kind: 'heal' },
      caption:
        'Das Netz ist wieder ganz. Der regelmäßige Abgleich, der die ganze Zeit ins Leere lief, kommt nun durch.',
    },
    {
      on: { kind: 'store', node: 'n3', value: { value: 'neu' } },
      caption:
        'n3 vergleicht die Versionen und übernimmt die größere, ohne dass ein Client gefragt hätte.',
    },
    {
      on: { kind: 'return', client: 'c3', response: { value: 'neu' } },
      caption: 'Irgendwann gleich: Die Kopien stimmen wieder überein.',
    },
  ],
  facts: (run) => ({
    'c1.write': told(run, 'c1', 0),
    'c3.during': told(run, 'c3', 0),
    'c3.during.ms': waitedMs(run, 'c3', 0),
    'c3.after': told(run, 'c3', 1),
    'c1.write.ms': waitedMs(run, 'c1', 0),
    lost: eventsOf(run, 'drop', { reason: 'partition' }).length,
    'n3.updated.ms': only(
      eventsOf(run, 'store', { node: 'n3', key: 'copy' }).at(-1),
      'n3 takes over the value',
    ).atMs,
  }),
});

/** A message whose receiver learned something from it. */
function isUseful(id: number, { events }: Trace): boolean {
  const arrival = events.find((event) => event.kind === 'deliver' && event.id === id);
  return arrival !== undefined && events[arrival.seq + 1]?.kind === 'store';
}

/** Of the news that never arrived, the first. */
function isFirstLost(event: TraceEvent, { events }: Trace): boolean {
  const lost = new Set(events.flatMap((each) => (each.kind === 'drop' ? [each.id] : [])));
  const first = events.find(
    (each) =>
      each.kind === 'send' && lost.has(each.id) && (each.message as ApMessage).value !== null,
  );
  return first === event;
}
