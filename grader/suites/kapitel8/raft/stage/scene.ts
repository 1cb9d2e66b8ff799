import * as fc from 'fast-check';
import { simulate } from '../../../../simulator/kernel.ts';
import type { ClientScript, Fault, Scenario } from '../../../../simulator/scenario.ts';
import type { ClientPolicy } from '../../../../simulator/simulate.ts';
import type { TraceEvent } from '../../../../simulator/trace.ts';
import { type Experiment, type FaultLevel, holds, type Verdict, violated } from '../../../suite.ts';
import { answeredWrongly, answersRule } from '../checks/answers.ts';
import { raftNodes } from '../cluster.ts';
import type { Message, Request, Response } from '../contract.ts';
import { clientPolicy, type RaftSeen, raftSeen } from '../observed.ts';
import { type Blame, real, type Script, Stage } from './stage.ts';

/** What varies from one performance of a scene to the next. */
export interface SceneInput {
  readonly scene: string;
  /** All nodes, the real one among them. */
  readonly nodes: number;
  /** Draws the real node's timeouts. */
  readonly seed: number;
  /** From 1: length of logs, number of repetitions; each scene's own. */
  readonly size: number;
  /** From 0: which of the scene's cases. */
  readonly variant: number;
}

export interface Scene {
  readonly durationMs: number;
  /** 3 to 5 by default. */
  readonly nodes?: readonly number[];
  /** Number of cases, 1 by default. */
  readonly variants?: number;
  faults?(input: SceneInput): readonly Fault[];
  clients?(input: SceneInput): readonly ClientScript<Request>[];
  play(stage: Stage, input: SceneInput): Script;
  /** What only the whole run shows, e.g. clients' answers. */
  after?(seen: RaftSeen, input: SceneInput): readonly Blame[];
}

export interface SceneSeen extends RaftSeen {
  readonly blames: readonly Blame[];
}

/** In scenes a client asks once and waits. */
const patientPolicy: ClientPolicy<Request, Response> = {
  ...clientPolicy,
  timeoutMs: 100_000,
  maxAttempts: 1,
};

/** An experiment that plays scenes: every case once as an example, then with varied input. */
export function sceneExperiment(
  id: string,
  faults: FaultLevel,
  runs: number,
  scenes: Readonly<Record<string, Scene>>,
): Experiment<SceneInput, SceneSeen> {
  return {
    id,
    faults,
    runs,
    inputs: fc.oneof(...Object.entries(scenes).map(([name, scene]) => inputsOf(name, scene))),
    examples: Object.entries(scenes).flatMap(([name, scene]) => examplesOf(name, scene)),
    observe(input, submission, { explain }) {
      const scene = scenes[input.scene];
      if (scene === undefined) throw new Error(`unknown scene: ${input.scene}`);
      const stage = new Stage(input.nodes, (own) => scene.play(own, input));
      const scenario: Scenario<Request> = {
        nodes: input.nodes,
        seed: input.seed,
        latency: { minMs: 1, maxMs: 1 },
        durationMs: scene.durationMs,
        faults: scene.faults?.(input) ?? [],
        clients: scene.clients?.(input) ?? [],
      };
      const run = simulate<Message, Request, Response>({
        scenario,
        createProcess: raftNodes(submission),
        guard: submission.guard,
        clientPolicy: patientPolicy,
        scripted: stage.cast(),
        inspect: explain,
        recordTimers: explain,
      });
      const answers = run.history.filter(({ returned }) => returned?.response.ok === true).length;
      const seen = raftSeen(scenario, run, { ...stage.counts, answers });
      const blames = [...stage.blames, ...(scene.after?.(seen, input) ?? [])];
      return { ...seen, blames: [...blames, ...unanswered(seen, scenario.faults)] };
    },
  };
}

/** For the property that judges this in the scenes it is told of. */
function unanswered({ trace }: RaftSeen, faults: readonly Fault[]): Blame[] {
  const found = faults.length > 0 ? undefined : answeredWrongly(trace.events, trace.scripted);
  if (found === undefined) return [];
  return [{ rule: answersRule, message: found.message, atMs: found.atMs }];
}

function inputsOf(name: string, scene: Scene): fc.Arbitrary<SceneInput> {
  return fc.record({
    scene: fc.constant(name),
    nodes: fc.constantFrom(...(scene.nodes ?? defaultSizes)),
    seed: fc.noShrink(fc.nat()),
    size: fc.integer({ min: 1, max: 4 }),
    variant: fc.nat({ max: (scene.variants ?? 1) - 1 }),
  });
}

const defaultSizes = [3, 4, 5] as const;

function examplesOf(name: string, scene: Scene): SceneInput[] {
  const nodes = (scene.nodes ?? defaultSizes)[0] ?? 3;
  return Array.from({ length: scene.variants ?? 1 }, (_, variant) => ({
    scene: name,
    nodes,
    seed: 8 + variant,
    size: 2,
    variant,
  }));
}

/** The check of a property whose scenes name what they saw. */
export function blamed(rule: string): (seen: SceneSeen) => Verdict {
  return (seen) => {
    const blame = seen.blames.find((candidate) => candidate.rule === rule);
    return blame === undefined ? holds : violated(blame.message, eventsOf(seen, blame));
  };
}

/** Where the blame shows: the sending of the message, or what the node did last. */
function eventsOf({ trace: { events } }: SceneSeen, { ordinal, atMs }: Blame): number[] {
  const arrivals = events.filter((event) => event.kind === 'deliver' && event.node !== real);
  const arrival = ordinal === undefined ? undefined : arrivals[ordinal];
  if (arrival?.kind === 'deliver') {
    const sent = events.find((event) => event.kind === 'send' && event.id === arrival.id);
    return sent === undefined ? [arrival.seq] : [sent.seq, arrival.seq];
  }
  const last = events.findLast((event) => isOnReal(event) && event.atMs <= atMs);
  return last === undefined ? [] : [last.seq];
}

function isOnReal(event: TraceEvent): boolean {
  return 'node' in event && event.node === real;
}
