import { engineFlags } from './engine-flags.ts';

/**
 * What the child process itself runs, as text: plain JavaScript, because the child can read no file
 * of ours. Its main thread only waits for its standard input: for jobs, one at a time, and for its
 * end, which means that the parent is gone. The program of each job runs in a worker of its own, so
 * that nothing a submission does can delay that.
 *
 * Standard input, for each job: a line of JSON (`Head`), then the program's bytes, then those of the
 * data. Descriptor 3: lines of JSON, each with the job's nonce. Once a worker has left of its own
 * accord, the main thread says so with the job's other secret, which no worker knows: until then nothing
 * of the next job has been sent, so nobody is left who could read it. Any other end of a worker
 * is that of the process.
 */
export const bootstrap = `'use strict';
const { writeSync } = require('node:fs');
const { Worker } = require('node:worker_threads');
let chunks = [], length = 0, head, isBusy = false, isUsed = false, isFailed = false;
const all = () => {
  if (chunks.length > 1) chunks = [Buffer.concat(chunks)];
  return chunks[0];
};
const take = (count) => {
  const bytes = all();
  chunks = [bytes.subarray(count)];
  length -= count;
  return bytes.toString('utf8', 0, count);
};
const next = () => {
  if (isBusy || length === 0) return;
  if (head === undefined) {
    const end = all().indexOf(10);
    if (end < 0) return;
    head = JSON.parse(take(end + 1));
  }
  if (length < head.program + head.data) return;
  isBusy = true;
  if (isUsed) ${setFlags(engineFlags.usual)}
  isUsed = true;
  const job = head;
  head = undefined;
  run(job, take(job.program), take(job.data));
};
const say = (message) => {
  const text = Buffer.from(JSON.stringify(message) + '\\n');
  for (let at = 0; at < text.length; ) at += writeSync(3, text, at);
};
const run = ({ nonce, leave, limits }, program, data) => {
  const worker = new Worker(${JSON.stringify(workerText())}, {
    eval: true, env: {}, argv: [], stdin: false, stdout: true, stderr: true, trackUnmanagedFds: false,
    workerData: { nonce, program, data }, resourceLimits: limits,
  });
  const fail = (failure, detail) => {
    if (!isFailed) say({ nonce, kind: 'failed', failure, detail });
    isFailed = true;
  };
  worker.on('error', (error) => {
    const memory = error !== null && typeof error === 'object' && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    fail(memory ? 'memory' : 'crash', memory ? '' : describe(error));
  });
  worker.on('exit', (code) => {
    if (code !== 0) fail('crash', 'exit code ' + code);
    if (isFailed) process.exit(0);
    say({ nonce: leave, kind: 'left' });
    isBusy = false;
    next();
  });
};
// Without the source line that Node puts first: it may be the whole program.
const describe = (error) => error instanceof Error
  ? [error.message, ...String(error.stack).split('\\n').filter((l) => /^\\s+at /.test(l)).slice(0, 8)].join('\\n')
  : String(error).slice(0, 1000);
const die = () => process.kill(process.pid, 'SIGKILL');
process.stdin.on('end', die).on('close', die).on('error', die).on('data', (chunk) => {
  chunks.push(chunk);
  length += chunk.length;
  next();
});
`;

function workerText(): string {
  return `'use strict';
const { writeSync } = require('node:fs');
const { workerData: { nonce, program, data } } = require('node:worker_threads');
${setFlags(engineFlags.atWork)}
const { now } = Date, { stringify } = JSON, toBytes = Buffer.from;
let seq = 0;
const send = (message) => {
  const text = toBytes(stringify({ nonce, seq: seq++, ...message }) + '\\n');
  for (let at = 0; at < text.length; ) at += writeSync(3, text, at);
};
const host = { send, now, ...JSON.parse(data) };
new Function('host', program)(host);
send({ kind: 'end' });`;
}

function setFlags(flags: readonly string[]): string {
  return `for (const flag of ${JSON.stringify(flags)}) require('node:v8').setFlagsFromString(flag);`;
}
