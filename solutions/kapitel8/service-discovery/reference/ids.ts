import type { Context } from '#simulator';

const idsPerIncarnation = 1_000_000;

/** Ids of requests that no incarnation of this node has ever used: late answers to an earlier one do not match. */
export function freshIds(context: Pick<Context, 'storage'>): () => number {
  const incarnation = (context.storage.get<number>('incarnation') ?? 0) + 1;
  context.storage.set('incarnation', incarnation);
  let lastId = incarnation * idsPerIncarnation;
  return () => ++lastId;
}
