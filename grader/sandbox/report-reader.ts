import * as z from 'zod';
import { type SuiteMeta, suiteMetaSchema } from '../results/suite-meta.ts';
import { type SuiteReport, suiteReportSchema } from '../suites/report.ts';
import type { SandboxOutcome } from './outcome.ts';

/** How the child ended. */
export interface ChildEnd {
  /** From a wrapper, 128 and more: the number of the signal that ended what it wraps. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The last of its standard error. */
  readonly stderr: string;
}

const messageSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    nonce: z.string(),
    seq: z.number(),
    kind: z.literal('progress'),
    done: z.number().min(0).max(1),
  }),
  z.strictObject({
    nonce: z.string(),
    seq: z.number(),
    kind: z.literal('report'),
    report: suiteReportSchema,
    meta: suiteMetaSchema,
  }),
  z.strictObject({ nonce: z.string(), seq: z.number(), kind: z.literal('end') }),
  z.strictObject({ nonce: z.string(), kind: z.literal('left') }),
  z.strictObject({
    nonce: z.string(),
    kind: z.literal('failed'),
    failure: z.enum(['memory', 'crash']),
    detail: z.string(),
  }),
]);
type Message = z.infer<typeof messageSchema>;

const maxBytes = 64 * 1024 * 1024;

/** What those who write about a job must know. */
export interface JobSecrets {
  /** The worker that does the job. */
  readonly nonce: string;
  /** The child's main thread, which says that the worker is gone. */
  readonly leave: string;
}

/**
 * Reads what the child writes about one job on its own descriptor. Only a gapless sequence with the
 * right nonce, one report and the end marker counts as completed; anything else is not.
 */
export class ReportReader {
  #pending: Buffer[] = [];
  #bytes = 0;
  #nextSeq = 0;
  #isGarbled = false;
  #isEnded = false;
  #isLeft = false;
  #report: { report: SuiteReport; meta: SuiteMeta } | undefined;
  #failure: Extract<Message, { kind: 'failed' }> | undefined;

  constructor(
    private readonly secrets: JobSecrets,
    private readonly onProgress: (done: number) => void,
  ) {}

  /** @returns false if the child should be stopped because what it writes makes no sense. */
  push(chunk: Buffer): boolean {
    this.#bytes += chunk.length;
    if (this.#bytes > maxBytes) this.#isGarbled = true;
    let rest = chunk;
    for (let at = rest.indexOf(10); at >= 0 && !this.#isGarbled; at = rest.indexOf(10)) {
      this.#readLine(Buffer.concat([...this.#pending, rest.subarray(0, at)]).toString('utf8'));
      this.#pending = [];
      rest = rest.subarray(at + 1);
    }
    if (rest.length > 0) this.#pending.push(rest);
    return !this.#isGarbled;
  }

  /** Whether the job's worker is gone, and the child waits for the next one. */
  get isLeft(): boolean {
    return this.#isLeft && !this.#isGarbled;
  }

  outcome({ code, signal, stderr }: ChildEnd): SandboxOutcome {
    if (this.#isGarbled) return { kind: 'not-completed', reason: 'garbled' };
    if (
      this.#failure?.failure === 'memory' ||
      /heap out of memory|Allocation failed/i.test(stderr)
    ) {
      return { kind: 'not-completed', reason: 'memory' };
    }
    if (this.#failure !== undefined) return { kind: 'grader-error', detail: this.#failure.detail };
    if (this.#isEnded && this.#report !== undefined && this.#pending.length === 0) {
      return { kind: 'completed', ...this.#report };
    }
    const isKilled = signal !== null || (code ?? 0) > 128;
    if (isKilled || this.#nextSeq > 0) return { kind: 'not-completed', reason: 'killed' };
    return { kind: 'grader-error', detail: `child ended with code ${code}: ${stderr}` };
  }

  #readLine(line: string): void {
    const message = parse(line);
    if (message === undefined || this.#isLeft || !this.#isInOrder(message)) {
      this.#isGarbled = true;
      return;
    }
    if (message.kind !== 'left') this.#nextSeq += 1;
    this.#take(message);
  }

  #isInOrder(message: Message): boolean {
    const { nonce, leave } = this.secrets;
    if (message.kind === 'left') return message.nonce === leave;
    if (message.nonce !== nonce || this.#isEnded) return false;
    return message.kind === 'failed' || message.seq === this.#nextSeq;
  }

  #take(message: Message): void {
    switch (message.kind) {
      case 'progress':
        this.onProgress(message.done);
        return;
      case 'report':
        if (this.#report !== undefined) this.#isGarbled = true;
        this.#report = { report: message.report, meta: message.meta };
        return;
      case 'end':
        this.#isEnded = true;
        return;
      case 'left':
        this.#isLeft = true;
        return;
      case 'failed':
        this.#failure = message;
        return;
    }
  }
}

function parse(line: string): Message | undefined {
  try {
    return messageSchema.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}
