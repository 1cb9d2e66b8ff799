import type { Command } from 'commander';
import type { Layout } from './catalogue/layout.ts';
import type { ProcessTerminal } from './command-line/process-terminal.ts';
import { printingSentences } from './command-line/sentences.ts';
import { registerGrade } from './grade/command.ts';
import type { JudgeJobs } from './grade/crew/crew.ts';
import { registerWorker } from './grade/queue/command.ts';
import { queueWording } from './grade/queue/wording.ts';
import type { GradeSurroundings } from './grade/surroundings.ts';
import { gradeWording } from './grade/wording.ts';
import { registerHandout } from './handout/command.ts';
import type { SuiteStore } from './judging/suite-store.ts';
import { registerVerify } from './verify/command.ts';

interface Surroundings {
  readonly layout: Layout;
  readonly terminal: ProcessTerminal;
  readonly signal: AbortSignal;
}

/** What staff's commands say otherwise than others. */
export interface StaffWords {
  /** By command: what it says when it is interrupted. */
  readonly interrupted: Readonly<Record<string, string>>;
}

/** Adds what instructors and authors use. A student's copy does not have this file. */
export function registerStaffCommands(
  program: Command,
  { layout, terminal, signal }: Surroundings,
): StaffWords {
  // The same for both: `forget` writes everything anew, and what it does not write is removed.
  const loadOutputs = async (): Promise<Pick<GradeSurroundings, 'diagnose' | 'writeOutputs'>> => {
    const { writeOutputs } = await import('./grade/output/write-outputs.ts');
    const { createDiagnose } = await import('./grade/diagnosis/create-diagnose.ts');
    const { playingApart } = await import('./grade/diagnosis/playing-apart.ts');
    return { diagnose: createDiagnose(layout, playingApart()), writeOutputs };
  };
  const jail = {
    module: new URL('./jail/jail.ts', import.meta.url).href,
    async problem() {
      const { jailProblem } = await import('./jail/problem.ts');
      return jailProblem();
    },
  };
  // Only now: who grades on one machine needs nothing of it.
  const overQueue = async (url: string, suites: SuiteStore): Promise<JudgeJobs> => {
    const { judgeOverQueue } = await import('./grade/queue/judge-over-queue.ts');
    return judgeOverQueue(url, { layout, suites, terminal });
  };
  registerGrade(program, {
    async grade(invocation, color) {
      if (!color) terminal.withoutColour();
      const { runGrade } = await import('./grade/run-grade.ts');
      const { readSubmissions } = await import('./grade/input/read-submissions.ts');
      const { SuiteStore } = await import('./judging/suite-store.ts');
      const { findSimilar } = await import('./grade/similarity/find-similar.ts');
      const suites = new SuiteStore();
      const { queue } = invocation;
      process.exitCode = await runGrade(invocation, {
        layout,
        suites,
        terminal: printingSentences(terminal),
        signal,
        nowMs: () => performance.now(),
        readSubmissions,
        jail,
        ...(queue === undefined ? {} : { judgeJobs: await overQueue(queue, suites) }),
        findSimilar,
        ...(await loadOutputs()),
      });
    },
    async diff(invocation) {
      const { runDiff } = await import('./grade/diff/run-diff.ts');
      process.exitCode = await runDiff(invocation, { terminal });
    },
    async forget(invocation) {
      const { runForget } = await import('./grade/forget.ts');
      process.exitCode = await runForget(invocation, {
        layout,
        terminal: printingSentences(terminal),
        ...(await loadOutputs()),
      });
    },
  });
  registerWorker(program, async (invocation, color) => {
    if (!color) terminal.withoutColour();
    const { runWorker } = await import('./grade/queue/run-worker.ts');
    const { SuiteStore } = await import('./judging/suite-store.ts');
    const suites = new SuiteStore();
    await runWorker(invocation, { layout, suites, terminal, signal, jail });
  });
  registerVerify(program);
  registerHandout(program, async (invocation) => {
    const { runHandout } = await import('./handout/run-handout.ts');
    const { buildBook } = await import('../slides/render/book/build-book.ts');
    process.exitCode = await runHandout(invocation, { layout, terminal, buildBook });
  });
  return { interrupted: { grade: gradeWording.interrupted, worker: queueWording.interrupted } };
}
