import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Launcher } from '../sandbox/launch.ts';
import { collect, type RawRun } from './corpus.ts';

/**
 * Native code without a compiler: a tiny x86-64 program that makes the system calls it is told to and
 * reports what the kernel answers. It stands for an attacker who has broken out of V8 as well.
 *
 * Standard input: records of seven 64-bit words (number, six arguments), ended by a word of ones, then
 * whatever the arguments point to. Descriptor 3: the records, with the result in place of the number.
 */
const base = 0x400000;
const memory = 0x410000;
const memorySize = 0x20000;
const headerSize = 64 + 56;

const word = (value: number) => [0, 8, 16, 24].map((shift) => (value >>> shift) & 0xff);

// biome-ignore format: one instruction a line
const code = Buffer.from([
  0x41, 0xbc, ...word(memory),    //       mov r12d, memory
  0x31, 0xff,                     // read: xor edi, edi
  0x4c, 0x89, 0xe6,               //       mov rsi, r12
  0xba, ...word(0x10000),         //       mov edx, 0x10000
  0x31, 0xc0,                     //       xor eax, eax          (read)
  0x0f, 0x05,                     //       syscall
  0x48, 0x85, 0xc0,               //       test rax, rax
  0x7e, 0x05,                     //       jle run
  0x49, 0x01, 0xc4,               //       add r12, rax
  0xeb, 0xe8,                     //       jmp read
  0x41, 0xbf, ...word(memory),    // run:  mov r15d, memory
  0x49, 0x8b, 0x07,               // next: mov rax, [r15]
  0x48, 0x83, 0xf8, 0xff,         //       cmp rax, -1
  0x74, 0x23,                     //       je done
  0x49, 0x8b, 0x7f, 0x08,         //       mov rdi, [r15+8]
  0x49, 0x8b, 0x77, 0x10,         //       mov rsi, [r15+16]
  0x49, 0x8b, 0x57, 0x18,         //       mov rdx, [r15+24]
  0x4d, 0x8b, 0x57, 0x20,         //       mov r10, [r15+32]
  0x4d, 0x8b, 0x47, 0x28,         //       mov r8, [r15+40]
  0x4d, 0x8b, 0x4f, 0x30,         //       mov r9, [r15+48]
  0x0f, 0x05,                     //       syscall
  0x49, 0x89, 0x07,               //       mov [r15], rax
  0x49, 0x83, 0xc7, 0x38,         //       add r15, 56
  0xeb, 0xd4,                     //       jmp next
  0xbf, ...word(3),               // done: mov edi, 3
  0xbe, ...word(memory),          //       mov esi, memory
  0x4c, 0x89, 0xfa,               //       mov rdx, r15
  0x48, 0x29, 0xf2,               //       sub rdx, rsi
  0xb8, ...word(1),               //       mov eax, 1            (write)
  0x0f, 0x05,                     //       syscall
  0x31, 0xff,                     //       xor edi, edi
  0xb8, ...word(231),             //       mov eax, 231          (exit_group)
  0x0f, 0x05,                     //       syscall
]);

/** The same calling convention as on a 32-bit system: `mov eax, 20; int 0x80; xor edi, edi; …exit`. */
// biome-ignore format: one instruction a line
const oldConvention = Buffer.from([
  0xb8, ...word(20),              // mov eax, 20           (getpid on i386)
  0xcd, 0x80,                     // int 0x80
  0x31, 0xff,                     // xor edi, edi
  0xb8, ...word(231),             // mov eax, 231          (exit_group)
  0x0f, 0x05,                     // syscall
]);

/** Writes a program into a folder that others may enter. @returns its path. */
export function buildRobot(folder: string, kind: 'robot' | 'old-convention' = 'robot'): string {
  const file = join(folder, kind);
  writeFileSync(file, executable(kind === 'robot' ? code : oldConvention));
  chmodSync(file, 0o755);
  return file;
}

/** An ELF file with one segment that can do everything. */
function executable(text: Buffer): Buffer {
  const header = Buffer.alloc(headerSize);
  header.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  header.writeUInt16LE(2, 16); // ET_EXEC
  header.writeUInt16LE(62, 18); // EM_X86_64
  header.writeUInt32LE(1, 20);
  header.writeBigUInt64LE(BigInt(base + headerSize), 24);
  header.writeBigUInt64LE(64n, 32);
  header.writeUInt16LE(64, 52);
  header.writeUInt16LE(56, 54);
  header.writeUInt16LE(1, 56);
  header.writeUInt32LE(1, 64); // PT_LOAD
  header.writeUInt32LE(7, 68); // readable, writable, executable
  header.writeBigUInt64LE(BigInt(base), 80);
  header.writeBigUInt64LE(BigInt(base), 88);
  header.writeBigUInt64LE(BigInt(headerSize + text.length), 96);
  header.writeBigUInt64LE(BigInt(memory - base + memorySize), 104);
  header.writeBigUInt64LE(0x1000n, 112);
  return Buffer.concat([header, text]);
}

/** A system call; text and bytes are passed by their address. */
export interface SystemCall {
  readonly number: number;
  readonly args: readonly (number | string | Buffer)[];
}

/** @returns what the kernel answered to each call: a result, or a negated error number. */
export async function callAll(
  robot: string,
  calls: readonly SystemCall[],
  launcher: Launcher,
): Promise<{ results: readonly number[]; run: RawRun }> {
  const run = await collect(launcher, [robot], encode(calls));
  const bytes = Buffer.from(run.said, 'latin1');
  const count = Math.floor(bytes.length / 56);
  const results = Array.from({ length: count }, (_, i) => Number(bytes.readBigInt64LE(i * 56)));
  return { results, run };
}

function encode(calls: readonly SystemCall[]): Buffer {
  const records = Buffer.alloc(calls.length * 56 + 8, 0xff);
  const data: Buffer[] = [];
  let end = records.length;
  const addressOf = (value: string | Buffer) => {
    const bytes = typeof value === 'string' ? Buffer.from(`${value}\0`) : value;
    data.push(bytes);
    end += bytes.length;
    return memory + end - bytes.length;
  };
  for (const [index, { number, args }] of calls.entries()) {
    const words = [number, ...args.map((a) => (typeof a === 'number' ? a : addressOf(a)))];
    for (let i = 0; i < 7; i += 1) {
      records.writeBigInt64LE(BigInt(words[i] ?? 0), index * 56 + i * 8);
    }
  }
  return Buffer.concat([records, ...data]);
}
