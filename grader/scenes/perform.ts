import type { Run } from '../simulator/simulate.ts';
import { describePattern, fits } from './pattern.ts';
import { type SceneResult, sceneResultSchema, sceneSchemaVersion } from './result.ts';
import type { References, Scene, Step } from './scene.ts';
import { labelsOf, shownEvents } from './shown.ts';
import { wording } from './wording.ts';

/** A scene does not hold what it promises: its author's text for it. */
export class SceneProblem extends Error {
  override readonly name = 'SceneProblem';
}

/** More than this nobody reads. */
const maxShown = 60;
const minFacts = 3;

/**
 * Plays a scene and binds its explanations to the events of the run.
 *
 * @throws SceneProblem if the code broke, an explanation fits no event or there is too much to see
 */
export function perform(id: string, scene: Scene, references: References): SceneResult {
  const run = scene.play(references);
  const { trace, fault } = run;
  if (fault !== undefined) throw new SceneProblem(wording.broke(id, fault.kind, fault.detail));
  const steps = bind(id, scene.steps, run);
  const explained = new Set(steps.map(({ event }) => event));
  const shown = shownEvents(scene, run, explained);
  const unseen = steps.find(({ event }) => !shown.includes(event));
  if (unseen !== undefined)
    throw new SceneProblem(wording.unseen(id, unseen.event, unseen.caption));
  if (shown.length > maxShown) throw new SceneProblem(wording.tooMuch(id, shown.length, maxShown));
  const facts = scene.facts(run, references);
  if (Object.keys(facts).length < minFacts) throw new SceneProblem(wording.fewFacts(id, minFacts));
  const { leavesOut } = scene;
  return sceneResultSchema.parse({
    schemaVersion: sceneSchemaVersion,
    id,
    title: scene.title,
    alt: scene.alt,
    nodes: trace.nodes.map((node) => {
      const role = scene.roles?.[node];
      return role === undefined ? { id: node } : { id: node, role };
    }),
    // As it is read back from the file: without fields that are undefined.
    trace: JSON.parse(JSON.stringify(trace)),
    shown,
    ...labelsOf(scene, run, shown),
    ...(leavesOut === undefined ? {} : { leftOut: leavesOut.what }),
    steps,
    facts,
  });
}

/** Each step gets the first event after the step before that fits. */
function bind(id: string, steps: readonly Step[], run: Run): SceneResult['steps'] {
  let from = 0;
  return steps.map(({ on, caption }) => {
    const event = run.trace.events.find((each) => each.seq >= from && fits(on, each));
    if (event === undefined) throw new SceneProblem(wording.noEvent(id, describePattern(on), from));
    from = event.seq + 1;
    return {
      event: event.seq,
      caption: typeof caption === 'string' ? caption : caption(event, run),
    };
  });
}
