import * as fc from 'fast-check';
import { nodeIds } from '../../../simulator/arbitraries.ts';
import { type CallRecord, Probe } from '../../submission.ts';
import { type Experiment, holds, type Observation, type Verdict, violated } from '../../suite.ts';
import { clientLinearizability, linearizable } from './checks-common.ts';
import { answerWithinMs, type DilemmaCall, type DilemmaTask } from './contract.ts';
import type { CapExports, Register } from './exports.ts';
import { isRefused, isServed } from './operations.ts';
import { type RegisterSeen, runRegister } from './register-run.ts';
import { dilemmaWording as say } from './wording-theorem.ts';

/** For whom a script is asked, and which register is to play it. */
export interface DilemmaInput {
  readonly task: DilemmaTask;
  readonly register: Register;
  readonly seed: number;
}

export interface DilemmaSeen extends Observation {
  /** The German sentence that says why the answer is no script. */
  readonly problem?: string;
  readonly run?: RegisterSeen;
  readonly calls?: readonly CallRecord[];
}

const maxCalls = 10;

const inputs: fc.Arbitrary<DilemmaInput> = fc
  .constantFrom(2, 3, 4, 5)
  .chain((nodes) =>
    fc.record({
      ids: fc.shuffledSubarray(nodeIds(nodes), { minLength: nodes, maxLength: nodes }),
      size: fc.integer({ min: 1, max: nodes - 1 }),
      fromMs: fc.integer({ min: 0, max: 300 }),
      extraMs: fc.integer({ min: 0, max: 300 }),
      register: fc.constantFrom<Register>('ap', 'cp'),
      seed: fc.noShrink(fc.nat()),
    }),
  )
  .map(({ ids, size, fromMs, extraMs, register, seed }) => ({
    task: taskOf([ids.slice(0, size), ids.slice(size)], fromMs, extraMs),
    register,
    seed,
  }));

function taskOf(groups: DilemmaTask['groups'], fromMs: number, extraMs: number): DilemmaTask {
  return { groups, fromMs, untilMs: fromMs + 4 * answerWithinMs + extraMs };
}

const registers: readonly Register[] = ['ap', 'cp'];

export const dilemmas: Experiment<DilemmaInput, DilemmaSeen> = {
  id: 'dilemma',
  faults: 'partition',
  runs: 8,
  inputs,
  examples: registers.flatMap((register) => [
    { task: taskOf([['n1', 'n2'], ['n3']], 100, 0), register, seed: 5 },
    { task: taskOf([['n3'], ['n2', 'n1']], 0, 0), register, seed: 5 },
    {
      task: taskOf(
        [
          ['n4', 'n1'],
          ['n2', 'n3'],
        ],
        250,
        100,
      ),
      register,
      seed: 5,
    },
    { task: taskOf([['n2'], ['n1']], 40, 0), register, seed: 5 },
  ]),
  observe({ task, register, seed }, submission, options) {
    const probe = new Probe(submission);
    const find = probe.load<CapExports['findDilemma']>('findDilemma');
    const given = {
      ...task,
      groups: task.groups.map((group) => [...group]),
    } as unknown as DilemmaTask;
    const answer = probe.call<unknown>('findDilemma', [task], () => find(given));
    const script = readScript(answer, task);
    if (typeof script === 'string') return { problem: script, calls: probe.calls };
    const run = runRegister(
      register,
      {
        nodes: task.groups.flat().length,
        seed,
        latency: { minMs: 1, maxMs: 5 },
        durationMs: task.untilMs,
        faults: [
          { kind: 'partition', fromMs: task.fromMs, untilMs: task.untilMs, groups: task.groups },
        ],
        clients: script.map(({ atMs, node, request }, i) => ({
          id: `c${i + 1}`,
          requests: [{ atMs, target: node, request }],
        })),
      },
      submission,
      options,
    );
    const { trace, fault } = run;
    return {
      run,
      trace,
      fault,
      counts: { [`served-${register}`]: run.asked.filter(isServed).length },
    };
  },
};

/** The script, or the sentence that says what is wrong with it. */
function readScript(answer: unknown, task: DilemmaTask): readonly DilemmaCall[] | string {
  if (!Array.isArray(answer)) return say.noList;
  if (answer.length === 0) return say.empty;
  if (answer.length > maxCalls) return say.tooMany(answer.length, maxCalls);
  const nodes = task.groups.flat();
  const [fromMs, untilMs] = [task.fromMs + 10, task.untilMs - answerWithinMs];
  const written = new Set<string>();
  const calls: DilemmaCall[] = [];
  for (const [i, item] of (answer as readonly unknown[]).entries()) {
    const found = readCall(item);
    if (found === undefined) return say.malformed(i, item);
    if (!nodes.includes(found.node)) return say.strangeNode(i, found.node);
    if (found.atMs < fromMs || found.atMs > untilMs)
      return say.badTime(i, found.atMs, fromMs, untilMs);
    if (found.request.kind === 'write') {
      if (written.has(found.request.value)) return say.writtenTwice(found.request.value);
      written.add(found.request.value);
    }
    calls.push(found);
  }
  return calls;
}

function readCall(item: unknown): DilemmaCall | undefined {
  const { atMs, node, request } = (item ?? {}) as Record<string, unknown>;
  const { kind, value } = (request ?? {}) as Record<string, unknown>;
  if (typeof atMs !== 'number' || typeof node !== 'string') return undefined;
  if (kind === 'read') return { atMs: Math.round(atMs), node, request: { kind } };
  if (kind !== 'write' || typeof value !== 'string') return undefined;
  return { atMs: Math.round(atMs), node, request: { kind, value } };
}

/** What the theorem says of the student's own registers, in the student's own script. */
export function showsDilemma({ problem, run }: DilemmaSeen, { register }: DilemmaInput): Verdict {
  if (problem !== undefined || run === undefined) return violated(problem ?? say.noList);
  const last = run.asked.at(-1)?.seq ?? 0;
  if (register === 'cp') {
    const silent = run.asked.find((one) => !isServed(one) && !isRefused(one));
    if (silent !== undefined) return violated(say.unanswered(silent.node), [silent.seq]);
    if (!run.asked.some(isRefused)) return violated(say.nothingRefused, [last]);
    return linearizable(run, clientLinearizability(run));
  }
  const refused = run.asked.find((one) => !isServed(one));
  if (refused !== undefined) return violated(say.notServed(refused.node), [refused.seq]);
  return clientLinearizability(run).verdict === 'not-linearizable'
    ? holds
    : violated(say.linearizable, [last]);
}
