import * as fc from 'fast-check';
import { listDeletions } from '../../../../simulator/deletions.ts';
import { simulate } from '../../../../simulator/kernel.ts';
import type { Context } from '../../../../simulator/process.ts';
import type { Experiment } from '../../../suite.ts';
import type { LogMessage, LogRequest, LogResponse, LogValue } from '../contract.ts';
import { seenOf } from '../observed.ts';
import { logFormat } from '../wire-format.ts';
import { type LogProcess, type LogSeen, logNodes } from './nodes.ts';
import { walkedLog } from './walk.ts';

/** `skip`: a command after one that was given up; `twin`: another client's command with the same text; `again`: the same command as in the slot before the last command; `old`: a smaller number. */
export type Content = 'command' | 'no-op' | 'again' | 'old' | 'twin' | 'skip';

/** What n1, which only listens, learns from the leader n2. */
export interface Lesson {
  readonly seed: number;
  /** What is chosen, from slot 1 on. */
  readonly contents: readonly Content[];
  /** `Chosen` messages: which slot, when. Slots may be left out, doubled, and out of order. */
  readonly told: readonly { readonly slot: number; readonly atMs: number }[];
  /** Does n2 answer `Missing`? */
  readonly helps: boolean;
  /** When n3 asks n1 for what it knows from a slot on. */
  readonly asks: readonly { readonly slot: number; readonly atMs: number }[];
  /** The first slot is proposed to n1 again, and then with a higher ballot, when it has been told that it is chosen. */
  readonly isProposedAgain: boolean;
  /** When the leader is silent, n3 goes on with a lower ballot. */
  readonly hasStale: boolean;
}

export interface LessonSeen extends LogSeen {
  readonly input: Lesson;
}

export const leaderBallot = { round: 3, node: 'n2' } as const;
export const heartbeatMs = 40;
export const lastHeartbeatMs = 400;
export const appendAtMs = 150;
export const readAtMs = [120, 220, 320, 395];
/** The last sign of life of the leader, if it is an `Accept`. */
const lastAcceptMs = 560;
export const lessonMs = 920;
const toldUntilMs = 380;

export function valuesOf(contents: readonly Content[]): LogValue[] {
  let sequence = 0;
  let twins = 0;
  return contents.map((content) => {
    if (content === 'no-op') return null;
    if (content === 'twin') return { clientId: 'd', sequence: ++twins, text: `b${sequence}` };
    if (content === 'command') sequence++;
    if (content === 'skip') sequence += 2;
    const number = Math.max(1, content === 'old' ? sequence - 1 : sequence);
    sequence = Math.max(sequence, number);
    return { clientId: 'c', sequence: number, text: `b${number}` };
  });
}

function play(input: Lesson) {
  const values = valuesOf(input.contents);
  return (context: Context<LogMessage>): LogProcess => {
    const say = (message: LogMessage): void => context.send('n1', message);
    const due = new Map<string, () => void>();
    const at = (ms: number, act: () => void): void => {
      const name = String(due.size);
      due.set(name, act);
      context.setTimer(name, ms);
    };
    const tell = (slot: number): void => {
      const value = values[slot - 1];
      if (value !== undefined) say({ type: 'Chosen', slot, value });
    };
    return {
      onStart() {
        if (context.self === 'n2') {
          at(5, () => say({ type: 'Prepare', ballot: leaderBallot, firstUnchosen: 1 }));
          const value = values[0];
          const isTold = input.told.some(({ slot }) => slot === 1);
          // Otherwise it would learn from the proposal that the slot is chosen.
          if (input.isProposedAgain && isTold && value !== undefined) {
            at(390, () => say({ type: 'Accept', ballot: leaderBallot, slot: 1, value }));
            const ballot = { ...leaderBallot, round: leaderBallot.round + 1 };
            at(420, () => say({ type: 'Prepare', ballot, firstUnchosen: 1 }));
            at(lastAcceptMs, () => say({ type: 'Accept', ballot, slot: 1, value }));
          }
          const firstUnchosen = values.length + 1;
          for (let ms = heartbeatMs; ms <= lastHeartbeatMs; ms += heartbeatMs) {
            at(ms, () => say({ type: 'Heartbeat', ballot: leaderBallot, firstUnchosen }));
          }
          for (const { slot, atMs } of input.told) at(atMs, () => tell(slot));
        } else {
          const ballot = { round: 2, node: 'n3' };
          const stale: readonly LogMessage[] = [
            { type: 'Heartbeat', ballot, firstUnchosen: 1 },
            { type: 'Accept', ballot, slot: 40, value: null },
            { type: 'Prepare', ballot, firstUnchosen: 1 },
          ];
          // One of them right before the client is to be told who leads.
          const times = [appendAtMs - 5];
          for (let ms = lastHeartbeatMs + heartbeatMs; ms < lessonMs; ms += heartbeatMs)
            times.push(ms);
          for (const [i, ms] of (input.hasStale ? times : []).entries()) {
            const message = stale[i % stale.length];
            if (message !== undefined) at(ms, () => say(message));
          }
          for (const { slot, atMs } of input.asks) {
            at(atMs, () => say({ type: 'Missing', firstUnchosen: slot }));
          }
        }
      },
      onTimer: (name) => due.get(name)?.(),
      onMessage(_from, message) {
        if (message.type !== 'Missing' || !input.helps || context.self !== 'n2') return;
        for (let slot = message.firstUnchosen; slot <= values.length; slot++) tell(slot);
      },
    };
  };
}

