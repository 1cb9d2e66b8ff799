// cspell:ignore rechner rediss adresse
/** German sentences of `grade --queue` and `npm run worker`. */

export const queueWording = {
  badAddress: (text: string) =>
    `„${text}“ ist keine Adresse für „--queue“. Erwartet wird zum Beispiel „redis://rechner:6379“, mit Kennwort „redis://:kennwort@rechner:6379“, verschlüsselt „rediss://…“.`,
  addressMissing:
    'Nennen Sie hinter „--queue“ die Adresse der Warteschlange; npm reicht Angaben nur weiter, wenn davor ein eigenes „--“ steht. Zum Beispiel:\nnpm run worker -- --queue redis://rechner:6379',
  refused: (address: string) =>
    `Unter ${address} antwortet kein Redis. Prüfen Sie Adresse und Port, und ob der Server läuft und Verbindungen von diesem Rechner annimmt.`,
  untrusted: (address: string) =>
    `Dem Zertifikat des Redis unter ${address} traut dieser Rechner nicht: Aussteller, Name oder Gültigkeit stimmen nicht. Hat es eine eigene Stelle ausgestellt, so nennen Sie deren Zertifikat in der Umgebungsvariablen NODE_EXTRA_CA_CERTS.`,
  unknownHost: (address: string) =>
    `Den Rechner in ${address} gibt es nicht. Prüfen Sie die Schreibweise.`,
  wrongPassword: (address: string) =>
    `Redis unter ${address} verlangt ein anderes Kennwort. Geben Sie es in der Adresse an: „redis://:kennwort@rechner:6379“.`,
  unreachable: (address: string, why: string) =>
    `Mit Redis unter ${address} lässt sich nicht arbeiten (${why}). Prüfen Sie Adresse und Server.`,
  lost: (address: string) =>
    `Die Verbindung zu Redis unter ${address} ist abgerissen. Was schon geprüft ist, bleibt erhalten; derselbe Befehl macht dort weiter.`,
  interrupted: 'Abgebrochen. Was gerade geprüft wurde, übernimmt ein anderer Rechner.',
  waiting: (address: string) => `Bereit. Abgaben kommen von ${address}; Strg+C beendet.`,
  connectionLost: 'Die Verbindung zu Redis ist unterbrochen; ich versuche es weiter.',
  connectionBack: 'Die Verbindung zu Redis besteht wieder.',
  takes: (pseudonym: string, attempt: number) => `Prüfe ${pseudonym}, Versuch ${attempt}.`,
  done: (pseudonym: string, attempt: number) => `Fertig: ${pseudonym}, Versuch ${attempt}.`,
  nobodyHelps: (address: string) =>
    `Noch nimmt niemand Abgaben an. Starten Sie auf den Rechnern, die helfen sollen: npm run worker -- --queue ${address}`,
  jobTooLarge: (pseudonym: string, attempt: number, maxMiB: number) =>
    `Die Abgabe ${pseudonym}, Versuch ${attempt}, ist für die Warteschlange zu groß (höchstens ${maxMiB} MiB). Bewerten Sie ohne „--queue“.`,
  resultTooLarge: (maxMiB: number) => `Das Ergebnis ist größer als ${maxMiB} MiB.`,
  malformedJob: 'Was in der Warteschlange stand, ist keine Abgabe dieses Arbeitsbuchs.',
  malformedResult: 'Das Ergebnis passt nicht zur Abgabe.',
  notJudged: (reasons: readonly string[]) =>
    [
      'Die folgenden Abgaben wurden nicht geprüft. Alle übrigen sind es und bleiben erhalten. Derselbe Befehl versucht es noch einmal; ohne „--queue“ prüft sie dieser Rechner.',
      ...reasons,
    ].join('\n'),
  notJudgedItem: (pseudonym: string, attempt: number, reason: string) =>
    `  ${pseudonym}, Versuch ${attempt}: ${reason}`,
  stalled: 'Der Rechner, der sie prüfte, fiel mehrmals aus.',
  otherChapter: (chapter: string) =>
    `Bewertet wird „${chapter}“; das gibt es im Arbeitsbuch dieses Rechners nicht. ${sameWorkbook}`,
  otherGrader: (theirs: string, own: string) =>
    `Der Rechner, der bewertet, hat eine andere Fassung des Arbeitsbuchs (${theirs.slice(0, 12)}) als dieser (${own.slice(0, 12)}). ${sameWorkbook}`,
  otherSuite: (exercise: string) =>
    `Die Prüfung der Aufgabe „${exercise}“ ist auf diesem Rechner eine andere als auf dem, der bewertet. ${sameWorkbook}`,
  otherExercise: (exercise: string) =>
    `Die Aufgabe „${exercise}“ (Vertrag, Gerüst oder Manifest) ist auf diesem Rechner eine andere als auf dem, der bewertet. ${sameWorkbook}`,
  jailWanted:
    'Bewertet wird im Gefängnis; dieser Rechner prüft aber mit „--ohne-gefaengnis“. Lassen Sie die Angabe hier weg, oder geben Sie sie auch bei der Bewertung an.',
};

const sameWorkbook =
  'Holen Sie auf beiden Rechnern dieselbe Fassung (auch mit „npm ci“), und starten Sie dann neu. Die Abgabe wartet solange.';

export const workerOptionWording = {
  worker: 'bei einer Bewertung mit „--queue“ helfen: Abgaben aus der Warteschlange prüfen',
  queue: 'Adresse der Warteschlange: redis://rechner:6379',
  jobs: 'so viele Abgaben gleichzeitig',
  lock: 'nach so vielen Sekunden ohne Lebenszeichen übernehmen andere die Abgaben dieses Rechners (sonst 30)',
  withoutJail: 'ohne Gefängnis prüfen; nur, wenn auch die Bewertung es so will',
  color: 'ohne Farben',
};
