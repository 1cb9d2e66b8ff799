import type { ForbiddenKind } from './forbidden-names.ts';

/** German sentences of the inspection; errors of the compiler are in `compiler-wording.ts`. */

const list = (names: readonly string[]) => names.map((name) => `„${name}“`).join(', ');
const utf8 = 'Speichern Sie die Datei in Ihrem Editor neu, mit der Zeichenkodierung UTF-8.';

/** Folders and files that cannot be read as they should. */
export const fileWording = {
  'missing-folder': (directory: string, files: readonly string[]) =>
    `Den Ordner „${directory}“ gibt es nicht. Erwartet wird dort: ${list(files)}. Prüfen Sie den Pfad nach „--submission“.`,
  'not-a-folder': (directory: string, files: readonly string[]) =>
    `„${directory}“ ist eine Datei und kein Ordner. Nennen Sie den Ordner, in dem ${list(files)} liegt bzw. liegen.`,
  'unreadable-folder': (directory: string, _files: readonly string[]) =>
    `Der Ordner „${directory}“ lässt sich nicht lesen. Prüfen Sie seine Zugriffsrechte.`,
  'empty-folder': (directory: string, files: readonly string[]) =>
    `Im Ordner „${directory}“ fehlen alle Dateien dieser Aufgabe: ${list(files)}. Kopieren Sie Ihre Dateien dorthin, oder nennen Sie nach „--submission“ den richtigen Ordner.`,
  'too-many-files': (directory: string) =>
    `Im Ordner „${directory}“ liegen mehr als 64 .ts-Dateien. Entfernen Sie, was nicht zu dieser Aufgabe gehört, oder nennen Sie nach „--submission“ den Ordner der Aufgabe.`,
  file: {
    'missing-file': (path: string) =>
      `Die Datei „${path}“ fehlt. Kopieren Sie sie aus dem Gerüst der Aufgabe in Ihren Ordner; der Name muss genau stimmen, auch in Groß- und Kleinschreibung.`,
    'symbolic-link': (path: string) =>
      `„${path}“ ist eine symbolische Verknüpfung; ihr wird nicht gefolgt. Ersetzen Sie sie durch die Datei selbst.`,
    'folder-instead-of-file': (path: string) =>
      `„${path}“ ist ein Ordner; erwartet wird eine Datei. Benennen Sie den Ordner um, und legen Sie die Datei an.`,
    'not-a-regular-file': (path: string) =>
      `„${path}“ ist keine gewöhnliche Datei. Ersetzen Sie sie durch eine Textdatei.`,
    'file-too-large': (path: string) =>
      `Die Datei „${path}“ ist zu groß: Erlaubt sind 128 KiB. Entfernen Sie, was nicht zu Ihrer Lösung gehört, etwa eingefügte Daten oder Ausgaben.`,
    'unreadable-file': (path: string) =>
      `Die Datei „${path}“ lässt sich nicht lesen. Prüfen Sie ihre Zugriffsrechte.`,
    'utf-16': (path: string) => `Die Datei „${path}“ ist in UTF-16 gespeichert. ${utf8}`,
    'not-utf-8': (path: string) =>
      `Die Datei „${path}“ ist nicht in UTF-8 gespeichert: In der genannten Zeile steht ein Zeichen einer anderen Kodierung (oft ein Umlaut aus Latin-1). ${utf8}`,
    nul: (path: string) =>
      `Die Datei „${path}“ enthält ein NUL-Zeichen und ist damit keine Textdatei. Löschen Sie die Zeile, und schreiben Sie sie neu, oder holen Sie die Datei aus einer Sicherung.`,
  },
  contractReplaced: (path: string) =>
    `Ihre Fassung von „${path}“ weicht von der vorgegebenen ab und wird nicht verwendet. Geprüft wird mit der vorgegebenen; nehmen Sie Ihre Änderungen dort zurück.`,
  notImported: (path: string) =>
    `Die Datei „${path}“ wird von Ihrer Lösung nicht importiert und deshalb nicht beachtet.`,
} as const;

