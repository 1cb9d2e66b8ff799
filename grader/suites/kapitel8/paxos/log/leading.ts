import * as fc from 'fast-check';
import { listDeletions } from '../../../../simulator/deletions.ts';
import { simulate } from '../../../../simulator/kernel.ts';
import type { Context, NodeId } from '../../../../simulator/process.ts';
import type { ClientScript, Fault } from '../../../../simulator/scenario.ts';
import type { Experiment } from '../../../suite.ts';
import { isSame } from '../ballots.ts';
import type { AcceptedSlot, Ballot, LogMessage, LogRequest, LogResponse } from '../contract.ts';
import { seenOf } from '../observed.ts';
import { logFormat, malformedField } from '../wire-format.ts';
import { type LogProcess, type LogSeen, logNodes } from './nodes.ts';
import { walkedLog } from './walk.ts';

/** What a scripted acceptor tells n1 of one slot in its promise. */
export interface Told {
  readonly peer: NodeId;
  readonly slot: number;
  readonly round: number;
  /** Whose ballot it was; n2's if absent. */
  readonly node?: NodeId;
}

export interface Silence {
  readonly ballot: number;
  readonly peer: NodeId;
  readonly slot?: number;
}

/** How n1 comes to lead, and what it meets then. All other nodes are scripted. */
export interface Leadership {
  readonly nodes: number;
  readonly seed: number;
  /** Slots that n1 itself has accepted from n2 before, with the rounds. */
  readonly own: readonly Omit<Told, 'peer'>[];
  readonly told: readonly Told[];
  /** How long the promises take; so long that they may come when n1 asks for others already. */
  readonly promiseAfterMs: number;
  /** When n1 makes its last promise to another one. */
  readonly quietMs: number;
  /** Who never answers an `Accept` with the n-th ballot (from 0), for one slot or for all. */
  readonly silent: readonly Silence[];
  /** Slots whose first ballot's `Accept` is answered only after so many ms; others at once. */
  readonly late: readonly { readonly slot: number; readonly byMs: number }[];
  /** Slots whose first `Accept` gets no answer at all. */
  readonly lost: readonly number[];
  /** When the clients append their commands, in ms after n1 surely leads; one client each. */
  readonly appends: readonly number[];
  /** Clients that ask a second time with the same command: by index. */
  readonly again: readonly number[];
  /** How n1 learns of a higher ballot, if it does. */
  readonly deposed: 'Reject' | 'Prepare' | 'Heartbeat' | 'Accept' | null;
  /** n3 asks for a higher ballot while n1 still waits for promises. */
  readonly hasRival: boolean;
  /** n3 rejects, late, a ballot lower than the one with which n1 leads. */
  readonly hasStaleReject: boolean;
  /** Nobody hears n1's first `Prepare`; n3 rejects it when n1 leads with its second ballot, and has promised more. */
  readonly isUnheard?: boolean;
  /** n1 crashes in its first phase 1 after so many effects. */
  readonly cut?: number;
  /** The run goes on until n1 stands again after it was deposed. */
  readonly isLong: boolean;
}

export interface LeadershipSeen extends LogSeen {
  readonly input: Leadership;
}

/** The rounds told of are lower than what n1 has promised in the beginning. */
const firstRound = 5;
/** 300 ms of waiting, 50 more for coarse ticks, and the way there and back. */
export const leadsByMs = 380;
export const deposedAtMs = 620;
const staleRejectAtMs = 500;
const leadingMs = 820;
const longMs = 1150;

/** Two slots of the same round hold different commands, two nodes told of the same ballot the same. */
function entry({ slot, round, node = 'n2' }: Omit<Told, 'peer'>): AcceptedSlot {
  const text = `alt-${slot}-${round}-${node}`;
  const value = (slot + round) % 4 === 0 ? null : { clientId: text, sequence: 1, text };
  return { slot, ballot: { round, node }, value };
}

