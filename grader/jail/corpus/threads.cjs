// As many threads as there can be.
const { Worker } = require('node:worker_threads');
let running = 0;
let wanted = 0;
const start = () => {
  if (wanted === 200) {
    worked('two hundred threads', running);
    process.exit(0);
  }
  wanted += 1;
  const worker = new Worker('setInterval(() => {}, 1e6)', { eval: true });
  worker.on('error', (error) => {
    report({ what: 'threads that ran', worked: running > 100, error: String(running) });
    failed('two hundred threads', error);
    process.exit(0);
  });
  worker.on('online', () => {
    running += 1;
    start();
  });
};
start();
