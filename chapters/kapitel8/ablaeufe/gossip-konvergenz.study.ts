import { defineStudy, eventsOf, exported, type References, simulate } from '#scenes';
import type { createGossip, minimumRounds } from '../../../exercises/kapitel8/gossip/gossip.ts';
import type {
  GossipConfiguration,
  GossipMessage,
  GossipRequest,
  GossipResponse,
} from '../../../exercises/kapitel8/gossip/protocol.ts';

const sizes = [8, 16, 32, 64, 128];
const fanouts = [1, 2, 4];
const runs = 60;
const tickMs = 10;
const signs = ['circle', 'square', 'triangle'] as const;

interface Cell {
  readonly nodes: number;
  readonly fanout: number;
  /** Rounds of each run, ascending. */
  readonly rounds: readonly number[];
  readonly atLeast: number;
}

export const study = defineStudy({
  title: 'Takte bis zur Konvergenz',
  alt: 'Die mittlere Zahl der Takte, bis ein Gerücht alle Knoten erreicht hat, wächst mit jeder Verdopplung der Knoten nur um einen festen Betrag; ein größerer Fanout senkt sie.',
  references: ['gossip'],
  measure(references) {
    const cells = fanouts.flatMap((fanout) =>
      sizes.map((nodes) => measureCell(references, nodes, fanout)),
    );
    return {
      columns: [
        'Knoten',
        'Fanout',
        'mindestens',
        'Formel',
        'Erwartung',
        'Mittel',
        '90 % fertig nach',
        'längster Lauf',
      ],
      rows: cells.map((cell) => [
        cell.nodes,
        cell.fanout,
        cell.atLeast,
        tenth(formula(cell.nodes, cell.fanout)),
        expectedRounds(cell.nodes, cell.fanout),
        tenth(mean(cell.rounds)),
        quantile(cell.rounds, 0.9),
        quantile(cell.rounds, 1),
      ]),
      plot: {
        x: { title: 'Knoten n (jeder Schritt verdoppelt)', scale: 'log2' },
        y: { title: 'Takte, bis alle es wissen', scale: 'linear' },
        series: fanouts.flatMap((fanout, place) => {
          const own = cells.filter((cell) => cell.fanout === fanout);
          return [
            {
              name: `Fanout ${fanout}: Mittel der Messung`,
              line: 'solid' as const,
              sign: signs[place] ?? 'circle',
              colour: place,
              points: own.map(({ nodes, rounds }) => [nodes, tenth(mean(rounds))] as const),
            },
            {
              name: `Fanout ${fanout}: Formel`,
              line: 'dashed' as const,
              sign: 'none' as const,
              colour: place,
              points: own.map(({ nodes }) => [nodes, tenth(formula(nodes, fanout))] as const),
            },
          ];
        }),
      },
      method: `Gemessen im Simulator mit der Musterlösung der Aufgabe 8.6, je Zeile ${runs} Läufe mit verschiedenen Startwerten, ohne Gruppe, Top-Sender und Schwelle; jeder Informierte erzählt in jedem Takt. „Mindestens“ ist ⌈log₍f₊₁₎ n⌉, „Formel“ log₍f₊₁₎ n + (ln n)/f, „Erwartung“ der erste Takt, nach dem die Fortschreibung I(r + 1) = n − (n − I(r)) · (1 − f/(n − 1))^I(r) mehr als n − ½ Informierte ergibt.`,
      facts: Object.fromEntries(
        cells.flatMap(({ nodes, fanout, rounds, atLeast }) => [
          [`n${nodes}.f${fanout}.mean`, tenth(mean(rounds))],
          [`n${nodes}.f${fanout}.atLeast`, atLeast],
          [`n${nodes}.f${fanout}.p90`, quantile(rounds, 0.9)],
        ]),
      ),
    };
  },
});

function measureCell(references: References, nodes: number, fanout: number): Cell {
  const least = exported<typeof minimumRounds>(references.of('gossip'), 'minimumRounds');
  const rounds = Array.from({ length: runs }, (_, seed) =>
    roundsOf(references, nodes, fanout, seed + 1),
  ).sort((a, b) => a - b);
  return { nodes, fanout, rounds, atLeast: least(nodes, fanout) };
}

/** In which round the last node heard the rumour; a run that was too short is done again, longer. */
function roundsOf(references: References, nodes: number, fanout: number, seed: number): number {
  for (let ticks = Math.ceil(formula(nodes, fanout)) + 3; ; ticks *= 2) {
    const heard = spread(references, { nodes, fanout, seed, ticks });
    if (heard.length === nodes) return Math.max(...heard);
  }
}

interface Spreading {
  readonly nodes: number;
  readonly fanout: number;
  readonly seed: number;
  readonly ticks: number;
}

/** Lets one rumour spread: the rounds in which nodes first heard it, 0 for the first. */
function spread(references: References, { nodes, fanout, seed, ticks }: Spreading): number[] {
  const create = exported<typeof createGossip>(references.of('gossip'), 'createGossip');
  const endMs = (ticks + 1) * tickMs - 1;
  const configuration: GossipConfiguration = {
    tickMs,
    fanout,
    repeat: 1_000,
    group: [],
    trusted: [],
    threshold: 1,
    topPercent: 0,
    antiEntropyMs: 2 * endMs,
  };
  const put: GossipRequest = { kind: 'put', key: 'limit', value: '1' };
  const run = simulate<GossipMessage, GossipRequest, GossipResponse>({
    scenario: {
      nodes,
      seed,
      latency: { minMs: 1, maxMs: 5 },
      durationMs: endMs,
      faults: [],
      clients: [{ id: 'c1', requests: [{ atMs: 1, target: 'n1', request: put }] }],
    },
    createProcess: (context) => create(context, configuration),
    clientPolicy: {
      timeoutMs: 1_000,
      retryDelayMs: 1,
      maxAttempts: 1,
      interpret: () => ({ done: true }),
    },
  });
  if (run.fault !== undefined) throw new Error(run.fault.detail);
  const heard = new Map<string, number>([['n1', 0]]);
  for (const { node, atMs } of eventsOf(run, 'deliver', { type: 'gossip' })) {
    if (!heard.has(node)) heard.set(node, Math.floor(atMs / tickMs));
  }
  return [...heard.values()];
}

function formula(nodes: number, fanout: number): number {
  return Math.log(nodes) / Math.log(fanout + 1) + Math.log(nodes) / fanout;
}

/** The recurrence of the chapter, until less than half a node is left. */
function expectedRounds(nodes: number, fanout: number): number {
  let informed = 1;
  let rounds = 0;
  while (informed <= nodes - 0.5) {
    informed = nodes - (nodes - informed) * (1 - fanout / (nodes - 1)) ** informed;
    rounds += 1;
  }
  return rounds;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function quantile(ascending: readonly number[], share: number): number {
  return ascending[Math.ceil(share * ascending.length) - 1] ?? Number.NaN;
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