function cast(input: Leadership) {
  const missed = new Set<string>();
  const prepared: Ballot[] = [];
  return (context: Context<LogMessage>): LogProcess => {
    const { self } = context;
    const due = new Map<string, () => void>();
    const later = (ms: number, act: () => void): void => {
      const name = String(due.size);
      due.set(name, act);
      context.setTimer(name, ms);
    };
    const say = (message: LogMessage): void => context.send('n1', message);
    let leading: Ballot | undefined;
    return {
      onStart() {
        if (self === 'n2') {
          for (const own of input.own) later(2, () => say({ type: 'Accept', ...entry(own) }));
          const ballot = { round: firstRound, node: 'n2' };
          later(input.quietMs, () => say({ type: 'Prepare', ballot, firstUnchosen: 1 }));
        }
        if (self === 'n3' && input.hasStaleReject) {
          later(staleRejectAtMs, () => {
            if (leading === undefined) return;
            const ballot = { round: leading.round - 1, node: 'n1' };
            say({ type: 'Reject', ballot, promised: { ...ballot, node: 'n3' } });
          });
        }
        if (self === 'n3' && input.deposed !== null) {
          later(deposedAtMs, () => {
            if (leading !== undefined) say(deposition(input.deposed, leading));
          });
        }
      },
      onTimer: (name) => due.get(name)?.(),
      onMessage(_from, message) {
        if (malformedField(logFormat, message) !== undefined) return;
        switch (message.type) {
          case 'Prepare': {
            const { ballot, firstUnchosen } = message;
            if (!prepared.some((own) => isSame(own, ballot))) prepared.push(ballot);
            if (input.isUnheard && prepared.length === 1) return;
            const accepted = input.told
              .filter(({ peer, slot }) => peer === self && slot >= firstUnchosen)
              .map(entry);
            if (input.hasRival && self === 'n3' && prepared.length === 1) {
              const rival = { round: ballot.round + 1, node: 'n3' };
              later(3, () => say({ type: 'Prepare', ballot: rival, firstUnchosen: 1 }));
            }
            const afterMs = input.promiseAfterMs + Number(self.slice(1));
            return later(afterMs, () => say({ type: 'Promise', ballot, accepted }));
          }
          case 'Heartbeat':
            if (input.isUnheard && leading === undefined && self === 'n3') {
              const [ballot = message.ballot] = prepared;
              const promised = { round: message.ballot.round + 2, node: self };
              later(20, () => say({ type: 'Reject', ballot, promised }));
            }
            leading = message.ballot;
            return;
          case 'Accept': {
            const { ballot, slot } = message;
            const key = `${self} ${slot}`;
            if (input.lost.includes(slot) && !missed.has(key)) {
              missed.add(key);
              return;
            }
            const nth = prepared.findIndex((own) => isSame(own, ballot));
            const isSilent = input.silent.some(
              (own) => own.ballot === nth && own.peer === self && (own.slot ?? slot) === slot,
            );
            if (isSilent) return;
            const delay = nth === 0 ? input.late.find((other) => other.slot === slot) : undefined;
            return later(delay?.byMs ?? 1, () => say({ type: 'Accepted', ballot, slot }));
          }
          default:
            return;
        }
      },
      onRequest: (_request, respond) => respond({ ok: false, leaderHint: 'n1' }),
    };
  };
}

function deposition(by: Leadership['deposed'], leading: Ballot): LogMessage {
  const ballot = { round: leading.round + 2, node: 'n3' };
  switch (by) {
    case 'Prepare':
      return { type: 'Prepare', ballot, firstUnchosen: 1 };
    case 'Heartbeat':
      return { type: 'Heartbeat', ballot, firstUnchosen: 1 };
    case 'Accept':
      return { type: 'Accept', ballot, slot: 40, value: null };
    default:
      return { type: 'Reject', ballot: leading, promised: ballot };
  }
}

function clientsOf({ appends, again }: Leadership): ClientScript<LogRequest>[] {
  const writers = appends.map((afterMs, i) => {
    const command = { clientId: `c${i + 1}`, sequence: 1, text: `neu-${i + 1}` };
    const request: LogRequest = { type: 'append', command };
    const once = { atMs: leadsByMs + afterMs, target: 'n1', request };
    return {
      id: command.clientId,
      requests: again.includes(i) ? [once, { ...once, atMs: once.atMs + 30 }] : [once],
    };
  });
  const reads = [leadsByMs + 60, leadsByMs + 120, leadsByMs + 180, deposedAtMs - 5].map((atMs) => ({
    atMs,
    target: 'n1',
    request: { type: 'applied' } as const,
  }));
  return [...writers, { id: 'leser', requests: reads }];
}

