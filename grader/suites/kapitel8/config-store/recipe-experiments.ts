import type { Fault } from '../../../simulator/scenario.ts';
import type { Experiment } from '../../suite.ts';
import { type ElectionSeen, observeElection } from './election-run.ts';
import {
  calmFiles,
  type FileInput,
  type FileSeen,
  fileDeletions,
  observeFile,
  stormyFiles,
} from './file-run.ts';
import { calmInputs, type LeaseInput, leaseDeletions, stormyInputs } from './lease-inputs.ts';
import { type LockSeen, observeLock } from './lock-run.ts';
import type { Operation } from './store-node.ts';

const reply = (to: string, k: number) => ({ from: 'n1', to, type: 'StoreReply', k });
const request = (from: string, k: number) => ({ from, to: 'n1', type: 'StoreRequest', k });
const cut = (node: string, others: readonly string[], fromMs: number, untilMs: number): Fault => ({
  kind: 'partition',
  fromMs,
  untilMs,
  groups: [[node], others],
});

function lease(fields: Partial<LeaseInput>): LeaseInput {
  return { nodes: 3, seed: 1, ttl: 2, faults: [], visits: [], durationMs: 12_000, ...fields };
}

export const lockCalm: Experiment<LeaseInput, LockSeen> = {
  id: 'sperre-ungestoert',
  faults: 'none',
  runs: 12,
  inputs: calmInputs,
  examples: [
    // One holds it for longer than a lease, another one waits for it.
    lease({
      visits: [
        { node: 0, atMs: 0, holdMs: 4_900 },
        { node: 1, atMs: 500, holdMs: 100 },
        { node: 0, atMs: 5_000, holdMs: 10 },
      ],
      durationMs: 8_000,
    }),
    // Released while another one is just finding out that it is taken.
    ...[482, 486, 489, 492, 495, 498, 501, 504].map((atMs, i) =>
      lease({
        seed: i,
        visits: [
          { node: 0, atMs: 0, holdMs: 500 },
          { node: 1, atMs, holdMs: 1_500 },
        ],
        durationMs: 2_500,
      }),
    ),
    // Asked for and given back at once, again and again.
    lease({
      visits: [0, 1, 2, 3, 4, 5].map((i) => ({ node: i % 2, atMs: 100 * i, holdMs: 0 })),
      durationMs: 6_000,
    }),
  ],
  observe: observeLock,
  deletions: leaseDeletions,
};

