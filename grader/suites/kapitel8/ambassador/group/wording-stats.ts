function show(value: unknown): string {
  return value === undefined || value === null ? 'nichts' : JSON.stringify(value);
}

const counts = {
  requests: 'Anfragen sind bisher eingetroffen',
  throttled: 'Anfragen wurden bisher gedrosselt',
  errors: 'Anfragen wurden bisher mit einem Status ab 500 beantwortet',
  inFlight: 'Anfragen sind noch offen',
} as const;

/** German sentences about the figures of part 6. */
export const statsWording = {
  notAtOnce: 'Die Anfrage „stats“ wird nicht sofort beantwortet, also noch in onRequest.',
  noStats: (response: unknown) =>
    `Auf „stats“ antwortet der Ambassador ${show(response)}. Erwartet ist { type: 'stats', stats }.`,
  count: (field: keyof typeof counts, expected: number, actual: unknown) =>
    `${expected} ${counts[field]}, „${field}“ zeigt aber ${show(actual)}.`,
  latency: (field: string, sorted: readonly number[], expected: number, actual: unknown) =>
    sorted.length === 0
      ? `Noch ist keine Anfrage beantwortet, also ist „${field}“ 0, gemeldet wird ${show(actual)}.`
      : `Die beantworteten Anfragen dauerten, der Größe nach, ${sorted.join(', ')} ms. Also ist „${field}“ ${expected}, gemeldet wird ${show(actual)}.`,
  node: (node: string, field: 'calls' | 'failures', expected: number, actual: unknown) =>
    field === 'calls'
      ? `An ${node} gingen bisher ${expected} Calls, „calls“ zeigt aber ${show(actual)}.`
      : `${expected} Calls an ${node} sind bisher fehlgeschlagen, „failures“ zeigt aber ${show(actual)}.`,
} as const;
