import { stat } from 'node:fs/promises';
import { bundleSuite, type SuiteBundle } from '../sandbox/suite-bundle.ts';

/** Bundles each suite once: while one watches one's own files, the suites stay as they are. */
export class SuiteStore {
  private readonly bundles = new Map<string, Promise<SuiteBundle>>();

  /** @returns `undefined` if there is no such file. */
  async load(file: string): Promise<SuiteBundle | undefined> {
    const exists = await stat(file).then(
      () => true,
      () => false,
    );
    if (!exists) return undefined;
    const bundle = this.bundles.get(file) ?? bundleSuite(file);
    this.bundles.set(file, bundle);
    return bundle;
  }
}
