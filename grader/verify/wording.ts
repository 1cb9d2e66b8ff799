import type { MutantRecord, VerifyReport } from './verify.ts';

/** What `verify` says; authors read it. */
export const verifyWording = {
  description: 'Aufgaben prüfen (für Autorinnen und Autoren): Skelett, Lösungen und Mutanten',
  exercises: 'Aufgaben, z. B. raft; ohne Angabe alle',
  seeds: 'Zahl der Startwerte je Lösung und Mutant',
  correctOnly: 'nur Skelett und korrekte Lösungen, ohne Mutanten und Trefferbild',
  write: 'das Trefferbild auch nach weniger als 100 Startwerten schreiben',
  noWrite: 'das Trefferbild nicht in die Lösungsordner schreiben',
  unknown: (name: string) => `Die Aufgabe „${name}“ gibt es nicht.`,
  badSeeds: 'Die Zahl der Startwerte muss eine ganze Zahl ab 1 sein, z. B. --seeds 100.',
  heading: (exercise: string) => `\n${exercise}`,
  auditClean: '  Dateien, Punkte, Hinweise und Textstellen: in Ordnung.',
  problem: (text: string) => `  FEHLER  ${text}`,
  skeletonFails: '  Skelett: besteht keine Eigenschaft, wie es sein soll.',
  correctPass: ({ correct, seeds }: VerifyReport) =>
    `  ${correct.join(', ')}: bestehen unter allen ${seeds} Startwerten.`,
  misjudged: (variant: string, property: string, outcome: string, times: number, seed: number) =>
    `${variant}: Eigenschaft „${property}“ ist ${times}-mal „${outcome}“, z. B. mit --seed ${seed}.`,
  mutantsDie: (count: number, transplants: number, seeds: number) =>
    `  ${count} Mutanten, ${transplants} davon auch in anderen Lösungen: jeder stirbt durch eine für ihn gedachte Eigenschaft unter mindestens 99 % von ${seeds} Startwerten.`,
  survivor: ({ id, killedSeeds, survivedSeeds, killedBy }: MutantRecord, seeds: number) =>
    `Mutant „${id}“ stirbt nur unter ${killedSeeds} von ${seeds} Startwerten durch ${killedBy.join(', ')}; er überlebt z. B. mit --seed ${survivedSeeds.join(', ')}.`,
  written: (file: string) => `  Trefferbild: ${file}`,
  progress: (exercise: string, percent: number) => `${exercise}: ${percent} %`,
  passed: '\nAlles in Ordnung.',
  failed: (count: number) =>
    count === 1 ? '\nEs gibt einen Fehler.' : `\nEs gibt ${count} Fehler.`,
};
