import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { programOptions } from '../../../grader/sandbox/program-options.ts';

/** A program for the chamber would have code in it that is not the author's of a scene. */
export class ForeignCode extends Error {
  override readonly name = 'ForeignCode';
}

const forChamber = { ...programOptions, format: 'iife' } satisfies BuildOptions;

/** What is the same for all scenes: sets `stage`. Same workbook, same bytes. */
export async function stageProgram(): Promise<string> {
  const entry = new URL('../../../grader/scenes/stage/program.ts', import.meta.url);
  const { outputFiles } = await build({
    ...forChamber,
    entryPoints: [fileURLToPath(entry)],
    globalName: 'stage',
  });
  return outputFiles[0]?.text ?? '';
}

/**
 * A scene's own program, to follow that of the stage: sets `piece`. In it is what the author wrote
 * beside the chapters, and nothing else.
 *
 * @throws ForeignCode
 */
export async function sceneProgram(file: string): Promise<string> {
  const { outputFiles, metafile } = await build({
    ...forChamber,
    entryPoints: [file],
    globalName: 'piece',
    plugins: [fromStage(await namesOnStage())],
  });
  for (const input of Object.keys(metafile.inputs)) {
    const isAuthors = /(?:^|\/)chapters\/[^/]+\/ablaeufe\/[^/]+\.ts$/.test(input);
    if (!isAuthors && !input.startsWith(`${namespace}:`))
      throw new ForeignCode(`${file}: ${input}`);
  }
  return outputFiles[0]?.text ?? '';
}

const namespace = 'stage';

/** The stage is there already: a scene takes from it what it imports as `#scenes`. */
function fromStage(names: readonly string[]): Plugin {
  return {
    name: namespace,
    setup(builder) {
      builder.onResolve({ filter: /^#scenes$/ }, ({ path }) => ({ path, namespace }));
      builder.onLoad({ filter: /.*/, namespace }, () => ({
        contents: `export const { ${names.join(', ')} } = stage.scenes;`,
        loader: 'js',
      }));
    },
  };
}

async function namesOnStage(): Promise<string[]> {
  return Object.keys(await import('../../../grader/scenes/stage/scenes.ts')).sort();
}
