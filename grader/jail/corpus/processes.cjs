// Other programs, copies of oneself, and whatever outlives the parent.
const cp = require('node:child_process');
const orThrow = ({ error, status, signal }) => {
  if (error) throw error;
  return `${status} ${signal}`;
};
attempt('a shell', () => orThrow(cp.spawnSync('/bin/sh', ['-c', 'exit 0'])));
attempt('oneself', () => orThrow(cp.spawnSync(process.execPath, ['-e', '0'], { stdio: 'ignore' })));
attempt('without pipes', () =>
  orThrow(cp.spawnSync(process.execPath, ['-v'], { stdio: 'inherit' })),
);
const started = (child) => (done) => {
  const one = child();
  one.on('error', done);
  one.on('spawn', () => done(undefined, one.pid));
};
const quiet = ['-e', 'setTimeout(() => {}, 200)'];
attemptLater(
  'a detached child',
  started(() => {
    const child = cp.spawn(process.execPath, quiet, { detached: true, stdio: 'ignore' });
    child.unref();
    return child;
  }),
)
  .then(() =>
    attemptLater(
      'a fork with a channel',
      started(() => cp.fork('/program', { execArgv: quiet })),
    ),
  )
  .then(() =>
    attemptLater('a cluster', (done) => {
      const cluster = require('node:cluster');
      cluster.setupPrimary({ exec: '/program', execArgv: quiet });
      started(() => cluster.fork().process)(done);
    }),
  )
  .then(() => {
    if (process.ppid !== 1) process.exit(0); // Only where it can do no harm.
    attempt('a fork bomb', () => {
      let children = 0;
      for (let i = 0; i < 300; i += 1) {
        const child = cp.spawn(process.execPath, ['-e', 'for (;;) {}'], { stdio: 'ignore' });
        child.on('error', () => {});
        if (child.pid !== undefined) children += 1;
      }
      if (children > 0) return children;
      throw Object.assign(new Error('none'), { code: 'no child of 300' });
    });
  });
