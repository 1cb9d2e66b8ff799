/** German sentences about what is judged, before there is a verdict. */

interface SomeManifest {
  readonly id: string;
  readonly files: readonly string[];
}

export const submissionWording = {
  noFolder: (folder: string) =>
    `Den Ordner „${folder}“ gibt es nicht. Prüfen Sie die Schreibweise hinter „--submission“.`,
  notAFolder: (path: string) =>
    `„${path}“ ist eine Datei. Geben Sie hinter „--submission“ den Ordner an, in dem sie liegt.`,
  nothingThere: (folder: string, manifest: SomeManifest | undefined) =>
    manifest === undefined
      ? `Im Ordner „${folder}“ liegt nichts, was sich prüfen ließe.`
      : `Im Ordner „${folder}“ liegt nichts, was sich prüfen ließe. Erwartet wird ein Aufbau wie in „exercises/kapitel8“, zum Beispiel „${folder}/${manifest.id}/${manifest.files[0]}“, oder der Ordner einer einzelnen Aufgabe.`,
  ambiguous: (folder: string, id: string) =>
    `Zu welcher Aufgabe der Ordner „${folder}“ gehört, ist nicht eindeutig. Nennen Sie die Aufgabe dazu, zum Beispiel:\nnpm run check -- ${id} --submission ${folder}`,
  notHandedIn: (folder: string) =>
    `Zu dieser Aufgabe wurde nichts abgegeben: Den Ordner „${folder}“ gibt es nicht, oder er enthält keine TypeScript-Dateien.`,
};

/** `exercise` is built upon by the one that is checked. */
export const usesWording = {
  own: (exercise: string) =>
    `Geprüft wird zusammen mit Ihrer eigenen Lösung der Aufgabe „${exercise}“, wie es hier unter „uses“ steht.`,
  manifestBroken:
    'Diese Datei ist kein gültiges JSON, oder „uses“ hat nicht die erwartete Form. Geprüft wird deshalb mit den Musterlösungen der benutzten Aufgaben. Stellen Sie die Datei aus dem ausgegebenen Archiv wieder her.',
  missing: (exercise: string, folder: string) =>
    `Die Aufgabe soll mit Ihrer eigenen Lösung von „${exercise}“ geprüft werden, aber im Ordner „${folder}“ liegt keine.`,
  notBegun: (exercise: string) =>
    `Die Aufgabe soll mit Ihrer eigenen Lösung von „${exercise}“ geprüft werden, aber die ist noch nicht begonnen.`,
  unusable: (exercise: string, why: string) =>
    `Die Aufgabe soll mit Ihrer eigenen Lösung von „${exercise}“ geprüft werden, aber die lässt sich nicht auswerten. ${why}`,
  wayOut: (exercise: string) =>
    `Stellen Sie „${exercise}“ zuerst fertig, oder setzen Sie in „manifest.json“ unter „uses“ die Angabe „own“ auf false: Dann wird mit der Musterlösung geprüft.`,
};

export const suiteWording = {
  missing: (exercise: string) =>
    `Zur Aufgabe „${exercise}“ fehlt die Prüfung. Stellen Sie den Ordner „grader“ aus dem ausgegebenen Archiv wieder her.`,
  broken: (exercise: string) =>
    `Die Prüfung zur Aufgabe „${exercise}“ lässt sich nicht laden. Stellen Sie den Ordner „grader“ aus dem ausgegebenen Archiv wieder her.`,
  otherVersion: (exercise: string) =>
    `Das Token stammt aus einer anderen Fassung der Prüfung von „${exercise}“ und lässt sich mit dieser nicht wiederholen. Prüfen Sie die Aufgabe neu:\nnpm run check ${exercise}`,
};
