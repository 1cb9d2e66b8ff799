/**
 * What the child process itself runs, as text: plain JavaScript, because the child can read no file
 * of ours. Its main thread only waits for its standard input to close, which means that the parent
 * is gone; the program runs in a worker, so that nothing a submission does can delay that.
 *
 * Standard input: a line of JSON (`ChildJob`), then the program's bytes, then those of the data.
 * Descriptor 3: lines of JSON, each with the nonce.
 */
export const bootstrap = `'use strict';
const { readSync, writeSync } = require('node:fs');
const { Worker } = require('node:worker_threads');
const read = (length) => {
  const bytes = Buffer.alloc(length);
  for (let at = 0; at < length; ) {
    const count = readSync(0, bytes, at, length - at, null);
    if (count === 0) process.exit(1);
    at += count;
  }
  return bytes.toString('utf8');
};
let line = '';
for (let c = read(1); c !== '\\n'; c = read(1)) line += c;
const { nonce, program, data, limits } = JSON.parse(line);
const worker = new Worker(${JSON.stringify(workerText())}, {
  eval: true, env: {}, argv: [], stdin: false, stdout: true, stderr: true, trackUnmanagedFds: false,
  workerData: { nonce, program: read(program), data: read(data) }, resourceLimits: limits,
});
let failed = false;
const fail = (failure, detail) => {
  if (failed) return;
  failed = true;
  const text = Buffer.from(JSON.stringify({ nonce, kind: 'failed', failure, detail }) + '\\n');
  for (let at = 0; at < text.length; ) at += writeSync(3, text, at);
};
worker.on('error', (error) => {
  const memory = error !== null && typeof error === 'object' && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
  fail(memory ? 'memory' : 'crash', memory ? '' : describe(error));
});
worker.on('exit', (code) => {
  if (code !== 0) fail('crash', 'exit code ' + code);
  process.exit(0);
});
// Without the source line that Node puts first: it may be the whole program.
const describe = (error) => error instanceof Error
  ? [error.message, ...String(error.stack).split('\\n').filter((l) => /^\\s+at /.test(l)).slice(0, 8)].join('\\n')
  : String(error).slice(0, 1000);
const die = () => process.kill(process.pid, 'SIGKILL');
process.stdin.on('end', die).on('close', die).on('error', die).resume();
`;

function workerText(): string {
  return `'use strict';
const { writeSync } = require('node:fs');
const { workerData: { nonce, program, data } } = require('node:worker_threads');
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
