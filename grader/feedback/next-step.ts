import { isSkeleton, isUntouched } from '../results/standing.ts';
import type { Counterexample } from '../suites/report.ts';
import { type Digest, type Failure, isNotBegun, isUndecided } from './digest.ts';
import type { ExerciseView } from './view.ts';
import { nextWording } from './wording/report.ts';

/** What to do next: one thing, not forty. */
export function nextStep(view: ExerciseView, digest: Digest): string {
  const { result } = view;
  if (result.status === 'pruefer-fehler') return nextWording.graderDefect;
  if (isUntouched(result)) {
    const todo = placeOf(result.properties[0]?.counterexample?.fault);
    return isSkeleton(result) || todo === undefined
      ? nextWording.begin(digest.parts[0]?.title ?? '', taskFile(view))
      : nextWording.nextTodo(todo);
  }
  if (result.message !== undefined) return nextWording.unjudged;
  const [failure] = digest.failures;
  if (failure !== undefined) return repair(failure, digest);
  const open = digest.parts.find((part) => part.properties.some(isNotBegun));
  if (open === undefined) return nextWording.done;
  return open.bonus ? nextWording.bonus(open.title) : nextWording.continueWith(open.title);
}

function repair({ lead, same }: Failure, digest: Digest): string {
  if (isUndecided(lead)) return nextWording.undecided(lead.title);
  const fault = lead.counterexample?.fault;
  const place = placeOf(fault);
  if (fault !== undefined && place !== undefined) return nextWording.repairAt(place);
  const alone = same.length === 0 && digest.failures.length === 1;
  return nextWording.repair(lead.title, alone);
}

function placeOf(fault: Counterexample['fault']): string | undefined {
  return fault?.location && nextWording.place(fault.location.file, fault.location.line);
}

function taskFile(view: ExerciseView): string {
  return `exercises/${view.chapter}/${view.result.id}/aufgabe.md`;
}
