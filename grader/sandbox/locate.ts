import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import type { SourceLocation } from './sources.ts';

/** Finds places in the student's `.ts` for places in the generated code. */
export interface Locator {
  /** `line` and `column` 1-based, as in a stack trace. */
  locate(line: number, column: number): SourceLocation | undefined;
  /** The same for an offset in `code`. */
  locateOffset(code: string, offset: number): SourceLocation | undefined;
}

/** @param maps source maps (JSON text), from the generated code back to the student's, in this order. */
export function locatorOf(...maps: readonly string[]): Locator {
  const traceMaps = maps.map((map) => new TraceMap(map));
  const locate = (line: number, column: number) => {
    let place: SourceLocation | undefined = { file: '', line, column };
    for (const map of traceMaps) {
      if (place !== undefined) place = back(map, place.line, place.column ?? 1);
    }
    return place;
  };
  const lines = memoised(linesOf);
  return {
    locate,
    locateOffset(code, offset) {
      const line = lines(code).findLast(({ start }) => start <= offset);
      return line === undefined ? undefined : locate(line.number, offset - line.start + 1);
    },
  };
}

function back(map: TraceMap, line: number, column: number): SourceLocation | undefined {
  const found = originalPositionFor(map, { line, column: column - 1 });
  if (found.source === null) return undefined;
  return { file: found.source, line: found.line, column: found.column + 1 };
}

interface Line {
  readonly number: number;
  /** Offset of its first character. */
  readonly start: number;
}

function linesOf(code: string): readonly Line[] {
  let start = 0;
  return code.split('\n').map((text, index) => {
    const line = { number: index + 1, start };
    start += text.length + 1;
    return line;
  });
}

/** Remembers the last result: offsets are asked for one code at a time. */
function memoised<Result>(compute: (code: string) => Result): (code: string) => Result {
  let last: { readonly code: string; readonly result: Result } | undefined;
  return (code) => {
    if (last?.code !== code) last = { code, result: compute(code) };
    return last.result;
  };
}
