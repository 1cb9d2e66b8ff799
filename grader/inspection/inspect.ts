import { inspectAtSight, inspectTexts, type Texts } from './inspect-texts.ts';
import type { Inspection, InspectionRequest } from './inspection.ts';
import { loadParser } from './parser.ts';
import { readSources } from './read-sources.ts';
import { readSkeleton } from './skeleton.ts';
import { checkTypes } from './type-check.ts';
import { typeModulesOf } from './type-modules.ts';

/**
 * Reads a submission without running it: is everything there, does it compile, does it use only what
 * it may, what is left to do? Same files, same findings, in the same order.
 *
 * @throws InspectionFailure (German message) if the compiler or a temporary folder is missing.
 */
export async function inspect(request: InspectionRequest): Promise<Inspection> {
  const { sourceDir, exerciseDir, manifest } = request;
  const typeModules = typeModulesOf(exerciseDir, manifest);
  const shownDir = request.exerciseRelative ?? sourceDir;
  const [sources, skeleton] = await Promise.all([
    readSources({ sourceDir, exerciseDir, shownDir, manifest }),
    readSkeleton(exerciseDir, sourceDir, manifest),
  ]);
  const texts: Texts = { manifest, sources, skeleton, typeNames: typeModules };
  const known = inspectAtSight(texts);
  if (known !== undefined) return known;
  const files = new Map([...sources.files, ...sources.contract]);
  // The compiler is a process of its own: it works while the parser is loaded.
  const [types, ts] = await Promise.all([
    checkTypes({ files, roots: manifest.files, typeModules, compilerMs: request.compilerMs }),
    loadParser(),
  ]);
  return inspectTexts(ts, texts, types);
}
