import { posix } from 'node:path';
import type { Layout } from '../catalogue/layout.ts';
import { sectionTitle } from '../catalogue/sections.ts';
import { loadSceneResults } from '../catalogue/texts.ts';
import { quizBlocks } from '../quiz/blocks.ts';
import { type LocatedQuestion, parseQuizzes } from '../quiz/parse-quizzes.ts';
import { type Scenes, scenesFrom } from '../quiz/scene-facts.ts';
import { withTruth } from '../quiz/truth.ts';
import type { Violation } from './dependencies.ts';
import { glossaryEntries } from './glossary.ts';
import { fencesIn, withoutCodeBlocks } from './markdown.ts';

/** Fewer would not cover a chapter. */
const fewestQuestions = 6;

/** What is wrong with the questions of all chapters. Keys of `texts` are paths like `chapters/kapitel8/07-lamport.md`. */
export async function findQuizProblems(
  layout: Layout,
  texts: ReadonlyMap<string, string>,
  glossary: string,
): Promise<Violation[]> {
  const chapters = [...texts].filter(([path]) => /^chapters\/[^/]+\/[^/]+\.md$/.test(path));
  const terms = new Set(glossaryEntries(glossary).map(({ term }) => term.toLowerCase()));
  const found: Violation[] = [];
  for (const [file, markdown] of chapters) {
    const chapter = posix.basename(posix.dirname(file));
    const scenes = scenesFrom(await loadSceneResults(layout, chapter));
    found.push(...quizProblems(file, markdown, scenes, terms));
  }
  return [...found, ...doubleIds(chapters)];
}

/** What is wrong with the questions of one chapter. */
export function quizProblems(
  file: string,
  markdown: string,
  scenes: Scenes,
  terms: ReadonlySet<string>,
): Violation[] {
  const { questions, problems } = parseQuizzes(markdown);
  const text = withoutCodeBlocks(markdown);
  return [
    ...problems.map((problem) => ({ file, ...problem })),
    ...hiddenBlocks(file, markdown),
    ...questions.flatMap((located) =>
      questionProblems(located, text, scenes, terms).map(({ field, message }) => ({
        file,
        line: lineOf(markdown, located.line, field),
        message,
      })),
    ),
    ...amountProblems(file, markdown),
  ];
}

interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

function questionProblems(
  { question }: LocatedQuestion,
  text: string,
  scenes: Scenes,
  terms: ReadonlySet<string>,
): FieldProblem[] {
  const found: FieldProblem[] = [];
  const truth = withTruth(question, scenes);
  if (truth.kind === 'problem') found.push(truth);
  const isSection = (anchor: string) => sectionTitle(text, anchor) !== undefined;
  if (!isSection(question.read.slice(1))) {
    found.push({
      field: 'read',
      message: `In diesem Kapitel gibt es keine Überschrift zu ${question.read}. Nehmen Sie eine, die es gibt.`,
    });
  }
  const { concept } = question;
  if (concept !== undefined && !terms.has(concept.toLowerCase()) && !isSection(plain(concept))) {
    found.push({
      field: 'concept',
      message: `„${concept}“ steht weder im Glossar noch ist es ein Abschnitt dieses Kapitels. Schreiben Sie es wie dort, oder lassen Sie „concept“ weg.`,
    });
  }
  return found;
}

function plain(concept: string): string {
  return concept.replace(/^#/, '');
}

/** The line of a field in the block that begins at `start`; of the block if it has no such line. */
function lineOf(markdown: string, start: number, field: string): number {
  const lines = markdown.split(/\r?\n/);
  for (let line = start; line < lines.length; line++) {
    const text = lines[line] ?? '';
    if (/^\s*(?:`{3,}|~{3,})\s*$/.test(text)) break;
    if (new RegExp(`(?:^|[\\s{-])${field}:`).test(text)) return line + 1;
  }
  return start;
}

/** Blocks that nobody would ever be asked: inside a list, or with another spelling of `quiz`. */
function hiddenBlocks(file: string, markdown: string): Violation[] {
  const seen = new Set(quizBlocks(markdown).map(({ line }) => line));
  return fencesIn(markdown)
    .filter(({ language, start }) => language.toLowerCase() === 'quiz' && !seen.has(start))
    .map(({ start }) => ({
      file,
      line: start,
      message:
        'Dieser Quizblock wird nicht erkannt. Beginnen Sie die Zeile ganz links mit „```quiz“, ohne weitere Angaben.',
    }));
}

/** Every chapter has a quiz, and enough of it. */
function amountProblems(file: string, markdown: string): Violation[] {
  const lines = withoutCodeBlocks(markdown).split('\n');
  const heading = lines.findIndex((line) => /^##\s+Quiz\s*$/.test(line)) + 1;
  const count = quizBlocks(markdown).length;
  if (heading === 0) {
    const message = 'Der Abschnitt „## Quiz“ fehlt. Er steht vor den Quellen; ergänzen Sie ihn.';
    return [{ file, line: 1, message }];
  }
  return count >= fewestQuestions
    ? []
    : [
        {
          file,
          line: heading,
          message: `Dieses Kapitel hat ${count} von mindestens ${fewestQuestions} Quizfragen. Ergänzen Sie die übrigen.`,
        },
      ];
}

/** Ids are remembered with what was answered, so each stands for one question of the whole book. */
export function doubleIds(chapters: readonly (readonly [string, string])[]): Violation[] {
  const first = new Map<string, string>();
  return chapters.flatMap(([file, markdown]) =>
    parseQuizzes(markdown).questions.flatMap(({ line, question }) => {
      const other = first.get(question.id);
      if (other === undefined) first.set(question.id, `${file}:${line}`);
      return other === undefined
        ? []
        : [
            {
              file,
              line: lineOf(markdown, line, 'id'),
              message: `Die Kennung „${question.id}“ hat schon die Frage in ${other}. Vergeben Sie eine andere.`,
            },
          ];
    }),
  );
}
