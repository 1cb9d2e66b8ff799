// Ends for nobody: threads that spin, signals that are ignored, and no word.
const { Worker } = require('node:worker_threads');
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGXCPU', 'SIGUSR2', 'SIGPIPE']) {
  process.on(signal, () => {});
}
process.on('exit', () => {
  for (;;) {}
});
new Worker('for (;;) {}', { eval: true });
new Worker('for (;;) {}', { eval: true }).on('online', () => {
  worked('begun');
  fs.closeSync(0);
  fs.closeSync(3);
  for (;;) {}
});
