import { execFileSync, spawnSync } from 'node:child_process';

/** A PDF as another program than its maker reads it: Debian's `poppler-utils`. */

export const hasPdfReader = spawnSync('pdffonts', ['-v']).error === undefined;

export interface PdfFont {
  readonly name: string;
  readonly isEmbedded: boolean;
  /** Its glyphs are known to be characters: whoever selects text gets text. */
  readonly isReadable: boolean;
}

export function fontsOf(file: string): PdfFont[] {
  const [, , ...lines] = execFileSync('pdffonts', [file], { encoding: 'utf8' }).split('\n');
  return lines.filter(Boolean).map((line) => {
    const [, name = '', embedded, , readable] =
      /^(\S+) .* (yes|no) +(yes|no) +(yes|no) +\d+ +\d+$/.exec(line) ?? [];
    return { name, isEmbedded: embedded === 'yes', isReadable: readable === 'yes' };
  });
}

/** The text of each page, as somebody copies it; its words one space apart. */
export function textsOf(file: string): string[] {
  const text = execFileSync('pdftotext', [file, '-'], { encoding: 'utf8' });
  // A form feed ends each page.
  return text
    .split('\f')
    .slice(0, -1)
    .map((page) => page.replace(/\s+/g, ' ').trim());
}
