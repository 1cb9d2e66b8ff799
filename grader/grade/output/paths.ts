/** Where things lie in the output, with `/`. What is in a folder of `handedOut` may be given to its student. */

const handedOutFolder = 'rueckmeldung';

/** @param attempt `<pseudonym>-<attempt>`. */
export function handedOutPath(attempt: string, name: string): string {
  return `${handedOutFolder}/${attempt}/${name}`;
}

export function feedbackPath(attempt: string): string {
  return handedOutPath(attempt, 'feedback.html');
}

export const overviewPath = 'uebersicht.html';
export const gradebookPath = 'gradebook.csv';
export const feedbackArchivePath = 'feedback-moodle.zip';
export const canvasPath = 'gradebook-canvas.csv';
