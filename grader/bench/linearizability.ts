import { checkLinearizable } from '../checkers/linearizability/check.ts';
import { keyValueModel } from '../checkers/linearizability/models/key-value.ts';
import { type SampleOptions, sampleHistory } from '../checkers/linearizability/sample-history.ts';
import { type BenchTable, formatCount, formatMs, median } from './table.ts';

interface Case extends Omit<SampleOptions, 'seed'> {
  /** Upper bound on the median, in ms, where one was promised. */
  readonly targetMs?: number;
}

const cases: readonly Case[] = [
  { operations: 340, clients: 10, keys: 10, unknownPerMille: 0, targetMs: 2 },
  { operations: 1_700, clients: 50, keys: 10, unknownPerMille: 0, targetMs: 250 },
  { operations: 1_700, clients: 50, keys: 10, unknownPerMille: 10 },
  { operations: 2_500, clients: 50, keys: 10, unknownPerMille: 0 },
  { operations: 5_000, clients: 50, keys: 10, unknownPerMille: 0 },
  { operations: 10_000, clients: 50, keys: 10, unknownPerMille: 0 },
];

const seeds = [1, 2, 3, 4, 5, 6, 7, 8, 9];
const warmUpRounds = 3;

const wording = {
  title: 'Linearisierbarkeit: Key-Value-Historien',
  columns: [
    'Operationen',
    'Clients',
    'Schlüssel',
    'ohne Antwort',
    'Modellschritte',
    'Zeit (Median)',
    'langsamste',
    'Ziel',
  ],
  perMille: (value: number) => `${formatCount(value)} ‰`,
  target: (ms: number, reached: boolean) =>
    `≤ ${formatCount(ms)} ms ${reached ? '(erreicht)' : '(verfehlt)'}`,
  noTarget: '–',
  undecided: (count: number) => `, ${count}× unentschieden`,
  notes: [
    `Je Zeile ${seeds.length} erzeugte Historien (je ein Drittel get, put, append); Zeit je Historie nach ${warmUpRounds} Läufen zum Aufwärmen.`,
    'Zum Vergleich: Porcupine (Go, ein Kern einer solchen Maschine) braucht für 1.700 Operationen von 50 Clients auf zehn Schlüsseln 134 ms.',
  ],
} as const;

/** Times the linearizability checker on generated histories, from 340 to 10,000 operations. */
export function benchLinearizability(): Promise<BenchTable> {
  warmUp();
  return Promise.resolve({
    title: wording.title,
    columns: wording.columns,
    rows: cases.map(measure),
    notes: wording.notes,
  });
}

function measure({ targetMs, ...options }: Case): string[] {
  const runs = seeds.map((seed) => {
    const history = sampleHistory({ ...options, seed });
    const start = performance.now();
    const { verdict, steps } = checkLinearizable(keyValueModel, history);
    const ms = performance.now() - start;
    if (verdict === 'not-linearizable') throw new Error('the sample must be linearizable');
    return { ms, steps, undecided: verdict === 'unknown' };
  });
  const ms = median(runs.map((run) => run.ms));
  const undecided = runs.filter((run) => run.undecided).length;
  return [
    formatCount(options.operations),
    formatCount(options.clients),
    formatCount(options.keys),
    wording.perMille(options.unknownPerMille),
    formatCount(median(runs.map(({ steps }) => steps))),
    formatMs(ms) + (undecided > 0 ? wording.undecided(undecided) : ''),
    formatMs(Math.max(...runs.map((run) => run.ms))),
    targetMs === undefined ? wording.noTarget : wording.target(targetMs, ms <= targetMs),
  ];
}

/** Lets the engine compile the checker before anything is timed. */
function warmUp(): void {
  for (let seed = 1; seed <= warmUpRounds; seed += 1) {
    const options = { seed: -seed, operations: 1_700, clients: 50, keys: 10, unknownPerMille: 10 };
    checkLinearizable(keyValueModel, sampleHistory(options));
  }
}
