/** German sentences on what is secret: what a failed check says. */

const show = (value: unknown) => (value === undefined ? 'nichts' : JSON.stringify(value));

export const secretWording = {
  changedLater: (id: string, stamp: unknown, later: unknown) =>
    `Der Zeitstempel von ${id} war ${show(stamp)} und ist am Ende des Ablaufs ${show(later)}. Geben Sie eine Kopie heraus, nicht das Objekt, mit dem die Uhr weiterrechnet.`,
  argumentChanged: (node: string, given: unknown, later: unknown) =>
    `receive auf ${node} bekam ${show(given)}; danach enthält dasselbe Objekt ${show(later)}. Der Zeitstempel in einer Nachricht gehört dem Aufrufer.`,
} as const;
