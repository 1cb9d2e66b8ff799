import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import type { SourceLocation } from './sources.ts';

/** Finds places in the student's `.ts` for places in the generated code. */
export interface Locator {
  /** `line` and `column` 1-based, as in a stack trace. */
  locate(line: number, column: number): SourceLocation | undefined;
}

export function locatorOf(map: string): Locator {
  const traceMap = new TraceMap(map);
  return {
    locate(line, column) {
      const found = originalPositionFor(traceMap, { line, column: column - 1 });
      if (found.source === null) return undefined;
      return { file: found.source, line: found.line, column: found.column + 1 };
    },
  };
}
