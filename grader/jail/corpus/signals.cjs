// Everybody who can be named. Only run inside: it means it.
if (process.ppid !== 1) throw new Error('only inside');
for (const signal of ['SIGSTOP', 'SIGTERM', 'SIGKILL', 'SIGUSR1']) {
  attempt(`${signal} to the grader`, () => process.kill(facts.parent, signal));
  attempt(`${signal} to a bystander`, () => process.kill(facts.bystander, signal));
  attempt(`${signal} to the group of the grader`, () => process.kill(-facts.parent, signal));
}
// These reach at most the first process of the jail, which the kernel shields from its own.
for (const signal of ['SIGSTOP', 'SIGTERM', 'SIGKILL']) process.kill(1, signal);
try {
  process.kill(-1, 'SIGKILL');
} catch {}
worked('still here', 'yes');
