import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { debugSubmission } from './debug.ts';

let folder = '';
const manifest = { files: ['clock.ts'], contract: [] };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'debug-'));
  await writeFile(
    join(folder, 'clock.ts'),
    `import { step } from './step.ts';

interface Clock { readonly tick: () => number }

export function createClock(): Clock {
  let time: number = 0;
  return {
    tick() {
      time += step(time);
      return time;
    },
  };
}
`,
  );
  await writeFile(
    join(folder, 'step.ts'),
    `type Step = number;
export function step(time: number): Step {
  if (time > 1) throw new Error('zu spät');
  return 1;
}
`,
  );
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test('runs in plain Node and names the line of an error', async () => {
  const prepared = await debugSubmission({ sourceDir: folder, exerciseDir: folder, manifest });
  if (prepared.kind === 'refused') throw new Error('refused');
  const { guard, instantiate } = prepared.submission;
  const { createClock } = instantiate() as { createClock(): { tick(): number } };
  const clock = createClock();
  expect([clock.tick(), clock.tick()]).toEqual([1, 2]);
  let thrown: unknown;
  try {
    clock.tick();
  } catch (error) {
    thrown = error;
  }
  expect(guard.explain(thrown)).toEqual({
    kind: 'exception',
    detail: 'zu spät',
    location: { file: 'step.ts', line: 3 },
  });
});

/**
 * A debugger in a thread of its own attaches to the main thread, sets a breakpoint by the source
 * map, as editors do, and says where execution paused.
 */
const debuggerThread = `
const { Session } = require('node:inspector');
const { parentPort, workerData } = require('node:worker_threads');
const session = new Session();
session.connectToMainThread();
const post = (method, params) => new Promise((done, fail) =>
  session.post(method, params, (error, result) => (error ? fail(error) : done(result))));
session.on('Debugger.scriptParsed', async ({ params }) => {
  if (!params.url.endsWith('debug-bundle.js')) return;
  const { TraceMap, generatedPositionFor, originalPositionFor } = await import(workerData.mapping);
  const map = new TraceMap(Buffer.from(params.sourceMapURL.split(',')[1], 'base64').toString());
  const { line, column } = generatedPositionFor(map, { source: workerData.source, line: 9, column: 6 });
  session.on('Debugger.paused', async (event) => {
    const [{ functionName, location }] = event.params.callFrames;
    const place = { line: location.lineNumber + 1, column: location.columnNumber };
    await post('Debugger.resume');
    const found = originalPositionFor(map, place);
    parentPort.postMessage({ functionName, source: found.source, line: found.line });
  });
  await post('Debugger.setBreakpoint', { location: { scriptId: params.scriptId, lineNumber: line - 1, columnNumber: column } });
  parentPort.postMessage('armed');
});
// Sessions do not keep a thread alive by themselves.
setInterval(() => {}, 1_000);
post('Debugger.enable').then(() => parentPort.postMessage('attached'));
`;

test('a breakpoint in the .ts file is hit', async () => {
  const probe = join(folder, 'probe.mts');
  const here = import.meta.dirname;
  await writeFile(
    probe,
    `import { Worker } from 'node:worker_threads';
import { debugSubmission } from ${JSON.stringify(pathToFileURL(join(here, 'debug.ts')).href)};
const sourceDir = ${JSON.stringify(folder)};
const workerData = {
  mapping: ${JSON.stringify(import.meta.resolve('@jridgewell/trace-mapping'))},
  source: ${JSON.stringify(pathToFileURL(join(folder, 'clock.ts')).href)},
};
const thread = new Worker(${JSON.stringify(debuggerThread)}, { eval: true, workerData });
const next = () => new Promise((done) => thread.once('message', done));
await next();
const armed = next();
const { submission } = await debugSubmission({ sourceDir, exerciseDir: sourceDir, manifest: ${JSON.stringify(manifest)} });
await armed;
const paused = next();
submission.instantiate().createClock().tick();
console.log(JSON.stringify(await paused));
process.exit(0);
`,
  );
  const run = promisify(execFile)(process.execPath, [
    '--import',
    import.meta.resolve('tsx'),
    probe,
  ]);
  expect(JSON.parse((await run).stdout)).toEqual({
    functionName: 'tick',
    source: pathToFileURL(join(folder, 'clock.ts')).href,
    line: 9,
  });
}, 30_000);
