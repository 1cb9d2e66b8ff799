import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { inject } from 'vitest';
import { ownLayout } from '../../grader/catalogue/layout.ts';
import { buildBook, type Files } from '../render/book/build-book.ts';
import { readSite, writeSite } from '../render/book/site-folder.ts';

/** The whole site in a folder, as `npm run book` writes it. Not to be changed: others look at it too. */
export interface Site {
  readonly folder: string;
  readonly files: Files;
  /** Where a browser finds a file of it. */
  urlOf(name: string): string;
}

/** The site of this run: built by the first test file that asks, read by all others. */
export async function sharedSite(): Promise<Site> {
  const folder = join(inject('sharedFolder'), 'site');
  const claim = `${folder}.claim`;
  while (!existsSync(folder)) {
    const isOurs = await mkdir(claim).then(
      () => true,
      () => false,
    );
    if (isOurs) await buildInto(folder).finally(() => rm(claim, { recursive: true }));
    else await setTimeout(100);
  }
  return {
    folder,
    files: await readSite(folder),
    urlOf: (name) => pathToFileURL(join(folder, name)).href,
  };
}

async function buildInto(folder: string): Promise<void> {
  if (existsSync(folder)) return;
  const built = await buildBook(ownLayout().root);
  if (built.kind === 'broken') throw built.problems[0];
  await writeSite(folder, built.files);
}
