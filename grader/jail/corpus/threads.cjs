// As many threads as there can be. Where there are no more, Node says so or falls over.
const { Worker } = require('node:worker_threads');
let running = 0;
const start = () => {
  report({ what: `thread ${running + 1}`, worked: false, error: 'not yet' });
  const worker = new Worker('setInterval(() => {}, 1e6)', { eval: true });
  worker.on('error', () => process.exit(1));
  worker.on('online', () => {
    running += 1;
    worked(`thread ${running}`);
    if (running === 200) process.exit(0);
    start();
  });
};
start();
