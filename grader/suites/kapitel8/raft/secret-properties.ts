import * as fc from 'fast-check';
import type { ClientScript } from '../../../simulator/scenario.ts';
import type { AnyProperty } from '../../suite.ts';
import { fewMessages } from './checks/secret.ts';
import { clusterExperiment } from './cluster.ts';
import type { Request } from './contract.ts';
import { calm, scenarios, tally } from './experiments.ts';
import { atLeast, type Head, ongaro, onRuns } from './properties/declare.ts';

/** One client that waits for each answer, until the end of a calm run. */
const steadyClient = fc.constant<ClientScript<Request>[]>([
  {
    id: 'c1',
    requests: Array.from({ length: 12 }, (_, i) => ({
      atMs: 2300 + i * 100,
      request: {
        clientId: 'c1',
        sequence: i + 1,
        command: { kind: 'append' as const, key: 'x', value: `c1.${i + 1};` },
      },
    })),
  },
]);

const calmWork = clusterExperiment({
  id: 'ruhige-arbeit',
  faults: 'none',
  runs: 3,
  inputs: scenarios({ mixes: ['none'], durationMs: 3500, clients: steadyClient }),
  count: tally,
});

const thrifty: Head = {
  id: 'few-messages',
  part: 'replikation',
  kind: 'safety',
  visibility: 'geheim',
  title: 'Der Nachrichtenaufwand bleibt begrenzt',
  rule: 'Ohne Störung genügen je Knoten ein AppendEntries und eine Antwort alle 50 ms, dazu wenige für jeden Befehl. Geduldet werden doppelt so viele Heartbeats und je Befehl und Knoten vier AppendEntries mit Antwort.',
  source: `${ongaro}, Abschnitt 5`,
  points: 1,
  hints: [
    'Sendet Ihr Leader auf jede Antwort hin sofort wieder? Das ergibt eine endlose Schleife.',
    'Nach einer Zusage ist nur dann etwas zu senden, wenn dem Follower noch Einträge fehlen.',
  ],
  chapter: '08-raft.md#nachrichtenaufwand',
  sometimes: atLeast('commits', 3, 'Auch ohne Störung wurde kaum etwas festgeschrieben.'),
};

/** Not in the students' copy, nor is what only this file imports: judged when it is graded. */
export const secretProperties: readonly AnyProperty[] = [
  onRuns(thrifty, [calm, calmWork], fewMessages),
];
