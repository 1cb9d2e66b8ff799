import { field, give, type Instruction, load, skipIf, unless } from './bpf.ts';
import { allowedCalls, type GuardedCall, guardedCalls } from './system-calls.ts';

/** What a filter may answer (linux/seccomp.h). */
export const action = {
  allow: 0x7fff0000,
  kill: 0x80000000,
  fail: (errno: number) => 0x00050000 | errno,
} as const;

export const errno = { EPERM: 1, ENOSYS: 38 } as const;

/** `AUDIT_ARCH_X86_64`, and the bit that marks the x32 variant of a call. */
export const x64 = 0xc000003e;
export const x32Bit = 0x40000000;

/**
 * The jail's filter: a list of what is allowed. Whatever is missing fails like a call that the kernel
 * does not know (`ENOSYS`), so that the C library and Node fall back to older ones; a wrong argument
 * fails with `EPERM`. Calls by another convention, with other numbers, end the process.
 */
export function jailFilter(): readonly Instruction[] {
  return [
    load(field.architecture),
    skipIf('equal', x64, 1),
    give(action.kill),
    load(field.number),
    unless('atLeast', x32Bit, 1),
    give(action.kill),
    ...Object.values(allowedCalls).flatMap((number) => [
      unless('equal', number, 1),
      give(action.allow),
    ]),
    ...Object.values(guardedCalls).flatMap(guarded),
    give(action.fail(errno.ENOSYS)),
  ];
}

function guarded({ number, argument, oneOf, notAllOf }: GuardedCall): readonly Instruction[] {
  const judgement = [
    load(field.argument(argument)),
    ...(oneOf ?? []).flatMap((value) => [unless('equal', value, 1), give(action.allow)]),
    ...(notAllOf ?? []).flatMap(refuseAllOf),
    give(oneOf === undefined ? action.allow : action.fail(errno.EPERM)),
  ];
  return [unless('equal', number, judgement.length), ...judgement];
}

function refuseAllOf(bits: readonly number[]): readonly Instruction[] {
  return [
    ...bits.map((bit, index) => unless('anyBit', bit, bits.length - index)),
    give(action.fail(errno.EPERM)),
  ];
}
