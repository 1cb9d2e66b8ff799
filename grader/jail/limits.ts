/** Resource limits inside the jail, as `prlimit` (util-linux) takes them; soft and hard alike. */
export interface JailLimits {
  /**
   * Private memory that can be written (RLIMIT_DATA), in MiB: heaps, buffers, stacks of threads. All
   * memory there is, as nothing can be shared and no second process started.
   */
  readonly dataMiB: number;
  /** Address space, in MiB: only against page tables without end; Node reserves far more than it uses. */
  readonly addressSpaceMiB: number;
  /** Threads and processes, counted in the jail's own user namespace. Node itself needs a dozen. */
  readonly threads: number;
  readonly descriptors: number;
  /** Processor time; only behind the parent's watchdog, in case that the parent hangs. */
  readonly cpuSeconds: number;
}

/**
 * Since Node 24 (V8 12.9) a program's code has a range of 512 MiB, counted as soon as it is reserved,
 * and for a moment twice, until it is aligned.
 */
const codeRangeMiB = Number.parseInt(process.versions.node, 10) > 22 ? 1024 : 0;

export const defaultJailLimits: JailLimits = {
  // The heap of `defaultSandboxLimits` three times over: a second isolate, buffers, code, stacks.
  dataMiB: 768 + codeRangeMiB,
  addressSpaceMiB: 16 * 1024,
  threads: 32,
  descriptors: 64,
  cpuSeconds: 300,
};

const mebibyte = 1024 * 1024;

/** How /proc/self/limits calls what `prlimit` calls so. */
const labels = {
  data: 'Max data size',
  as: 'Max address space',
  stack: 'Max stack size',
  nproc: 'Max processes',
  nofile: 'Max open files',
  cpu: 'Max cpu time',
  fsize: 'Max file size',
  memlock: 'Max locked memory',
  msgqueue: 'Max msgqueue size',
  core: 'Max core file size',
} as const;

/**
 * @param current text of /proc/self/limits: nobody may ask for more than the hard limits there.
 */
export function prlimitFlags(limits: JailLimits, current: string): readonly string[] {
  const wanted: Readonly<Record<keyof typeof labels, number>> = {
    data: limits.dataMiB * mebibyte,
    as: limits.addressSpaceMiB * mebibyte,
    // The stack of the main thread, which RLIMIT_DATA does not count.
    stack: 8 * mebibyte,
    nproc: limits.threads,
    nofile: limits.descriptors,
    cpu: limits.cpuSeconds,
    fsize: 0,
    memlock: 0,
    msgqueue: 0,
    // Not 0: with 1 the kernel writes no dump and starts no handler either (core(5), do_coredump).
    core: 1,
  };
  return Object.entries(labels).map(([name, label]) => {
    const value = Math.min(wanted[name as keyof typeof labels], hardLimit(current, label));
    return `--${name}=${value}:${value}`;
  });
}

function hardLimit(current: string, label: string): number {
  const [, hard] = new RegExp(`^${label}\\s+\\S+\\s+(\\d+)`, 'm').exec(current) ?? [];
  return hard === undefined ? Number.POSITIVE_INFINITY : Number(hard);
}
