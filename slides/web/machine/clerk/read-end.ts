import * as z from 'zod';
import { suiteMetaSchema } from '../../../../grader/results/suite-meta.ts';
import type { SandboxOutcome } from '../../../../grader/sandbox/outcome.ts';
import { suiteReportSchema } from '../../../../grader/suites/report.ts';
import type { ChamberEnd } from '../clerk-calls.ts';
import { reportSaid } from '../said.ts';

const reportSchema = z.strictObject({
  nonce: z.string(),
  seq: z.number(),
  kind: z.literal('report'),
  report: suiteReportSchema,
  meta: suiteMetaSchema,
});

/** How a check in the chamber ended. */
export function readEnd(end: ChamberEnd): SandboxOutcome {
  if (end.kind === 'not-completed') return end;
  if (end.kind === 'broken') return { kind: 'grader-error', detail: end.detail };
  const said = reportSaid(end, (report) => reportSchema.parse(report));
  if (said === undefined) return { kind: 'not-completed', reason: 'garbled' };
  return { kind: 'completed', report: said.report, meta: said.meta };
}
