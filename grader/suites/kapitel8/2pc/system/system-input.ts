import * as fc from 'fast-check';
import { type FaultMix, faultsArbitrary, nodeIds } from '../../../../simulator/arbitraries.ts';
import type { NodeId } from '../../../../simulator/process.ts';
import type { ClientScript, Fault, Scenario } from '../../../../simulator/scenario.ts';
import { coordinatorId, type Request, type TransferRequest } from '../contract.ts';

/** Whole systems: all nodes are the submission's own. */

/** Faults are over then, and what is down is up again. */
export const calmFromMs = 900;
/** Then everything that was open is settled: a repeated decision, a client's next attempt. */
export const settledMs = 700;
export const finalReadsMs = calmFromMs + settledMs;
export const endMs = finalReadsMs + 60;

const messageTypes = ['Prepare', 'Vote', 'Decision', 'Ack'] as const;

/** Two accounts at each participant, each with a name of its own. */
export function accountsOf(participant: NodeId): readonly string[] {
  return ['a', 'b'].map((letter) => `${letter}${participant.slice(1)}`);
}

export function participantsOf(nodes: number): NodeId[] {
  return nodeIds(nodes).filter((id) => id !== coordinatorId);
}

/** Amounts move between two or three participants; what is taken from one is given to the others. */
function transferArbitrary(tx: string, nodes: number): fc.Arbitrary<TransferRequest> {
  const participants = participantsOf(nodes);
  return fc
    .record({
      parties: fc.shuffledSubarray(participants, { minLength: 2 }),
      accounts: fc.array(fc.nat({ max: 1 }), { minLength: 3, maxLength: 3 }),
      amount: fc.constantFrom(10, 40, 90),
    })
    .map(({ parties, accounts, amount }) => ({
      kind: 'transfer',
      tx,
      changes: parties.map((participant, i) => ({
        participant,
        account: accountsOf(participant)[accounts[i] ?? 0] ?? '',
        amount: i === 0 ? -amount * (parties.length - 1) : amount,
      })),
    }));
}

function transferClient(id: string, nodes: number): fc.Arbitrary<ClientScript<Request>> {
  return fc
    .array(fc.integer({ min: 5, max: calmFromMs - 100 }), { minLength: 1, maxLength: 3 })
    .chain((times) => {
      const all = [...[...times].sort((a, b) => a - b), calmFromMs + 20];
      const requests = fc.tuple(...all.map((_, i) => transferArbitrary(`${id}-${i + 1}`, nodes)));
      return requests.map((own) => ({
        id,
        requests: own.map((request, i) => ({
          atMs: all[i] ?? calmFromMs,
          target: coordinatorId,
          request,
        })),
      }));
    });
}

/** Somebody who asks now and then, and what everybody sees in the end. */
function readers(nodes: number, seed: number): ClientScript<Request>[] {
  return participantsOf(nodes).flatMap((target, n) =>
    accountsOf(target).map((account, i) => ({
      id: `leser-${account}`,
      requests: [
        ...[0, 1, 2, 3].map((k) => 30 + (((seed % 97) + k * 211 + n * 53 + i * 101) % 820)),
        finalReadsMs,
      ]
        .sort((a, b) => a - b)
        .map((atMs) => ({ atMs, target, request: { kind: 'balance', account } as const })),
    })),
  );
}

export function systems(mixes: readonly FaultMix[]): fc.Arbitrary<Scenario<Request>> {
  return fc
    .tuple(fc.constantFrom(3, 4), fc.constantFrom(...mixes), fc.noShrink(fc.nat()))
    .chain(([nodes, mix, seed]) =>
      fc.record({
        nodes: fc.constant(nodes),
        seed: fc.constant(seed),
        latency: fc.constant({ minMs: 1, maxMs: 5 }),
        durationMs: fc.constant(endMs),
        faults: faultsOf(nodes, mix),
        clients: fc
          .tuple(transferClient('c1', nodes), transferClient('c2', nodes))
          .map((clients) => [...clients, ...readers(nodes, seed)]),
      }),
    );
}

function faultsOf(nodes: number, mix: FaultMix): fc.Arbitrary<Fault[]> {
  return faultsArbitrary({
    nodes,
    mix,
    fromMs: 5,
    untilMs: calmFromMs,
    messageTypes,
    maxFaults: 7,
  });
}
