import { defineScene, eventsOf, exported, simulate } from '#scenes';
import type { createCpRegister } from '../../../exercises/kapitel8/cap/cap.ts';
import type {
  CpMessage,
  RegisterRequest,
  RegisterResponse,
} from '../../../exercises/kapitel8/cap/contract.ts';
import { clientPolicy, cutOff, inWords, told, waitedMs } from './cap-partition.ts';

export const scene = defineScene({
  title: 'CP: Der abgeschnittene Knoten lehnt ab',
  alt: 'n3 ist vom Netz getrennt. Das konsistente Register schreibt mit der Mehrheit aus n1 und n2 weiter; n3 lehnt das Lesen ab und antwortet erst nach dem Ende der Partition.',
  references: ['cap'],
  play: (references) =>
    simulate<CpMessage, RegisterRequest, RegisterResponse>({
      scenario: cutOff(700),
      createProcess: (context) =>
        exported<typeof createCpRegister>(references.of('cap'), 'createCpRegister')(context),
      clientPolicy,
    }),
  label: (event) => {
    if (event.kind === 'timer') return `${event.node} hat lange genug gewartet`;
    if (event.kind === 'respond') {
      return `${event.node} antwortet ${event.client} · ${inWords(event.response as RegisterResponse)}`;
    }
    if (event.kind === 'return') {
      return `${event.client} erhält · ${inWords(event.response as RegisterResponse)}`;
    }
    return undefined;
  },
  leavesOut: {
    what: 'das Speichern und, am Ende, was n3 mit n2 austauscht',
    events: (event) =>
      event.kind === 'store' ||
      (event.atMs >= 600 &&
        (event.kind === 'send' || event.kind === 'deliver') &&
        (event.node === 'n2' || ('to' in event ? event.to : event.from) === 'n2')),
  },
  mistakes: [
    {
      exercise: 'cap',
      mutant: 'minority-serves-reads',
      note: 'n3 antwortet nach Ablauf der Frist mit seiner eigenen, leeren Kopie, obwohl „neu“ seit langem bestätigt ist. Verfügbar, aber nicht mehr konsistent.',
    },
  ],
  steps: [
    {
      on: { kind: 'partition' },
      caption:
        'n3 ist abgeschnitten. Weder n3 noch die anderen können das von einem langsamen Netz unterscheiden.',
    },
    {
      on: { kind: 'deliver', node: 'n1', type: 'state' },
      caption:
        'Phase 1: n1 und n2 zusammen sind eine Mehrheit. n1 kennt damit die neueste Version und vergibt die nächste.',
    },
    {
      on: { kind: 'deliver', node: 'n1', type: 'stored' },
      caption:
        'Phase 2: Der neue Wert liegt auf zwei von drei Knoten. Das genügt, n1 bestätigt; auf n3 kommt es nicht an.',
    },
    {
      on: { kind: 'request', node: 'n3', client: 'c3' },
      caption:
        'c3 fragt auf der anderen Seite. n3 braucht noch eine Antwort zur Mehrheit und bekommt keine.',
    },
    {
      on: { kind: 'respond', node: 'n3', client: 'c3' },
      caption:
        'Die Frist ist um, n3 lehnt ab. Mit der eigenen, leeren Kopie zu antworten wäre falsch: „neu“ ist schon bestätigt.',
    },
    {
      on: { kind: 'heal' },
      caption: 'Von allein geschieht jetzt nichts. Die Kopie von n3 ist noch immer alt.',
    },
    {
      on: { kind: 'deliver', node: 'n3', type: 'state' },
      caption:
        'n1 nennt n3 die neuere Version. n3 übernimmt sie und schreibt sie zurück, damit niemand nach ihm wieder Älteres liest.',
    },
    {
      on: { kind: 'return', client: 'c3', response: { value: 'neu' } },
      caption: 'Nun liest auch c3 den neuen Wert.',
    },
  ],
  facts: (run) => ({
    'c1.write': told(run, 'c1', 0),
    'c3.during': told(run, 'c3', 0),
    'c3.during.ms': waitedMs(run, 'c3', 0),
    'c3.after': told(run, 'c3', 1),
    'c1.write.ms': waitedMs(run, 'c1', 0),
    lost: eventsOf(run, 'drop', { reason: 'partition' }).length,
    majority: 2,
  }),
});
