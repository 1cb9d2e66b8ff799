import type { Context } from '#simulator';

/** Ids of one incarnation begin where those of the one before can never get to. */
export function firstId(context: Pick<Context, 'storage'>): number {
  const starts = context.storage.get<number>('starts') ?? 0;
  context.storage.set('starts', starts + 1);
  return starts * 10_000_000;
}
