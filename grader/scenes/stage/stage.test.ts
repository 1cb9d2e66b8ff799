import { compileFunction } from 'node:vm';
import { expect, test } from 'vitest';
import { type Ground, meteredSubmission } from '../../sandbox/metered.ts';
import { prepareTrusted } from '../../sandbox/prepare-sources.ts';
import type { Context, Process } from '../../simulator/process.ts';
import type { Fault, Scenario } from '../../simulator/scenario.ts';
import { exported } from '../../suites/submission.ts';
import { defineScene, type Scene } from '../scene.ts';
import { simulate } from './calls.ts';
import type { Player } from './cast.ts';
import { stage } from './stage.ts';

const scenario = (nodes: number): Scenario<never> => ({
  nodes,
  seed: 1,
  latency: { minMs: 5, maxMs: 5 },
  durationMs: 50,
  faults: [],
  clients: [],
});

type CreateNode = (context: Context) => Process;

const common = { title: 'Szene', alt: 'Eine Szene.', steps: [], facts: () => ({}) };

/** A small run that is thrown away, then the one to see; whoever starts says hello to all others. */
const twice = defineScene({
  ...common,
  references: ['gruss', 'dank'],
  play(references) {
    const createProcess = (context: Context): Process =>
      context.self === 'n1'
        ? exported<CreateNode>(references.of('gruss'), 'create')(context)
        : exported<CreateNode>(references.of('dank'), 'create')(context);
    simulate({ scenario: scenario(2), createProcess });
    return simulate({ scenario: scenario(3), createProcess });
  },
});

async function player(exercise: string, body: string, own = true): Promise<Player> {
  const code = `export function create({ peers, send }) {\n  return { ${body} };\n}\n`;
  const files = new Map([['node.ts', code]]);
  const prepared = await prepareTrusted({ entry: 'node.ts', files });
  return {
    exercise,
    own,
    solution: meteredSubmission(prepared, [], ground, undefined, `${exercise}.js`),
  };
}

const ground: Ground = {
  evaluate: (program, filename) => compileFunction(`return ${program}`, [], { filename })(),
  stackOf: (error) => error.stack ?? '',
};

const greets = `onStart() { for (const peer of peers) send(peer, { type: 'hallo' }); }, onMessage() {}`;
const thanks = `onMessage(from) { send(from, { type: 'danke' }); }`;
const cast = async (gruss = greets, dank = thanks): Promise<Player[]> => [
  await player('gruss', gruss),
  await player('dank', dank, false),
];
const hello: Fault = { kind: 'drop', message: { from: 'n1', to: 'n3', type: 'hallo', k: 0 } };

test('of several runs the faults concern the one that is shown', async () => {
  const plain = stage(twice, await cast());
  expect(plain.trace?.nodes).toHaveLength(3);
  expect(plain.scenario).toEqual(scenario(3));
  expect(plain.trace?.events.filter(({ kind }) => kind === 'drop')).toEqual([]);
  const forked = stage(twice, await cast(), [hello]);
  expect(forked.scenario?.faults).toEqual([hello]);
  expect(forked.trace?.events.filter(({ kind }) => kind === 'drop')).toHaveLength(1);
  expect(stage(twice, await cast(), [hello])).toEqual(forked);
});

test('outside of the stage a scene goes as ever', async () => {
  const all = await cast();
  const references = {
    of: (exercise: string) => {
      const found = all.find((each) => each.exercise === exercise);
      if (found === undefined) throw new Error(exercise);
      return found.solution;
    },
  };
  expect(twice.play(references).trace).toEqual(stage(twice, all).trace);
});

test('what breaks is told as that of the solution it lies in', async () => {
  const own = stage(twice, await cast(`onStart() { throw new Error('ach'); }, onMessage() {}`));
  expect(own.fault).toMatchObject({ kind: 'exception', location: { file: 'node.ts' } });
  expect(own.fault?.exercise).toBeUndefined();
  const ours = stage(twice, await cast(greets, `onMessage(from, { x }) { x.y.z; }`));
  expect(ours.fault).toMatchObject({ kind: 'exception', exercise: 'dank', node: 'n2' });
  const endless = stage(twice, await cast(`onStart() { for (;;) {} }, onMessage() {}`));
  expect(endless.fault?.kind).toBe('step-budget');
});

test('a solution that lacks what the scene wants breaks before there is a run', async () => {
  const scene: Scene = {
    ...common,
    play(references) {
      const create = exported<CreateNode>(references.of('gruss'), 'vergessen');
      return simulate({ scenario: scenario(1), createProcess: create });
    },
  };
  const { trace, fault } = stage(scene, await cast());
  expect(trace).toBeUndefined();
  expect(fault).toMatchObject({ kind: 'missing-export', detail: 'vergessen' });
});

test('words that fail on a run the author never saw are left out', async () => {
  const scene: Scene = {
    ...twice,
    label(event) {
      if (event.kind === 'deliver') throw new Error('unforeseen');
      return event.kind === 'send' ? 'x'.repeat(5_000) : undefined;
    },
    leavesOut: {
      what: 'nichts',
      events(event) {
        if (event.kind === 'deliver') throw new Error('unforeseen');
        return event.kind === 'start';
      },
    },
  };
  const { trace, shown, labels = [] } = stage(scene, await cast());
  const kinds = new Set(shown.map((seq) => trace?.events[seq]?.kind));
  expect([...kinds].sort()).toEqual(['deliver', 'send']);
  expect(labels.every(({ event }) => trace?.events[event]?.kind === 'send')).toBe(true);
  expect(Math.max(...labels.map(({ text }) => text.length))).toBe(2_000);
});

test('a scene that returns something else is the author’s mistake', async () => {
  const scene: Scene = {
    ...common,
    play: () => ({ ...twice.play({ of: () => all[0]?.solution as never }), trace: {} }) as never,
  };
  const all = await cast();
  expect(() => stage(scene, all)).toThrow(/no run of simulate/);
});
