import type { Finding } from '../results/result.ts';
import { describeDiagnostic } from './compiler-wording.ts';
import type { Diagnostic } from './diagnostics.ts';
import type { FilePlace } from './source-findings.ts';
import type { TypeCheck } from './type-check.ts';
import { gateWording } from './wording.ts';

const maxShown = 20;

// What the compiler says about `async` and `await` where they are not meant to be used at all.
const consequencesOfWaiting = new Set([1064, 1308, 1375, 1378, 2697, 2705]);

export interface TypeFindings {
  readonly findings: readonly Finding[];
  /** Errors in files that belong to the program, shown or not. */
  readonly errors: number;
}

// Names, modules and properties that the compiler does not find.
const notFound = new Set([2304, 2307, 2339, 2550, 2552, 2580, 2583, 2584, 2591, 2792, 2882]);

/**
 * The compiler's errors in the student's words. Where the inspection has already said why something
 * is not allowed, the compiler need not say that it does not know it.
 */
export function typeFindings(
  check: TypeCheck,
  forbidden: readonly FilePlace[],
  waiting: ReadonlySet<string | undefined>,
  reachable: ReadonlySet<string>,
): TypeFindings {
  if (check.kind === 'stopped') {
    const message = gateWording.compilerStopped;
    return { findings: [{ rule: 'type-error', severity: 'fehler', message }], errors: 1 };
  }
  const places = new Set(forbidden.map(({ file, line, column }) => `${file}:${line}:${column}`));
  const lines = new Set(forbidden.map(({ file, line }) => `${file}:${line}`));
  const isExplained = ({ file, line, column, code }: Diagnostic): boolean =>
    places.has(`${file}:${line}:${column}`) ||
    (notFound.has(code) && lines.has(`${file}:${line}`)) ||
    (consequencesOfWaiting.has(code) && waiting.has(file));
  const left = check.diagnostics.filter((diagnostic) => !isExplained(diagnostic));
  const errors = left.filter(({ file }) => file !== undefined && reachable.has(file));
  const others = left.filter((diagnostic) => !errors.includes(diagnostic));
  const findings = [
    ...errors.slice(0, maxShown).map((each) => toFinding(each, 'fehler')),
    ...others.slice(0, maxShown).map((each) => toFinding(each, 'warnung')),
  ];
  if (errors.length > maxShown) {
    const message = gateWording.moreErrors(errors.length - maxShown);
    findings.push({ rule: 'type-error', severity: 'hinweis', message });
  }
  return { findings, errors: errors.length };
}

function toFinding(diagnostic: Diagnostic, severity: Finding['severity']): Finding {
  const { file, line, column } = diagnostic;
  return {
    rule: isSyntaxError(diagnostic) ? 'syntax-error' : 'type-error',
    severity,
    message: describeDiagnostic(diagnostic),
    ...(file === undefined ? {} : { file }),
    line,
    column,
  };
}

// Below 2000 are errors of form, but for these, which need types to be found.
const typeErrorsBelow2000 = new Set([1064, 1205, 1259, 1308, 1361, 1362, 1192]);

function isSyntaxError({ code }: Diagnostic): boolean {
  return (code < 2000 && !typeErrorsBelow2000.has(code)) || (code >= 17000 && code < 18000);
}
