import { release } from 'node:os';
import { createJail } from './jail.ts';
import { findTools } from './tools.ts';
import { jailWording as wording } from './wording.ts';

/**
 * Whether this machine can hold a jail: the system, the tools, and then one real jail in which Node
 * says a word.
 *
 * @returns undefined if it can; otherwise in German what is missing and how to come by it.
 */
export async function jailProblem(): Promise<string | undefined> {
  return systemProblem(process.platform, process.arch, release()) ?? toolProblem() ?? trial();
}

/** Since 5.14 the kernel counts threads for each user namespace. */
export function systemProblem(
  platform: string,
  architecture: string,
  kernel: string,
): string | undefined {
  if (platform !== 'linux') return wording.notLinux;
  if (architecture !== 'x64') return wording.notX64(architecture);
  const [major = 0, minor = 0] = kernel.split('.').map(Number);
  return major > 5 || (major === 5 && minor >= 14) ? undefined : wording.oldKernel(kernel);
}

function toolProblem(): string | undefined {
  const { bwrap, prlimit } = findTools();
  if (bwrap === undefined) return wording.noBubblewrap;
  return prlimit === undefined ? wording.noPrlimit : undefined;
}

const word = 'hier';
const trialMs = 60_000;

async function trial(): Promise<string | undefined> {
  // With a worker, as the sandbox's child has one: it takes threads and memory of its own.
  const says = `require('node:fs').writeSync(3, '${word}')`;
  const program = `new (require('node:worker_threads').Worker)("${says}", { eval: true })`;
  const { said, complaint } = await converse(program).catch((error: unknown) => ({
    said: '',
    complaint: error instanceof Error ? error.message : String(error),
  }));
  return said === word ? undefined : trialProblem(complaint.trim());
}

async function converse(program: string): Promise<{ said: string; complaint: string }> {
  const jail = await createJail(0);
  const child = jail.launch([process.execPath, '-e', program], ['pipe', 'pipe', 'pipe', 'pipe']);
  const timer = setTimeout(() => jail.kill?.(child), trialMs);
  let said = '';
  let complaint = '';
  child.stdin?.on('error', () => {}).end();
  child.stdout?.resume();
  child.stderr?.on('data', (text: Buffer) => {
    complaint += text.toString();
  });
  child.stdio[3]?.on('data', (text: Buffer) => {
    said += text.toString();
  });
  await new Promise((settle, fail) => {
    child.on('error', fail);
    child.on('close', settle);
  });
  clearTimeout(timer);
  return { said, complaint };
}

/** What bubblewrap's complaint means, and what helps. */
export function trialProblem(complaint: string): string {
  if (/Unknown option/i.test(complaint)) return wording.oldBubblewrap(complaint);
  if (/(source path|execvp|Can't mkdir).*Permission denied/i.test(complaint)) {
    return wording.unreadable(process.execPath, complaint);
  }
  if (/spawn EINVAL/.test(complaint)) return wording.unknownUser;
  if (/namespace|uid map|EPERM|Operation not permitted/i.test(complaint)) {
    return wording.noNamespaces(complaint);
  }
  return wording.other(complaint);
}
