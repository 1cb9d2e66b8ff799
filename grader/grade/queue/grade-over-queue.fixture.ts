import { SuiteStore } from '../../judging/suite-store.ts';
import { runGrade } from '../run-grade.ts';
import { SmallClass } from '../small-class.fixture.ts';
import { judgeOverQueue } from './judge-over-queue.ts';

/** Grades a small class over a queue, as a process of its own, to be killed by tests. */
const [root = '', out = '', queue = ''] = process.argv.slice(2);
const small = SmallClass.at(root);
const suites = new SuiteStore();
const { layout, terminal } = small;
try {
  process.exitCode = await runGrade(small.invocation({ out, queue }), {
    ...small.surroundings(),
    suites,
    judgeJobs: judgeOverQueue(queue, { layout, suites, terminal }),
  });
} catch (error) {
  process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
