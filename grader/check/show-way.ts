import type { Catalogue, Chapter } from '../catalogue/catalogue.ts';
import type { ListedChapter } from '../feedback/terminal/listing.ts';
import { renderListing } from '../feedback/terminal/listing.ts';
import { loadQuizChapters } from '../judging/load-questions.ts';
import { quizProgress } from '../quiz/progress.ts';
import type { Standing } from '../results/standing.ts';
import type { Surroundings } from './check-all.ts';
import { standingWording } from './wording.ts';

/** `npm run check` without a name: the way through the book, and how far one is. */
export async function showWay(
  catalogue: Catalogue,
  { layout, state, terminal }: Pick<Surroundings, 'layout' | 'state' | 'terminal'>,
): Promise<void> {
  const { standing, notice } = await state.standing();
  if (notice !== undefined && notice.kind !== 'unwritable') {
    terminal.complain(standingWording.setAside(notice));
  }
  const texts = await loadQuizChapters(layout, catalogue);
  const now = state.now();
  const listed = catalogue.map((chapter) => listedChapter(chapter, texts, standing, now));
  terminal.print(renderListing(listed, standing, terminal.paint, now));
}

function listedChapter(
  chapter: Chapter,
  texts: Awaited<ReturnType<typeof loadQuizChapters>>,
  standing: Standing,
  now: number,
): ListedChapter {
  return {
    ...chapter,
    texts: texts
      .filter(({ text }) => text.chapter === chapter.manifest.id)
      .map(({ text: { file, path, number, title }, questions }) => ({
        file,
        path,
        number,
        title,
        quiz: quizProgress(questions, standing.quiz, now),
      })),
  };
}
