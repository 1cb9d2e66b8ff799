import { attemptName } from '../judge-people.ts';
import type { GradedPerson } from '../model.ts';
import type { OutputFolder } from '../output-folder.ts';
import type { OutputRequest, WriteOutputs } from '../outputs.ts';
import { exercismResults } from './exporters/exercism.ts';
import { gradescopeResults } from './exporters/gradescope.ts';
import { junitXml } from './exporters/junit.ts';
import { sarifLog } from './exporters/sarif.ts';
import { canvasGradebook } from './gradebook/canvas.ts';
import { FeedbackArchive } from './gradebook/feedback-archive.ts';
import { moodleGradebook } from './gradebook/moodle.ts';
import { GradebookRows } from './gradebook/rows.ts';
import { feedbackPage } from './handed-out/feedback-page.ts';
import { type HandedOut, handedOut } from './handed-out/handed-out.ts';
import { resultFile } from './handed-out/result-file.ts';
import { CohortCollector } from './overview/cohort.ts';
import { overviewPage, timesPath } from './overview/overview-page.ts';
import { timesPage } from './overview/times-page.ts';
import {
  canvasPath,
  feedbackArchivePath,
  feedbackPath,
  gradebookPath,
  handedOutPath,
  overviewPath,
} from './paths.ts';
import { Workbook } from './workbook.ts';

/** Writes what students get, lists to import, files for other programs, and the overview. */
export const writeOutputs: WriteOutputs = async (request, folder) => {
  const workbook = await Workbook.load(request.layout, request.run.chapter);
  const gradebook = new GradebookRows(request);
  const archive = new FeedbackArchive();
  const collector = new CohortCollector(request.diagnoses);
  for await (const person of request.people()) {
    gradebook.add(person);
    collector.add(person);
    await writeHandedOut(person, request, workbook, { folder, archive });
  }
  const cohort = collector.finish();
  const rows = gradebook.finish();
  await folder.write(gradebookPath, moodleGradebook(rows));
  const packed = await archive.finish();
  if (packed !== undefined) await folder.write(feedbackArchivePath, packed);
  await folder.write(canvasPath, canvasGradebook(rows, workbook.title, cohort.maxPoints));
  await folder.write(overviewPath, overviewPage(cohort, request, workbook));
  await folder.write(timesPath, timesPage(request, workbook, cohort.suiteHash));
};

async function writeHandedOut(
  person: GradedPerson,
  request: OutputRequest,
  workbook: Workbook,
  { folder, archive }: { readonly folder: OutputFolder; readonly archive: FeedbackArchive },
): Promise<void> {
  for (const attempt of person.attempts) {
    const name = attemptName(attempt.pseudonym, attempt.attempt);
    const each = handedOut(attempt, person, request);
    const page = await feedbackPage(each, workbook);
    await folder.write(feedbackPath(name), page);
    if (attempt.attempt === person.counted) archive.add(person.student, page);
    await folder.write(handedOutPath(name, 'result.json'), resultFile(each));
    for (const [path, text] of exports(each, workbook)) {
      await folder.write(handedOutPath(name, path), text);
    }
  }
}

/** The same facts for other programs; each gets the name it looks for. */
function exports(each: HandedOut, workbook: Workbook): readonly (readonly [string, string])[] {
  return [
    ['gradescope/results.json', gradescopeResults(each)],
    ['junit.xml', junitXml(each)],
    ['inspektion.sarif', sarifLog(each)],
    ...each.result.exercises.map(
      (exercise) =>
        [`exercism/${exercise.id}/results.json`, exercismResults(exercise, workbook)] as const,
    ),
  ];
}
