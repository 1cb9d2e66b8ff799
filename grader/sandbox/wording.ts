import type { NotCompleted, SandboxOutcome } from './outcome.ts';
import type { Refusal } from './refusal.ts';

/** German, complete sentences: what is wrong, and what to do. Without file and line. */
export function refusalMessage({ rule, file, detail }: Refusal): string {
  switch (rule) {
    case 'missing-file':
      return `Die Datei „${file}“ fehlt. Legen Sie sie wieder an; im Ordner der Aufgabe liegt die Vorlage.`;
    case 'not-a-regular-file':
      return `„${detail}“ ist keine gewöhnliche Datei (etwa eine Verknüpfung). Legen Sie an ihrer Stelle eine echte Datei ab.`;
    case 'file-too-large':
      return `Die Datei „${file}“ ist größer als 512 KiB. Eine Lösung hat nur wenige Kilobyte: Entfernen Sie, was nicht dazugehört.`;
    case 'too-many-files':
      return `Die Abgabe enthält ${detail} TypeScript-Dateien, erlaubt sind höchstens 64. Entfernen Sie, was nicht dazugehört.`;
    case 'not-text':
      return detail === 'NUL'
        ? `Die Datei „${file}“ enthält NUL-Zeichen und ist kein Text. Speichern Sie sie als UTF-8.`
        : `Die Datei „${file}“ ist nicht als UTF-8 gespeichert. Stellen Sie die Kodierung im Editor auf UTF-8 um.`;
    case 'unreadable':
      return `Die Datei „${file}“ lässt sich nicht lesen (${detail}). Prüfen Sie die Zugriffsrechte.`;
    case 'unresolved-import':
      return `Der Import „${detail}“ führt ins Leere: In der Abgabe gibt es diese Datei nicht. Prüfen Sie den Pfad.`;
    case 'foreign-import':
      return `Der Import „${detail}“ ist nicht erlaubt: Ihr Code läuft ohne Pakete und ohne Node. Importieren Sie nur eigene Dateien („./…“) und Typen aus „#simulator“.`;
    case 'value-import':
      return `Aus „${detail}“ lassen sich nur Typen importieren. Schreiben Sie „import type { … } from '${detail}'“.`;
    case 'dynamic-import':
      return '„import()“ ist nicht erlaubt, denn Ihr Code läuft ganz ohne Warten. Importieren Sie am Anfang der Datei.';
    case 'import-meta':
      return '„import.meta“ ist nicht erlaubt: Ihr Code weiß nicht, wo er liegt. Streichen Sie den Ausdruck.';
    case 'require':
      return "„require“ ist nicht erlaubt. Importieren Sie nur eigene Dateien mit „import … from './…'“.";
    case 'asynchronous':
      return `„${detail}“ ist nicht erlaubt: Handler laufen ohne Unterbrechung bis zum Ende. Warten Sie mit „context.setTimer(…)“ auf Zeit und mit „onMessage“ auf Antworten.`;
    case 'forbidden-syntax':
      return `„${detail}“ ist nicht erlaubt. Streichen Sie den Ausdruck.`;
    case 'syntax-error':
      return `Der Code lässt sich nicht übersetzen. Der Übersetzer meldet: „${detail}“.`;
  }
}

/** German: why there is no verdict. */
export function outcomeMessage(outcome: Exclude<SandboxOutcome, { kind: 'completed' }>): string {
  switch (outcome.kind) {
    case 'aborted':
      return 'Die Prüfung wurde abgebrochen.';
    case 'grader-error':
      return 'Die Prüfung ist an einem Fehler des Prüfprogramms gescheitert, nicht an Ihrer Abgabe. Bitte melden Sie ihn.';
    case 'not-completed':
      return notCompletedMessage(outcome.reason);
  }
}

function notCompletedMessage(reason: NotCompleted): string {
  switch (reason) {
    case 'memory':
      return 'Ihr Code hat den verfügbaren Speicher aufgebraucht. Suchen Sie nach Listen, Maps oder Texten, die immer weiter wachsen.';
    case 'watchdog':
      return 'Die Prüfung hat zu lange gedauert und wurde beendet. Suchen Sie nach sehr aufwendigen Berechnungen in Ihren Handlern.';
    case 'no-progress':
      return 'Ihr Code kam nicht mehr voran und wurde beendet. Suchen Sie nach Aufrufen, die sehr lange rechnen, etwa „repeat“, „fill“ oder reguläre Ausdrücke auf großen Texten.';
    case 'killed':
      return 'Der Prozess, in dem Ihr Code lief, wurde von außen beendet. Starten Sie die Prüfung noch einmal.';
    case 'garbled':
      return 'Das Ergebnis der Prüfung kam unvollständig oder beschädigt an und zählt deshalb nicht. Starten Sie die Prüfung noch einmal.';
  }
}

/** What the sandbox itself says to a submission while it runs: shown as its error or its output. */
export const sandboxWording = {
  absent: (name: string, instead: string) =>
    `„${name}“ gibt es hier nicht: Ihr Code sieht die Welt nur durch seinen „context“. ${instead}`,
  insteadOfTime: 'Die Zeit liefert „context.now()“, Wartezeiten „context.setTimer(…)“.',
  insteadOfChance: 'Zufallszahlen liefert „context.random()“.',
  insteadOfWaiting:
    'Handler laufen ohne Unterbrechung bis zum Ende; Antworten kommen in „onMessage“ an.',
  insteadOfHost: 'Dateien, Netz und Prozess sind nicht erreichbar und werden nicht gebraucht.',
  insteadOfBytes: 'Verwenden Sie gewöhnliche Arrays.',
  insteadOfMagic: 'Verwenden Sie gewöhnliche Objekte, Maps und Sets.',
  insteadOfCode: 'Code aus Texten wird nicht ausgeführt.',
  moreLines: (count: number) =>
    `Ab hier ausgelassen: Je Aufruf erscheinen höchstens ${count} Zeilen.`,
} as const;
