function show(value: unknown): string {
  return value === undefined || value === null ? 'nichts' : JSON.stringify(value);
}

/** German sentences of part 3: what a failed check says. */
export const balancerWording = {
  notAmong: (candidates: readonly string[], picked: unknown) =>
    candidates.length === 0
      ? `Es gibt keinen Kandidaten, pick gibt aber ${show(picked)} zurück statt undefined.`
      : `Kandidaten sind ${candidates.join(', ')}, pick gibt aber ${show(picked)} zurück.`,
  share: (node: string, first: number, turn: number, expected: number, actual: number) =>
    `${turn} Aufrufe mit denselben Kandidaten, ab dem ${first}. Aufruf gezählt, wählen ${node} ${actual}-mal. Sein Gewicht verlangt genau ${expected}-mal.`,
  starved: (node: string, calls: number) =>
    `${node} war in ${calls} aufeinanderfolgenden Aufrufen immer Kandidat und wurde kein einziges Mal gewählt.`,
} as const;