export function lessonExperiment(
  id: string,
  runs: number,
  examples: readonly Lesson[],
): Experiment<Lesson, LessonSeen> {
  return {
    id,
    faults: 'reordering',
    runs,
    inputs: lessons,
    examples,
    observe(input, submission, { explain }) {
      const scripted = play(input);
      const append = { clientId: 'schreiber', sequence: 1, text: 'abgewiesen' };
      const run = simulate<LogMessage, LogRequest, LogResponse>({
        scenario: {
          nodes: 3,
          seed: input.seed,
          latency: { minMs: 1, maxMs: 1 },
          durationMs: lessonMs,
          faults: [],
          clients: [
            {
              id: 'leser',
              requests: readAtMs.map((atMs) => ({
                atMs,
                target: 'n1',
                request: { type: 'applied' },
              })),
            },
            // The first of them before n1 has heard of any leader.
            ...[2, appendAtMs].map((atMs) => ({
              id: `schreiber-${atMs}`,
              requests: [
                { atMs, target: 'n1', request: { type: 'append', command: append } as const },
              ],
            })),
          ],
        },
        createProcess: logNodes(submission),
        guard: submission.guard,
        clientPolicy: {
          timeoutMs: 100_000,
          retryDelayMs: 20,
          maxAttempts: 1,
          interpret: () => ({ done: true }),
        },
        scripted: { n2: scripted, n3: scripted },
        inspect: explain,
        recordTimers: explain,
      });
      const seen = seenOf<LogMessage, LogRequest, LogResponse>(run, logFormat);
      return { ...seen, input, counts: { ...seen.counts, ...walkedLog(seen).counts } };
    },
    *deletions(input) {
      for (const told of listDeletions(input.told)) yield { ...input, told };
      for (const asks of listDeletions(input.asks)) yield { ...input, asks };
      if (input.helps) yield { ...input, helps: false };
      if (input.isProposedAgain) yield { ...input, isProposedAgain: false };
      if (input.hasStale) yield { ...input, hasStale: false };
    },
  };
}

const content = fc.constantFrom<Content[]>(
  'command',
  'command',
  'command',
  'no-op',
  'again',
  'old',
  'twin',
  'skip',
);
const slot = fc.integer({ min: 1, max: 6 });

const lessons: fc.Arbitrary<Lesson> = fc.record({
  seed: fc.noShrink(fc.nat()),
  contents: fc.array(content, { minLength: 3, maxLength: 6 }),
  told: fc.array(fc.record({ slot, atMs: fc.integer({ min: 20, max: toldUntilMs }) }), {
    minLength: 2,
    maxLength: 9,
  }),
  isProposedAgain: fc.boolean(),
  hasStale: fc.boolean(),
  helps: fc.integer({ min: 0, max: 3 }).map((draw) => draw === 3),
  asks: fc.array(fc.record({ slot, atMs: fc.integer({ min: 60, max: toldUntilMs }) }), {
    maxLength: 1,
  }),
});

const inOrder = (...slots: number[]) => slots.map((own, i) => ({ slot: own, atMs: 45 + 15 * i }));
const lesson = (contents: Content[], told: Lesson['told'], more: Partial<Lesson> = {}): Lesson => ({
  seed: 8,
  contents,
  told,
  helps: false,
  asks: [],
  isProposedAgain: false,
  hasStale: false,
  ...more,
});

const command = 'command' as const;

export const lessonRuns = lessonExperiment('log-lerner', 20, [
  lesson([command, command, command], inOrder(1, 2, 3)),
  lesson([command, command, command], inOrder(3, 2, 1)),
  lesson([command, command, command], inOrder(1, 3), { asks: [{ slot: 1, atMs: 100 }] }),
  lesson([command, 'no-op', command], inOrder(1, 2, 3, 3, 1), { asks: [{ slot: 2, atMs: 130 }] }),
  lesson([command, 'again', command, 'again'], inOrder(1, 2, 3, 4)),
  lesson([command, command, 'old', command], inOrder(2, 1, 4, 3)),
  lesson([command, 'twin', 'again', command], inOrder(1, 2, 3, 4)),
  lesson([command, 'skip', command], inOrder(1, 2, 3), { isProposedAgain: true }),
  lesson(['skip', 'skip'], inOrder(2, 1), { hasStale: true }),
  lesson([command, command, command], inOrder(2), { helps: true }),
  lesson(['no-op', command, 'again'], [], { helps: true, asks: [{ slot: 1, atMs: 200 }] }),
]);