/** The grader's installation lacks something: never the student's fault. */
export const installationWording = {
  compilerMissing:
    'Der TypeScript-Compiler ist nicht installiert. Führen Sie im Ordner des Arbeitsbuchs „npm ci“ aus.',
  compilerFails:
    'Der TypeScript-Compiler lässt sich nicht starten. Führen Sie im Ordner des Arbeitsbuchs „npm ci“ aus, und prüfen Sie, ob ein Virenscanner ihn blockiert.',
  noTemporaryFolder: (directory: string) =>
    `Im Ordner für temporäre Dateien („${directory}“) lässt sich nichts anlegen. Prüfen Sie, ob dort Platz ist und ob Sie schreiben dürfen; mit der Umgebungsvariablen TMPDIR (unter Windows TEMP) wählen Sie einen anderen.`,
};

const sandboxed = 'Ihr Programm läuft in einer abgeschlossenen Umgebung';

/** What is not allowed, why, and what to use instead. `detail` is as the student wrote it. */
export const forbiddenWording: Record<ForbiddenKind, (detail: string) => string> = {
  'date-now': () =>
    '„Date.now()“ liest die Uhr Ihres Rechners; im Simulator vergeht die Zeit aber virtuell, und jeder Knoten hat seine eigene Uhr. Verwenden Sie „context.now()“.',
  date: (detail) =>
    `„${detail}“ hängt an der Uhr Ihres Rechners; im Simulator vergeht die Zeit aber virtuell. Verwenden Sie „context.now()“ und rechnen Sie mit Millisekunden.`,
  clock: (detail) =>
    `„${detail}“ misst die Zeit Ihres Rechners; im Simulator vergeht die Zeit aber virtuell. Verwenden Sie „context.now()“.`,
  'math-random': () =>
    '„Math.random()“ liefert bei jedem Lauf anderes; ein Fehler ließe sich dann nicht wiederholen. Verwenden Sie „context.random()“.',
  crypto: (detail) =>
    `„${detail}“ liefert bei jedem Lauf anderes; ein Fehler ließe sich dann nicht wiederholen. Verwenden Sie „context.random()“, und bilden Sie eindeutige Namen aus „context.self“ und einem Zähler.`,
  timer: (detail) =>
    `„${detail}“ wartet in der Zeit Ihres Rechners; im Simulator vergeht die Zeit aber virtuell. Verwenden Sie „context.setTimer(name, delayMs)“ und „context.cancelTimer(name)“; der Timer meldet sich in „onTimer(name)“.`,
  async: (detail) =>
    `„${detail}“ ist nicht erlaubt: Ein Handler läuft in einem Zug bis zum Ende, damit zwischen zwei Schritten nichts Unbemerktes geschieht. Merken Sie sich den Zustand in Feldern, und machen Sie in „onMessage“ oder „onTimer“ weiter, statt zu warten.`,
  promise: (detail) =>
    `„${detail}“ ist nicht erlaubt: Promises werden erst nach dem Handler eingelöst, und dann ist der Schritt schon vorbei. Merken Sie sich den Zustand in Feldern, und machen Sie in „onMessage“ oder „onTimer“ weiter.`,
  'dynamic-import': () =>
    "„import(…)“ lädt Module erst zur Laufzeit und ist nicht erlaubt. Schreiben Sie „import { … } from './datei.ts'“ an den Anfang der Datei.",
  'import-meta': () =>
    '„import.meta“ gibt es hier nicht: Ihre Dateien werden zu einem Programm zusammengefasst. Ihr Programm braucht seinen Ort nicht zu kennen.',
  require: (detail) =>
    `„${detail}“ gibt es in ES-Modulen nicht. Schreiben Sie „import { … } from './datei.ts'“ bzw. „export“.`,
  'foreign-import': (detail) =>
    `Der Import von „${detail}“ ist nicht erlaubt. Importieren können Sie Ihre eigenen .ts-Dateien dieser Aufgabe (etwa „./log.ts“) und Typen aus „#simulator“ und aus den Aufgaben, die „manifest.json“ unter „uses“ nennt; alles andere erreicht Ihr Programm über „context“.`,
  'import-outside': (detail) =>
    `„${detail}“ führt aus dem Ordner der Aufgabe hinaus. Importieren können Sie nur Dateien dieser Aufgabe; die Typen des Simulators kommen aus „#simulator“.`,
  'value-import': (detail) =>
    detail === '#simulator'
      ? "„#simulator“ enthält nur Typen. Schreiben Sie „import type { … } from '#simulator'“; den „context“ bekommt Ihr Programm übergeben."
      : `Aus „${detail}“ bekommt Ihr Programm nur Typen. Schreiben Sie „import type { … } from '${detail}'“; mit der anderen Aufgabe spricht es über Nachrichten.`,
  process: (detail) =>
    `„${detail}“ gibt es hier nicht: ${sandboxed} und erreicht die Welt nur über „context“. Einen Fehler melden Sie mit „throw new Error('…')“.`,
  'global-object': (detail) =>
    `„${detail}“ ist nicht erlaubt: Knoten teilen keine globalen Variablen. Halten Sie Zustand in Feldern Ihres Prozesses.`,
  eval: () =>
    '„eval“ ist nicht erlaubt, denn was es ausführt, lässt sich nicht prüfen. Schreiben Sie den Code aus.',
  'function-constructor': () =>
    '„Function(…)“ macht aus Text ein Programm, das sich nicht prüfen lässt. Schreiben Sie eine gewöhnliche Funktion.',
  network: (detail) =>
    `„${detail}“ gibt es hier nicht: Nachrichten verschickt Ihr Programm mit „context.send(to, message)“.`,
  proxy: () =>
    '„Proxy“ ist nicht erlaubt, denn Nachrichten und Zustand müssen einfache Daten sein. Verwenden Sie gewöhnliche Objekte, Listen oder Maps.',
  'weak-reference': (detail) =>
    `„${detail}“ ist nicht erlaubt: Wann Speicher freigegeben wird, ist bei jedem Lauf anders. Verwenden Sie eine „Map“ und löschen Sie Einträge selbst.`,
  'binary-data': (detail) =>
    `„${detail}“ ist nicht erlaubt: Solcher Speicher lässt sich nicht begrenzen und nicht verschicken. Verwenden Sie eine Liste von Zahlen, etwa „new Array<number>(n).fill(0)“.`,
  'shared-memory': (detail) =>
    `„${detail}“ ist nicht erlaubt: Knoten teilen keinen Speicher und laufen nicht in Threads. Verwenden Sie „context.send“.`,
  intl: () =>
    '„Intl“ ist nicht erlaubt: Das Ergebnis hängt von der Sprache des Rechners ab. Vergleichen Sie Zeichenketten mit „<“ und „>“.',
  'structured-clone': () =>
    '„structuredClone“ gibt es hier nicht. Kopieren Sie mit „{ ...objekt }“ oder „[...liste]“; Nachrichten und gespeicherte Werte werden ohnehin kopiert.',
  environment: (detail) =>
    `„${detail}“ gibt es hier nicht: ${sandboxed}, in der nur die Sprache selbst und „context“ zur Verfügung stehen.`,
  'constructor-chain': (detail) =>
    `„${detail}“ ist nicht erlaubt: Damit ließe sich aus Text ein Programm machen, das sich nicht prüfen lässt. Verwenden Sie die Klasse unter ihrem Namen.`,
  proto: () =>
    '„__proto__“ ist nicht erlaubt. Verwenden Sie Klassen mit „extends“, für einfache Verzeichnisse eine „Map“.',
  'patched-builtin': (detail) =>
    `Sie ändern mit „${detail}“ etwas, das zu JavaScript gehört; in der Prüfung ist es eingefroren. Schreiben Sie statt dessen eine eigene Funktion.`,
};

