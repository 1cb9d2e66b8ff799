import type { NodeId } from '../../../simulator/process.ts';

/** German sentences about part 4: configuration files. */
export const writerWording = {
  wrongText: () =>
    'renderTemplate liefert für diese Vorlage und diese Instanzen einen anderen Text.',
  argumentChanged: () =>
    'renderTemplate hat die übergebene Liste verändert (vielleicht sortiert). Arbeiten Sie mit einer Kopie.',
  stray: (node: NodeId) =>
    `${node} hat etwas gesendet, das weder eine Frage an den Speicher noch ein „Reload“ an den Leser ist.`,
  wroteUnasked: (node: NodeId) =>
    `${node} schreibt die Datei, obwohl in diesem Augenblick nichts Neues aus dem Speicher bekannt geworden ist.`,
  wroteSame: (node: NodeId) =>
    `${node} schreibt die Datei, obwohl ihr Inhalt schon genau dieser ist.`,
  wroteWrong: (node: NodeId) =>
    `${node} schreibt nicht die vollständige Datei, die sich aus der Vorlage und den bekannten Instanzen ergibt.`,
  wrotePieces: (node: NodeId) =>
    `${node} schreibt die Datei in mehreren Schritten; dazwischen könnte sie jemand lesen.`,
  notWritten: (node: NodeId) =>
    `${node} kennt nun einen anderen Stand, schreibt die Datei aber nicht.`,
  reloadMissing: (node: NodeId) =>
    `${node} hat die Datei geändert, dem Leser danach aber kein „Reload“ geschickt.`,
  reloadSurplus: (node: NodeId) =>
    `${node} schickt ein „Reload“, ohne dass sich die Datei geändert hat.`,
  reloadBefore: (node: NodeId) =>
    `${node} schickt das „Reload“, bevor die Datei geschrieben ist: Der Leser liest die alte.`,
  reloadLost: (node: NodeId) =>
    `${node} ist zwischen Schreiben und Signal abgestürzt und hat das „Reload“ nach dem Neustart nicht nachgeholt.`,
} as const;
