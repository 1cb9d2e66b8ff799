/** What students read about a history that is not linearizable. */
export const wording = {
  heading: (partition: string | undefined) =>
    partition === undefined
      ? 'Für diese Anfragen gibt es keine Reihenfolge, die alle Antworten erklärt.'
      : `Für die Anfragen an den Schlüssel „${partition}“ gibt es keine Reihenfolge, die alle Antworten erklärt.`,
  prefixHeading: 'So weit lassen sie sich ordnen:',
  emptyPrefix: 'Schon die erste Antwort ist nicht erklärbar.',
  omitted: (count: number) =>
    count === 1 ? '… 1 Anfrage ausgelassen' : `… ${count} Anfragen ausgelassen`,
  line: (position: number, client: string, operation: string) =>
    `${String(position).padStart(4)}. ${client}: ${operation}`,
  unknownOutcome: 'noch ohne Antwort',
  state: (state: string) => `Danach ist der Zustand ${state}.`,
  initialState: (state: string) => `Am Anfang ist der Zustand ${state}.`,
  cannotBePlaced: (client: string, operation: string) =>
    `Dazu passt keine Reihenfolge mehr: ${client}: ${operation}`,
  unknownPartitions: (partitions: readonly (string | undefined)[]) => {
    const names = partitions.filter((name) => name !== undefined).map((name) => `„${name}“`);
    return names.length === 0
      ? 'Ob die Antworten linearisierbar sind, ließ sich im vorgesehenen Aufwand nicht entscheiden.'
      : `Ob die Antworten linearisierbar sind, ließ sich für ${names.join(', ')} im vorgesehenen Aufwand nicht entscheiden.`;
  },
} as const;
