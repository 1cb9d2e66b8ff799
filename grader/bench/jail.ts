import { createJail } from '../jail/jail.ts';
import { jailProblem } from '../jail/problem.ts';
import { type Launcher, plainLauncher } from '../sandbox/launch.ts';
import { runInSandbox, type SandboxJob } from '../sandbox/run-in-sandbox.ts';
import { CpuTime } from './cpu-time.ts';
import { type BenchTable, formatMs, median } from './table.ts';

const starts = 40;
const node = process.execPath;

/** Smallest possible job: what remains is the sandbox itself. */
const emptyJob = {
  suite: {
    code: `host.send({ kind: 'report', report: { exercise: 'x', seed: 1, properties: [] }, meta: { exercise: 'x', properties: [] } });`,
    hash: '',
  },
  submission: {} as SandboxJob['submission'],
  options: { seed: 1 },
};

interface Figures {
  readonly wallMs: number[];
  readonly cpuMs: number[];
}

/** What the jail adds to each start of a child, alone and as part of a run in the sandbox. */
export async function benchJail(): Promise<BenchTable> {
  const problem = await jailProblem();
  if (problem !== undefined) {
    return { title: 'Gefängnis', columns: ['Was'], rows: [], notes: [problem] };
  }
  const jail = await createJail(0);
  const cpu = CpuTime.start();
  const subjects: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['Node starten, ohne Gefängnis', () => start(plainLauncher)],
    ['Node starten, im Gefängnis', () => start(jail)],
    ['leerer Auftrag in der Sandbox, ohne Gefängnis', () => runInSandbox(emptyJob)],
    ['leerer Auftrag in der Sandbox, im Gefängnis', () => runInSandbox(emptyJob, { launch: jail })],
  ];
  const figures = subjects.map((): Figures => ({ wallMs: [], cpuMs: [] }));
  for (let i = 0; i < starts; i += 1) {
    for (const [index, [, run]] of subjects.entries()) {
      const [wall, used] = [performance.now(), cpu?.now()];
      await run();
      figures[index]?.wallMs.push(performance.now() - wall);
      if (cpu !== undefined && used !== undefined) figures[index]?.cpuMs.push(cpu.now() - used);
    }
  }
  await cpu?.stop();
  return {
    title: 'Gefängnis: was es je Start kostet',
    columns: ['Was', 'Wanduhr (Median)', 'Prozessorzeit (Median)'],
    rows: subjects.map(([what], index) => [
      what,
      formatMs(median(figures[index]?.wallMs ?? [])),
      cpu === undefined ? 'nur als root messbar' : formatMs(median(figures[index]?.cpuMs ?? [])),
    ]),
    notes: [
      `Je ${starts} Starts, abwechselnd gemessen; die Prozessorzeit enthält alles, was dabei entsteht, auch im messenden Prozess.`,
      'Ziel: höchstens 150 ms Prozessorzeit je Abgabe über die Arbeit der Suite hinaus, das Gefängnis eingeschlossen.',
    ],
  };
}

function start(launcher: Launcher): Promise<void> {
  return new Promise((settle, fail) => {
    const child = launcher.launch([node, '-e', '0'], ['pipe', 'pipe', 'pipe', 'pipe']);
    child.stdin?.on('error', () => {}).end();
    for (const stream of [child.stdout, child.stderr, child.stdio[3]]) {
      if (stream !== null && stream !== undefined && 'resume' in stream) stream.resume();
    }
    child.on('error', fail);
    child.on('close', (code) => (code === 0 ? settle() : fail(new Error(`ended with ${code}`))));
  });
}
