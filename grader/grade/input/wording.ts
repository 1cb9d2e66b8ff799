/** German sentences about what was handed in and what of it was refused or put right. */

const number = new Intl.NumberFormat('de-DE', { maximumFractionDigits: 1 });

function size(bytes: number): string {
  const steps = ['Byte', 'KiB', 'MiB', 'GiB', 'TiB'];
  let value = bytes;
  let step = 0;
  while (value >= 1024 && step < steps.length - 1) {
    value /= 1024;
    step += 1;
  }
  return `${number.format(value)} ${steps[step]}`;
}

function list(names: readonly string[], most = 5): string {
  const first = names.slice(0, most).map((name) => `„${name}“`);
  const more = names.length - first.length;
  return more > 0 ? `${first.join(', ')} und ${number.format(more)} weitere` : first.join(', ');
}

/** Why an entry must not be read. */
export const flawWording = {
  nul: (name: string) => `Der Name „${name}“ enthält ein NUL-Zeichen.`,
  unreadableName: (name: string) =>
    `Der Name „${name}“ ist nicht lesbar: Er ist weder UTF-8 noch in einer bekannten Kodierung.`,
  controlCharacter: (name: string) => `Der Name „${name}“ enthält Steuerzeichen.`,
  drive: (name: string) => `Der Pfad „${name}“ nennt ein Laufwerk.`,
  absolute: (name: string) => `Der Pfad „${name}“ ist absolut.`,
  parent: (name: string) => `Der Pfad „${name}“ führt mit „..“ aus der Abgabe heraus.`,
  backslash: (name: string) => `Der Name „${name}“ enthält einen umgekehrten Schrägstrich.`,
  longPath: (name: string, most: number) =>
    `Der Pfad „${name}“ ist länger als ${number.format(most)} Zeichen.`,
  deepPath: (name: string, most: number) =>
    `Der Pfad „${name}“ hat mehr als ${number.format(most)} Ebenen.`,
  emptyName: 'Ein Eintrag hat keinen Namen.',
  symlink: (name: string) =>
    `„${name}“ ist eine symbolische Verknüpfung. Angenommen werden nur gewöhnliche Dateien.`,
  special: (name: string) =>
    `„${name}“ ist keine gewöhnliche Datei, sondern ein Gerät, eine Pipe oder ein Socket.`,
  encrypted: (name: string) =>
    `„${name}“ ist verschlüsselt. Bitten Sie um eine Abgabe ohne Kennwort.`,
  bombRatio: (name: string, ratio: number) =>
    `„${name}“ wächst beim Entpacken auf das ${number.format(Math.floor(ratio))}-Fache; das ist eine ZIP-Bombe.`,
};

/** Why a hand-in is not graded. */
export const refusalWording = {
  flaws: (first: string, more: number) =>
    more === 0 ? first : `${first} Dazu kommen ${number.format(more)} weitere Verstöße.`,
  within: (name: string, reason: string) => `In „${name}“: ${reason}`,
  duplicate: (name: string) => `Der Eintrag „${name}“ kommt mehrfach vor.`,
  caseCollision: (one: string, other: string) =>
    `„${one}“ und „${other}“ unterscheiden sich nur in Groß- und Kleinschreibung oder in der Schreibweise der Umlaute.`,
  fileAndFolder: (name: string) => `„${name}“ ist zugleich Datei und Ordner.`,
  notAZip: (name: string) =>
    `„${name}“ ist kein vollständiges ZIP-Archiv: Das Verzeichnis am Ende fehlt. Vielleicht ist die Datei abgeschnitten.`,
  damagedZip: (name: string) =>
    `„${name}“ ist als ZIP-Archiv beschädigt und lässt sich nicht lesen.`,
  encryptedZip: (name: string) =>
    `„${name}“ ist verschlüsselt. Bitten Sie um eine Abgabe ohne Kennwort.`,
  overlapping: (name: string) =>
    `In „${name}“ überschneiden sich Einträge: Dieselben Daten zählen mehrfach. Das ist eine ZIP-Bombe.`,
  wrongSize: (name: string) =>
    `„${name}“ ist entpackt nicht so groß, wie das Archiv angibt. Das Archiv ist beschädigt oder gefälscht.`,
  wrongChecksum: (name: string) =>
    `Die Prüfsumme von „${name}“ stimmt nicht. Das Archiv ist beschädigt.`,
  method: (name: string) =>
    `„${name}“ ist mit einem Verfahren gepackt, das hier nicht gelesen wird. Üblich ist „Deflate“.`,
  unpacked: (bytes: number, most: number) =>
    `Die Abgabe wäre entpackt ${size(bytes)} groß; erlaubt sind ${size(most)}. Das ist eine ZIP-Bombe.`,
  tooLarge: (name: string, most: number) => `„${name}“ ist größer als ${size(most)}.`,
  archivesTooLarge: (most: number) =>
    `Die Archive der Abgabe sind zusammen größer als ${size(most)}. Lassen Sie sie ohne „node_modules“ neu packen, oder geben Sie den entpackten Ordner an.`,
  tooManyEntries: (most: number) => `Es sind mehr als ${number.format(most)} Einträge.`,
  tooManyArchives: (most: number) =>
    `Die Abgabe enthält mehr als ${number.format(most)} ZIP-Archive.`,
  tooDeep: (name: string, most: number) =>
    `„${name}“ ist ein Archiv in einem Archiv in einem Archiv; gelesen werden höchstens ${number.format(most)} Ebenen.`,
  tooManyFiles: (count: number, most: number) =>
    `Die Abgabe enthält ${number.format(count)} Dateien für die Bewertung; erlaubt sind ${number.format(most)}.`,
  filesTooLarge: (most: number) => `Die Dateien der Abgabe sind zusammen größer als ${size(most)}.`,
  unreadable: (name: string, code: string) => `„${name}“ lässt sich nicht lesen (${code}).`,
  changedWhileReading: (name: string) => `„${name}“ hat sich während des Lesens geändert.`,
  nothing: (example: string) =>
    `Darin liegt keine Datei einer bekannten Aufgabe. Erwartet wird ein Aufbau wie „${example}“.`,
  otherArchive: (names: readonly string[]) =>
    `Abgegeben wurde nur ${list(names)}. Gelesen werden ZIP-Archive und Ordner; packen Sie den Inhalt um.`,
  onlyText: 'Abgegeben wurde nur ein Online-Text, keine Datei.',
  defect: (detail: string) =>
    `Beim Lesen ist ein Fehler in der Bewertung selbst aufgetreten (${detail}). Bitte melden Sie ihn.`,
};

