import type { AnyProperty, Sometimes } from '../../suite.ts';
import { registeringGroup } from './group/registering.ts';
import { groupProperty } from './group-property.ts';

const on = [registeringGroup];

const active: Sometimes = {
  count: 'became-active',
  atLeast: 20,
  otherwise: 'In keinem Ablauf wurde ein Knoten durch Prüfungen aktiv: Es fehlen Prüfungen.',
};
const registered: Sometimes = {
  count: 'registered',
  atLeast: 10,
  otherwise: 'In keinem Ablauf stand ein aktiver Knoten wie verlangt im Speicher.',
};
const written: Sometimes = {
  count: 'writes',
  atLeast: 20,
  otherwise: 'In keinem Ablauf hat der Ambassador etwas in den Speicher geschrieben.',
};

/** Part 4: watching the group and registering it. 18 points. */
export const registrationProperties: readonly AnyProperty[] = [
  groupProperty('health-checked', on, {
    part: 'registrierung',
    title: 'Jeder Knoten wird regelmäßig geprüft',
    rule: 'Jeder Knoten der Gruppe bekommt beim Start und dann alle healthPeriodMs ein HealthCheck mit neuer id, auch wenn er inaktiv ist (R1).',
    source:
      'Vorlesung, Kapitel 8, Folie „Das Ambassador Pattern“; HAProxy, „inter“, „rise“, „fall“',
    points: 4,
    kind: 'liveness',
    hints: [
      'Wann war die letzte Prüfung dieses Knotens, und wann ist die nächste fällig?',
      'Setzen Sie den Timer bei jedem Takt neu, gleich was die Prüfungen ergeben haben.',
      'Geprüft wird immer die ganze Gruppe, auch wer gerade inaktiv ist.',
    ],
    chapter: '13-ambassador.md#beobachten',
    sometimes: [
      { count: 'checks', atLeast: 200, otherwise: 'In keinem Ablauf wurden die Knoten geprüft.' },
      {
        count: 'checks-of-inactive',
        atLeast: 10,
        otherwise: 'In keinem Ablauf wurde ein inaktiv gewordener Knoten weiter geprüft.',
      },
    ],
  }),
  groupProperty('register-active', on, {
    part: 'registrierung',
    title: 'Aktive Knoten stehen im Speicher',
    rule: 'Spätestens registerWithinMs nach der letzten Änderung oder Störung steht für jeden aktiven Knoten sein Gewicht unter memberKey(group, node), ohne TTL (R3).',
    source: 'Vorlesung, Kapitel 8, Folie „Das Ambassador Pattern“ (Service Registration)',
    points: 5,
    kind: 'liveness',
    hints: [
      'Seit wann ist der Knoten nach R2 aktiv, und hat der Ambassador das bemerkt? Wenn ja: Was weiß er über den Eintrag, und kann sich das inzwischen geändert haben?',
      'Bleibt eine Antwort aus, ist offen, ob die Anfrage gewirkt hat. Setzen Sie einen Timer und lesen Sie nach.',
      'Melden Sie nicht nur Änderungen weiter: Vergleichen Sie regelmäßig das ganze Verzeichnis mit den aktiven Knoten und schreiben Sie die Unterschiede.',
      'Stimmen riseAfter und fallAfter? Prüfungen zählen nur hintereinander, und eine verspätete Antwort gehört zu keiner laufenden Prüfung.',
    ],
    chapter: '13-ambassador.md#anmelden',
    sometimes: [active, registered],
  }),
  groupProperty('deregister-inactive', on, {
    part: 'registrierung',
    title: 'Inaktive Knoten verschwinden aus dem Speicher',
    rule: 'Spätestens registerWithinMs nach der letzten Änderung oder Störung steht unter groupKey(group) nichts anderes als die aktiven Knoten (R3).',
    source: 'Vorlesung, Kapitel 8, Folie „Das Ambassador Pattern“ (Service Registration)',
    points: 5,
    kind: 'liveness',
    hints: [
      'Wer hat diesen Eintrag geschrieben, und wer müsste ihn löschen?',
      'Nach einem Neustart weiß der Ambassador nicht mehr, was er früher geschrieben hat. Das Verzeichnis weiß es.',
      'Auch ein verspätetes PUT oder jemand anderes kann einen Eintrag hinterlassen. Lesen Sie regelmäßig nach.',
      'Eine Antwort auf eine alte Prüfung sagt nichts darüber, wie es dem Knoten jetzt geht.',
    ],
    chapter: '13-ambassador.md#anmelden',
    sometimes: [
      registered,
      {
        count: 'removed',
        atLeast: 5,
        otherwise: 'In keinem Ablauf verschwand ein Eintrag wieder aus dem Speicher.',
      },
    ],
  }),
  groupProperty('register-own-directory', on, {
    part: 'registrierung',
    title: 'Geschrieben wird nur im eigenen Verzeichnis',
    rule: 'Der Ambassador spricht mit dem Speicher nur in StoreRequests und schreibt nur unter groupKey(group) (R4).',
    source: 'Aufgabe 8.13, R4',
    points: 2,
    kind: 'safety',
    hints: [
      'Unter welchem Schlüssel schreibt oder löscht der Ambassador hier?',
      'Bilden Sie Schlüssel nur mit groupKey und memberKey.',
    ],
    chapter: '13-ambassador.md#anmelden',
    sometimes: [written],
  }),
  groupProperty('register-quiet', on, {
    part: 'registrierung',
    title: 'Geschrieben wird nur, was sich ändert',
    rule: 'Ein Eintrag wird nicht noch einmal mit demselben Wert geschrieben, wenn weder ein Neustart noch ein Verlust dazu Anlass gibt, und in keiner Sekunde gehen mehr als maxStoreRequestsPerSecond Anfragen an den Speicher (R4).',
    source: 'Aufgabe 8.13, R4; etcd v2 API, „Waiting for a change“',
    points: 2,
    kind: 'safety',
    hints: [
      'Warum wurde dieser Eintrag noch einmal geschrieben? Stand dort etwas anderes?',
      'Merken Sie sich, was im Verzeichnis steht, und schreiben Sie nur Unterschiede.',
      'Schreiben Sie nicht bei jeder bestandenen Prüfung, sondern wenn ein Knoten aktiv *wird*.',
    ],
    chapter: '13-ambassador.md#anmelden',
    sometimes: [written, registered],
  }),
];
