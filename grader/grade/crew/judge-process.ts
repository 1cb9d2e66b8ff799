import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { loadCatalogue } from '../../catalogue/catalogue.ts';
import { layoutAt } from '../../catalogue/layout.ts';
import { InstallationProblem } from '../../command-line/problem.ts';
import { SuiteStore } from '../../judging/suite-store.ts';
import { isDiskFull } from '../journal/durable-file.ts';
import { type JudgeTools, judgeAttempt } from '../judge/judge-attempt.ts';
import type { FromJudge, JailModule, JudgeProblem, ToJudge } from './messages.ts';

/**
 * Judges one attempt after the other; started by `judge.ts` as a process of its own, because it reads
 * what strangers wrote: should a parser not come to its end on it, only this process is lost. What
 * they wrote is run further down, in the sandbox.
 */

const beatMs = 2_000;

let tools: JudgeTools | undefined;

process.on('message', (message: ToJudge) => {
  handle(message).then(send, (error: unknown) => {
    send({ kind: 'problem', problem: problemOf(error) });
  });
});
process.on('disconnect', () => process.exit());
// Ctrl-C reaches the whole group; it is the parent that decides.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
setInterval(() => send({ kind: 'alive' }), beatMs).unref();

async function handle(message: ToJudge): Promise<FromJudge> {
  if (message.kind === 'setup') {
    tools = await setUp(message);
    return { kind: 'ready' };
  }
  if (tools === undefined) throw new Error('a job came before the setup');
  return { kind: 'judged', judged: await judgeAttempt(message.job, tools) };
}

async function setUp({ setup, slot, workFolder }: Extract<ToJudge, { kind: 'setup' }>) {
  await useTemporaryFolder(join(workFolder, 'tmp'));
  const layout = layoutAt(setup.root);
  const catalogue = await loadCatalogue(layout);
  const chapter = catalogue.find(({ manifest }) => manifest.id === setup.chapter);
  const launch = setup.jailModule === undefined ? undefined : await jail(setup.jailModule, slot);
  return {
    layout,
    suites: new SuiteStore(),
    exercises: new Map(chapter?.exercises.map((each) => [each.manifest.id, each])),
    workFolder: join(workFolder, 'abgabe'),
    signal: new AbortController().signal,
    ...(launch === undefined ? {} : { launch }),
  };
}

/** What a process that was killed has left there goes with the slot's folder. */
async function useTemporaryFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const name of ['TMPDIR', 'TMP', 'TEMP']) process.env[name] = folder;
}

async function jail(url: string, slot: number) {
  const module: JailModule = await import(url);
  return module.createJail(slot);
}

function send(message: FromJudge): void {
  // Who is asked may be gone this very moment; then `disconnect` ends this process.
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
}

function problemOf(thrown: unknown): JudgeProblem {
  // A disk that is full shows first where temporary files are written.
  const isDisk = thrown instanceof InstallationProblem && isDiskFull(thrown.cause);
  const error = isDisk ? thrown.cause : thrown;
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof InstallationProblem) return { kind: 'installation', message };
  if (isDiskFull(error)) return { kind: 'disk', message, code: String(error.code) };
  const detail = error instanceof Error ? (error.stack ?? message) : message;
  return { kind: 'defect', message: detail };
}
