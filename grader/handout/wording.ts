/** What `handout` says; instructors read it. */
export const handoutOptionWording = {
  description: 'Ausgabe für Studierende schreiben: ohne Lösungen und ohne Quelltext der Prüfungen',
  out: 'Ordner, der neu angelegt wird',
  zip: 'dasselbe auch als ZIP-Datei',
  git: 'den Ordner zu einem Git-Repository mit einem einzigen Commit machen',
};

export const handoutWording = {
  notEmpty: (folder: string) =>
    `Der Ordner „${folder}“ enthält schon etwas. Nennen Sie mit --out einen neuen oder leeren Ordner; überschrieben wird nichts.`,
  notWritable: (place: string, why: string) =>
    `Nach „${place}“ lässt sich nicht schreiben (${why}). Nennen Sie einen anderen Ort.`,
  zipExists: (file: string) =>
    `Die Datei „${file}“ gibt es schon. Nennen Sie mit --zip einen neuen Namen; überschrieben wird nichts.`,
  noGit:
    'Das Programm „git“ fehlt auf diesem Rechner. Installieren Sie es, oder lassen Sie --git weg.',
  gitFailed: (why: string) => `Git hat das Repository nicht anlegen können: ${why}`,
  bookBroken: (problems: readonly string[]) =>
    `Das Buch lässt sich nicht bauen; es wurde nichts geschrieben.\n${problems.join('\n')}`,
  strayedSecrets: (exercise: string, ids: readonly string[]) =>
    `Die Prüfung von „${exercise}“ hat geheime Eigenschaften außerhalb von secret-properties.ts: ${ids.join(', ')}. So kämen sie in die Ausgabe. Verschieben Sie sie in diese Datei.`,
  leaks: (lines: readonly string[]) =>
    `Die Ausgabe enthielte, was Studierende nicht sehen dürfen; es wurde nichts geschrieben.\n${lines.join('\n')}`,
  leak: (file: string, what: string, from: string) => `  ${file}: „${what}“ stammt aus ${from}`,
  written: (folder: string, files: number, megabytes: string) =>
    `${files} Dateien (${megabytes} MB) nach „${folder}“ geschrieben. Lösungen, Quelltext der Prüfungen und geheime Eigenschaften sind nicht darin.`,
  zipped: (file: string) => `ZIP-Datei: ${file}`,
  committed: 'Git-Repository mit einem Commit angelegt.',
  commitMessage: 'Arbeitsbuch Cloud Computing, Kapitel 8',
};
