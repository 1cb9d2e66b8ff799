import type { Terminal } from '../../command-line/terminal.ts';
import { relativeTime } from '../../feedback/wording/times.ts';
import type { BookQuestion } from '../../judging/load-questions.ts';
import type { Answer } from '../../quiz/answer.ts';
import { judge } from '../../quiz/judge.ts';
import { isDue, type Memory, remember } from '../../quiz/memory.ts';
import { memoryOf } from '../../quiz/progress.ts';
import type { StateFolder } from '../state-folder.ts';
import { outputWording, standingWording } from '../wording.ts';
import { askQuestion, type Place, questionLines } from './ask-question.ts';
import type { Asker } from './asker.ts';
import { readOnLines, remarkLines } from './verdict-lines.ts';
import { sessionWording, verdictWording } from './wording.ts';

/** A question that was answered, the first time in this sitting. */
export interface Answered {
  readonly asked: BookQuestion;
  readonly answer: Answer;
  readonly correct: boolean;
}

export interface SessionResult {
  readonly answered: readonly Answered[];
  /** How it ended: all asked, stopped with Ctrl-D, or with Ctrl-C. */
  readonly end: 'done' | 'ended' | 'interrupted';
}

/** Asks one question after the other; what is answered is remembered at once. */
export class QuizSession {
  private readonly answered: Answered[] = [];
  private saidUnwritable = false;

  constructor(
    private readonly asker: Asker,
    private readonly state: StateFolder,
    private readonly terminal: Terminal,
  ) {}

  async run(questions: readonly BookQuestion[]): Promise<SessionResult> {
    const first = await this.round(questions, true);
    if (first !== 'done') return { answered: this.answered, end: first };
    // Once more while the explanation is fresh: that is practice, not knowledge, and changes nothing.
    const wrong = this.answered.filter(({ correct }) => !correct).map(({ asked }) => asked);
    if (wrong.length === 0) return { answered: this.answered, end: 'done' };
    const again = await this.asker.confirm(sessionWording.again(wrong.length), true);
    if (again.kind !== 'answer') return { answered: this.answered, end: again.kind };
    const second = again.value ? await this.round(wrong, false) : 'done';
    return { answered: this.answered, end: second };
  }

  private async round(
    questions: readonly BookQuestion[],
    counts: boolean,
  ): Promise<SessionResult['end']> {
    for (const [index, asked] of questions.entries()) {
      const place = { number: index + 1, of: questions.length };
      const reply = await this.ask(asked, place, counts);
      if (reply.kind !== 'answer') return reply.kind;
      if (counts) this.answered.push(reply.value);
      if (index + 1 === questions.length) break;
      const pause = await this.asker.pause(sessionWording.goOn);
      if (pause.kind !== 'answer') return pause.kind;
    }
    return 'done';
  }

  private async ask(asked: BookQuestion, place: Place, counts: boolean) {
    const { question } = asked;
    const { terminal, asker } = this;
    terminal.print(questionLines(asked, place, asker));
    const { standing } = await this.state.standing();
    const attempt = memoryOf(standing.quiz, question.id)?.asked ?? 0;
    const reply = await askQuestion(asked, attempt, asker, (lines) => terminal.print(lines));
    if (reply.kind !== 'answer') return reply;
    const answer = reply.value;
    const verdict = judge(question, answer);
    const memory = counts ? await this.keep(question.id, answer, verdict.correct) : undefined;
    const { paint, width } = asker.drawing;
    const head = verdict.correct
      ? paint.good(verdictWording.right)
      : paint.bad(verdictWording.wrong);
    terminal.print([
      head,
      '',
      ...remarkLines(verdict.remarks, paint, width),
      '',
      ...readOnLines(asked, paint, width),
      ...this.dueLines(memory),
      '',
    ]);
    const value: Answered = { asked, answer, correct: verdict.correct };
    return { kind: 'answer' as const, value };
  }

  private dueLines(memory: Memory | undefined): string[] {
    if (memory === undefined) return [];
    const now = this.state.now();
    const label = this.asker.drawing.paint.bold(verdictWording.nextTime.padEnd(11));
    const when = isDue(memory, now) ? '' : relativeTime(Date.parse(memory.card.due), now);
    return when === '' ? [] : [`  ${label}${when}`];
  }

  /** Remembers an answer; a disk that cannot be written costs the memory, not the sitting. */
  private async keep(id: string, answer: Answer, correct: boolean): Promise<Memory | undefined> {
    const now = this.state.now();
    const { standing, notice } = await this.state.updateStanding((before) => ({
      ...before,
      quiz: { ...before.quiz, [id]: remember(memoryOf(before.quiz, id), answer, correct, now) },
      at: new Date(now).toISOString(),
    }));
    if (notice?.kind === 'unwritable') {
      if (!this.saidUnwritable) this.terminal.complain(outputWording.stateFailed);
      this.saidUnwritable = true;
      return undefined;
    }
    if (notice !== undefined) this.terminal.complain(standingWording.setAside(notice));
    return memoryOf(standing.quiz, id);
  }
}