/** Added to the first of several uses of the same thing. */
export const alsoOnLines = (lines: string) => ` Ebenso in ${lines}.`;

/** What may stay, but should be known. */
export const adviceWording = {
  moduleState: (name: string) =>
    `„${name}“ ist eine Variable des Moduls, die sich im Lauf ändert. Sie gehört einem Knoten allein und geht bei einem Absturz verloren. Halten Sie Zustand in Feldern Ihres Prozesses und, was einen Absturz überleben muss, in „context.storage“.`,
  silencer: (name: string) =>
    `„${name}“ unterdrückt die Meldungen des Compilers. Beheben Sie lieber, was er meldet: Oft ist es der gesuchte Fehler.`,
  anyType: (lines: string) =>
    `Der Typ „any“ schaltet die Typprüfung ab (${lines}). Verwenden Sie den genauen Typ oder „unknown“.`,
  localeDependent: (name: string) =>
    `Das Ergebnis von „${name}“ kann von der Sprache des Rechners abhängen. Vergleichen Sie Zeichenketten mit „<“ und „>“.`,
  prototypeChange: (name: string) =>
    `„${name}“ ändert die Vorfahren eines Objekts zur Laufzeit. Verwenden Sie Klassen mit „extends“.`,
  todoLeft: (path: string, lines: string) =>
    `In „${path}“ ist noch etwas offen: ${lines} (mit „TODO“ gekennzeichnet).`,
  unchanged:
    'Die Dateien entsprechen dem ausgegebenen Gerüst: Diese Aufgabe ist noch nicht begonnen. Suchen Sie nach „TODO“; dort beginnt Ihre Arbeit.',
};

