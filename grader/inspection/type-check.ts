import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { InspectionFailure, locateCompiler, runCompiler } from './compiler.ts';
import { type Diagnostic, parseDiagnostics } from './diagnostics.ts';
import { simulatorOnly, type TypeModules } from './type-modules.ts';
import { projectSettings, sandboxGlobals } from './type-settings.ts';
import { installationWording } from './wording.ts';

export interface TypeCheckRequest {
  /** Text by path: the student's files and, in their place, the given contract files. */
  readonly files: ReadonlyMap<string, string>;
  /** Where the compiler begins; what these import follows. */
  readonly roots: readonly string[];
  /** By default `#simulator` alone. */
  readonly typeModules?: TypeModules;
  /** Wall clock after which the compiler is stopped. */
  readonly compilerMs?: number | undefined;
}

export type TypeCheck =
  /** `file` as in the request's `files`. */
  | { readonly kind: 'checked'; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: 'stopped' };

const ownFolder = 'own';

/**
 * Compiles a submission as it will be run: the modules of types, the language, `console`, and nothing of
 * Node or a browser. Works on a copy in a temporary folder, which is removed.
 *
 * @throws InspectionFailure if the compiler or a temporary folder is not to be had.
 */
export async function checkTypes(request: TypeCheckRequest): Promise<TypeCheck> {
  const compiler = locateCompiler();
  const directory = await temporaryFolder();
  try {
    await writeProject(directory, request);
    const output = await runCompiler(compiler, directory, request.compilerMs);
    if (output.kind === 'stopped') return output;
    const diagnostics = parseDiagnostics(output.text);
    const general = diagnostics.find(({ file }) => file === undefined);
    if (general !== undefined) throw new Error(`tsc TS${general.code}: ${general.text}`);
    return { kind: 'checked', diagnostics: diagnostics.flatMap(inOwnFolder) };
  } finally {
    await rm(directory, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function temporaryFolder(): Promise<string> {
  try {
    return await realpath(await mkdtemp(join(tmpdir(), 'inspection-')));
  } catch (cause) {
    throw new InspectionFailure(installationWording.noTemporaryFolder(tmpdir()), { cause });
  }
}

async function writeProject(
  directory: string,
  { files, roots, typeModules = simulatorOnly }: TypeCheckRequest,
): Promise<void> {
  const texts = new Map([...files].map(([path, text]) => [`${ownFolder}/${path}`, text]));
  texts.set('globals.d.ts', sandboxGlobals);
  texts.set('tsconfig.json', JSON.stringify(projectSettings(roots, typeModules, ownFolder)));
  try {
    const folders = new Set([...texts.keys()].map((path) => dirname(join(directory, path))));
    for (const folder of folders) await mkdir(folder, { recursive: true });
    await Promise.all(
      [...texts].map(([path, text]) => writeFile(join(directory, path), text, { flag: 'wx' })),
    );
  } catch (cause) {
    throw new InspectionFailure(installationWording.noTemporaryFolder(tmpdir()), { cause });
  }
}

function inOwnFolder(diagnostic: Diagnostic): Diagnostic[] {
  const { file } = diagnostic;
  if (file === undefined || !file.startsWith(`${ownFolder}/`)) return [];
  return [{ ...diagnostic, file: file.slice(ownFolder.length + 1) }];
}
