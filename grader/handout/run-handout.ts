import { resolve } from 'node:path';
import type { Layout } from '../catalogue/layout.ts';
import { exitCodes, UsageProblem } from '../command-line/problem.ts';
import type { Terminal } from '../command-line/terminal.ts';
import type { HandoutInvocation } from './command.ts';
import { type BuildBook, type Contents, handoutContents } from './contents.ts';
import { describeLeaks, findLeaks, type Kinds, type Leak, type Texts } from './leaks.ts';
import { secretProperties, secretTexts } from './secrets.ts';
import { handoutWording as wording } from './wording.ts';
import { commitFolder, writeFolder, writeZip } from './write-handout.ts';

interface Surroundings {
  readonly layout: Layout;
  readonly terminal: Pick<Terminal, 'print'>;
  readonly buildBook: BuildBook;
}

/** Writes the students' copy, unless something secret is in it. @returns the exit code. */
export async function runHandout(
  { out, zip, git }: HandoutInvocation,
  { layout, terminal, buildBook }: Surroundings,
): Promise<number> {
  const contents = await handoutContents(layout, buildBook);
  const leaks = await leaksIn(contents, layout);
  if (leaks.length > 0) throw new UsageProblem(wording.leaks(describeLeaks(leaks)));
  await writeFolder(resolve(out), contents);
  if (git) await commitFolder(resolve(out));
  if (zip !== undefined) await writeZip(resolve(zip), contents);
  const bytes = [...contents.values()].reduce((sum, content) => sum + content.length, 0);
  const megabytes = (bytes / 1e6).toLocaleString('de-DE', { maximumFractionDigits: 1 });
  terminal.print([
    wording.written(out, contents.size, megabytes),
    ...(git ? [wording.committed] : []),
    ...(zip === undefined ? [] : [wording.zipped(zip)]),
  ]);
  return exitCodes.passed;
}

/** Solutions and suites must not be read there; of secret properties nothing may be found at all. */
export async function leaksIn(contents: Contents, layout: Layout): Promise<Leak[]> {
  const texts = textsOf(contents);
  const secrets = await secretTexts(layout);
  const { secret, common } = await secretProperties(layout, secrets);
  return [...findLeaks(texts, secrets, kinds), ...findLeaks(texts, secret, nowhere, common)];
}

const nowhere: Kinds = {
  isCompiled: () => false,
  isReading: () => false,
  isBuilt: (file) => file.startsWith('buch/'),
};

/** What is what in a student's copy. */
export const kinds: Kinds = {
  isCompiled: (file) =>
    /^grader\/suites\/[^/]+\/[^/]+\/[^/]+\.(?:bundle|module)\.js$/.test(file) ||
    // What judges an exercise in the page: the same bundles as data.
    /^buch\/werkstatt\/[^/]+\.js$/.test(file),
  isReading: (file) => /^(?:chapters|exercises)\//.test(file),
  isBuilt: (file) => file.startsWith('buch/'),
};

export function textsOf(contents: Contents): Texts {
  const texts = [...contents].filter(([file]) =>
    /\.(?:ts|js|json|md|svg|html|css|txt)$/.test(file),
  );
  return new Map(texts.map(([file, content]) => [file, Buffer.from(content).toString('utf8')]));
}
