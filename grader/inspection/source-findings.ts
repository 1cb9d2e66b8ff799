import type { Finding } from '../results/result.ts';
import { remarksOf } from './comments.ts';
import { type ForbiddenUse, forbiddenUses } from './forbidden.ts';
import { moduleState } from './module-state.ts';
import type { Ts } from './parser.ts';
import { scopesOf } from './scope.ts';
import { styleRemarks } from './style.ts';
import type { ParsedFile, Position } from './syntax.ts';
import { simulatorName, type TypeNames } from './type-names.ts';
import { adviceWording, alsoOnLines, forbiddenWording, linesText } from './wording.ts';

/** What the text of one file says about itself, as findings. */
export interface SourceFindings {
  /** Severity `fehler`: what the sandbox takes away, each thing once in a file. */
  readonly forbidden: readonly Finding[];
  /** All places of these. */
  readonly forbiddenPlaces: readonly FilePlace[];
  /** `warnung` and `hinweis`. */
  readonly advice: readonly Finding[];
  /** Lines still marked `TODO`. */
  readonly todos: readonly Finding[];
}

export interface FilePlace extends Position {
  readonly file: string;
}

export function findInSource(
  ts: Ts,
  file: ParsedFile,
  typeModules: TypeNames = simulatorName,
): SourceFindings {
  // Of a tree that is only guessed nothing can be said but where comments stand.
  if (file.hasSyntaxErrors) return { forbidden: [], forbiddenPlaces: [], advice: [], todos: [] };
  const scopes = scopesOf(ts, file.root);
  const remarks = remarksOf(ts, file);
  const uses = forbiddenUses(ts, file, scopes, typeModules);
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
    forbidden: forbiddenFindings(file, uses),
    forbiddenPlaces: uses.map(({ line, column }) => ({ file: file.path, line, column })),
    advice: [...state, ...silencers, ...styleFindings(ts, file)],
    todos: todoFindings(file, remarks.todos),
  };
}

/** One finding for each thing used, at its first place; the other lines are named in it. */
function forbiddenFindings(file: ParsedFile, uses: readonly ForbiddenUse[]): Finding[] {
  const groups = new Map<string, [ForbiddenUse, ...ForbiddenUse[]]>();
  for (const use of uses) {
    const key = use.kind === 'async' ? use.kind : `${use.kind} ${use.detail}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [use]);
    else group.push(use);
  }
  return [...groups.values()].map(([first, ...others]): Finding => {
    const lines = others.map(({ line }) => line).filter((line) => line !== first.line);
    const also = lines.length === 0 ? '' : alsoOnLines(linesText(lines));
    return {
      rule: `forbidden-${first.kind}`,
      severity: 'fehler',
      message: `${forbiddenWording[first.kind](first.detail)}${also}`,
      ...placeOf(file, first),
    };
  });
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