/** Why one of the things named on the command line is no input. */
export const inputWording = {
  missing: (name: string) =>
    `„${name}“ gibt es nicht. Geben Sie einen Moodle-Export, einen Ordner mit Abgaben oder eine einzelne Abgabe an.`,
  notAnInput: (name: string) =>
    `„${name}“ ist weder ein Ordner noch ein ZIP-Archiv noch ein Bewertungsblatt (CSV).`,
  loneFile: (name: string) =>
    `„${name}“ liegt lose zwischen den Abgaben. Legen Sie die Datei in einen Ordner mit dem Namen der Person.`,
  badWorksheet: (why: string) => `Das Bewertungsblatt lässt sich nicht lesen: ${why}`,
  worksheetColumns: 'Es fehlen die Spalten „ID“ und „Vollständiger Name“.',
  worksheetForm: (line: number) =>
    `Zeile ${number.format(line)} passt nicht zur Form einer CSV-Datei.`,
  empty: (name: string) => `„${name}“ enthält keine Abgaben.`,
};

/** What was left out or put right. */
export const noteWording = {
  strays: (names: readonly string[]) => `Nicht beachtet: ${list(names)}.`,
  folder: (found: string, exercise: string) =>
    `Der Ordner „${found}“ wurde als Aufgabe „${exercise}“ gelesen.`,
  byFiles: (exercise: string, where: string, files: readonly string[]) =>
    `Die Aufgabe „${exercise}“ wurde an ihren Dateien erkannt (${list(files)}${where === '' ? '' : ` im Ordner „${where}“`}).`,
  renamed: (found: string, meant: string) => `„${found}“ wurde als „${meant}“ gelesen.`,
  several: (exercise: string, others: readonly string[], taken: string) =>
    `Die Aufgabe „${exercise}“ liegt mehrfach vor. Bewertet wird „${taken}“, nicht ${list(others)}.`,
  leftOut: (names: readonly string[]) =>
    `Nicht übernommen, weil keiner Aufgabe zugeordnet: ${list(names)}.`,
  otherKinds: (names: readonly string[]) =>
    `Nicht übernommen, weil nur „.ts“ zählt: ${list(names)}.`,
  otherArchives: (names: readonly string[]) =>
    `Nicht gelesen, weil kein ZIP-Archiv: ${list(names)}.`,
  bom: (names: readonly string[]) => `Byte-Order-Mark entfernt: ${list(names)}.`,
  crlf: (names: readonly string[]) => `Windows-Zeilenenden vereinheitlicht: ${list(names)}.`,
  utf16: (names: readonly string[]) => `Aus UTF-16 umgewandelt: ${list(names)}.`,
  windows1252: (names: readonly string[]) =>
    `Aus Windows-1252 umgewandelt, weil kein gültiges UTF-8: ${list(names)}.`,
  onlineText: 'Zur Abgabe gehört ein Online-Text. Er wird nicht bewertet.',
  timeUnknown: (text: string) =>
    `Die Abgabezeit „${text}“ im Bewertungsblatt war nicht zu verstehen.`,
  timeFromCommit:
    'Als Abgabezeit gilt der letzte Commit. Sie stammt von der Uhr des Rechners, auf dem er entstand.',
  noCommitTime: 'Aus dem Git-Verzeichnis ließ sich keine Abgabezeit lesen.',
  sameAsBefore: 'Dieselbe Abgabe lag mehrfach vor und zählt einmal.',
  namesake:
    'Es gibt mehrere Personen mit diesem Namen. Sind sie dieselbe, dann legen Sie das Bewertungsblatt mit den E-Mail-Adressen daneben.',
};
