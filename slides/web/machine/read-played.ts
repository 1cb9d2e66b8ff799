import * as z from 'zod/mini';
import type { SandboxOutcome } from '../../../grader/sandbox/outcome.ts';
import type { PlayReport } from '../../../grader/suites/play.ts';
import type { ChamberEnd } from './clerk-calls.ts';
import { reportSaid } from './said.ts';

/** Read by the small edition of zod: pages have this with them. */
const playedSchema = z.strictObject({
  nonce: z.string(),
  seq: z.number(),
  kind: z.literal('played'),
  played: z.strictObject({
    // A trace is what our own simulator recorded; the suite's report has it unread as well.
    trace: z.optional(z.looseObject({ events: z.array(z.unknown()) })),
    verdicts: z.array(
      z.strictObject({
        id: z.string(),
        outcome: z.enum(['holds', 'violated', 'unknown', 'fault', 'error']),
        message: z.optional(z.string()),
        events: z.array(z.int()),
        fault: z.optional(z.looseObject({ kind: z.string(), detail: z.string() })),
      }),
    ),
  }),
  meta: z.looseObject({
    properties: z.array(z.looseObject({ id: z.string(), title: z.string() })),
  }),
});

export type PlayedEnd =
  | Exclude<SandboxOutcome, { kind: 'completed' }>
  | {
      readonly kind: 'played';
      readonly played: PlayReport;
      /** Of each property, by id. */
      readonly titles: ReadonlyMap<string, string>;
    };

/** How a single run in the chamber ended. */
export function readPlayed(end: ChamberEnd): PlayedEnd {
  if (end.kind === 'not-completed') return end;
  if (end.kind === 'broken') return { kind: 'grader-error', detail: end.detail };
  const said = reportSaid(end, (report) => playedSchema.parse(report));
  if (said === undefined) return { kind: 'not-completed', reason: 'garbled' };
  const titles = new Map(said.meta.properties.map(({ id, title }) => [id, title]));
  return { kind: 'played', played: said.played as unknown as PlayReport, titles };
}
