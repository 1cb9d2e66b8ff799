// Anywhere, in every way. Only run inside: outside, some of it would succeed.
const path = require('node:path');
if (process.ppid !== 1) throw new Error('only inside');
for (const place of [
  '/',
  '/tmp',
  '/var/tmp',
  '/dev/shm',
  '/run',
  '/lib',
  '/lib64',
  '/home',
  '/root',
  facts.folder,
]) {
  attempt(`a file in ${place}`, () => fs.writeFileSync(path.join(place, 'left-behind'), 'x'));
}
const [library] = facts.libraries;
attempt('a folder', () => fs.mkdirSync('/left-behind'));
attempt('a temporary folder', () => fs.mkdtempSync('/tmp-'));
attempt('a symbolic link', () => fs.symlinkSync('/etc/passwd', '/link'));
attempt('a hard link', () => fs.linkSync('/program', '/link'));
attempt('over the program', () => fs.writeFileSync('/program', 'x'));
attempt('into the program', () => fs.openSync('/program', 'r+'));
attempt('over the program that sets limits', () => fs.writeFileSync('/prlimit', 'x'));
attempt('into a library', () => fs.openSync(library, 'a'));
attempt('shortening a library', () => fs.truncateSync(library, 0));
attempt('removing a library', () => fs.unlinkSync(library));
attempt('renaming the program', () => fs.renameSync('/program', '/other'));
attempt('rights of the program', () => fs.chmodSync('/program', 0o4755));
attempt('owner of the program', () => fs.chownSync('/program', process.getuid(), process.getgid()));
attempt('dates of the program', () => fs.utimesSync('/program', 0, 0));
attempt('a copy of the program', () => fs.copyFileSync('/program', '/copy'));
attempt('the kernel', () => fs.writeFileSync('/proc/sys/kernel/core_pattern', '|/program'));
attempt('a coredump', () => fs.writeFileSync('/core', 'x'));
