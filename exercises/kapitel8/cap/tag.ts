import type { Tag } from './contract.ts';

/**
 * Ist die Version `_left` neuer als `_right`? Es entscheidet die Zeit, bei gleicher Zeit der im
 * Zeichenkettenvergleich größere Knotenname. Gleiche Versionen sind nicht neuer als einander.
 */
export function isNewer(_left: Tag, _right: Tag): boolean {
  // TODO(8.5): Teil 1: Vergleichen Sie erst die Zeiten, dann die Knoten.
  throw new Error('TODO(8.5): „isNewer“ fehlt noch (Teil 1: CP).');
}
