/** One error of the compiler, in its own words. Positions are 1-based. */
export interface Diagnostic {
  /** As the compiler printed it, with `/`; absent for errors that belong to no file. */
  readonly file?: string;
  readonly line: number;
  readonly column: number;
  readonly code: number;
  readonly text: string;
  /** Indented lines below it, from the general to the particular. */
  readonly details: readonly string[];
}

const located = /^(.+?)\((\d+),(\d+)\): error TS(\d+): (.*)$/;
const unlocated = /^error TS(\d+): (.*)$/;

/** Reads what `tsc --pretty false` prints. */
export function parseDiagnostics(output: string): Diagnostic[] {
  const diagnostics: (Diagnostic & { details: string[] })[] = [];
  for (const line of output.split(/\r?\n/)) {
    const place = located.exec(line);
    const general = place === null ? unlocated.exec(line) : null;
    if (place !== null) {
      const [, file = '', row, column, code, text = ''] = place;
      diagnostics.push({
        file: file.replaceAll('\\', '/'),
        line: Number(row),
        column: Number(column),
        code: Number(code),
        text,
        details: [],
      });
    } else if (general !== null) {
      const [, code, text = ''] = general;
      diagnostics.push({ line: 1, column: 1, code: Number(code), text, details: [] });
    } else if (/^\s+\S/.test(line)) diagnostics.at(-1)?.details.push(line.trim());
  }
  return diagnostics;
}
