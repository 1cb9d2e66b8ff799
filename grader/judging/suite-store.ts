import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Exercise } from '../catalogue/catalogue.ts';
import type { Layout } from '../catalogue/layout.ts';
import type { SuiteMeta } from '../results/suite-meta.ts';
import { prepareReference } from '../sandbox/prepare.ts';
import { type Reference, referencesFor } from '../sandbox/reference.ts';
import { loadSuiteBundle, type SuiteBundle } from '../sandbox/suite-bundle.ts';
import type { PreparedUse } from '../sandbox/uses.ts';

/** What reports say about a suite's properties, and what went wrong in getting it. */
export interface Description {
  readonly meta: SuiteMeta;
  readonly defects: readonly string[];
}

/** What an exercise is judged with. */
export interface LoadedSuite extends SuiteBundle {
  /** sha-256 of the suite and of every reference it is built on: together, the version of the check. */
  readonly hash: string;
  readonly references: readonly (Reference & PreparedUse)[];
  /** Without secret properties: students may have it. */
  readonly isOpen: boolean;
}

export interface StoreOptions {
  /**
   * Without secret properties, as students have the suites: so a check says the same in their copy and
   * in the full workbook, and so do its tokens.
   */
  readonly withoutSecrets?: boolean;
}

/** Bundles each suite once: while one watches one's own files, the suites stay as they are. */
export class SuiteStore {
  constructor(private readonly options: StoreOptions = {}) {}

  private readonly suites = new Map<string, Promise<LoadedSuite | undefined>>();
  private readonly descriptions = new Map<string, Description>();

  /** @returns `undefined` if the exercise has none. */
  async load(layout: Layout, exercise: Exercise): Promise<LoadedSuite | undefined> {
    const file = suiteFileOf(layout, exercise);
    const suite = this.suites.get(file) ?? loadSuite(layout, exercise, file, this.options);
    this.suites.set(file, suite);
    return suite;
  }

  /** What `ask` says of the suite; asked once, unless it failed. */
  async describe(
    { hash }: Pick<SuiteBundle, 'hash'>,
    ask: () => Promise<Description>,
  ): Promise<Description> {
    const known = this.descriptions.get(hash);
    if (known !== undefined) return known;
    const description = await ask();
    if (description.defects.length === 0) this.descriptions.set(hash, description);
    return description;
  }
}

export function suiteFileOf(layout: Layout, { chapter, manifest }: Exercise): string {
  return join(layout.suites, chapter, manifest.id, 'suite.ts');
}

async function loadSuite(
  layout: Layout,
  exercise: Exercise,
  file: string,
  options: StoreOptions,
): Promise<LoadedSuite | undefined> {
  const [bundle, references] = await Promise.all([
    loadSuiteBundle(file, options),
    referencesFor(layout, exercise),
  ]);
  if (bundle === undefined) return undefined;
  const prepared = references.map(async (reference) => ({
    ...reference,
    ...(await prepareReference(reference)),
  }));
  return {
    ...bundle,
    hash: versionOf(bundle, references),
    references: await Promise.all(prepared),
    isOpen: options.withoutSecrets === true,
  };
}

function versionOf(bundle: SuiteBundle, references: readonly Reference[]): string {
  if (references.length === 0) return bundle.hash;
  const hash = createHash('sha256').update(`${bundle.hash}\n`);
  for (const { exercise, hash: code } of references) hash.update(`${exercise}:${code}\n`);
  return hash.digest('hex');
}