export const lockStormy: Experiment<LeaseInput, LockSeen> = {
  id: 'sperre-gestoert',
  faults: 'crash',
  runs: 40,
  inputs: stormyInputs,
  examples: [
    // The good news is nearly as old as the lease when it arrives.
    lease({
      visits: [
        { node: 0, atMs: 0, holdMs: 6_000 },
        { node: 1, atMs: 100, holdMs: 500 },
      ],
      faults: [
        { kind: 'delay', message: reply('n2', 0), byMs: 1_500 },
        cut('n2', ['n1', 'n3'], 1_600, 7_000),
      ],
    }),
    // The same with the little that a short round trip and a slow clock can do.
    lease({
      visits: [
        { node: 0, atMs: 0, holdMs: 9_000 },
        { node: 1, atMs: 100, holdMs: 500 },
      ],
      faults: [
        { kind: 'drift', node: 'n2', ratePerMille: 900 },
        { kind: 'delay', message: reply('n2', 0), byMs: 270 },
        cut('n2', ['n1', 'n3'], 300, 7_000),
      ],
    }),
    // The same with the answer to a renewal.
    lease({
      visits: [
        { node: 0, atMs: 0, holdMs: 9_000 },
        { node: 1, atMs: 100, holdMs: 500 },
      ],
      faults: [
        { kind: 'drift', node: 'n2', ratePerMille: 900 },
        { kind: 'delay', message: reply('n2', 1), byMs: 250 },
        cut('n2', ['n1', 'n3'], 960, 7_000),
      ],
    }),
    // Given up while nothing gets through: the key has to go all the same.
    lease({
      ttl: 10,
      visits: [
        { node: 0, atMs: 0, holdMs: 500 },
        { node: 1, atMs: 100, holdMs: 4_000 },
      ],
      faults: [cut('n2', ['n1', 'n3'], 400, 1_500)],
      durationMs: 8_000,
    }),
    // Given up before it is known that it was got.
    lease({
      ttl: 10,
      visits: [
        { node: 0, atMs: 0, holdMs: 500 },
        { node: 1, atMs: 100, holdMs: 4_000 },
      ],
      faults: [
        { kind: 'drop', message: reply('n2', 0) },
        // Longer than the client's patience, shorter than the lease.
        cut('n2', ['n1', 'n3'], 20, 5_300),
      ],
      durationMs: 8_000,
    }),
    // A fast clock: the lease is over for its holder, but not yet for the store, when it gets through.
    lease({
      ttl: 3,
      visits: [{ node: 0, atMs: 0, holdMs: 9_000 }],
      faults: [
        { kind: 'drift', node: 'n2', ratePerMille: 1_100 },
        cut('n2', ['n1', 'n3'], 1_000, 3_500),
      ],
    }),
    // A slow clock, and no word from the store any more.
    lease({
      ttl: 3,
      visits: [
        { node: 0, atMs: 0, holdMs: 9_000 },
        { node: 1, atMs: 100, holdMs: 500 },
      ],
      faults: [
        { kind: 'drift', node: 'n2', ratePerMille: 900 },
        cut('n2', ['n1', 'n3'], 50, 7_000),
      ],
    }),
    // A refresh that was sent in time arrives when another one has the lock.
    lease({
      visits: [
        { node: 0, atMs: 0, holdMs: 8_000 },
        { node: 1, atMs: 100, holdMs: 4_500 },
      ],
      faults: [
        ...[1, 2, 3].map((k): Fault => ({ kind: 'delay', message: request('n2', k), byMs: 3_000 })),
        cut('n2', ['n1', 'n3'], 900, 3_000),
      ],
    }),
    // The release of one visit arrives once more during the next one.
    lease({
      visits: [
        { node: 0, atMs: 0, holdMs: 100 },
        { node: 0, atMs: 400, holdMs: 4_000 },
        { node: 1, atMs: 600, holdMs: 500 },
      ],
      faults: [1, 2].map(
        (k): Fault => ({
          kind: 'duplicate',
          message: request('n2', k),
          afterMs: 900,
        }),
      ),
    }),
    // The answer to an earlier refresh overtakes nothing: it comes when the later one is lost.
    lease({
      visits: [
        { node: 0, atMs: 0, holdMs: 9_000 },
        { node: 1, atMs: 100, holdMs: 500 },
      ],
      faults: [
        { kind: 'delay', message: reply('n2', 1), byMs: 1_100 },
        ...[2, 3, 4, 5, 6, 7, 8, 9].map(
          (k): Fault => ({ kind: 'drop', message: request('n2', k) }),
        ),
        cut('n2', ['n1', 'n3'], 2_000, 7_000),
      ],
    }),
    // The holder dies for good.
    lease({
      visits: [
        { node: 0, atMs: 0, holdMs: 9_000 },
        { node: 1, atMs: 100, holdMs: 500 },
      ],
      faults: [{ kind: 'crash', node: 'n2', atMs: 1_000, downMs: 20_000 }],
    }),
    // The holder dies, comes back and asks again; an answer from before its death is still under way.
    lease({
      ttl: 10,
      visits: [
        { node: 0, atMs: 0, holdMs: 100 },
        { node: 0, atMs: 200, holdMs: 4_000 },
      ],
      faults: [
        { kind: 'delay', message: reply('n2', 0), byMs: 5_100 },
        { kind: 'crash', node: 'n2', atMs: 12, downMs: 100 },
        ...[1, 2].map((k): Fault => ({ kind: 'drop', message: reply('n2', k) })),
      ],
    }),
    // A long standstill of the holder: when it wakes up, the lock is another's.
    lease({
      visits: [
        { node: 0, atMs: 0, holdMs: 8_000 },
        { node: 1, atMs: 100, holdMs: 3_000 },
      ],
      faults: [{ kind: 'pause', node: 'n2', fromMs: 300, untilMs: 4_000 }],
    }),
    // The answer to the creation is lost: who asks again is told that it is there.
    lease({
      visits: [
        { node: 0, atMs: 0, holdMs: 1_000 },
        { node: 1, atMs: 2_000, holdMs: 1_000 },
      ],
      faults: [{ kind: 'drop', message: reply('n2', 0) }],
    }),
    // The word of its end is lost for who waits.
    lease({
      visits: [
        { node: 0, atMs: 0, holdMs: 1_000 },
        { node: 1, atMs: 100, holdMs: 6_000 },
      ],
      faults: [2, 3, 4].map((k): Fault => ({ kind: 'drop', message: reply('n3', k) })),
    }),
    // Renewals arrive, and only their answers do not: held for lost, the key is still there at the release.
    lease({
      ttl: 4,
      visits: [{ node: 0, atMs: 0, holdMs: 3_800 }],
      faults: [
        {
          kind: 'one-way-partition',
          fromMs: 100,
          untilMs: 3_700,
          senders: ['n1'],
          receivers: ['n2'],
        },
      ],
      durationMs: 6_500,
    }),
  ],
  observe: observeLock,
  deletions: leaseDeletions,
};

