import type * as fc from 'fast-check';
import { listDeletions } from '../../../../simulator/deletions.ts';
import { simulate } from '../../../../simulator/kernel.ts';
import type { ClientPolicy } from '../../../../simulator/simulate.ts';
import type { Experiment, FaultLevel } from '../../../suite.ts';
import type { Message, Request, Response } from '../contract.ts';
import { commitNodes } from '../nodes.ts';
import { type CommitSeen, commitSeen } from '../observed.ts';
import { Cast } from './cast.ts';
import type { Play } from './play.ts';

/** In plays a client asks once and takes what it gets. */
const patientPolicy: ClientPolicy<Request, Response> = {
  timeoutMs: 100_000,
  retryDelayMs: 20,
  maxAttempts: 1,
  interpret: () => ({ done: true }),
};

interface PlayExperiment {
  readonly id: string;
  readonly faults: FaultLevel;
  readonly runs: number;
  readonly inputs: fc.Arbitrary<Play>;
  readonly examples: readonly Play[];
  /** Counts for *sometimes*, from what was seen. */
  count(seen: CommitSeen): Readonly<Record<string, number>>;
}

export function playExperiment(declaration: PlayExperiment): Experiment<Play, CommitSeen> {
  const { count, ...head } = declaration;
  return {
    ...head,
    observe(play, submission, { explain }) {
      const run = simulate<Message, Request, Response>({
        scenario: {
          nodes: play.nodes,
          seed: play.seed,
          latency: { minMs: 1, maxMs: 1 },
          durationMs: play.durationMs,
          faults: play.faults,
          clients: play.clients,
        },
        createProcess: commitNodes(submission),
        guard: submission.guard,
        clientPolicy: patientPolicy,
        scripted: new Cast(play).processes(),
        inspect: explain,
        recordTimers: explain,
      });
      const seen = { ...commitSeen(play.faults, run), untilMs: play.durationMs };
      return { ...seen, counts: { ...seen.counts, ...count(seen) } };
    },
    deletions: playDeletions,
  };
}

function* playDeletions(play: Play): Generator<Play> {
  for (const faults of listDeletions(play.faults)) yield { ...play, faults };
  for (const lines of listDeletions(play.lines)) yield { ...play, lines };
  for (const clients of listDeletions(play.clients)) yield { ...play, clients };
}
