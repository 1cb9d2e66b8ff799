// What can be learnt about the machine, its user and its submissions.
const os = require('node:os');
const see = (what, look) => {
  try {
    worked(what, JSON.stringify(look()) ?? 'undefined');
  } catch (error) {
    failed(what, error);
  }
};
see('environment', () => process.env);
see('command line', () => [process.argv, process.execPath, process.cwd()]);
see('host name', () => os.hostname());
see('network interfaces', () => os.networkInterfaces());
see('user', () => [process.getuid(), process.geteuid(), process.getgid(), process.getegid()]);
see('name of the user', () => os.userInfo().username);
see('further groups', () => process.getgroups());
see('own number', () => [process.pid, process.ppid]);
see('descriptors', () => {
  const kinds = {};
  for (let fd = 0; fd < 256; fd += 1) {
    try {
      const stats = fs.fstatSync(fd);
      kinds[fd] = stats.isSocket()
        ? 'socket'
        : stats.isFIFO()
          ? 'pipe'
          : stats.isFile()
            ? 'file'
            : stats.isDirectory()
              ? 'folder'
              : stats.isCharacterDevice()
                ? 'device'
                : 'kernel';
    } catch {}
  }
  return kinds;
});
see('processes', () => {
  const alive = [];
  for (let pid = 1; pid <= 33_000; pid += 1) {
    try {
      process.kill(pid, 0);
      alive.push(pid);
    } catch (error) {
      if (error.code !== 'ESRCH') alive.push(pid);
    }
  }
  return alive;
});