/** „Zeile 3“, „Zeilen 3, 8 und 21“, after which prepositions with the dative fit. */
export function linesText(lines: readonly number[]): string {
  const distinct = [...new Set(lines)].sort((a, b) => a - b);
  const last = distinct.at(-1);
  if (distinct.length < 2) return `Zeile ${last}`;
  return `Zeilen ${distinct.slice(0, -1).join(', ')} und ${last}`;
}

const kindNames = {
  function: 'eine Funktion',
  class: 'eine Klasse',
  constant: 'ein Wert',
} as const;

export const exportWording = {
  missing: (name: string, kind: keyof typeof kindNames, wanted: string | undefined) =>
    `„${name}“ wird nicht exportiert. Verlangt ist ${kindNames[kind]}${wanted === undefined ? '' : `: „export ${wanted}“`}. Stellen Sie den Namen aus dem Gerüst wieder her, und schreiben Sie „export“ davor.`,
  wrongKind: (name: string, kind: keyof typeof kindNames, found: keyof typeof kindNames) =>
    `„${name}“ muss ${kindNames[kind]} sein, ist hier aber ${kindNames[found]}. Stellen Sie die Form aus dem Gerüst wieder her.`,
  uncallable: (name: string, wanted: string) =>
    `„${name}“ verlangt mehr Argumente, als beim Aufruf übergeben werden. Die Signatur aus dem Gerüst ist „${wanted}“; stellen Sie sie wieder her.`,
  types: (name: string, wanted: string) =>
    `Die Signatur von „${name}“ weicht vom Gerüst ab. Geprüft wird, was dort steht: „${wanted}“.`,
  fewer: (name: string, wanted: string) =>
    `„${name}“ nimmt weniger Parameter als im Gerüst („${wanted}“). Das ist erlaubt, wenn Sie die übrigen nicht brauchen.`,
  memberMissing: (name: string, wanted: string) =>
    `„${name}“ aus dem Gerüst fehlt. Geprüft wird, was dort steht: „${wanted}“.`,
};

export const gateWording = {
  files: (first: string) => `Ihre Abgabe ist unvollständig oder nicht lesbar. ${first}`,
  doesNotCompile: (count: number, place: string) =>
    count === 1
      ? `Ihre Abgabe lässt sich nicht übersetzen: ein Fehler, ${place}. Beheben Sie ihn zuerst; danach wird Ihr Programm ausgeführt und bewertet.`
      : `Ihre Abgabe lässt sich nicht übersetzen: ${count} Fehler, der erste ${place}. Beheben Sie diese zuerst; danach wird Ihr Programm ausgeführt und bewertet.`,
  contract: (first: string) =>
    `Ihre Abgabe passt nicht mehr zu dem, was die Aufgabe verlangt. ${first}`,
  forbidden: (place: string, first: string) =>
    `Ihre Abgabe verwendet ${place}, was nicht erlaubt ist. ${first}`,
  tooDeep:
    'Ihre Abgabe enthält einen Ausdruck oder Block, der zu tief verschachtelt ist, um ihn zu lesen. Teilen Sie ihn auf.',
  compilerStopped:
    'Der TypeScript-Compiler kommt mit Ihrer Abgabe zu keinem Ende. Vereinfachen Sie sehr verschachtelte Typen.',
  moreErrors: (count: number) =>
    `Dazu ${count === 1 ? 'kommt ein weiterer Fehler' : `kommen ${count} weitere Fehler`} des Compilers; sie erscheinen, wenn die ersten behoben sind.`,
  place: (file: string, line: number) => `in ${file}, Zeile ${line}`,
};
