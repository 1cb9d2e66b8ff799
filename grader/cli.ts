import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ownLayout } from './catalogue/layout.ts';
import { registerCheck } from './check/command.ts';
import { findSwallowedFlags } from './check/npm-flags.ts';
import type { Asker } from './check/quiz/asker.ts';
import { registerQuiz } from './check/quiz/command.ts';
import { registerReset } from './check/reset-command.ts';
import { StateFolder } from './check/state-folder.ts';
import type { LoadVariants } from './check/variant.ts';
import { runWording, usageWording } from './check/wording.ts';
import { Interruption } from './command-line/interruption.ts';
import { exitCodes, UsageProblem } from './command-line/problem.ts';
import { ProcessTerminal } from './command-line/process-terminal.ts';
import { createProgram, parse, userProblem } from './command-line/program.ts';
import { registerPractice } from './practice/command.ts';
import type { BuildBook, Site } from './practice/site.ts';
import { practiceWording } from './practice/wording.ts';
import type { StaffWords } from './staff.ts';

const layout = ownLayout();
const state = new StateFolder(layout.state);
const terminal = new ProcessTerminal(process.env);
const interruption = new Interruption(process, (code) => process.exit(code));

const program = createProgram();
const check = registerCheck(program, async (invocation, color) => {
  if (!color) terminal.withoutColour();
  refuseSwallowedFlags(invocation.names);
  // Loaded only now, so that a typo is answered at once.
  const { runCheck } = await import('./check/run-check.ts');
  const { SuiteStore } = await import('./judging/suite-store.ts');
  process.exitCode = await runCheck(invocation, {
    layout,
    // A variant is for authors; everybody else sees what students see.
    suites: new SuiteStore({ withoutSecrets: invocation.variant === undefined }),
    loadVariants,
    state,
    terminal,
    signal: interruption.signal,
    nowMs: () => performance.now(),
  });
});

registerQuiz(check, async (invocation, color) => {
  if (!color) terminal.withoutColour();
  refuseSwallowedFlags(['quiz', ...invocation.names]);
  const { runQuiz } = await import('./check/quiz/run-quiz.ts');
  const asker = await askerAtTerminal();
  const code = await runQuiz(invocation, { layout, state, terminal, ...asker });
  process.exitCode = interruption.exitCode ?? code;
});

registerReset(check, async (invocation) => {
  refuseSwallowedFlags(['reset']);
  const { runReset } = await import('./check/reset.ts');
  const asker = await askerAtTerminal();
  process.exitCode = await runReset(invocation, { state, terminal, ...asker });
});

registerPractice(program, async (invocation) => {
  const { runPractice } = await import('./practice/run-practice.ts');
  const { SuiteStore } = await import('./judging/suite-store.ts');
  await runPractice(invocation, {
    layout,
    suites: new SuiteStore({ withoutSecrets: true }),
    state,
    terminal,
    signal: interruption.signal,
    nowMs: () => performance.now(),
    loadSite,
  });
});

/** The book: built where its texts' renderer is, finished in a student's copy. */
async function loadSite(): Promise<Site> {
  const { builtSite, finishedSite } = await import('./practice/site.ts');
  const renderer = new URL('../slides/render/book/build-book.ts', import.meta.url);
  if (!existsSync(renderer)) return finishedSite(join(layout.root, 'buch'));
  terminal.print([practiceWording.building]);
  const { buildBook } = (await import(renderer.href)) as { readonly buildBook: BuildBook };
  return builtSite(layout.root, buildBook);
}

// A student's copy has no commands for staff.
const staffFile = new URL('./staff.ts', import.meta.url);
let words: StaffWords = { interrupted: {} };
if (existsSync(staffFile)) {
  const { registerStaffCommands }: typeof import('./staff.ts') = await import(staffFile.href);
  words = registerStaffCommands(program, { layout, terminal, signal: interruption.signal });
}

function refuseSwallowedFlags(names: readonly string[]): void {
  const swallowed = findSwallowedFlags(process.env, names);
  if (swallowed === undefined) return;
  throw new UsageProblem(usageWording.swallowed(swallowed.flags, swallowed.command));
}

/** Somebody to ask, if input and output are a terminal. */
async function askerAtTerminal(): Promise<{ readonly asker?: Asker }> {
  const { stdin, stdout } = process;
  if (!stdin.isTTY || !stdout.isTTY) return {};
  const { TerminalAsker } = await import('./check/quiz/terminal-asker.ts');
  return { asker: new TerminalAsker(stdin, stdout, terminal.paint, interruption.signal) };
}

/** The authors' room is loaded only for `--variant`: verifying needs much that checking does not. */
async function loadVariants(...request: Parameters<LoadVariants>): ReturnType<LoadVariants> {
  const { loadVariants: load, MutantProblem } = await import('./verify/variants.ts');
  return load(...request).catch((error: unknown) => {
    throw error instanceof MutantProblem ? new UsageProblem(error.message) : error;
  });
}

/** Whatever is thrown ends as a German sentence and an exit code, never as a stack trace. */
async function fail(error: unknown): Promise<void> {
  if (interruption.exitCode !== undefined) {
    const command = process.argv[2] ?? '';
    terminal.complain(words.interrupted[command] ?? runWording.interrupted);
    process.exitCode = interruption.exitCode;
    return;
  }
  const problem = userProblem(error);
  process.exitCode = problem?.exitCode ?? exitCodes.defect;
  terminal.complain(problem?.message ?? runWording.defect);
  if (problem !== undefined) return;
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  if (!(await state.logDefect(detail))) terminal.complain(runWording.defectUnlogged(detail));
}

process.on('uncaughtException', (error) => void fail(error).then(() => process.exit()));
process.on('unhandledRejection', (error) => void fail(error).then(() => process.exit()));

try {
  await parse(program, process.argv.slice(2));
} catch (error) {
  await fail(error);
} finally {
  interruption.dispose();
}
