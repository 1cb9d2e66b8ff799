/** German sentences of the runner itself; those about an exercise are in its own catalogue. */
export const suiteWording = {
  fewRuns: (runs: number) =>
    `Nicht beurteilt: Die Regel wurde nie verletzt, aber ${runs === 1 ? 'ein Ablauf genügt' : `${runs} Abläufe genügen`} nicht, um sie auf die Probe zu stellen. Prüfen Sie ohne „--runs“ oder mit einer größeren Zahl.`,
};
