import { type AnyProperty, property, type Sometimes } from '../../suite.ts';
import { lecture, lectureTasks } from './sources.ts';
import { together } from './together.ts';
import { checkCallersServed, checkDeadVanish, checkReadyListed } from './together-checks.ts';

const answered: Sometimes = {
  count: 'answered',
  atLeast: 20,
  otherwise: 'Es wurde kaum eine Auskunft gegeben, die eine Instanz nennt.',
};

/** Instances and registry together: what the caller sees of it all. */
export const togetherProperties: readonly AnyProperty[] = [
  property({
    id: 'dead-vanish',
    part: 'registratur',
    title: 'Wer nicht mehr bereit ist, wird bald nicht mehr genannt',
    rule: 'Eine abgestürzte, gestoppte oder hängende Instanz steht höchstens ttlSeconds und watchMs später (und je verlorener Antwort eine Wartezeit länger) in keiner Auskunft mehr.',
    source: `${lectureTasks}: Failure Detection; Gray & Cheriton 1989, Abschnitt 2`,
    points: 4,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      'Was müsste diese Instanz verschwinden lassen: ihr Abmelden, der Verfall ihres Leases, ein Ereignis an die Registratur? Welches davon fehlt?',
      'Tragen Anmelden und Auffrischen eine TTL? Endet das Auffrischen mit der Bereitschaft?',
    ],
    chapter: '12-service-discovery.md#registratur',
    on: [together],
    check: checkDeadVanish,
    sometimes: [
      answered,
      { count: 'leavings', atLeast: 4, otherwise: 'Es ist fast nie eine Instanz ausgefallen.' },
    ],
  }),
  property({
    id: 'ready-are-listed',
    part: 'registratur',
    title: 'Wer bereit ist, wird bald genannt, auch nach einem Neustart',
    rule: 'Eine Instanz, die eine Weile ununterbrochen bereit ist, steht in jeder Auskunft: nach dem ersten Start, nach einem Neustart, nach einem Umzug.',
    source: `${lecture}: mangelnde Flexibilität`,
    points: 3,
    kind: 'liveness',
    visibility: 'verdeckt',
    hints: [
      'Steht die Instanz im Speicher? Wenn ja, was hat die Registratur davon erfahren?',
      'Nach einem Neustart beginnt alles von vorn: Befund, Anmelden, Lesen, Beobachten.',
    ],
    chapter: '12-service-discovery.md#neustart-umzug-austausch',
    on: [together],
    check: checkReadyListed,
    sometimes: [
      answered,
      { count: 'returns', atLeast: 1, otherwise: 'Es kam nie eine Instanz zurück.' },
    ],
  }),
  property({
    id: 'callers-notice-nothing',
    part: 'registratur',
    title: 'Aufrufer merken von Neustart, Umzug und Austausch nichts',
    rule: 'Solange es eine seit einer Weile bereite Instanz gibt, findet jeder Aufrufer in der Auskunft mindestens eine, die in diesem Augenblick bereit ist.',
    source: `${lecture}: mangelnde Redundanz, mangelnde Flexibilität`,
    points: 3,
    kind: 'liveness',
    visibility: 'verdeckt',
    hints: [
      'Wer hat die lebende Instanz aus der Liste entfernt?',
      'Beim Umzug meldet sich der Vorgänger ab, wenn der Nachfolger schon eingetragen ist. Was löscht sein DELETE?',
    ],
    chapter: '12-service-discovery.md#neustart-umzug-austausch',
    on: [together],
    check: checkCallersServed,
    sometimes: [answered],
  }),
];
