import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Exercise } from '../../../grader/catalogue/catalogue.ts';
import type { Layout } from '../../../grader/catalogue/layout.ts';
import { prepareReference } from '../../../grader/sandbox/prepare.ts';
import { loadReference } from '../../../grader/sandbox/reference.ts';
import type { PreparedUse } from '../../../grader/sandbox/uses.ts';
import { findSources, type Source } from '../../../grader/scenes/files.ts';
import { ReferenceShelf } from '../../../grader/scenes/references.ts';
import type { Scene } from '../../../grader/scenes/scene.ts';
import { stage } from '../../../grader/scenes/stage/stage.ts';
import type { SceneOffer, SceneProgram } from '../../web/scenes/contract.ts';
import { packageTarget, workshopTarget } from '../workshop/build-workshops.ts';
import { sceneProgram, stageProgram } from './programs.ts';

export interface SceneScriptOptions {
  /** The site holds the workbook's own solutions: never where students can see it. */
  readonly withReferences?: boolean;
}

export interface SceneScripts {
  /** What a page may do with a scene, by the scene's path in the site without ending. */
  readonly offers: ReadonlyMap<string, SceneOffer>;
  /** What is loaded when a reader asks, by path in the site. */
  readonly files: readonly (readonly [string, string])[];
}

/** Makes the scenes playable in the page, with readers' code. Same workbook, same bytes. */
export async function sceneScripts(
  layout: Layout,
  exercises: readonly Exercise[],
  options: SceneScriptOptions = {},
): Promise<SceneScripts> {
  const sources = (await findSources(layout)).filter(({ kind }) => kind === 'scene');
  const shelf = new ReferenceShelf(layout);
  const made = await Promise.all(
    sources.map((source) => scriptsOf(layout, source, exercises, shelf, options)),
  );
  if (made.length === 0) return { offers: new Map(), files: [] };
  const stageCode = `globalThis.sceneStage=${JSON.stringify(await stageProgram())};\n`;
  return {
    offers: new Map(made.map(({ path, offer }) => [path, offer])),
    files: [
      ['szenen/buehne.js', stageCode],
      ...made.map(({ path, program, offer }): [string, string] => {
        const code = `(globalThis.scenePrograms??={})[${JSON.stringify(offer.id)}]=${JSON.stringify(program)};\n`;
        return [`${path}.szene.js`, code];
      }),
    ],
  };
}

interface Made {
  readonly path: string;
  readonly offer: SceneOffer;
  readonly program: SceneProgram;
}

async function scriptsOf(
  layout: Layout,
  { chapter, id, file }: Source,
  exercises: readonly Exercise[],
  shelf: ReferenceShelf,
  { withReferences = false }: SceneScriptOptions,
): Promise<Made> {
  const absolute = join(layout.root, file);
  const { scene } = (await import(pathToFileURL(absolute).href)) as { readonly scene: Scene };
  const wanted = scene.references ?? [];
  const taking = wanted.map((exercise) => {
    const found = exercises.find(
      (each) => each.chapter === chapter && each.manifest.id === exercise,
    );
    if (found === undefined) throw new Error(`${file}: no exercise ${exercise}`);
    return found;
  });
  const references = withReferences
    ? await Promise.all(wanted.map((exercise) => prepared(layout, chapter, exercise)))
    : [];
  // What needs no solution, or has them all, can be played as it is.
  const isComplete = references.length === wanted.length;
  const scenario = isComplete ? await scenarioOf(scene, chapter, shelf) : undefined;
  const borrowed = taking.flatMap(({ manifest: { id: exercise } }) => {
    const from = taking.find(({ manifest }) =>
      manifest.uses.some((use) => use.exercise === exercise),
    );
    return from === undefined ? [] : [{ exercise, from: from.manifest.id }];
  });
  const own = taking
    .filter(({ manifest }) => !borrowed.some(({ exercise }) => exercise === manifest.id))
    .map((exercise) => ({
      exercise: exercise.manifest.id,
      title: exercise.manifest.title,
      workshop: workshopTarget(exercise),
      package: packageTarget(exercise.manifest.id),
    }));
  return {
    path: `${chapter}/ablaeufe/${id}`,
    offer: { id, chapter, own, borrowed, ...(scenario && { scenario }) },
    program: { code: await sceneProgram(absolute), references },
  };
}

async function prepared(layout: Layout, chapter: string, exercise: string): Promise<PreparedUse> {
  return prepareReference(await loadReference(layout, chapter, exercise));
}

/** What the scene plays with the workbook's own solutions. */
async function scenarioOf(
  scene: Scene,
  chapter: string,
  shelf: ReferenceShelf,
): Promise<SceneOffer['scenario']> {
  const wanted = scene.references ?? [];
  const references = await shelf.lend(chapter, wanted);
  const cast = wanted.map((exercise) => {
    return { exercise, own: false, solution: references.of(exercise) };
  });
  return stage(scene, cast).scenario;
}
