import { loadCatalogue } from '../../catalogue/catalogue.ts';
import type { Layout } from '../../catalogue/layout.ts';
import { plainMeteredSubmissionOf } from '../../sandbox/plain.ts';
import { type Reference, referencesFor } from '../../sandbox/reference.ts';
import type { Submission } from '../../suites/submission.ts';
import type { Suite } from '../../suites/suite.ts';
import { loadSuite, suiteFileOf } from '../../verify/trial.ts';
import { loadVariants, type Variant } from '../../verify/variants.ts';

/** An exercise's suite, and its mutants ready to run: each is prepared when it is first asked for. */
export class KnownPrograms {
  private readonly prepared = new Map<string, Promise<Submission>>();

  private constructor(
    readonly suite: Suite,
    private readonly mutants: ReadonlyMap<string, Variant>,
    private readonly references: readonly Reference[],
  ) {}

  static async load(layout: Layout, chapter: string, id: string): Promise<KnownPrograms> {
    const exercises = (await loadCatalogue(layout)).flatMap((each) => each.exercises);
    const exercise = exercises.find((each) => each.chapter === chapter && each.manifest.id === id);
    if (exercise === undefined) throw new Error(`no exercise ${chapter}/${id}`);
    const variants = await loadVariants(layout, exercise);
    return new KnownPrograms(
      await loadSuite(suiteFileOf(layout.suites, chapter, id)),
      new Map(variants.filter(({ kind }) => kind === 'mutant').map((each) => [each.id, each])),
      await referencesFor(layout, exercise),
    );
  }

  /** @param mutant id of one that there is. */
  program(mutant: string): Promise<Submission> {
    const variant = this.mutants.get(mutant);
    if (variant === undefined) throw new Error(`no mutant ${mutant}`);
    const { sources } = variant;
    const program = this.prepared.get(mutant) ?? plainMeteredSubmissionOf(sources, this.references);
    this.prepared.set(mutant, program);
    return program;
  }
}
