import { chamberPage, type FromChamber } from '../../../grader/sandbox/chamber-page.ts';
import type { NotCompleted } from '../../../grader/sandbox/outcome.ts';
import type { ChamberEnd } from './clerk-calls.ts';

export interface ChamberJob {
  /** Function body with the parameter `host`. */
  readonly program: string;
  /** What `host` has besides `send` and `now`. */
  readonly data: object;
}

export interface ChamberControls {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number) => void) | undefined;
  readonly limits?: Partial<ChamberLimits>;
}

export interface ChamberLimits {
  /** Behind the step budget, as in `grader/sandbox`: the whole run and the longest silence. */
  readonly totalMs: number;
  readonly silenceMs: number;
  /** Nothing from the chamber's page for so long, not even answers: its process has died, out of memory. */
  readonly deadMs: number;
}

export const chamberLimits: ChamberLimits = {
  totalMs: 180_000,
  silenceMs: 30_000,
  deadMs: 6_000,
};

/** Of a message, as far as it is read here. */
interface Head {
  readonly kind?: unknown;
  readonly done?: unknown;
}

const askEveryMs = 1_000;
/** Messages are kept up to here; a report has some hundred thousand characters. */
const maxLength = 64 * 1024 * 1024;

/**
 * Runs a program in a chamber of its own: a sandboxed frame without an origin. Chromium gives it a
 * process of its own, so that a submission that eats all memory takes nothing along but the frame. The
 * chamber is gone when the promise settles. Rejects only with the signal's reason.
 */
export function runInChamber(job: ChamberJob, controls: ChamberControls = {}): Promise<ChamberEnd> {
  const limits = { ...chamberLimits, ...controls.limits };
  return new Promise((resolve, reject) => {
    const chamber = new Chamber(job, limits, controls.onProgress, (end) => {
      controls.signal?.removeEventListener('abort', abort);
      resolve(end);
    });
    const abort = () => {
      chamber.close();
      reject(controls.signal?.reason);
    };
    controls.signal?.addEventListener('abort', abort, { once: true });
    if (controls.signal?.aborted === true) abort();
  });
}

class Chamber {
  private readonly nonce = crypto.getRandomValues(new Uint32Array(4)).join('-');
  private readonly frame = document.createElement('iframe');
  private readonly channel = new MessageChannel();
  private readonly timers: ReturnType<typeof setTimeout>[] = [];
  private readonly messages: string[] = [];
  private length = 0;
  private silence: ReturnType<typeof setTimeout> | undefined;
  /** Time of the oldest question that has not been answered. */
  private askedAt: number | undefined;
  private unanswered = 0;
  private isOpen = true;

  constructor(
    private readonly job: ChamberJob,
    private readonly limits: ChamberLimits,
    private readonly onProgress: ((done: number) => void) | undefined,
    private readonly onEnd: (end: ChamberEnd) => void,
  ) {
    this.timers.push(setTimeout(() => this.stop('watchdog'), limits.totalMs));
    this.heard();
    addEventListener('message', this.enter);
    this.channel.port1.onmessage = ({ data }: MessageEvent<FromChamber>) => this.take(data);
    const { frame } = this;
    frame.setAttribute('sandbox', 'allow-scripts');
    frame.title = 'Prüfung';
    frame.ariaHidden = 'true';
    frame.tabIndex = -1;
    // In sight, or browsers would take it for less urgent.
    frame.style.cssText =
      'position:fixed;right:0;bottom:0;width:1px;height:1px;border:0;opacity:0;pointer-events:none';
    frame.srcdoc = chamberPage;
    document.body.append(frame);
  }

  close(): void {
    this.isOpen = false;
    for (const timer of this.timers) clearTimeout(timer);
    clearTimeout(this.silence);
    removeEventListener('message', this.enter);
    this.channel.port1.close();
    this.frame.remove();
  }

  private readonly enter = ({ source, data }: MessageEvent): void => {
    if (source !== this.frame.contentWindow || data !== 'chamber') return;
    removeEventListener('message', this.enter);
    const { program, data: given } = this.job;
    const first = { nonce: this.nonce, program, data: JSON.stringify(given) };
    // It has no origin by which one could name it.
    this.frame.contentWindow?.postMessage(first, '*', [this.channel.port2]);
    this.timers.push(setInterval(() => this.ask(), askEveryMs));
  };

  private ask(): void {
    const now = performance.now();
    this.askedAt ??= now;
    this.unanswered += 1;
    // A page that was asleep has let time pass without asking.
    if (now - this.askedAt > this.limits.deadMs && this.unanswered > 4) this.stop('memory');
    else this.channel.port1.postMessage('there?');
  }

  private take(message: FromChamber): void {
    if (!this.isOpen) return;
    if ('alive' in message) {
      this.askedAt = undefined;
      this.unanswered = 0;
    } else if ('broke' in message) this.broke(message.broke);
    else this.said(message.said);
  }

  private said(text: string): void {
    this.heard();
    const message = this.read(text);
    if (message === undefined) return this.stop('garbled');
    if (message.kind === 'progress') {
      this.onProgress?.(Math.max(0, Math.min(1, Number(message.done))));
      return;
    }
    this.messages.push(text);
    this.length += text.length;
    if (this.length > maxLength || this.messages.length > 2) this.stop('garbled');
    else if (message.kind === 'end') {
      this.end({ kind: 'said', messages: this.messages, nonce: this.nonce });
    }
  }

  /** What is needed of a message here; the clerk reads the rest with care. */
  private read(text: string): Head | undefined {
    // A report may be large, and is none of our business here.
    if (text.length > 1_000) return {};
    try {
      const message: unknown = JSON.parse(text);
      const isOurs =
        typeof message === 'object' &&
        message !== null &&
        'nonce' in message &&
        message.nonce === this.nonce;
      return isOurs ? (message as Head) : undefined;
    } catch {
      return undefined;
    }
  }

  private broke(detail: string): void {
    if (/memory/i.test(detail)) this.stop('memory');
    else this.end({ kind: 'broken', detail });
  }

  private heard(): void {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => this.stop('no-progress'), this.limits.silenceMs);
  }

  private stop(reason: NotCompleted): void {
    this.end({ kind: 'not-completed', reason });
  }

  private end(end: ChamberEnd): void {
    if (!this.isOpen) return;
    this.close();
    this.onEnd(end);
  }
}
