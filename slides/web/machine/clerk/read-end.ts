import * as z from 'zod';
import { type SuiteMeta, suiteMetaSchema } from '../../../../grader/results/suite-meta.ts';
import type { SandboxOutcome } from '../../../../grader/sandbox/outcome.ts';
import type { PlayReport } from '../../../../grader/suites/play.ts';
import {
  faultSchema,
  type SuiteReport,
  suiteReportSchema,
} from '../../../../grader/suites/report.ts';
import type { ChamberEnd } from '../clerk-calls.ts';

const counted = { nonce: z.string(), seq: z.number() };
const messageSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    ...counted,
    kind: z.literal('report'),
    report: suiteReportSchema,
    meta: suiteMetaSchema,
  }),
  z.strictObject({
    ...counted,
    kind: z.literal('played'),
    played: z.strictObject({
      trace: z.looseObject({ events: z.array(z.unknown()) }).optional(),
      verdicts: z.array(
        z.strictObject({
          id: z.string(),
          outcome: z.enum(['holds', 'violated', 'unknown', 'fault', 'error']),
          message: z.string().optional(),
          events: z.array(z.number().int()),
          fault: faultSchema.optional(),
        }),
      ),
    }),
    meta: suiteMetaSchema,
  }),
  z.strictObject({ ...counted, kind: z.literal('end') }),
]);

export type ReadEnd =
  | Exclude<SandboxOutcome, { kind: 'completed' }>
  | { readonly kind: 'completed'; readonly report: SuiteReport; readonly meta: SuiteMeta }
  | { readonly kind: 'played'; readonly played: PlayReport; readonly meta: SuiteMeta };

/**
 * Reads what the program in the chamber said last: one report and the end, one after the other, with
 * the right nonce. Anything else is garbled.
 */
export function readEnd(end: ChamberEnd): ReadEnd {
  if (end.kind === 'not-completed') return end;
  if (end.kind === 'broken') return { kind: 'grader-error', detail: end.detail };
  const garbled = { kind: 'not-completed', reason: 'garbled' } as const;
  const [first, last, ...others] = end.messages.map(parse);
  if (first === undefined || last === undefined || others.length > 0) return garbled;
  const isOurs = first.nonce === end.nonce && last.nonce === end.nonce;
  if (!isOurs || last.seq !== first.seq + 1 || last.kind !== 'end') return garbled;
  switch (first.kind) {
    case 'report':
      return { kind: 'completed', report: first.report, meta: first.meta };
    case 'played':
      // A trace is what our own simulator recorded; the suite's report has it unread as well.
      return { kind: 'played', played: first.played as unknown as PlayReport, meta: first.meta };
    default:
      return garbled;
  }
}

function parse(text: string): z.infer<typeof messageSchema> | undefined {
  try {
    return messageSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
