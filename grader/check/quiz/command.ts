import type { Command } from 'commander';
import { positive } from '../numbers.ts';
import type { QuizInvocation } from './quiz-invocation.ts';
import { quizOptionWording } from './wording.ts';

/** Options as commander hands them over. */
interface Options {
  readonly due?: boolean;
  readonly count?: number;
  readonly answers?: string;
  readonly template?: string;
  readonly json?: string;
  readonly color: boolean;
}

/** What the command line says; `color` is `false` after `--no-color`. */
export type QuizAction = (invocation: QuizInvocation, color: boolean) => Promise<void>;

/** Adds `quiz` to `check`. */
export function registerQuiz(check: Command, action: QuizAction): void {
  check
    .command('quiz')
    .description(quizOptionWording.quiz)
    .argument('[kapitel...]', quizOptionWording.names)
    .option('--due', quizOptionWording.due)
    .option('--count <zahl>', quizOptionWording.count, positive('--count'))
    .option('--answers <datei>', quizOptionWording.answers)
    .option('--template <datei>', quizOptionWording.template)
    .option('--json <datei>', quizOptionWording.json)
    .option('--no-color', quizOptionWording.color)
    .action((names: readonly string[], { color, due, ...options }: Options, command: Command) => {
      // `check --no-color quiz` means the same.
      const before: { readonly color?: boolean } = command.parent?.opts() ?? {};
      return action({ ...options, names, due: due ?? false }, color && before.color !== false);
    });
}
