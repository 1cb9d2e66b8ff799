import type { ChamberEnd } from './clerk-calls.ts';

/** What every report of the program in the chamber carries. */
export interface Report {
  readonly nonce: string;
  readonly seq: number;
}

/**
 * What the program in the chamber said last: one report and the end, one after the other, with the right
 * nonce; `undefined` for anything else.
 *
 * @param read throws if the report is none.
 */
export function reportSaid<Each extends Report>(
  { messages, nonce }: Extract<ChamberEnd, { kind: 'said' }>,
  read: (report: unknown) => Each,
): Each | undefined {
  const [first, last, ...others] = messages;
  if (first === undefined || last === undefined || others.length > 0) return undefined;
  try {
    const report = read(JSON.parse(first));
    const end = JSON.stringify({ nonce, seq: report.seq + 1, kind: 'end' });
    return report.nonce === nonce && last === end ? report : undefined;
  } catch {
    return undefined;
  }
}
