import { loadCatalogue } from '../../catalogue/catalogue.ts';
import type { Layout } from '../../catalogue/layout.ts';
import { exitCodes, UsageProblem } from '../../command-line/problem.ts';
import type { Terminal } from '../../command-line/terminal.ts';
import { relativeTime } from '../../feedback/wording/times.ts';
import {
  type BookQuestion,
  loadQuizChapters,
  type QuizChapter,
  questionsOf,
} from '../../judging/load-questions.ts';
import { chooseQuestions, quizProgress } from '../../quiz/progress.ts';
import type { StateFolder } from '../state-folder.ts';
import { standingWording } from '../wording.ts';
import type { Asker } from './asker.ts';
import { gradeAnswers } from './grade-answers.ts';
import { defaultCount, type QuizInvocation } from './quiz-invocation.ts';
import { writeQuizResult } from './quiz-result.ts';
import { selectChapters } from './select-chapters.ts';
import { QuizSession, type SessionResult } from './session.ts';
import { quizUsageWording, sessionWording } from './wording.ts';
import { writeTemplate } from './write-template.ts';

export interface QuizSurroundings {
  readonly layout: Layout;
  readonly state: StateFolder;
  readonly terminal: Terminal;
  /** Absent where nobody can be asked: input or output is no terminal. */
  readonly asker?: Asker;
}

/**
 * `npm run check quiz`.
 *
 * @returns the exit code.
 * @throws UsageProblem, CatalogueProblem; anything else is a defect of ours.
 */
export async function runQuiz(
  invocation: QuizInvocation,
  surroundings: QuizSurroundings,
): Promise<number> {
  assertConsistent(invocation);
  const { layout, terminal } = surroundings;
  const catalogue = await loadCatalogue(layout);
  const all = await loadQuizChapters(layout, catalogue);
  const selection = selectChapters(all, catalogue, invocation.names);
  if (selection.kind === 'unknown') {
    throw new UsageProblem(quizUsageWording.unknownChapter(selection.name, selection.meant));
  }
  const { chapters, named } = selection;
  const broken = chapters.reduce((sum, each) => sum + each.broken, 0);
  if (broken > 0) terminal.complain(sessionWording.broken(broken));
  if (questionsOf(chapters).length === 0) throw new UsageProblem(sessionWording.noQuestions);
  if (invocation.template !== undefined) {
    return writeTemplate(invocation.template, chapters, terminal);
  }
  if (invocation.answers !== undefined) {
    const scope = invocation.names.length === 0 ? 'touched' : 'all';
    return gradeAnswers(invocation.answers, chapters, scope, invocation.json, terminal);
  }
  return askAll(invocation, chapters, named, surroundings);
}

function assertConsistent({ answers, template, due, count, json }: QuizInvocation): void {
  const refuse = (one: string, other: string): never => {
    throw new UsageProblem(quizUsageWording.together(one, other));
  };
  if (answers !== undefined && template !== undefined) refuse('--answers', '--template');
  for (const [flag, value] of [
    ['--answers', answers],
    ['--template', template],
  ] as const) {
    if (value === undefined) continue;
    if (due) refuse(flag, '--due');
    if (count !== undefined) refuse(flag, '--count');
  }
  if (template !== undefined && json !== undefined) refuse('--template', '--json');
}

async function askAll(
  { due, count, json }: QuizInvocation,
  chapters: readonly QuizChapter[],
  named: boolean,
  { state, terminal, asker }: QuizSurroundings,
): Promise<number> {
  if (asker === undefined) throw new UsageProblem(sessionWording.noTerminal);
  const { standing, notice } = await state.standing();
  if (notice !== undefined && notice.kind !== 'unwritable') {
    terminal.complain(standingWording.setAside(notice));
  }
  const candidates = questionsOf(chapters);
  const questions = chooseQuestions(candidates, standing.quiz, state.now(), {
    dueOnly: due,
    // Who names a chapter wants all of it.
    everything: named && !due,
    atMost: count ?? (named ? Number.POSITIVE_INFINITY : defaultCount),
  });
  if (questions.length === 0) {
    terminal.print([await nothingToAsk(candidates, due, state)]);
    return exitCodes.passed;
  }
  const result = await new QuizSession(asker, state, terminal).run(questions);
  terminal.print(await closing(result, candidates, state));
  const written = await writeQuizResult(json, result, terminal);
  if (result.end === 'interrupted') return interruptedCode;
  return written ? exitCodes.passed : exitCodes.usage;
}

/** As shells do it: 128 + SIGINT. */
const interruptedCode = 130;

async function nothingToAsk(
  candidates: readonly BookQuestion[],
  due: boolean,
  state: StateFolder,
): Promise<string> {
  const { standing } = await state.standing();
  const questions = candidates.map(({ question }) => question);
  const { nextDue } = quizProgress(questions, standing.quiz, state.now());
  const next = nextDue === undefined ? undefined : relativeTime(nextDue, state.now());
  return due ? sessionWording.nothingDue(next) : sessionWording.allKnown(next);
}

async function closing(
  { answered, end }: SessionResult,
  candidates: readonly BookQuestion[],
  state: StateFolder,
): Promise<string[]> {
  if (answered.length === 0) return [sessionWording.nothingAnswered];
  const right = answered.filter(({ correct }) => correct);
  const points = (some: typeof answered) =>
    some.reduce((sum, { asked }) => sum + asked.question.points, 0);
  const { standing } = await state.standing();
  const questions = candidates.map(({ question }) => question);
  const { due, fresh } = quizProgress(questions, standing.quiz, state.now());
  const more = sessionWording.more(due, fresh);
  return [
    ...(end === 'interrupted' ? [sessionWording.interrupted] : []),
    sessionWording.result(right.length, answered.length, points(right), points(answered)),
    ...(more === undefined ? [] : [more]),
  ];
}
