import { decode } from '../../../../grader/inspection/decode.ts';
import {
  inspectAtSight,
  inspectTexts,
  type Texts,
} from '../../../../grader/inspection/inspect-texts.ts';
import type { Inspection } from '../../../../grader/inspection/inspection.ts';
import type { Ts } from '../../../../grader/inspection/parser.ts';
import { readLimits } from '../../../../grader/inspection/read-limits.ts';
import type { Sources } from '../../../../grader/inspection/read-sources.ts';
import type { TypeCheck } from '../../../../grader/inspection/type-check.ts';
import { fileWording } from '../../../../grader/inspection/wording.ts';
import type { Finding } from '../../../../grader/results/result.ts';
import type { Reading } from '../clerk-calls.ts';
import { type Compiler, TypeChecker } from './type-checking.ts';

/** @param source a script that sets `module.exports` and `module.libs`, see `slides/render/machine`. */
export function compilerFrom(source: string): Compiler {
  const module: { exports: unknown; libs?: Compiler['libs'] } = { exports: {} };
  const none = () => ({});
  new Function('module', 'exports', 'require', source)(module, module.exports, none);
  return { ts: module.exports as Ts, libs: module.libs ?? {} };
}

/** Inspects as `check` does, the compiler included. */
export class Inspector {
  private readonly types: TypeChecker;

  constructor(private readonly compiler: Compiler) {
    this.types = new TypeChecker(compiler);
  }

  inspect(reading: Reading): Inspection {
    const { exercise } = reading;
    const sources = sourcesOf(reading);
    const texts: Texts = {
      manifest: exercise.manifest,
      sources,
      skeleton: new Map(Object.entries(exercise.skeleton)),
      typeNames: new Set(Object.keys(exercise.types).filter((name) => name.startsWith('#'))),
    };
    const known = inspectAtSight(texts);
    if (known !== undefined) return known;
    const files = new Map([...sources.files, ...sources.contract]);
    return inspectTexts(this.compiler.ts, texts, this.checkTypes(reading, files));
  }

  /** A compiler that runs out of stack says as little as one that was stopped. */
  private checkTypes({ exercise }: Reading, files: ReadonlyMap<string, string>): TypeCheck {
    try {
      return this.types.check(exercise, files);
    } catch (error) {
      if (error instanceof RangeError) return { kind: 'stopped' };
      throw error;
    }
  }
}

/** What reading a folder with these files would bring. */
function sourcesOf({ exercise, files }: Reading): Sources {
  const { chapter, manifest, contract } = exercise;
  const given = new Map(manifest.contract.map((path) => [path, contract[path] ?? '']));
  const fail = (rule: string, message: string): Sources => {
    return { files: new Map(), contract: given, findings: [{ rule, severity: 'fehler', message }] };
  };
  const shownDir = `exercises/${chapter}/${manifest.id}`;
  const present = Object.keys(files)
    .filter((path) => /(?<!\.(?:test|spec))\.ts$/.test(path) && !manifest.contract.includes(path))
    .sort();
  if (!present.some((path) => manifest.files.includes(path))) {
    return fail('empty-folder', fileWording['empty-folder'](shownDir, manifest.files));
  }
  const wanted = [...new Set([...manifest.files, ...present])];
  if (wanted.length > readLimits.maxFiles) {
    return fail('too-many-files', fileWording['too-many-files'](shownDir));
  }
  const read = new Map<string, string>();
  const findings: Finding[] = [];
  for (const path of wanted) {
    const found = readOne(path, files[path]);
    if (typeof found === 'string') read.set(path, found);
    else findings.push(found);
  }
  return { files: read, contract: given, findings };
}

function readOne(path: string, text: string | undefined): string | Finding {
  const problem = (rule: keyof typeof fileWording.file, place = {}): Finding => {
    return {
      rule,
      severity: 'fehler',
      message: fileWording.file[rule](path),
      file: path,
      ...place,
    };
  };
  if (text === undefined) return problem('missing-file');
  const bytes = new TextEncoder().encode(text);
  if (bytes.length > readLimits.maxFileBytes) return problem('file-too-large');
  const decoded = decode(bytes);
  if (decoded.kind === 'text') return decoded.text;
  return problem(decoded.problem, { line: decoded.line, column: 1 });
}
