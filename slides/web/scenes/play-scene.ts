import { faultSentence } from '../../../grader/results/wording.ts';
import type { PreparedUse } from '../../../grader/sandbox/uses.ts';
import { outcomeMessage } from '../../../grader/sandbox/wording.ts';
import type { StageTask } from '../../../grader/scenes/stage/program.ts';
import type { Fault, Scenario } from '../../../grader/simulator/scenario.ts';
import type { SubmissionFault } from '../../../grader/simulator/trace.ts';
import { runInChamber } from '../machine/chamber.ts';
import { NotPlayed } from '../machine/play.ts';
import type { PlayedFork } from '../player/fork/machine.ts';
import { type ReadStaged, readStaged } from './read-staged.ts';
import { sceneWording as words } from './wording.ts';

/** A scene's run, and what was played. */
export interface PlayedScene {
  readonly played: PlayedFork;
  readonly scenario: Scenario;
}

/**
 * Plays a scene in the chamber. @param program of the stage and the scene, one after the other
 *
 * @throws NotPlayed
 */
export async function playScene(
  program: string,
  cast: readonly PreparedUse[],
  faults: readonly Fault[],
): Promise<PlayedScene> {
  const data: StageTask = { cast, faults };
  const end = readStaged(await runInChamber({ program, data }));
  if (end.kind !== 'staged') throw new NotPlayed(outcomeMessage(end));
  const { trace, scenario, shown, labels = [], fault } = end.staged;
  const isWorthSeeing = fault === undefined || isLate(end.staged, fault);
  if (trace === undefined || scenario === undefined || !isWorthSeeing) {
    throw new NotPlayed(fault === undefined ? words.missing : sentenceOf(fault));
  }
  return {
    scenario,
    played: {
      trace,
      shown,
      labels: new Map(labels.map(({ event, text }) => [event, text])),
      marked: [],
      ...(fault && { note: sentenceOf(fault) }),
    },
  };
}

const seenInTrace = new Set<SubmissionFault['kind']>(['exception', 'bad-message', 'bad-argument']);

/** Whether there is a run before the code broke, which shows how it came to that. */
function isLate({ trace }: ReadStaged, { kind }: SubmissionFault): boolean {
  return seenInTrace.has(kind) && trace?.events.some((event) => event.kind === 'send') === true;
}

function sentenceOf(fault: SubmissionFault): string {
  const { exercise, ...plain } = fault;
  if (exercise === undefined) return faultSentence(fault);
  return words.ourFault(exercise, plain.detail);
}
