import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { collect } from './corpus.ts';
import { createJail, slots } from './jail.ts';
import { jailProblem, systemProblem, trialProblem } from './problem.ts';
import { buildRobot } from './robot.ts';
import { isWithoutJail } from './testing.ts';
import { findTools, librariesOf } from './tools.ts';

/** A whole German sentence that says what to do. */
const sentence = /^[A-ZÄÖÜ„].*[.“]$/su;

test.each([
  ['linux', 'x64', '5.14.0-1-amd64', undefined],
  ['linux', 'x64', '6.1.0-25-amd64', undefined],
  ['linux', 'x64', '5.10.0-32-amd64', /5\.10\.0.*zu alt/],
  ['linux', 'x64', '4.19.0', /zu alt/],
  ['linux', 'arm64', '6.1.0', /x86-64.*„arm64“/],
  ['darwin', 'arm64', '23.0.0', /nur unter Linux/],
  ['win32', 'x64', '10.0.22631', /nur unter Linux/],
] as const)('%s on %s with %s', (platform, architecture, kernel, problem) => {
  const found = systemProblem(platform, architecture, kernel);
  if (problem === undefined) expect(found).toBeUndefined();
  else {
    expect(found).toMatch(problem);
    expect(found).toMatch(sentence);
  }
});

test.each([
  ['bwrap: Unknown option --disable-userns', /zu alt.*0\.8\.0/],
  ['bwrap: No permissions to create new namespace, likely because …', /Namensräume.*AppArmor/],
  ['bwrap: setting up uid map: Permission denied', /Namensräume/],
  ['spawn EPERM', /Namensräume/],
  ['spawn EINVAL', /gewöhnlicher Benutzer/],
  ["bwrap: Can't find source path /root/node: Permission denied", /Node nicht öffnen/],
  ['', /meldet: nichts\.$/],
])('„%s“ is explained', (complaint, explanation) => {
  expect(trialProblem(complaint)).toMatch(explanation);
  expect(trialProblem(complaint)).toMatch(sentence);
});

test('tools are found without a path, and libraries as the linker finds them', () => {
  expect(findTools('')).toEqual(findTools('/usr/bin:relative:'));
  if (process.platform !== 'linux') return;
  expect(librariesOf([process.execPath]).some((file) => /libc|musl/.test(file))).toBe(true);
});

describe.skipIf(isWithoutJail)('this machine', () => {
  test('can hold a jail', async () => {
    expect(await jailProblem()).toBeUndefined();
  });

  test('has a user for each slot, and no slot without', async () => {
    for (const slot of [-1, slots, 0.5]) await expect(createJail(slot)).rejects.toThrow(RangeError);
    await expect(createJail(slots - 1)).resolves.toBeDefined();
  });

  test('starts nothing but the program the jail was made for', async () => {
    const { launch } = await createJail(24);
    expect(() => launch(['/bin/sh'], ['pipe', 'pipe', 'pipe', 'pipe'])).toThrow('only');
  });

  // Root may enter every folder; the user of a slot may not.
  test.runIf(process.getuid?.() === 0)('says so if others cannot reach the program', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'private-'));
    chmodSync(folder, 0o700);
    const program = buildRobot(folder);
    const { output, code } = await collect(await createJail(24, { program }), [program], '');
    expect(code).not.toBe(0);
    expect(trialProblem(output.trim())).toMatch(/Node nicht öffnen/);
    rmSync(folder, { recursive: true });
  });
});
