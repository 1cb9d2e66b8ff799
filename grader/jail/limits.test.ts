import { expect, test } from 'vitest';
import { defaultJailLimits, prlimitFlags } from './limits.ts';

const current = `Limit                     Soft Limit           Hard Limit           Units     
Max cpu time              unlimited            unlimited            seconds   
Max core file size        0                    0                    bytes     
Max processes             96365                96365                processes 
Max open files            1024                 48                   files     
`;

test('nobody asks for more than is allowed', () => {
  const flags = prlimitFlags(defaultJailLimits, current);
  expect(flags).toContain('--core=0:0');
  expect(flags).toContain('--nofile=48:48');
  expect(flags).toContain(`--nproc=${defaultJailLimits.threads}:${defaultJailLimits.threads}`);
  expect(flags).toContain(`--cpu=${defaultJailLimits.cpuSeconds}:${defaultJailLimits.cpuSeconds}`);
  expect(prlimitFlags(defaultJailLimits, '')).toContain('--core=1:1');
});
