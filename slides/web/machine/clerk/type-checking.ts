import type { ts } from 'ts-morph';
import { parseDiagnostics } from '../../../../grader/inspection/diagnostics.ts';
import type { Ts } from '../../../../grader/inspection/parser.ts';
import type { TypeCheck } from '../../../../grader/inspection/type-check.ts';
import { projectSettings, sandboxGlobals } from '../../../../grader/inspection/type-settings.ts';
import type { Given } from '../clerk-calls.ts';

/** TypeScript, and the types of the language by file name. */
export interface Compiler {
  readonly ts: Ts;
  readonly libs: Readonly<Record<string, string>>;
}

const ownFolder = 'own';

/**
 * What `grader/inspection/type-check.ts` has the native compiler say, said by the one that is written in
 * JavaScript: the same options, the same order, the same form.
 */
export class TypeChecker {
  /** Parsed once: the types of the language are many times longer than any submission. */
  private readonly parsed = new Map<string, ts.SourceFile>();

  constructor(private readonly compiler: Compiler) {}

  check(exercise: Given, files: ReadonlyMap<string, string>): TypeCheck {
    const { ts, libs } = this.compiler;
    const modules = typeModules(exercise);
    const texts = new Map([
      ...[...files].map(([path, text]) => [`/${ownFolder}/${path}`, text] as const),
      ...modules.map(({ file, text }) => [file, text] as const),
      ['/globals.d.ts', sandboxGlobals] as const,
    ]);
    const named = modules.flatMap(({ name, file }) =>
      name === undefined ? [] : [[name, file] as const],
    );
    const settings = projectSettings(exercise.manifest.files, named, ownFolder);
    const { options, errors } = ts.convertCompilerOptionsFromJson(settings.compilerOptions, '/');
    if (errors.length > 0) throw new Error(JSON.stringify(errors[0]?.messageText));
    const read = (path: string) => texts.get(path) ?? libs[path.replace(/^\/lib\//, '')];
    const host: ts.CompilerHost = {
      fileExists: (path) => read(path) !== undefined,
      readFile: read,
      getSourceFile: (path, version) => {
        const text = read(path);
        if (text === undefined) return undefined;
        const known = this.parsed.get(path);
        if (known !== undefined) return known;
        const source = ts.createSourceFile(path, text, version, false);
        if (path.startsWith('/lib/')) this.parsed.set(path, source);
        return source;
      },
      getDefaultLibFileName: () => '/lib/lib.es2023.d.ts',
      getDefaultLibLocation: () => '/lib',
      writeFile: () => undefined,
      getCurrentDirectory: () => '/',
      getCanonicalFileName: (path) => path,
      useCaseSensitiveFileNames: () => true,
      getNewLine: () => '\n',
    };
    const rootNames = settings.files.map((path) => `/${path}`);
    const program = ts.createProgram({ rootNames, options, host });
    const text = ts.formatDiagnostics(inOrder(ts, program), host);
    const diagnostics = parseDiagnostics(text);
    const general = diagnostics.find(({ file }) => file === undefined);
    if (general !== undefined) throw new Error(`tsc TS${general.code}: ${general.text}`);
    const own = diagnostics.filter(({ file }) => file?.startsWith(`${ownFolder}/`));
    return {
      kind: 'checked',
      diagnostics: own.map((each) => ({
        ...each,
        file: each.file?.slice(ownFolder.length + 1) ?? '',
      })),
    };
  }
}

/** As `tsc` does: what is wrong in form hides everything else. */
function inOrder(ts: Ts, program: ts.Program): readonly ts.Diagnostic[] {
  const stages = [
    () => program.getSyntacticDiagnostics(),
    () => [...program.getOptionsDiagnostics(), ...program.getGlobalDiagnostics()],
    () => program.getSemanticDiagnostics(),
  ];
  for (const stage of stages) {
    const found = stage();
    if (found.length > 0) return ts.sortAndDeduplicateDiagnostics(found);
  }
  return [];
}

interface TypeModule {
  /** Absent for what only others import. */
  readonly name?: string;
  readonly file: string;
  readonly text: string;
}

function typeModules({ types }: Given): readonly TypeModule[] {
  return Object.entries(types).map(([name, text]) =>
    name.startsWith('#')
      ? {
          name,
          file: name === '#simulator' ? '/types/index.ts' : `/types/${name.slice(1)}.ts`,
          text,
        }
      : { file: `/types/${name.replace(/^\.\//, '')}`, text },
  );
}