export const electionCalm: Experiment<LeaseInput, ElectionSeen> = {
  id: 'wahl-ungestoert',
  faults: 'none',
  runs: 6,
  inputs: calmInputs,
  examples: [lease({ durationMs: 8_000 }), lease({ nodes: 4, ttl: 3, durationMs: 8_000 })],
  observe: observeElection,
  deletions: leaseDeletions,
};

export const electionStormy: Experiment<LeaseInput, ElectionSeen> = {
  id: 'wahl-gestoert',
  faults: 'crash',
  runs: 16,
  inputs: stormyInputs,
  examples: [
    // The leader dies for good, whoever it is.
    lease({ faults: [{ kind: 'crash', node: 'n2', atMs: 1_000, downMs: 20_000 }] }),
    lease({ faults: [{ kind: 'crash', node: 'n3', atMs: 1_000, downMs: 20_000 }] }),
    // The leader is cut off, and its clock is slow.
    lease({
      ttl: 3,
      faults: [
        { kind: 'drift', node: 'n2', ratePerMille: 900 },
        cut('n2', ['n1', 'n3'], 1_000, 7_000),
      ],
    }),
    lease({
      ttl: 3,
      faults: [
        { kind: 'drift', node: 'n3', ratePerMille: 900 },
        cut('n3', ['n1', 'n2'], 1_000, 7_000),
      ],
    }),
    // Whoever wins learns of it late.
    lease({
      faults: [
        { kind: 'delay', message: reply('n2', 0), byMs: 1_500 },
        { kind: 'delay', message: reply('n3', 0), byMs: 1_500 },
        cut('n2', ['n1', 'n3'], 1_600, 5_000),
      ],
    }),
    // A slow clock, and good news that took its time.
    lease({
      nodes: 2,
      faults: [
        { kind: 'drift', node: 'n2', ratePerMille: 900 },
        { kind: 'delay', message: reply('n2', 0), byMs: 270 },
        cut('n2', ['n1'], 300, 7_000),
      ],
    }),
    // There is somebody else to hear of a new leader.
    ...['n2', 'n3', 'n4'].map((node) =>
      lease({ nodes: 4, faults: [{ kind: 'crash', node, atMs: 1_000, downMs: 20_000 }] }),
    ),
    // The key of a lease that is over is still there, and its owner hears of its end too late.
    lease({
      nodes: 2,
      ttl: 10,
      faults: [
        { kind: 'drift', node: 'n2', ratePerMille: 1_100 },
        cut('n2', ['n1'], 100, 8_400),
        cut('n2', ['n1'], 9_200, 11_500),
      ],
    }),
    // Nobody hears anything for a while.
    lease({ faults: [cut('n1', ['n2', 'n3'], 500, 5_500)] }),
    // The key of a life before is still there, and nobody tells of its end.
    lease({
      nodes: 2,
      faults: [{ kind: 'crash', node: 'n2', atMs: 700, downMs: 50 }, cut('n2', ['n1'], 900, 4_500)],
      durationMs: 6_000,
    }),
  ],
  observe: observeElection,
  deletions: leaseDeletions,
};

