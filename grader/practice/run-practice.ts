import { loadCatalogue } from '../catalogue/catalogue.ts';
import { selectExercises } from '../catalogue/select.ts';
import type { Surroundings } from '../check/check-all.ts';
import { usageWording } from '../check/wording.ts';
import { UsageProblem } from '../command-line/problem.ts';
import type { PracticeInvocation } from './command.ts';
import { FollowedExercise } from './follow.ts';
import { servePractice } from './server.ts';
import type { Site } from './site.ts';
import { practiceWording as wording } from './wording.ts';

export interface PracticeSurroundings extends Surroundings {
  loadSite(): Promise<Site>;
}

/** `npm run practice`: serves until the signal comes. */
export async function runPractice(
  { name, port }: PracticeInvocation,
  surroundings: PracticeSurroundings,
): Promise<void> {
  const { layout, terminal, signal, state, loadSite } = surroundings;
  const catalogue = await loadCatalogue(layout);
  const names = name === undefined ? [] : [name];
  const selection = selectExercises(catalogue, names);
  if (selection.kind === 'unknown') {
    throw new UsageProblem(usageWording.unknownName(selection.name, selection.meant));
  }
  const site = await loadSite();
  const onDefect = (error: unknown): void => {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    void state.logDefect(detail);
  };
  const exercises = catalogue.flatMap((chapter) => chapter.exercises);
  const followed = new Map(
    exercises.map((exercise) => [
      `${exercise.chapter}/${exercise.manifest.id}`,
      new FollowedExercise(exercise, surroundings, onDefect),
    ]),
  );
  const server = await servePractice(site, followed, port);
  const wanted = name === undefined ? [] : selection.exercises;
  terminal.print([
    wording.serving(server.url),
    ...wanted.map(({ chapter, manifest }) =>
      wording.workshop(manifest.title, `${server.url}${chapter}/werkstatt/${manifest.id}.html`),
    ),
    wording.how,
  ]);
  if (!signal.aborted) {
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  }
  await server.close();
}
