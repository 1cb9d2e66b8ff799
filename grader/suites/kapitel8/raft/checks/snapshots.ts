import { holds, type Verdict, violated } from '../../../suite.ts';
import {
  type Applied,
  type Command,
  type InstallSnapshot,
  type Request,
  type Session,
  snapshotThreshold,
} from '../contract.ts';
import type { RaftSeen } from '../observed.ts';
import { snapshotsWording as say } from '../wording/snapshots.ts';
import { ledgerOf } from './ledger.ts';

/** The state machine as the contract describes it: what a snapshot must equal. */
class StateMachine {
  readonly values = new Map<string, string>();
  readonly sessions = new Map<string, Session>();

  apply({ clientId, sequence, command }: Request): void {
    const done = this.sessions.get(clientId);
    if (done !== undefined && sequence <= done.sequence) return;
    const response: Applied = { ok: true, value: this.execute(command) };
    this.sessions.set(clientId, { sequence, response });
  }

  private execute(command: Command): string | null {
    const current = this.values.get(command.key) ?? null;
    if (command.kind === 'get') return current;
    if (command.kind === 'cas') {
      if (current === command.expected) this.values.set(command.key, command.value);
      return current;
    }
    const value = command.kind === 'put' ? command.value : (current ?? '') + command.value;
    this.values.set(command.key, value);
    return value;
  }
}

/** Every snapshot on the wire is the state after the committed entries it stands for. */
export function snapshotIsPrefix(seen: RaftSeen): Verdict {
  const ledger = ledgerOf(seen);
  const machine = new StateMachine();
  let applied = 0;
  const sent = seen.wire
    .flatMap(({ kind, seq, message }) =>
      kind === 'send' && message.type === 'InstallSnapshot' ? [{ seq, message }] : [],
    )
    .sort((a, b) => a.message.lastIncludedIndex - b.message.lastIncludedIndex);
  for (const { seq, message } of sent) {
    const index = message.lastIncludedIndex;
    for (; applied < index; applied++) {
      const entry = ledger.committed.get(applied + 1);
      // Entries that were never seen on the wire cannot be judged.
      if (entry === undefined) return isBeyond(seen, index, seq);
      if (entry.request) machine.apply(entry.request);
    }
    const term = ledger.committed.get(index)?.term;
    if (term !== undefined && term !== message.lastIncludedTerm) {
      return violated(say.wrongTerm(index, message.lastIncludedTerm, term), [seq]);
    }
    const difference = differenceOf(machine, message);
    if (difference !== undefined) return violated(say.wrongPrefix(index, difference), [seq]);
  }
  return holds;
}

function isBeyond(seen: RaftSeen, index: number, seq: number): Verdict {
  return index > ledgerOf(seen).maxCommit ? violated(say.uncommitted(index), [seq]) : holds;
}

function differenceOf(machine: StateMachine, { data }: InstallSnapshot): string | undefined {
  for (const key of new Set([...machine.values.keys(), ...Object.keys(data.values)])) {
    const expected = machine.values.get(key);
    const actual = data.values[key];
    if (actual !== expected) return say.valueDiffers(key, shown(actual), shown(expected));
  }
  for (const id of new Set([...machine.sessions.keys(), ...Object.keys(data.sessions)])) {
    const expected = machine.sessions.get(id);
    const actual = data.sessions[id];
    const isSame =
      actual?.sequence === expected?.sequence &&
      actual?.response?.value === expected?.response.value;
    if (!isSame) return say.sessionDiffers(id, shown(actual), shown(expected));
  }
  return undefined;
}

function shown(value: unknown): string {
  return value === undefined ? 'nichts' : JSON.stringify(value);
}

/**
 * No leader resends entries that were committed long ago: what it has applied beyond the threshold it
 * has compacted. Twice the threshold is allowed, and the entries not yet applied come on top.
 */
export function logIsCompacted({ wire }: RaftSeen): Verdict {
  for (const { kind, message, seq } of wire) {
    if (kind !== 'send' || message.type !== 'AppendEntries') continue;
    const old = message.leaderCommit - message.prevLogIndex;
    if (Math.min(old, message.entries.length) > 2 * snapshotThreshold) {
      return violated(say.neverCompacted(message.entries.length, snapshotThreshold), [seq]);
    }
  }
  return holds;
}

export function snapshotsSent({ wire }: RaftSeen): number {
  return wire.filter(({ kind, message }) => kind === 'send' && message.type === 'InstallSnapshot')
    .length;
}
