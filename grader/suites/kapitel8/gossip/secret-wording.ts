import type { NodeId } from '../../../simulator/process.ts';

/** German sentences on what is secret: what a failed check says. */
export const secretWording = {
  neverDrawn: (node: NodeId, draws: number) =>
    `${node} wurde bei ${draws} Auslosungen seltener als halb so oft gezogen wie die anderen im Mittel.`,
  alwaysSameStart: () =>
    'In jedem Ablauf wurde als Erster derselbe Knoten gezogen: Hier entscheidet nicht der Zufall.',
} as const;
