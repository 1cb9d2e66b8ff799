import type { DuelStep, DuelTask } from './protocol.ts';

/**
 * Teil 2: ein Ablauf, in dem zwei Proposer sich gegenseitig beliebig lange am Erfolg hindern, obwohl keine
 * Nachricht verloren geht und niemand abstürzt. Die Bedingungen stehen in `aufgabe.md`.
 */
export function findDuel(_task: DuelTask): DuelStep[] {
  // TODO(8.9): Teil 2: In welcher Reihenfolge müssen die Nachrichten ankommen?
  throw new Error('TODO(8.9): „findDuel“ fehlt noch (Teil 2: Das Duell).');
}
