import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { plainPaint } from '../../feedback/paint.ts';
import { judgeAll } from '../../grade/crew/crew.ts';
import { createDiagnose } from '../../grade/diagnosis/create-diagnose.ts';
import { playingApart } from '../../grade/diagnosis/playing-apart.ts';
import { readSubmissions } from '../../grade/input/read-submissions.ts';
import { writeOutputs } from '../../grade/output/write-outputs.ts';
import { runGrade } from '../../grade/run-grade.ts';
import { findSimilar } from '../../grade/similarity/find-similar.ts';
import { SuiteStore } from '../../judging/suite-store.ts';
import { CpuTime } from '../cpu-time.ts';
import { layout } from '../subjects.ts';
import { type ClassRun, type ClassRunRequest, type Meters, noMeters } from './class-run.ts';
import { meterVariables } from './metering-jail.ts';

/**
 * Grades a class once, with all that `npm run grade` does, as the process whose memory is measured;
 * started by `class-run.ts`. Between the attempts it reads its meters.
 */
const request = JSON.parse(process.argv[2] ?? '{}') as ClassRunRequest;
const cpu = CpuTime.start();
const jailed = cpu?.part('jail');
const ownWorkFile = `${request.out}.eigene-arbeit`;
await writeFile(ownWorkFile, '');
process.env[meterVariables.group] = jailed?.folder ?? '';
process.env[meterVariables.ownWork] = ownWorkFile;

const began = await read();
let judgingBegan = began;
let firstJudged = began;
let lastJudged = began;
let comparedAt = began;
let judged = 0;

const isMetered = cpu !== undefined;
const exitCode = await runGrade(
  {
    inputs: [request.input],
    out: request.out,
    jobs: request.jobs,
    exercises: request.exercises,
    classFile: request.classFile,
    publish: false,
    withoutJail: false,
  },
  {
    layout,
    suites: new SuiteStore(),
    terminal: {
      paint: plainPaint,
      progressOutput: { write: () => true },
      print: () => undefined,
      complain: (text) => console.error(text),
    },
    signal: new AbortController().signal,
    nowMs: () => performance.now(),
    readSubmissions,
    jail: {
      module: new URL(isMetered ? './metering-jail.ts' : '../../jail/jail.ts', import.meta.url)
        .href,
      problem: async () => undefined,
    },
    judgeJobs: async (jobs, options, onJudged) => {
      judgingBegan = await read();
      await judgeAll(jobs, options, async (job, verdicts) => {
        await onJudged(job, verdicts);
        judged += 1;
        // What the child has said of its own work is on its way.
        if (judged === 1 || judged === jobs.length) await wait(200);
        if (judged === 1) firstJudged = await read();
        if (judged === jobs.length) lastJudged = await read();
      });
    },
    findSimilar: async (...words) => {
      const pairs = await findSimilar(...words);
      comparedAt = await read();
      return pairs;
    },
    diagnose: createDiagnose(layout, playingApart()),
    writeOutputs,
  },
);
const ended = await read();
await cpu?.stop();
const run: ClassRun = {
  exitCode,
  isMetered,
  judged,
  began,
  judgingBegan,
  firstJudged,
  lastJudged,
  comparedAt,
  ended,
  peakMiB: process.resourceUsage().maxRSS / 1024,
};
console.log(JSON.stringify(run));

async function read(): Promise<Meters> {
  const wallMs = performance.now();
  if (cpu === undefined || jailed === undefined) return { ...noMeters, wallMs };
  const lines = (await readFile(ownWorkFile, 'utf8')).split('\n').filter((line) => line !== '');
  const { user, system } = process.cpuUsage();
  return {
    wallMs,
    totalMs: cpu.now(),
    jailMs: jailed.now(),
    parentMs: (user + system) / 1000,
    ownMs: lines.map(Number).reduce((sum, ms) => sum + ms, 0),
    runs: lines.length,
    rssMiB: process.memoryUsage().rss / 2 ** 20,
  };
}
