// Whatever might still be there for the next submission in the same slot. Then `surroundings.cjs` looks.
const { Worker } = require('node:worker_threads');
process.title = 'left-behind';
for (const place of ['/', '/tmp', '/dev/shm', '/lib']) {
  attempt(`a file in ${place}`, () => fs.writeFileSync(`${place}/left-behind`, facts.secret));
}
attempt('a child that waits', () => {
  const { pid } = require('node:child_process')
    .spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
      detached: true,
      stdio: 'ignore',
    })
    .on('error', () => {});
  if (pid === undefined) throw new Error('no child');
  return pid;
});
// A thread that never ends, and a main thread that ends by force.
new Worker('for (;;) {}', { eval: true }).on('online', () => process.exit(0));
