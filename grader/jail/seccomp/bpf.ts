/**
 * Classic BPF as seccomp runs it (linux/filter.h): a program without loops over one record, the
 * system call (`struct seccomp_data` in linux/seccomp.h).
 */
export interface Instruction {
  readonly code: number;
  /** Instructions to skip if a comparison holds, and if it does not. */
  readonly jt: number;
  readonly jf: number;
  readonly k: number;
}

/** `BPF_LD | BPF_W | BPF_ABS`, `BPF_JMP | BPF_J… | BPF_K`, `BPF_RET | BPF_K`. */
export const opcode = { load: 0x20, equal: 0x15, atLeast: 0x35, anyBit: 0x45, give: 0x06 } as const;

/** Where the fields of `struct seccomp_data` lie; of 64-bit arguments the lower half. */
export const field = {
  number: 0,
  architecture: 4,
  argument: (index: number) => 16 + 8 * index,
} as const;

export const load = (offset: number): Instruction => statement(opcode.load, offset);
export const give = (action: number): Instruction => statement(opcode.give, action);

type Comparison = Exclude<keyof typeof opcode, 'load' | 'give'>;

/** Goes on with the next instruction if the comparison holds; otherwise skips `distance` of them. */
export function unless(comparison: Comparison, k: number, distance: number): Instruction {
  return { code: opcode[comparison], jt: 0, jf: inByte(distance), k };
}

/** Skips `distance` instructions if the comparison holds. */
export function skipIf(comparison: Comparison, k: number, distance: number): Instruction {
  return { code: opcode[comparison], jt: inByte(distance), jf: 0, k };
}

function statement(code: number, k: number): Instruction {
  return { code, jt: 0, jf: 0, k };
}

function inByte(distance: number): number {
  if (distance > 255) throw new RangeError(`BPF cannot jump over ${distance} instructions`);
  return distance;
}

/** An array of `struct sock_filter`, as bubblewrap's `--seccomp` reads it; little-endian. */
export function assemble(program: readonly Instruction[]): Buffer {
  const bytes = Buffer.alloc(program.length * 8);
  for (const [index, { code, jt, jf, k }] of program.entries()) {
    bytes.writeUInt16LE(code, index * 8);
    bytes.writeUInt8(jt, index * 8 + 2);
    bytes.writeUInt8(jf, index * 8 + 3);
    bytes.writeUInt32LE(k >>> 0, index * 8 + 4);
  }
  return bytes;
}
