import type { StdioOptions } from 'node:child_process';
import { openSync, readdirSync, readFileSync } from 'node:fs';

/** In /proc/self/fdinfo, octal. */
const closeOnExec = 0o2000000;

/**
 * Descriptors from 5 on that children of this process would get without being asked: what a shell, an
 * editor or a CI runner has left open when it started us. Node closes only the first few of them.
 */
export function inheritedDescriptors(): readonly number[] {
  return readdirSync('/proc/self/fd')
    .map(Number)
    .filter((descriptor) => descriptor > 4 && !isClosedOnExec(descriptor))
    .sort((a, b) => a - b);
}

function isClosedOnExec(descriptor: number): boolean {
  try {
    const info = readFileSync(`/proc/self/fdinfo/${descriptor}`, 'utf8');
    const flags = Number.parseInt(/^flags:\s*(\d+)/m.exec(info)?.[1] ?? '0', 8);
    return Math.floor(flags / closeOnExec) % 2 === 1;
  } catch {
    // The one that listed the folder; it is gone.
    return true;
  }
}

/** Nothing, to be put in the place of an inherited descriptor: Node cannot close them in a child. */
let nothing: number | undefined;

/** `stdio` for `spawn`, whose child gets these descriptors and none that was inherited. */
export function withoutInherited(
  stdio: readonly ('pipe' | 'ignore')[],
  inherited: readonly number[],
): StdioOptions {
  const highest = Math.max(stdio.length - 1, ...inherited);
  nothing ??= openSync('/dev/null', 'r');
  const replaced = new Set(inherited);
  return Array.from({ length: highest + 1 }, (_, descriptor) => {
    if (descriptor < stdio.length) return stdio[descriptor] ?? 'ignore';
    return replaced.has(descriptor) && nothing !== undefined ? nothing : 'ignore';
  });
}
