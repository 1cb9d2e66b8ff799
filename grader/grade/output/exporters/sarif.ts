import type { Log, ReportingDescriptor, Result } from 'sarif';
import type { ExerciseResult, Finding } from '../../../results/result.ts';
import type { HandedOut } from '../handed-out/handed-out.ts';
import { ruleWording, exporterWording as texts } from './wording.ts';

/** Paths in a log are relative to the submission, wherever somebody keeps it. */
const base = 'ABGABE';

/** `inspektion.sarif`: what the inspection of the source found, in SARIF 2.1.0, for editors and CI. */
export function sarifLog({ result, pseudonym, attempt }: HandedOut): string {
  const found = result.exercises.flatMap((exercise) =>
    exercise.findings.map((finding) => ({ exercise, finding })),
  );
  const ids = [...new Set(found.map(({ finding }) => finding.rule))].sort();
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: texts.tool, language: 'de', rules: ids.map(ruleOf) } },
        automationDetails: { id: `${result.chapter}/${pseudonym}-${attempt}` },
        originalUriBaseIds: { [base]: { description: { text: texts.submissionFolder } } },
        columnKind: 'utf16CodeUnits',
        results: found.map(({ exercise, finding }) => resultOf(exercise, finding, ids)),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function ruleOf(id: string): ReportingDescriptor {
  return { id, shortDescription: { text: ruleWording[id] ?? texts.otherRule(id) } };
}

function resultOf(exercise: ExerciseResult, finding: Finding, ids: readonly string[]): Result {
  const { rule, severity, message, file, line, column } = finding;
  const region =
    line === undefined
      ? {}
      : { region: { startLine: line, ...(column === undefined ? {} : { startColumn: column }) } };
  const artifactLocation = { uri: uriOf(exercise.id, file ?? ''), uriBaseId: base };
  return {
    ruleId: rule,
    ruleIndex: ids.indexOf(rule),
    level: levels[severity],
    message: { text: message },
    locations: [{ physicalLocation: { artifactLocation, ...region } }],
  };
}

const levels = { fehler: 'error', warnung: 'warning', hinweis: 'note' } as const;

/** `raft/raft.ts`; what is about the exercise as a whole points to its folder. */
function uriOf(exercise: string, file: string): string {
  return `${exercise}/${file.replace(/^\.\//, '')}`.split('/').map(encodeURIComponent).join('/');
}
