function show(value: unknown): string {
  return value === undefined || value === null ? 'nichts' : JSON.stringify(value);
}

const counts = {
  requests: 'Zahl der bisher eingetroffenen Anfragen',
  throttled: 'Zahl der bisher gedrosselten Anfragen',
  errors: 'Zahl der bisher mit einem Status ab 500 beantworteten Anfragen',
  inFlight: 'Zahl der noch offenen Anfragen',
} as const;

/** In order; what comes often only once. */
function listed(sorted: readonly number[]): string {
  const counts = new Map<number, number>();
  for (const value of sorted) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .map(([value, count]) =>
      count > 3 ? `${value} (${count}-mal)` : new Array<number>(count).fill(value).join(', '),
    )
    .join(', ');
}

/** German sentences about the figures of part 6. */
export const statsWording = {
  notAtOnce: 'Die Anfrage „stats“ wird nicht sofort beantwortet, also noch in onRequest.',
  noStats: (response: unknown) =>
    `Auf „stats“ antwortet der Ambassador ${show(response)}. Erwartet ist { type: 'stats', stats }.`,
  count: (field: keyof typeof counts, expected: number, actual: unknown) =>
    `Die ${counts[field]} ist ${expected}, „${field}“ zeigt aber ${show(actual)}.`,
  latency: (field: string, sorted: readonly number[], expected: number, actual: unknown) =>
    sorted.length === 0
      ? `Noch ist keine Anfrage beantwortet, also ist „${field}“ 0, gemeldet wird ${show(actual)}.`
      : `Die beantworteten Anfragen dauerten, der Größe nach, ${listed(sorted)} ms. Also ist „${field}“ ${expected}, gemeldet wird ${show(actual)}.`,
  node: (node: string, field: 'calls' | 'failures', expected: number, actual: unknown) =>
    field === 'calls'
      ? `Die Zahl der Calls an ${node} ist bisher ${expected}, „calls“ zeigt aber ${show(actual)}.`
      : `Die Zahl der fehlgeschlagenen Calls an ${node} ist bisher ${expected}, „failures“ zeigt aber ${show(actual)}.`,
} as const;
