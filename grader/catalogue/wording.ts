/** German sentences about manifests; `file` is relative to the top folder. */
export const manifestWording = {
  noExercises:
    'Der Ordner „exercises“ fehlt oder ist nicht lesbar. Stellen Sie ihn aus dem ausgegebenen Archiv wieder her.',
  missing: (file: string) =>
    `Die Datei „${file}“ fehlt. Stellen Sie sie aus dem ausgegebenen Archiv wieder her.`,
  notJson: (file: string) =>
    `Die Datei „${file}“ ist kein gültiges JSON. Stellen Sie sie aus dem ausgegebenen Archiv wieder her.`,
  wrongField: (file: string, field: string) =>
    `In der Datei „${file}“ fehlt die Angabe „${field}“ oder sie hat nicht die erwartete Form. Stellen Sie die Datei aus dem ausgegebenen Archiv wieder her.`,
};
