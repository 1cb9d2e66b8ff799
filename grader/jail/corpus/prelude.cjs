// biome-ignore-all lint/correctness/noUnusedVariables: the scripts that follow use them.
// Stands before every script of this corpus: plain Node without any flag, as if a submission had
// already broken out of its compartment. What is attempted is reported on descriptor 3, a line each.
const fs = require('node:fs');
const facts = JSON.parse(fs.readFileSync(0, 'utf8'));
const report = (line) => fs.writeSync(3, `${JSON.stringify(line)}\n`);
const failed = (what, error) =>
  report({ what, worked: false, error: String(error?.code ?? error?.message ?? error) });
const worked = (what, value) =>
  report({ what, worked: true, value: String(value ?? '').slice(0, 4_000) });

/** Does it at once; a result counts as success. */
const attempt = (what, act) => {
  try {
    worked(what, act());
  } catch (error) {
    failed(what, error);
  }
};

/** Does it with `done(error, value)`, which need not be called: after `ms` it has failed. */
const attemptLater = (what, act, ms = 5_000) =>
  new Promise((settle) => {
    let isSettled = false;
    const done = (error, value) => {
      if (isSettled) return;
      isSettled = true;
      clearTimeout(timer);
      if (error) failed(what, error);
      else worked(what, value);
      settle();
    };
    const timer = setTimeout(() => done('timeout'), ms);
    try {
      act(done);
    } catch (error) {
      done(error);
    }
  });
