import type { TraceEvent } from '../simulator/trace.ts';

/**
 * Which event is meant: one that has all these fields, nested ones too; a list must have as many
 * items. Or a test of one's own.
 */
export type Pattern = EventPattern | ((event: TraceEvent) => boolean);

interface EventPattern {
  readonly kind: TraceEvent['kind'];
  readonly [field: string]: unknown;
}

export function fits(pattern: Pattern, event: TraceEvent): boolean {
  return typeof pattern === 'function' ? pattern(event) : contains(event, pattern);
}

/** A pattern as an author would look for it in the scene's file. */
export function describePattern(pattern: Pattern): string {
  return typeof pattern === 'function' ? String(pattern) : JSON.stringify(pattern);
}

function contains(value: unknown, part: unknown): boolean {
  if (typeof part !== 'object' || part === null) return Object.is(value, part);
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(part) !== Array.isArray(value)) return false;
  if (Array.isArray(part) && part.length !== (value as unknown[]).length) return false;
  const fields = value as Readonly<Record<string, unknown>>;
  return Object.entries(part).every(([key, wanted]) => contains(fields[key], wanted));
}
