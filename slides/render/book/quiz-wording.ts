/** What the pages say around a question. */
export const quizWording = {
  question: 'Frage',
  check: 'Antwort prüfen',
  choose: 'Bitte wählen',
  order: 'Bringen Sie die Schritte mit den Pfeilen in die richtige Reihenfolge.',
  severalPossible: 'Es können mehrere Antworten richtig sein.',
  yourAnswer: 'Ihre Antwort:',
  earlier: (name: string) => `nach oben: ${name}`,
  later: (name: string) => `nach unten: ${name}`,
  needsScript:
    'Zum Antworten braucht diese Seite JavaScript. Im Terminal geht es auch ohne: npm run check quiz.',
};