const set = (atMs: number, key: string, value: string, ttl?: number): Operation => ({
  atMs,
  method: 'PUT',
  key,
  query: { value, ...(ttl === undefined ? {} : { ttl }) },
});
const removal = (atMs: number, key: string): Operation => ({
  atMs,
  method: 'DELETE',
  key,
  query: { recursive: true },
});

function file(fields: Partial<FileInput>): FileInput {
  return { nodes: 2, seed: 1, historyLimit: 1000, faults: [], operations: [], ...fields };
}

const twoParts = [set(100, '/app/db/host', 'a'), set(101, '/app/db/port', '1')];

export const fileCalm: Experiment<FileInput, FileSeen> = {
  id: 'datei-ungestoert',
  faults: 'none',
  runs: 12,
  inputs: calmFiles,
  examples: [
    // Changes close together: while one is told, the next one happens.
    file({
      operations: [...twoParts, ...[1, 2, 3, 4, 5].map((i) => set(600 + 2 * i, '/app/x', `${i}`))],
    }),
    // Directories go, by hand and by themselves; neighbours with similar names do not matter.
    file({
      operations: [
        ...twoParts,
        set(300, '/app/a-b', '2'),
        set(400, '/app/a/b', '1'),
        set(500, '/application/x', '3'),
        set(600, '/app/_hidden/x', '4'),
        removal(1_200, '/app/db'),
        set(1_800, '/app/short', '5', 1),
        removal(4_000, '/app'),
      ],
    }),
  ],
  observe: observeFile,
  deletions: fileDeletions,
};

export const fileStormy: Experiment<FileInput, FileSeen> = {
  id: 'datei-gestoert',
  faults: 'crash',
  runs: 25,
  inputs: stormyFiles,
  examples: [
    // More happens during a partition than the history remembers.
    file({
      historyLimit: 3,
      faults: [cut('n2', ['n1'], 500, 4_000)],
      operations: [
        ...twoParts,
        ...[0, 1, 2, 3, 4].map((i) => set(1_000 + 300 * i, `/app/k${i}`, `${i}`)),
      ],
    }),
    // It happens elsewhere, but pushes the news out all the same.
    file({
      historyLimit: 3,
      faults: [cut('n2', ['n1'], 500, 4_000)],
      operations: [
        ...twoParts,
        set(900, '/app/news', 'x'),
        ...[0, 1, 2, 3, 4].map((i) => set(1_000 + 300 * i, '/other', `${i}`)),
      ],
    }),
    // What was read first arrives last, and nothing arrives after it.
    file({
      faults: [
        { kind: 'delay', message: reply('n2', 0), byMs: 3_000 },
        ...Array.from(
          { length: 24 },
          (_, i): Fault => ({ kind: 'drop', message: reply('n2', 6 + i) }),
        ),
      ],
      operations: [...twoParts, set(1_000, '/app/db/host', 'b'), set(2_000, '/app/db/host', 'c')],
    }),
    ...[1, 2, 3].map((k) =>
      file({
        faults: [
          { kind: 'drop', message: reply('n2', k) },
          { kind: 'duplicate', message: reply('n2', k + 2), afterMs: 1_500 },
        ],
        operations: [...twoParts, set(1_000, '/app/db/host', 'b'), set(3_000, '/app/db/host', 'c')],
      }),
    ),
    // The news of the last change is lost, and no other change follows.
    file({
      faults: [1, 2, 3, 4, 5, 6].map((k): Fault => ({ kind: 'drop', message: reply('n2', k) })),
      operations: [set(600, '/app/db/host', 'b')],
    }),
    // Nothing arrives at first: the first question has to be asked again.
    file({ faults: [cut('n2', ['n1'], 0, 2_000)], operations: [set(600, '/app/db/host', 'b')] }),
    file({
      faults: [{ kind: 'crash', node: 'n2', atMs: 1_000, downMs: 1_000 }],
      operations: [...twoParts, set(1_500, '/app/db/host', 'b'), set(5_000, '/app/db/host', 'c')],
    }),
  ],
  observe: observeFile,
  deletions: fileDeletions,
};
