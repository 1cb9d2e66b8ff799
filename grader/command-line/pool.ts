/**
 * Runs `work` on all items, at most `limit` at a time, and resolves to the results in the items'
 * order. `onResult` sees them in that order too, each as soon as it and all before it are there.
 * Rejects with the first error and starts nothing new then; what has begun is the caller's to abort.
 */
export async function runPool<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
  onResult: (result: Result) => Promise<void>,
): Promise<readonly Result[]> {
  const results = new Map<number, Result>();
  let next = 0;
  let reported = 0;
  let reporting = Promise.resolve();
  const reportReady = async (): Promise<void> => {
    for (; results.has(reported); reported++) await onResult(results.get(reported) as Result);
  };
  let failed = false;
  const lane = async (): Promise<void> => {
    while (next < items.length && !failed) {
      const index = next++;
      results.set(index, await work(items[index] as Item));
      // One after the other, or two lanes could report at once.
      reporting = reporting.then(reportReady);
      await reporting;
    }
  };
  const lanes = Array.from({ length: Math.max(1, Math.min(limit, items.length)) }, () =>
    lane().catch((error: unknown) => {
      failed = true;
      throw error;
    }),
  );
  await Promise.all(lanes);
  return items.map((_, index) => results.get(index) as Result);
}
