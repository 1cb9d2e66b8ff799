import type { LogEntry } from './protocol.ts';

/** The log as a value: everything up to `snapshotIndex` is gone, `entries` follow it without a gap. */
export interface Log {
  readonly snapshotIndex: number;
  readonly snapshotTerm: number;
  readonly entries: readonly LogEntry[];
}

export const emptyLog: Log = { snapshotIndex: 0, snapshotTerm: 0, entries: [] };

export const lastIndex = (log: Log): number => log.snapshotIndex + log.entries.length;

export const entryAt = (log: Log, index: number): LogEntry | undefined =>
  log.entries[index - log.snapshotIndex - 1];

/** The term at `index`, or `undefined` if this log no longer or not yet knows it. */
export const termAt = (log: Log, index: number): number | undefined =>
  index === log.snapshotIndex ? log.snapshotTerm : entryAt(log, index)?.term;

export const lastTerm = (log: Log): number => termAt(log, lastIndex(log)) ?? 0;

/** All entries behind `index`, which must not lie before the snapshot. */
export const entriesAfter = (log: Log, index: number): readonly LogEntry[] =>
  log.entries.slice(index - log.snapshotIndex);

export const append = (log: Log, entry: LogEntry): Log => ({
  ...log,
  entries: [...log.entries, entry],
});

/**
 * Puts `incoming` behind `prevLogIndex`, where both logs are known to agree. Only a real conflict
 * removes anything; a log that has it all already is returned as it is.
 */
export function merge(log: Log, prevLogIndex: number, incoming: readonly LogEntry[]): Log {
  const skipped = Math.max(0, log.snapshotIndex - prevLogIndex);
  const start = Math.max(0, prevLogIndex - log.snapshotIndex);
  const news = incoming.slice(skipped);
  const agreeing = news.findIndex((entry, at) => log.entries[start + at]?.term !== entry.term);
  if (agreeing === -1) return log;
  return {
    ...log,
    entries: [...log.entries.slice(0, start + agreeing), ...news.slice(agreeing)],
  };
}

/** The log that begins behind `index`: keeps what follows only if `index` itself is part of it. */
export function compact(log: Log, index: number, term: number): Log {
  const agrees = termAt(log, index) === term;
  return {
    snapshotIndex: index,
    snapshotTerm: term,
    entries: agrees ? entriesAfter(log, index) : [],
  };
}

/**
 * Where the leader should try next after the entry at `prevLogIndex` did not fit: behind the end of
 * a short log, else at the first entry of the term found there.
 */
export function conflictIndex(log: Log, prevLogIndex: number): number {
  if (prevLogIndex > lastIndex(log)) return lastIndex(log) + 1;
  const term = termAt(log, prevLogIndex);
  let index = prevLogIndex;
  while (index > log.snapshotIndex + 1 && termAt(log, index - 1) === term) index--;
  return index;
}
