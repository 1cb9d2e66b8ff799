import type { Layout } from '../catalogue/layout.ts';
import { findReading } from '../catalogue/sections.ts';
import type { Commands, ExerciseView } from '../feedback/view.ts';
import type { CheckedExercise } from '../judging/conclude.ts';
import type { PropertyResult } from '../results/result.ts';
import type { Invocation } from './invocation.ts';

/** Looks up what a report says besides the result: sections to read, commands to type. */
export async function viewOf(
  checked: CheckedExercise,
  invocation: Invocation,
  layout: Layout,
  shortTokens: boolean,
): Promise<ExerciseView> {
  const { exercise } = checked.target;
  const failing = checked.result.properties.filter(({ status }) => status !== 'bestanden');
  const references = [...new Set(failing.map((property) => property.chapter))];
  const readings = references.map(
    async (reference) =>
      [reference, await findReading(layout, exercise.chapter, reference)] as const,
  );
  return {
    chapter: exercise.chapter,
    result: checked.result,
    parts: exercise.manifest.parts,
    readings: new Map(await Promise.all(readings)),
    commands: commandsFor(exercise.manifest.id, invocation, shortTokens),
  };
}

function commandsFor(exercise: string, invocation: Invocation, shortTokens: boolean): Commands {
  const source = sourceOptions(invocation);
  const command = (...pieces: readonly string[]) => ['npm run check --', ...pieces].join(' ');
  const replay = (property: PropertyResult, ...more: readonly string[]) =>
    property.replay === undefined
      ? undefined
      : command('--replay', tokenIn(property.replay, shortTokens), ...source, ...more);
  return {
    check: source.length === 0 ? `npm run check ${exercise}` : command(exercise, ...source),
    hints: invocation.replay
      ? command('--replay', invocation.replay, ...source, '--hint')
      : command(exercise, ...source, ...option('--property', invocation.property), '--hint'),
    property: (id) => command(exercise, ...source, '--property', id),
    replay: (property) => replay(property),
    debug: (property) => (invocation.replay ? replay(property, '--debug') : undefined),
  };
}

/** Where the code is, if not in the workbook's own folders. */
export function sourceOptions({ submission, variant }: Invocation): readonly string[] {
  return [...option('--submission', submission), ...option('--variant', variant)];
}

function option(flag: string, value: string | undefined): readonly string[] {
  if (value === undefined) return [];
  return [flag, /\s/.test(value) ? `"${value}"` : value];
}

/** The short form works only where it could be saved. */
function tokenIn(token: string, short: boolean): string {
  return short ? (token.split('.')[0] ?? token) : token;
}
