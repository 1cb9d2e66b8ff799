import { exitCodes } from '../command-line/problem.ts';
import { extensionsForNobody, hasDeadline } from './config/late.ts';
import { GradingAborted } from './crew/crew.ts';
import { gradedFile, gradedText } from './graded-file.ts';
import { gradedPeople } from './graded-people.ts';
import type { Journal } from './journal/journal.ts';
import { attemptName } from './judge-people.ts';
import type { GradedAttempt, Incident } from './model.ts';
import type { OutputFolder } from './output-folder.ts';
import type { Diagnosis, OutputRequest } from './outputs.ts';
import { GradeProgress } from './progress.ts';
import {
  type KeyFile,
  keyFileName,
  keyFileText,
  type RunRecord,
  saveRecord,
} from './run-record.ts';
import { loadSimilar } from './similar.ts';
import type { GradeSurroundings } from './surroundings.ts';
import { Times } from './times.ts';
import { gradeWording } from './wording.ts';

export type FinishSurroundings = Pick<
  GradeSurroundings,
  'layout' | 'terminal' | 'diagnose' | 'writeOutputs'
> & {
  /** Ends the diagnoses, and with them the run; whoever is to be forgotten is forgotten to the end. */
  readonly signal?: AbortSignal;
};

/**
 * Makes the outputs of the journal and says how it went.
 *
 * @returns the exit code.
 * @throws GradingAborted
 */
export async function finishRun(
  folder: OutputFolder,
  journal: Journal,
  record: RunRecord,
  key: KeyFile,
  { layout, terminal, diagnose, writeOutputs, signal }: FinishSurroundings,
): Promise<number> {
  await saveRecord(folder.root, record);
  await folder.write(keyFileName, keyFileText(key));
  const students = new Map(key.personen.map((student) => [student.pseudonym, student]));
  const people = () => gradedPeople(record, students, journal);
  const summary = new Summary();
  const diagnoses = new Map<string, readonly Diagnosis[]>();
  const total = record.people.reduce((sum, { attempts }) => sum + attempts.length, 0);
  const { progressOutput } = terminal;
  const progress = new GradeProgress(progressOutput, total, now, gradeWording.evaluating);
  try {
    for await (const { attempts, counted } of people()) {
      for (const attempt of attempts) {
        if (signal?.aborted === true) throw new GradingAborted();
        await folder.write(gradedFile(attempt), gradedText(attempt));
        summary.add(attempt, attempt.attempt === counted);
        const found = (await diagnose?.(attempt)) ?? [];
        if (found.length > 0) diagnoses.set(attemptName(attempt.pseudonym, attempt.attempt), found);
        progress.advance();
      }
    }
  } finally {
    progress.clear();
  }
  const notes = record.people.flatMap(({ pseudonym, attempts }) =>
    attempts.map((each) => [attemptName(pseudonym, each.number), each.notes] as const),
  );
  const { abgelehnt: refused, ohneAbgabe: absent } = key;
  const elapsedMs = await timesOf(folder).byExercise();
  const similarPairs = await loadSimilar(similarFileOf(folder));
  const request: OutputRequest = {
    layout,
    people,
    students,
    refused,
    absent,
    notes: new Map(notes),
    elapsedMs,
    diagnoses,
    similarPairs,
    run: record,
  };
  await writeOutputs?.(request, folder);
  await folder.finish();
  terminal.print(summary.lines(key, record, folder.root));
  if (summary.defects > 0) return exitCodes.defect;
  return key.abgelehnt.length > 0 ? exitCodes.failed : exitCodes.passed;
}

const now = (): number => performance.now();

export function similarFileOf(folder: OutputFolder): string {
  return folder.protocol('aehnlichkeit.json');
}

export function timesOf(folder: OutputFolder): Times {
  return new Times(folder.protocol('zeiten.csv'));
}

const shownIncidents = 20;

class Summary {
  /** Attempts on which the grader itself failed. */
  defects = 0;
  private people = 0;
  private points = 0;
  private maxPoints = 0;
  private hasSecrets = false;
  private readonly incidents: { readonly attempt: GradedAttempt; readonly incident: Incident }[] =
    [];

  add(attempt: GradedAttempt, counts: boolean): void {
    const { result, incidents, points } = attempt;
    if (result.status === 'pruefer-fehler') this.defects++;
    this.hasSecrets ||= result.exercises.some(({ properties }) =>
      properties.some(({ visibility }) => visibility === 'geheim'),
    );
    const slim = { ...attempt, result: { ...result, exercises: [] } };
    this.incidents.push(...incidents.map((incident) => ({ attempt: slim, incident })));
    if (!counts) return;
    this.people++;
    this.points += Math.round(points * 100);
    this.maxPoints = Math.max(this.maxPoints, result.maxPoints);
  }

  lines(key: KeyFile, record: RunRecord, root: string): readonly string[] {
    const { isJailed, isPublished, config, people } = record;
    const { abgelehnt } = key;
    const unknown = hasDeadline(config) ? untimed(people) : 0;
    const nobody = extensionsForNobody(config, [...key.personen, ...key.ohneAbgabe]);
    const mean = this.people === 0 ? undefined : this.points / this.people / 100;
    const incidents = this.incidents.slice(0, shownIncidents).map(({ attempt, incident }) => {
      const { pseudonym, attempt: number } = attempt;
      return gradeWording.incidentItem(pseudonym, number, incident.exercise, incident.message);
    });
    const more = this.incidents.length - incidents.length;
    const refused = abgelehnt.map(({ shownAs, reason }) =>
      gradeWording.refusedItem(shownAs, reason),
    );
    return [
      gradeWording.graded(this.people, mean, this.maxPoints),
      ...(refused.length === 0 ? [] : [gradeWording.refused(refused.length), ...refused]),
      ...(incidents.length === 0 ? [] : [gradeWording.incidents(this.incidents.length)]),
      ...incidents,
      ...(more > 0 ? [gradeWording.moreIncidents(more)] : []),
      ...(this.defects === 0 ? [] : [gradeWording.defects(this.defects)]),
      ...(unknown === 0 ? [] : [gradeWording.timeUnknown(unknown)]),
      ...(nobody.length === 0 ? [] : [gradeWording.extensionForNobody(nobody)]),
      ...(isPublished || !this.hasSecrets ? [] : [gradeWording.secretsCounted]),
      ...(isJailed ? [] : [gradeWording.unjailed]),
      gradeWording.written(root),
    ];
  }
}

function untimed(people: RunRecord['people']): number {
  const attempts = people.flatMap((person) => person.attempts);
  return attempts.filter(({ submittedAt }) => submittedAt === undefined).length;
}
