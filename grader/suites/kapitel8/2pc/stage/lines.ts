import type { NodeId } from '../../../../simulator/process.ts';
import type { ClientScript, Crash } from '../../../../simulator/scenario.ts';
import {
  type Change,
  coordinatorId,
  type Outcome,
  type Request,
  type TransferRequest,
} from '../contract.ts';
import type { Line, Play } from './play.ts';

/** Lines and requests that many plays have in common. */

/** In plays of a participant, the real one. */
export const participantId: NodeId = 'n2';

/** `a-30 b+5` as changes. */
export function changesOf(text: string): Change[] {
  return text.split(' ').map((part) => {
    const [, account = '', amount = '0'] = /^([a-z]+)([+-]\d+)$/.exec(part) ?? [];
    return { account, amount: Number(amount) };
  });
}

export function prepare(
  atMs: number,
  tx: string,
  changes: string,
  participants: readonly NodeId[] = ['n2', 'n3'],
): Line {
  const message = { type: 'Prepare', tx, changes: changesOf(changes), participants } as const;
  return { atMs, from: coordinatorId, message };
}

export function decision(
  atMs: number,
  tx: string,
  outcome: Outcome,
  from: NodeId = coordinatorId,
): Line {
  return { atMs, from, message: { type: 'Decision', tx, outcome } };
}

export function vote(atMs: number, from: NodeId, tx: string, yesOrNo: 'yes' | 'no'): Line {
  return { atMs, from, message: { type: 'Vote', tx, vote: yesOrNo } };
}

export function ack(atMs: number, from: NodeId, tx: string): Line {
  return { atMs, from, message: { type: 'Ack', tx } };
}

export function inquiry(atMs: number, from: NodeId, tx: string): Line {
  return { atMs, from, message: { type: 'Inquiry', tx } };
}

/** Clients of their own, so that none has to wait for another's answer. */
export function reads(account: string, ...times: number[]): ClientScript<Request>[] {
  return times.map((atMs) => ({
    id: `leser-${account}-${atMs}`,
    requests: [{ atMs, target: participantId, request: { kind: 'balance', account } }],
  }));
}

/** `n2.a-30 n3.b+30` as a transfer. */
export function transferOf(tx: string, text: string): TransferRequest {
  return {
    kind: 'transfer',
    tx,
    changes: text.split(' ').map((part) => {
      const [participant = '', change = ''] = part.split('.');
      return { participant, ...(changesOf(change)[0] as Change) };
    }),
  };
}

export function transfer(
  atMs: number,
  tx: string,
  text: string,
  target: NodeId = coordinatorId,
): ClientScript<Request> {
  const request = transferOf(tx, text);
  return { id: `client-${tx}-${atMs}`, requests: [{ atMs, target, request }] };
}

export function crashOf(node: NodeId, atMs: number, downMs: number, afterEffects?: number): Crash {
  return {
    kind: 'crash',
    node,
    atMs,
    downMs,
    ...(afterEffects === undefined ? {} : { afterEffects }),
  };
}

/** A play of the participant `n2`. */
export function ofParticipant(
  durationMs: number,
  play: Partial<Pick<Play, 'lines' | 'faults' | 'clients' | 'nodes'>>,
): Play {
  const { nodes = 3, lines = [], faults = [], clients = [] } = play;
  return { real: participantId, nodes, seed: 8, durationMs, lines, faults, clients };
}

/** A play of the coordinator. */
export function ofCoordinator(
  durationMs: number,
  play: Partial<Pick<Play, 'lines' | 'faults' | 'clients' | 'nodes'>>,
): Play {
  return { ...ofParticipant(durationMs, play), real: coordinatorId };
}
