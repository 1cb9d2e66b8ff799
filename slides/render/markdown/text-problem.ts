/** Something in a text its author has to mend: in German, with the place if it is known. */
export class TextProblem extends Error {
  constructor(
    message: string,
    /** The words that are wrong, to find the line by. */
    readonly excerpt?: string,
  ) {
    super(message);
  }
}

/** The line of an excerpt, from 1; 1 if it does not occur. */
export function lineOf(text: string, excerpt: string | undefined): number {
  const at = excerpt === undefined ? -1 : text.indexOf(excerpt);
  return at < 0 ? 1 : text.slice(0, at).split('\n').length;
}
