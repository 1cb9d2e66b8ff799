function show(value: unknown): string {
  return value === undefined || value === null ? 'nichts' : JSON.stringify(value);
}

/** German sentences about health checks (R1). */
export const healthWording = {
  notAMember: (node: string) =>
    `Der Ambassador prüft ${node}, einen Knoten, der nicht zur Gruppe gehört.`,
  badId: (node: string, id: unknown) =>
    `Die Prüfung von ${node} trägt die id ${show(id)}. Erwartet ist eine Zahl, die noch keine Prüfung dieses Knotens trug; sonst sind verspätete Antworten nicht zu erkennen.`,
  offBeat: (node: string, dueMs: number, atMs: number) =>
    `Die nächste Prüfung von ${node} ist bei ${dueMs} ms fällig, sie geht aber bei ${atMs} ms hinaus.`,
  notChecked: (node: string, dueMs: number) =>
    `${node} wird ab ${dueMs} ms nicht mehr geprüft. Auch inaktive Knoten werden weiter geprüft, sonst kämen sie nie zurück.`,
} as const;
