import type { Finding } from '../results/result.ts';
import { remarksOf } from './comments.ts';
import { forbiddenUses } from './forbidden.ts';
import { moduleState } from './module-state.ts';
import type { Ts } from './parser.ts';
import { scopesOf } from './scope.ts';
import { styleRemarks } from './style.ts';
import type { ParsedFile, Position } from './syntax.ts';
import { adviceWording, forbiddenWording, linesText } from './wording.ts';

/** What the text of one file says about itself, as findings. */
export interface SourceFindings {
  /** Severity `fehler`: what the sandbox takes away. */
  readonly forbidden: readonly Finding[];
  /** `warnung` and `hinweis`. */
  readonly advice: readonly Finding[];
  /** Lines still marked `TODO`. */
  readonly todos: readonly Finding[];
}

export function findInSource(ts: Ts, file: ParsedFile): SourceFindings {
  // Of a tree that is only guessed nothing can be said but where comments stand.
  if (file.hasSyntaxErrors) return { forbidden: [], advice: [], todos: [] };
  const scopes = scopesOf(ts, file.root);
  const remarks = remarksOf(ts, file);
  const forbidden = forbiddenUses(ts, file, scopes).map(
    (use): Finding => ({
      rule: `forbidden-${use.kind}`,
      severity: 'fehler',
      message: forbiddenWording[use.kind](use.detail),
      ...placeOf(file, use),
    }),
  );
  const state = moduleState(ts, file, scopes).map(
    (variable): Finding => ({
      rule: 'module-state',
      severity: 'warnung',
      message: adviceWording.moduleState(variable.name),
      ...placeOf(file, variable),
    }),
  );
  const silencers = remarks.silencers.map(
    (silencer): Finding => ({
      rule: 'compiler-silenced',
      severity: 'hinweis',
      message: adviceWording.silencer(silencer.name),
      ...placeOf(file, silencer),
    }),
  );
  return {
    forbidden,
    advice: [...state, ...silencers, ...styleFindings(ts, file)],
    todos: todoFindings(file, remarks.todos),
  };
}

function styleFindings(ts: Ts, file: ParsedFile): Finding[] {
  const remarks = styleRemarks(ts, file);
  const anyTypes = remarks.filter(({ kind }) => kind === 'any-type');
  const [firstAny] = anyTypes;
  const findings: Finding[] = [];
  if (firstAny !== undefined) {
    const lines = linesText(anyTypes.map(({ line }) => line));
    const message = adviceWording.anyType(lines);
    findings.push({ rule: 'any-type', severity: 'hinweis', message, ...placeOf(file, firstAny) });
  }
  for (const { kind, detail, ...place } of remarks) {
    if (kind === 'any-type') continue;
    const message =
      kind === 'locale-dependent'
        ? adviceWording.localeDependent(detail)
        : adviceWording.prototypeChange(detail);
    findings.push({ rule: kind, severity: 'hinweis', message, ...placeOf(file, place) });
  }
  return findings;
}

function todoFindings(file: ParsedFile, todos: readonly Position[]): Finding[] {
  const [first] = todos;
  if (first === undefined) return [];
  const message = adviceWording.todoLeft(file.path, linesText(todos.map(({ line }) => line)));
  return [{ rule: 'todo-left', severity: 'hinweis', message, ...placeOf(file, first) }];
}

export function placeOf(
  { path }: ParsedFile,
  { line, column }: Position,
): Pick<Finding, 'file' | 'line' | 'column'> {
  return { file: path, line, column };
}
