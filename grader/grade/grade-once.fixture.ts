import { SmallClass } from './small-class.fixture.ts';

/** Grades a small class that is there already, as a process of its own, to be killed by tests. */
const [root = '', out = '', jobs = '2'] = process.argv.slice(2);
const small = SmallClass.at(root);
process.exitCode = await small.grade({ out, jobs: Number(jobs) });
process.stdout.write(`${small.printed.join('\n')}\n`);
