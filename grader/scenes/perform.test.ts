import { describe, expect, it } from 'vitest';
import { rowsOf } from '../feedback/space-time/rows.ts';
import { simulate } from '../simulator/kernel.ts';
import type { Run } from '../simulator/simulate.ts';
import type { Trace } from '../simulator/trace.ts';
import { firstDifference } from './difference.ts';
import { performMistakes } from './mistakes.ts';
import { perform, SceneProblem } from './perform.ts';
import type { References, Scene } from './scene.ts';

type Ping = { readonly type: 'ping'; readonly number: number };

const none: References = {
  of(exercise) {
    throw new Error(exercise);
  },
};

/** n1 sends two pings, the second into a partition. */
function pings(secondMs = 30): Run {
  return simulate<Ping, never, never>({
    scenario: {
      nodes: 2,
      seed: 1,
      latency: { minMs: 5, maxMs: 5 },
      durationMs: 100,
      faults: [{ kind: 'partition', fromMs: 20, untilMs: 90, groups: [['n1'], ['n2']] }],
      clients: [],
    },
    createProcess: ({ self, send, setTimer }) => ({
      onStart() {
        if (self !== 'n1') return;
        setTimer('1', 10);
        setTimer('2', secondMs);
      },
      onTimer: (name) => send('n2', { type: 'ping', number: Number(name) }),
      onMessage() {},
    }),
  });
}

const scene: Scene = {
  title: 'Zwei Pings',
  alt: 'Einer kommt an.',
  roles: { n1: 'Sender' },
  play: () => pings(),
  leavesOut: { what: 'Timer', events: ({ kind }) => kind === 'timer' },
  steps: [
    { on: { kind: 'send', message: { number: 1 } }, caption: 'Der erste.' },
    { on: { kind: 'send' }, caption: (event) => `Der zweite, um ${event.atMs} ms.` },
  ],
  facts: ({ counts }) => ({ sent: counts.sent, delivered: counts.delivered, answer: 'keine' }),
};

describe('a scene', () => {
  it('binds each explanation to the first event after the one before that fits', () => {
    const { steps, trace, facts, nodes, leftOut } = perform('pings', scene, none);
    const kinds = steps.map(({ event }) => trace.events[event]?.kind);
    expect(kinds).toEqual(['send', 'send']);
    expect(steps.map(({ caption }) => caption)).toEqual(['Der erste.', 'Der zweite, um 30 ms.']);
    expect(steps[0]?.event).toBeLessThan(steps[1]?.event ?? 0);
    expect(facts).toEqual({ sent: 2, delivered: 1, answer: 'keine' });
    expect(nodes).toEqual([{ id: 'n1', role: 'Sender' }, { id: 'n2' }]);
    expect(leftOut).toBe('Timer');
  });

  it('shows what is not left out, and an explained event in any case', () => {
    const explainsTimer: Scene = {
      ...scene,
      steps: [{ on: { kind: 'timer', name: '2' }, caption: 'Gleich noch einmal.' }],
    };
    const shownKinds = (each: Scene) => {
      const { shown, trace } = perform('pings', each, none);
      return shown.map((seq) => trace.events[seq]?.kind);
    };
    expect(shownKinds(scene)).toEqual(['send', 'deliver', 'partition', 'send', 'heal']);
    expect(shownKinds(explainsTimer).filter((kind) => kind === 'timer')).toHaveLength(1);
  });

  it('is refused when an explanation fits no event', () => {
    const wrong: Scene = {
      ...scene,
      steps: [{ on: { kind: 'send', message: { number: 3 } }, caption: 'Der dritte.' }],
    };
    expect(() => perform('pings', wrong, none)).toThrow(SceneProblem);
    expect(() => perform('pings', wrong, none)).toThrow('{"kind":"send","message":{"number":3}}');
    const outOfOrder: Scene = { ...scene, steps: [...scene.steps].reverse() };
    expect(() => perform('pings', outOfOrder, none)).toThrow('passt keines');
  });

  it('is refused when an explained event has no row of its own', () => {
    const merged: Scene = { ...scene, steps: [{ on: { kind: 'drop' }, caption: 'Verloren.' }] };
    expect(() => perform('pings', merged, none)).toThrow('nicht zu sehen');
  });

  it('is refused when its code breaks or it says too little', () => {
    const broken: Scene = {
      ...scene,
      play: () =>
        simulate({
          scenario: {
            nodes: 1,
            seed: 1,
            latency: { minMs: 1, maxMs: 1 },
            durationMs: 10,
            faults: [],
            clients: [],
          },
          createProcess() {
            throw new Error('kaputt');
          },
        }),
    };
    expect(() => perform('pings', broken, none)).toThrow('kaputt');
    const silent: Scene = { ...scene, facts: () => ({ one: 1, two: 2 }) };
    expect(() => perform('pings', silent, none)).toThrow('facts');
  });

  it('is refused when there is more to see than anybody reads', () => {
    const crowd: Scene = {
      ...scene,
      steps: [],
      play: () =>
        simulate<Ping, never, never>({
          scenario: {
            nodes: 5,
            seed: 1,
            latency: { minMs: 1, maxMs: 1 },
            durationMs: 100,
            faults: [],
            clients: [],
          },
          createProcess: ({ peers, send }) => ({
            onStart() {
              for (const peer of peers)
                for (const number of [1, 2]) send(peer, { type: 'ping', number });
            },
            onMessage() {},
          }),
        }),
    };
    expect(() => perform('pings', crowd, none)).toThrow('80 Ereignisse');
  });
});

describe('a mistake', () => {
  /** The same with the second ping sent 5 ms later. */
  const late: References = { of: () => ({}) as never };
  const withMistake: Scene = {
    ...scene,
    play: (references) => (references === late ? pings(35) : pings()),
    mistakes: [{ exercise: 'x', mutant: 'late', note: 'Zu spät.' }],
  };
  const result = perform('pings', withMistake, none);

  it('is played in the same scenario; its first difference is the first event told otherwise', async () => {
    const played = await performMistakes(withMistake, result, async () => ({
      title: 'Trödelt',
      references: late,
    }));
    const [mistake] = played?.mistakes ?? [];
    expect(mistake).toMatchObject({ title: 'Trödelt', note: 'Zu spät.' });
    const sends = mistake?.trace.events.filter(({ kind }) => kind === 'send');
    expect(sends?.map(({ atMs }) => atMs)).toEqual([10, 35]);
    const rows = (trace: unknown) =>
      rowsOf(trace as Trace, { maxEvents: 99 }).filter((row) => row.kind === 'event');
    const [ours, theirs] = [rows(result.trace), rows(mistake?.trace)];
    const at = firstDifference(ours, theirs) ?? -1;
    expect(ours[at]?.event).toMatchObject({ kind: 'timer', name: '2', atMs: 30 });
    expect(theirs[at]?.event).toMatchObject({ kind: 'timer', name: '2', atMs: 35 });
    expect(firstDifference(ours, ours)).toBeUndefined();
    expect(firstDifference(ours, ours.slice(0, 3))).toBe(3);
  });

  it('that changes nothing to be seen is refused', async () => {
    const lend = async () => ({ title: 'Nichts', references: none });
    await expect(performMistakes(withMistake, result, lend)).rejects.toThrow(/genauso aus/);
  });
});
