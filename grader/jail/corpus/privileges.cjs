// More rights than one has.
const os = require('node:os');
const [library] = facts.libraries;
attempt('root', () => process.setuid(0));
attempt('effective root', () => process.seteuid(0));
attempt('another user', () => process.setuid(1));
attempt('the group of root', () => process.setgid(0));
attempt('further groups', () => process.setgroups([0, 4, 27]));
attempt('groups of root', () => process.initgroups('root', 0));
attempt('precedence', () => os.setPriority(-20));
attempt('a native module that is none', () => process.dlopen({ exports: {} }, library));
attempt('a native module from outside', () => process.dlopen({ exports: {} }, facts.canary));
attempt('another folder', () => process.chdir(facts.folder));
attempt('the folder above all', () => {
  process.chdir('/../..');
  const names = fs.readdirSync('.');
  if (names.includes('etc') || names.includes('proc')) return names;
  throw new Error(names.sort().join(' '));
});
