import type { RefusedInput, Student } from '../model.ts';
import type { OutputRequest } from '../outputs.ts';

/**
 * Takes names out of what reports quote of the input: exports call folders after people, and people
 * call files after themselves. What stands in „…“ and holds a piece of a known name is hidden whole.
 */
export class Anonymiser {
  private readonly pieces: readonly string[];

  constructor(
    { students, absent, refused }: Pick<OutputRequest, 'students' | 'absent' | 'refused'>,
    private readonly hidden: string,
  ) {
    const known = [
      ...students.values(),
      ...absent,
      ...refused.flatMap(({ student }) => (student === undefined ? [] : [student])),
    ];
    this.pieces = [...new Set(known.flatMap(piecesOf))];
  }

  /** A German sentence without names in its quotations. */
  sentence(text: string): string {
    return text.replace(/„([^“]*)“/g, (quoted, inner: string) =>
      this.tells(inner) ? `„${this.hidden}“` : quoted,
    );
  }

  /** Who or what was refused: a pseudonym, or the name of the input if it is nobody's. */
  origin({ shownAs, student }: RefusedInput): string {
    if (student !== undefined) return student.pseudonym;
    return this.tells(shownAs) ? this.hidden : shownAs;
  }

  private tells(text: string): boolean {
    const plain = plainText(text);
    return this.pieces.some((piece) => plain.includes(piece));
  }
}

/** Shorter pieces of names occur in many words. */
const minLength = 3;

function piecesOf({ name, email, identifier }: Student): readonly string[] {
  const words = plainText(name).split(/[^\p{L}\p{N}]+/u);
  const local = plainText(email ?? '').split('@')[0] ?? '';
  const number = /\d{4,}/.exec(identifier ?? '')?.[0] ?? '';
  return [...words, local, number].filter((piece) => piece.length >= minLength);
}

/** Umlauts are spelt in several ways in names of files. */
function plainText(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replace(/\p{M}/gu, '');
}