export function leadershipExperiment(
  id: string,
  runs: number,
  examples: readonly Leadership[],
): Experiment<Leadership, LeadershipSeen> {
  return {
    id,
    faults: 'reordering',
    runs,
    inputs: leaderships,
    examples,
    observe(input, submission, { explain }) {
      const play = cast(input);
      const peers = Array.from({ length: input.nodes - 1 }, (_, i) => `n${i + 2}`);
      const { cut: afterEffects } = input;
      const faults: Fault[] =
        afterEffects === undefined
          ? []
          : [{ kind: 'crash', node: 'n1', atMs: 100, downMs: 12, afterEffects }];
      const run = simulate<LogMessage, LogRequest, LogResponse>({
        scenario: {
          nodes: input.nodes,
          seed: input.seed,
          latency: { minMs: 1, maxMs: 1 },
          durationMs: input.isLong ? longMs : leadingMs,
          faults,
          clients: clientsOf(input),
        },
        createProcess: logNodes(submission),
        guard: submission.guard,
        clientPolicy: {
          timeoutMs: 100_000,
          retryDelayMs: 20,
          maxAttempts: 1,
          interpret: () => ({ done: true }),
        },
        scripted: Object.fromEntries(peers.map((id) => [id, play])),
        inspect: explain,
        recordTimers: explain,
      });
      const seen = seenOf<LogMessage, LogRequest, LogResponse>(run, logFormat, faults);
      return { ...seen, input, counts: { ...seen.counts, ...walkedLog(seen).counts } };
    },
    *deletions(input) {
      for (const list of ['told', 'own', 'late', 'lost', 'again'] as const) {
        for (const rest of listDeletions<unknown>(input[list])) yield { ...input, [list]: rest };
      }
      for (const appends of listDeletions(input.appends)) yield { ...input, appends, again: [] };
      if (input.deposed !== null) yield { ...input, deposed: null };
      for (const flag of ['hasRival', 'hasStaleReject', 'isLong'] as const) {
        if (input[flag]) yield { ...input, [flag]: false };
      }
    },
  };
}

const slot = fc.integer({ min: 1, max: 6 });
const round = fc.integer({ min: 1, max: firstRound - 1 });

const leaderships: fc.Arbitrary<Leadership> = fc.constantFrom(3, 3, 5).chain((nodes) =>
  fc.record({
    nodes: fc.constant(nodes),
    seed: fc.noShrink(fc.nat()),
    own: fc.uniqueArray(fc.record({ slot, round }), { maxLength: 2, selector: (own) => own.slot }),
    told: fc.uniqueArray(
      fc.record({
        peer: fc.constantFrom(...Array.from({ length: nodes - 1 }, (_, i) => `n${i + 2}`)),
        slot,
        round,
      }),
      { maxLength: 5, selector: ({ peer, slot: own }) => `${peer} ${own}` },
    ),
    late: fc.uniqueArray(
      fc.record({ slot: fc.integer({ min: 1, max: 8 }), byMs: fc.integer({ min: 5, max: 90 }) }),
      { maxLength: 3, selector: (own) => own.slot },
    ),
    promiseAfterMs: fc.oneof(
      { arbitrary: fc.constant(1), weight: 4 },
      { arbitrary: fc.integer({ min: 60, max: 290 }), weight: 1 },
    ),
    quietMs: fc.constantFrom(5, 5, 5, 120),
    silent: fc.constant([]),
    isLong: fc.constant(false),
    hasRival: fc.constant(false),
    hasStaleReject: fc.boolean(),
    lost: fc.uniqueArray(fc.integer({ min: 1, max: 8 }), { maxLength: 1 }),
    appends: fc.array(fc.integer({ min: 0, max: 90 }), { minLength: 1, maxLength: 3 }),
    again: fc.uniqueArray(fc.nat({ max: 2 }), { maxLength: 1 }),
    deposed: fc.constantFrom(null, 'Reject', 'Prepare', 'Heartbeat', 'Accept'),
  }),
);
