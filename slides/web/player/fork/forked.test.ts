import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { nodeIds, scenarioArbitrary } from '../../../../grader/simulator/arbitraries.ts';
import { simulate } from '../../../../grader/simulator/kernel.ts';
import type { Context, Process } from '../../../../grader/simulator/process.ts';
import type { Scenario } from '../../../../grader/simulator/scenario.ts';
import type { Trace } from '../../../../grader/simulator/trace.ts';
import { canFork, type Disturbance, forked, forksBefore, sendOf } from './forked.ts';

interface Rumour {
  readonly type: 'tell' | 'thank';
  readonly hops: number;
}

/** Talks to everybody, by timers and by chance, so that any change spreads. */
function gossip({
  self,
  peers,
  send,
  setTimer,
  random,
  storage,
}: Context<Rumour>): Process<Rumour> {
  const pick = (): string => peers[Math.floor(random() * peers.length)] ?? self;
  return {
    onStart: () => setTimer('tell', 1 + Math.floor(random() * 10)),
    onTimer() {
      send(pick(), { type: 'tell', hops: 0 });
      setTimer('tell', 5 + Math.floor(random() * 10));
    },
    onMessage(from, { type, hops }) {
      storage.set('hops', hops);
      if (type === 'tell') send(from, { type: 'thank', hops });
      if (type === 'tell' && hops < 2) send(pick(), { type: 'tell', hops: hops + 1 });
    },
  };
}

const play = (scenario: Scenario): Trace =>
  simulate<Rumour, never, never>({
    scenario: scenario as Scenario<never>,
    createProcess: gossip,
    recordTimers: true,
  }).trace;

const nodes = 4;
const scenarios = scenarioArbitrary({
  nodes,
  mix: 'everything',
  fromMs: 5,
  untilMs: 80,
  durationMs: 100,
  messageTypes: ['tell', 'thank'],
});
const ms = fc.integer({ min: 1, max: 40 });
const node = fc.constantFrom(...nodeIds(nodes));
const disturbances: fc.Arbitrary<Disturbance> = fc.oneof(
  fc.constant<Disturbance>({ kind: 'drop' }),
  fc.constant<Disturbance>({ kind: 'overtake' }),
  fc.record({ kind: fc.constant('delay' as const), byMs: ms }),
  fc.record({ kind: fc.constant('duplicate' as const), afterMs: ms }),
  fc.record({ kind: fc.constant('crash' as const), node, downMs: ms }),
  fc.record({ kind: fc.constant('cut' as const), node, forMs: ms }),
);

test('whatever is disturbed, all that came before stays as it was; mostly something follows', () => {
  let forks = 0;
  let changed = 0;
  fc.assert(
    fc.property(scenarios, fc.nat(), disturbances, (scenario, at, disturbance) => {
      const trace = play(scenario);
      const seq = at % Math.max(1, trace.events.length);
      const input = forked(scenario, trace, seq, disturbance);
      if (input === undefined) return;
      expect(input.faults.slice(0, -1)).toEqual(scenario.faults);
      const after = play(input);
      const before = forksBefore(trace, seq, disturbance);
      const prefix = ({ events }: Trace): string => JSON.stringify(events.slice(0, before));
      expect(prefix(after) === prefix(trace)).toBe(true);
      forks += 1;
      if (JSON.stringify(after.events) !== JSON.stringify(trace.events)) changed += 1;
    }),
    { seed: 7, numRuns: 250 },
  );
  expect(forks).toBeGreaterThan(120);
  expect(changed / forks).toBeGreaterThan(0.5);
});

const quiet: Scenario = {
  nodes,
  seed: 3,
  latency: { minMs: 1, maxMs: 9 },
  durationMs: 100,
  faults: [],
  clients: [],
};

test('each does what its name says', () => {
  const trace = play(quiet);
  const sent = trace.events.find(({ kind }) => kind === 'send');
  const seq = sent?.seq ?? -1;
  const id = sendOf(trace, sent)?.id;
  const arrivals = (disturbance: Disturbance): number[] =>
    play(forked(quiet, trace, seq, disturbance) ?? quiet).events.flatMap((event) =>
      event.kind === 'deliver' && event.id === id ? [event.atMs] : [],
    );
  const [usual = 0] = trace.events.flatMap((event) =>
    event.kind === 'deliver' && event.id === id ? [event.atMs] : [],
  );
  expect(arrivals({ kind: 'drop' })).toEqual([]);
  expect(arrivals({ kind: 'delay', byMs: 20 })).toEqual([usual + 20]);
  expect(arrivals({ kind: 'duplicate', afterMs: 7 })).toEqual([usual, usual + 7]);
  expect(arrivals({ kind: 'overtake' })[0]).toBeGreaterThan(usual);
  const crashed = play(
    forked(quiet, trace, seq, { kind: 'crash', node: 'n2', downMs: 9 }) ?? quiet,
  );
  const atMs = (sent?.atMs ?? 0) + 1;
  expect(crashed.events.find(({ kind }) => kind === 'crash')).toMatchObject({ node: 'n2', atMs });
  const cut = play(forked(quiet, trace, seq, { kind: 'cut', node: 'n2', forMs: 9 }) ?? quiet);
  expect(cut.events.find(({ kind }) => kind === 'partition')).toMatchObject({
    atMs,
    groups: [['n1', 'n3', 'n4'], ['n2']],
  });
});

test('a scenario within a larger input is found; scripts and calls cannot be forked', () => {
  const trace = play(quiet);
  const seq = trace.events.find(({ kind }) => kind === 'send')?.seq ?? -1;
  const input = { scenario: quiet, trust: 'all' };
  expect(forked(input, trace, seq, { kind: 'drop' })).toMatchObject({
    trust: 'all',
    scenario: { seed: 3, faults: [{ kind: 'drop', message: { k: 0 } }] },
  });
  // What is lost already cannot be lost again, and where no message is, none can be.
  const lost = forked(quiet, trace, seq, { kind: 'drop' });
  expect(forked(lost, play(lost ?? quiet), seq, { kind: 'drop' })).toBeUndefined();
  expect(forked(quiet, trace, 0, { kind: 'drop' })).toBeUndefined();
  for (const other of [undefined, null, 7, [], { faults: [] }, { scenario: { nodes: 3 } }]) {
    expect(canFork(other)).toBe(false);
    expect(forked(other, trace, seq, { kind: 'drop' })).toBeUndefined();
  }
});
