import { type Exercise, loadCatalogue } from '../../catalogue/catalogue.ts';
import type { Layout } from '../../catalogue/layout.ts';
import { findReading, type Reading } from '../../catalogue/sections.ts';
import type { PlayerProgram } from '../../feedback/html/pages.ts';
import type { ExerciseView, PartView } from '../../feedback/view.ts';
import { loadPlayer } from '../../judging/player-program.ts';
import type { ExerciseResult } from '../../results/result.ts';

/** What the outputs look up besides the verdicts: titles, parts, where to read on. */
export class Workbook {
  private readonly readings = new Map<string, Reading>();

  private constructor(
    private readonly layout: Layout,
    readonly chapter: string,
    readonly title: string,
    private readonly exercises: ReadonlyMap<string, Exercise>,
    /** Plays counterexamples; a page without it has pictures and tables. */
    readonly player?: PlayerProgram,
  ) {}

  static async load(layout: Layout, chapter: string): Promise<Workbook> {
    const catalogue = await loadCatalogue(layout);
    const exercises = catalogue
      .flatMap((each) => each.exercises)
      .filter((exercise) => exercise.chapter === chapter);
    return Workbook.of(layout, chapter, exercises, await loadPlayer(layout.root));
  }

  static of(
    layout: Layout,
    chapter: string,
    exercises: readonly Exercise[],
    player?: PlayerProgram,
  ): Workbook {
    const title = exercises[0]?.chapterTitle ?? chapter;
    const byId = exercises.map((exercise) => [exercise.manifest.id, exercise] as const);
    return new Workbook(layout, chapter, title, new Map(byId), player);
  }

  /** „8.8 Raft“ */
  titleOf(exercise: string): string {
    const manifest = this.exercises.get(exercise)?.manifest;
    return manifest === undefined ? exercise : `${manifest.number} ${manifest.title}`;
  }

  /** As in the manifest; an exercise that is gone has the parts its verdict tells of. */
  partsOf({ id, properties }: Pick<ExerciseResult, 'id' | 'properties'>): readonly PartView[] {
    const parts = this.exercises.get(id)?.manifest.parts;
    if (parts !== undefined) return parts;
    const ids = new Map(properties.map(({ part, bonus }) => [part, bonus]));
    return [...ids].map(([part, bonus]) => ({ id: part, title: part, bonus }));
  }

  async viewOf(result: ExerciseResult): Promise<ExerciseView> {
    const failing = result.properties.filter(({ status }) => status !== 'bestanden');
    const references = [...new Set(failing.map(({ chapter }) => chapter))];
    const readings = references.map(
      async (reference) => [reference, await this.readingOf(reference)] as const,
    );
    return {
      chapter: this.chapter,
      result,
      parts: this.partsOf(result),
      readings: new Map(await Promise.all(readings)),
      commands: noCommands,
    };
  }

  private async readingOf(reference: string): Promise<Reading> {
    const known = this.readings.get(reference);
    if (known !== undefined) return known;
    const reading = await findReading(this.layout, this.chapter, reference);
    this.readings.set(reference, reading);
    return reading;
  }
}

/**
 * Students cannot repeat what was found here: their copy lacks the secret properties, so its suites are
 * other ones and refuse our tokens.
 */
const noCommands: ExerciseView['commands'] = {
  check: '',
  hints: '',
  property: () => '',
  replay: () => undefined,
  debug: () => undefined,
};
