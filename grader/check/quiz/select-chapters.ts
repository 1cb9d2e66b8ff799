import type { Catalogue } from '../../catalogue/catalogue.ts';
import { closest } from '../../catalogue/closest.ts';
import type { QuizChapter } from '../../judging/load-questions.ts';

export type ChapterSelection =
  | {
      readonly kind: 'chosen';
      readonly chapters: readonly QuizChapter[];
      /** Whether single texts were named, not a whole chapter of the lecture. */
      readonly named: boolean;
    }
  | { readonly kind: 'unknown'; readonly name: string; readonly meant: string | undefined };

/**
 * Finds what `quiz` was asked for: `7`, `8.7`, `lamport`, `07-lamport.md` and its path, the exercise
 * that belongs to a text (`service-discovery`), or `kapitel8` for all. Nothing means all.
 */
export function selectChapters(
  chapters: readonly QuizChapter[],
  catalogue: Catalogue,
  names: readonly string[],
): ChapterSelection {
  if (names.length === 0) return { kind: 'chosen', chapters, named: false };
  const chosen = new Set<QuizChapter>();
  let named = true;
  for (const name of names) {
    const wanted = normalise(name);
    const found = chapters.filter((each) => namesOf(each, catalogue).includes(wanted));
    const whole = chapters.filter(({ text }) => text.chapter === wanted);
    if (found.length + whole.length === 0) {
      const known = chapters.flatMap((each) => [each.text.chapter, ...namesOf(each, catalogue)]);
      return { kind: 'unknown', name, meant: closest(wanted, [...new Set(known)]) };
    }
    if (whole.length > 0) named = false;
    for (const each of [...found, ...whole]) chosen.add(each);
  }
  return { kind: 'chosen', chapters: chapters.filter((each) => chosen.has(each)), named };
}

function namesOf({ text }: QuizChapter, catalogue: Catalogue): readonly string[] {
  const stem = text.file.replace(/\.md$/, '');
  const slug = stem.replace(/^\d+-/, '');
  const exercises = catalogue
    .flatMap((chapter) => chapter.exercises)
    .filter(({ chapter, manifest }) => {
      const [file] = manifest.chapter.split('#');
      return chapter === text.chapter && file === text.file;
    })
    .map(({ manifest }) => manifest.id);
  const part = text.number.split('.').at(-1) ?? '';
  return [slug, stem, text.number, part, part.padStart(2, '0'), ...exercises].map((each) =>
    each.toLowerCase(),
  );
}

function normalise(name: string): string {
  return name
    .replaceAll('\\', '/')
    .replace(/^\.\//, '')
    .replace(/^chapters\//, '')
    .replace(/\/+$/, '')
    .replace(/^[^/]+\/(?=[^/]+$)/, '')
    .replace(/\.md$/i, '')
    .toLowerCase();
}
