import type { SubmissionFault } from '../simulator/trace.ts';
import { formatValues } from './console.ts';
import type { Locator } from './locate.ts';
import { isStackOverflow } from './referee.ts';
import type { SourceLocation } from './sources.ts';

/** Where the submission's code is to be found in stack traces. */
export interface StackReader {
  /** Name of the generated script. */
  readonly scriptName: string;
  stackOf(error: Error): string;
  locator(): Locator;
}

const maxDetailLength = 500;

/** What became of code that threw `thrown`. Reads it without running any of its code; never throws. */
export function faultOf(thrown: unknown, reader: StackReader): SubmissionFault {
  try {
    const location = thrown instanceof Error ? innermost(thrown, reader) : undefined;
    const place = location === undefined ? {} : { location };
    if (isStackOverflow(thrown)) return { kind: 'recursion', detail: '', ...place };
    const detail = detailOf(thrown).slice(0, maxDetailLength);
    const isTodo = thrown instanceof Error && detail.startsWith('TODO');
    return { kind: isTodo ? 'todo' : 'exception', detail, ...place };
  } catch {
    return { kind: 'exception', detail: '' };
  }
}

function detailOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return formatValues([thrown]);
  for (let owner: object | null = thrown; owner !== null; owner = Object.getPrototypeOf(owner)) {
    const message = Object.getOwnPropertyDescriptor(owner, 'message');
    if (message !== undefined) return typeof message.value === 'string' ? message.value : '';
  }
  return '';
}

/** Where in the student's source the error arose. No column: versions of Node differ in it. */
function innermost(error: Error, reader: StackReader): SourceLocation | undefined {
  const frames = new RegExp(`${reader.scriptName.replaceAll('.', '\\.')}:(\\d+):(\\d+)`, 'g');
  for (const [, line, column] of reader.stackOf(error).matchAll(frames)) {
    const found = reader.locator().locate(Number(line), Number(column));
    if (found !== undefined) return { file: found.file, line: found.line };
  }
  return undefined;
}
