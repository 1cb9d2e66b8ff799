import { appendFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { createJail as createRealJail } from '../../jail/jail.ts';
import type { Launcher } from '../../sandbox/launch.ts';
import { CpuTime } from '../cpu-time.ts';

/** Environment of the judges. */
export const meterVariables = {
  /** Control group for what is in the jail. */
  group: 'BENCH_JAIL_GROUP',
  /** File that gets a line for each run: the suite's own work, in ms of processor time. */
  ownWork: 'BENCH_OWN_WORK',
} as const;

/**
 * The jail, with meters: whatever is started in it is put into a control group, and its program says how
 * much processor time the process has spent in `serve`, which is the suite's own work: evaluating the
 * submission in its compartments, running the experiments, judging, minimising, with all that V8 does
 * meanwhile. Before it lie Node's start, the worker's, the hardening and the loading of the suite.
 */
export async function createJail(slot: number): Promise<Launcher> {
  const jail = await createRealJail(slot);
  const { [meterVariables.group]: group = '', [meterVariables.ownWork]: file = '' } = process.env;
  const [own, jailed] = [CpuTime.at(dirname(group)), CpuTime.at(group)];
  return {
    ...jail,
    launch(argv, stdio) {
      // Who starts it has to be there: bubblewrap has children before one learns of it.
      jailed.add(process.pid);
      const child = jail.launch([...argv.slice(0, -1), metered(argv.at(-1) ?? '')], stdio);
      own.add(process.pid);
      child.stdout?.on('data', (text: Buffer) => appendFileSync(file, text));
      return child;
    },
  };
}

/** How the bootstrap begins the program, as it stands in the text of its worker. */
const begin = `new Function('host', program)(host);`;

function metered(bootstrap: string): string {
  const parts = bootstrap.split(begin);
  if (parts.length !== 2) throw new Error('the bootstrap begins its program in another way');
  return parts.join(JSON.stringify(measuredBegin).slice(1, -1));
}

const measuredBegin = `
const cpuUsage = process.cpuUsage;
const cpu = () => { const { user, system } = cpuUsage(); return (user + system) / 1000; };
const own = (ms) => writeSync(1, ms + '\\n');
const measured = program.replace(/program\\.serve\\(host\\);$/, 'const began = host.cpu(); program.serve(host); host.own(host.cpu() - began);');
if (measured === program) throw new Error('the program serves in another way');
new Function('host', measured)({ ...host, cpu, own });`;
