import type { GossipResponse, Rumor } from '../../../exercises/kapitel8/gossip/protocol.ts';
import type { Message, Request, Response } from '../../../exercises/kapitel8/raft/protocol.ts';
import type { Enclosed, EnclosedRequest } from './nebeneinander.ts';

/** German words for what Raft and gossip say, side by side on the same nodes. */

export function inWords(answer: unknown): string {
  const response = answer as Response | GossipResponse | undefined;
  if (response === undefined) return 'keine Antwort';
  if ('ok' in response) return response.ok ? `„${response.value}“` : 'abgelehnt';
  if (response.kind === 'stored') return 'angenommen';
  return response.entry === null ? 'nichts' : `„${response.entry.value}“`;
}

export function askedInWords({ of, request }: EnclosedRequest): string {
  if (of === 'raft') {
    const { command } = request as Request;
    return `Raft, ${command.kind === 'get' ? 'lies x' : `x = ${command.value}`}`;
  }
  const { kind, value } = request as { readonly kind: string; readonly value?: string };
  return `Gossip, ${kind === 'get' ? 'lies x' : `x = ${value}`}`;
}

export function messageInWords({ of, message }: Enclosed): string {
  if (of === 'gossip') {
    const { rumors = [] } = message as { readonly rumors?: readonly Rumor[] };
    return rumors
      .map((rumor) => `x = ${rumor.value}, Version (${rumor.timestamp}, ${rumor.source})`)
      .join('; ');
  }
  const raft = message as Message;
  switch (raft.type) {
    case 'AppendEntries':
      return `Term ${raft.term}, ${raft.entries.length} Eintrag`;
    case 'AppendEntriesReply':
      return `Term ${raft.term}, bis Index ${raft.matchIndex} übernommen`;
    case 'RequestVote':
      return `Term ${raft.term}, letzter Eintrag an Index ${raft.lastLogIndex}`;
    default:
      return `Term ${raft.term}`;
  }
}
