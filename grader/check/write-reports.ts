import { join, resolve } from 'node:path';
import { UsageProblem } from '../command-line/problem.ts';
import { reasonOf, writeWhole } from '../command-line/write-whole.ts';
import { shownPath } from '../judging/submission-folder.ts';
import { chapterResultJson } from '../results/chapter-result.ts';
import type { ChapterResult } from '../results/result.ts';
import type { CheckedAll, Surroundings } from './check-all.ts';
import type { Invocation } from './invocation.ts';
import { outputWording, usageWording } from './wording.ts';

/**
 * Writes what `--json` and `--html` ask for. `false` if something could not be written: that was
 * said, and the verdict has been shown already.
 */
export async function writeReports(
  invocation: Invocation,
  all: CheckedAll,
  { terminal, layout }: Surroundings,
): Promise<boolean> {
  const { json, html } = invocation;
  if (json === undefined && html === undefined) return true;
  const [chapter, ...others] = all.chapters;
  if (chapter === undefined || others.length > 0) {
    throw new UsageProblem(usageWording.severalChapters);
  }
  let written = true;
  const attempt = async (action: () => Promise<void>, failed: (why: string) => string) => {
    await action().catch((error: unknown) => {
      if (!isSystemError(error)) throw error;
      terminal.complain(failed(reasonOf(error)));
      written = false;
    });
  };
  if (json !== undefined) {
    const text = chapterResultJson(chapter);
    await attempt(
      () => writeWhole(resolve(json), text),
      (why) => outputWording.jsonFailed(json, why),
    );
  }
  if (html !== undefined) {
    await attempt(
      async () => {
        await writePages(resolve(html), chapter, all, invocation, layout.root);
        const index = shownPath(join(html, 'index.html'));
        terminal.print([outputWording.htmlWritten(index)]);
      },
      (why) => outputWording.htmlFailed(html, why),
    );
  }
  return written;
}

async function writePages(
  folder: string,
  chapter: ChapterResult,
  all: CheckedAll,
  invocation: Invocation,
  root: string,
): Promise<void> {
  // Templates, Markdown and bundlers are only loaded when they are needed.
  const { renderPages } = await import('../feedback/html/pages.ts');
  const { forkKit } = await import('./fork-kit.ts');
  const { loadPlayer } = await import('../judging/player-program.ts');
  const [player, forks] = await Promise.all([loadPlayer(root), forkKit(all, invocation, root)]);
  const programs = { ...(player && { player }), ...(forks && { forks }) };
  const title = all.checked[0]?.target.exercise.chapterTitle ?? chapter.chapter;
  for (const [name, text] of renderPages(chapter, title, all.views, programs)) {
    await writeWhole(join(folder, name), text);
  }
}

function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}
