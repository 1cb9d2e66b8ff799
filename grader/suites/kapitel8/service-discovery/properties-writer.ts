import { type AnyProperty, property } from '../../suite.ts';
import { verdictOf } from './findings.ts';
import { checkRendered, rendering } from './rendering.ts';
import { etcd, lecture, task } from './sources.ts';
import { type WriterSeen, writing } from './writer-run.ts';
import type { WriterRule } from './writer-walk.ts';

const judgedBy =
  (...rules: readonly WriterRule[]) =>
  ({ findings }: WriterSeen) =>
    verdictOf(findings, rules);

const written = {
  count: 'written',
  atLeast: 20,
  otherwise: 'Es wurde kaum eine Datei geschrieben.',
};

/** Part 4: configuration files, rewritten. */
export const writerProperties: readonly AnyProperty[] = [
  property({
    id: 'template-filled',
    part: 'dateien',
    title: 'Die Vorlage wird genau gefüllt',
    rule: 'Blöcke erscheinen je Instanz einmal, aufsteigend nach id; jeder bekannte Platzhalter wird ersetzt, sooft er vorkommt; alles andere bleibt Zeichen für Zeichen, und Eingesetztes wird nicht noch einmal ersetzt.',
    source: `${lecture}: Dynamische Konfigurationsdateien`,
    points: 3,
    kind: 'safety',
    visibility: 'offen',
    hints: [
      'Welche Stelle der Vorlage unterscheidet sich, und stammt sie aus der Vorlage oder aus einem eingesetzten Wert?',
      'Gehen Sie einmal durch die Vorlage. Als zweites Argument von replace taugt eine Funktion; in einem Text haben „$&“ und „$1“ eine eigene Bedeutung.',
    ],
    chapter: '12-service-discovery.md#dynamische-konfigurationsdateien',
    on: [rendering],
    check: checkRendered,
  }),
  property({
    id: 'file-current-and-whole',
    part: 'dateien',
    title: 'Die Datei ist vollständig und auf dem bekannten Stand',
    rule: 'Nach dem ersten Lesen und nach jeder Änderung steht in der Datei genau die gefüllte Vorlage, mit einem einzigen storage.set; vor dem ersten Lesen und bei Fehlern bleibt sie, wie sie ist.',
    source: `${lecture}: Dynamische Konfigurationsdateien; confd`,
    points: 3,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      'Ist der Text falsch, fehlt ein Schreiben, oder sind es mehrere? Welches Ereignis ging voraus, und was liegt unter seinem Schlüssel?',
      'Bilden Sie erst den ganzen Text und schreiben Sie ihn dann mit einem Aufruf.',
    ],
    chapter: '12-service-discovery.md#dynamische-konfigurationsdateien',
    on: [writing],
    check: judgedBy('written-wrong', 'written-in-pieces', 'not-written', 'written-unasked'),
    sometimes: [written],
  }),
  property({
    id: 'writer-follows',
    part: 'dateien',
    title: 'Der Schreiber folgt dem Verzeichnis seines Dienstes',
    rule: 'Der Schreiber liest /services/<service> und beobachtet es dann, nach denselben Regeln wie die Registratur: ab dem ersten fehlenden Ereignis, eine Frage zugleich, nach verlorenen Antworten und Fehlern wieder.',
    source: `${etcd}, „Waiting for a change“; ${task}, Teil 2, Regeln 1 bis 4`,
    points: 2,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      'Welche Antwort, oder welches Ausbleiben, hat den Schreiber aus dem Tritt gebracht?',
      'Verwenden Sie dieselbe Klasse wie in Teil 2, mit anderem Verzeichnis.',
    ],
    chapter: '12-service-discovery.md#dem-speicher-folgen',
    on: [writing],
    check: judgedBy('question-form', 'two-questions', 'wrong-index', 'no-question', 'form'),
    sometimes: [
      written,
      { count: 'events', atLeast: 20, otherwise: 'Der Schreiber hat kaum ein Ereignis bekommen.' },
    ],
  }),
  property({
    id: 'reload-once-a-change',
    part: 'dateien',
    title: 'Geschrieben und signalisiert wird genau einmal je Änderung',
    rule: 'Hat sich der Inhalt nicht geändert, wird weder geschrieben noch signalisiert, auch nach einem Neustart; nach jedem Schreiben geht genau ein „Reload“ hinaus.',
    source: 'confd: reload_cmd läuft nur, wenn sich die Datei geändert hat',
    points: 2,
    kind: 'safety',
    visibility: 'verdeckt',
    hints: [
      'Zu jedem Schreiben gehört genau ein Signal, und geschrieben wird nur, wenn der Inhalt ein anderer ist. Welches von beidem fehlt oder ist zu viel?',
      'Vergleichen Sie mit dem, was in context.storage steht, nicht mit einer Variablen: Die ist nach einem Neustart leer.',
    ],
    chapter: '12-service-discovery.md#dynamische-konfigurationsdateien',
    on: [writing],
    check: judgedBy('written-same', 'reload-missing', 'reload-surplus', 'reload-before'),
    sometimes: [
      { count: 'reloads', atLeast: 20, otherwise: 'Es wurde kaum ein „Reload“ geschickt.' },
      {
        count: 'unchanged',
        atLeast: 5,
        otherwise: 'Es gab kaum ein Ereignis, das die Datei nicht ändert.',
      },
    ],
  }),
  property({
    id: 'reload-made-up-for',
    part: 'dateien',
    title: 'Ein Absturz verschluckt kein Signal',
    rule: 'Stürzt der Knoten zwischen Schreiben und „Reload“ ab, geht das Signal nach dem Neustart hinaus, spätestens mit dem ersten Lesen.',
    source: `${task}, Teil 4, Regel 4`,
    points: 2,
    kind: 'liveness',
    visibility: 'verdeckt',
    hints: [
      'Nach dem Neustart ist die Datei aktuell. Woran erkennt der Schreiber, dass der Leser noch nichts davon weiß?',
      'Merken Sie sich dauerhaft, welcher Inhalt schon signalisiert ist, und zwar nach dem Signal. Oder signalisieren Sie nach jedem Neustart einmal.',
    ],
    chapter: '12-service-discovery.md#dynamische-konfigurationsdateien',
    on: [writing],
    check: judgedBy('reload-lost'),
    sometimes: [
      {
        count: 'madeUp',
        atLeast: 1,
        otherwise: 'Es wurde nie ein verschlucktes Signal nachgeholt.',
      },
    ],
  }),
];
