import { type Clerk, type FromClerk, type Part, partsFor, type ToClerk } from './clerk-calls.ts';
import { loadPart } from './parts.ts';

/** Longest that reading one submission may take: a parser may hang on what it is given. */
const patienceMs = 180_000;

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (reason: Error) => void;
}

/** The page's side of the clerk: starts it when it is first needed, and anew if it hangs. */
class ClerkOffice {
  private worker: Promise<Worker> | undefined;
  private given = new Map<Part, Promise<void>>();
  private readonly waiting = new Map<number, Waiting>();
  private calls = 0;

  /** Has everything loaded that the first call would load. */
  async warmUp(): Promise<void> {
    const worker = await this.atWork();
    const parts = new Set(Object.values(partsFor).flat());
    await Promise.all([...parts].map((part) => this.give(worker, part)));
  }

  async call<Method extends keyof Clerk>(
    method: Method,
    task: Parameters<Clerk[Method]>[0],
  ): Promise<ReturnType<Clerk[Method]>> {
    const worker = await this.atWork();
    await Promise.all(partsFor[method].map((part) => this.give(worker, part)));
    this.calls += 1;
    const id = this.calls;
    const message: ToClerk = { kind: 'call', id, method, task };
    const answer = new Promise<ReturnType<Clerk[Method]>>((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
    });
    worker.postMessage(message);
    const tooLong = setTimeout(() => this.dismiss('the clerk hangs'), patienceMs);
    return answer.finally(() => {
      clearTimeout(tooLong);
      this.waiting.delete(id);
    });
  }

  private atWork(): Promise<Worker> {
    if (this.worker === undefined) {
      const worker = this.start();
      this.worker = worker;
      // What could not be loaded is tried again next time.
      worker.catch(() => {
        if (this.worker === worker) this.worker = undefined;
      });
    }
    return this.worker;
  }

  private async start(): Promise<Worker> {
    const url = URL.createObjectURL(
      new Blob([await loadPart('clerk')], { type: 'text/javascript' }),
    );
    const worker = new Worker(url);
    URL.revokeObjectURL(url);
    worker.onmessage = ({ data }: MessageEvent<FromClerk>) => {
      const waiting = this.waiting.get(data.id);
      if ('error' in data) waiting?.reject(new Error(data.error));
      else waiting?.resolve(data.value as never);
    };
    worker.onerror = ({ message }) => this.dismiss(`the clerk broke: ${message}`);
    return worker;
  }

  private give(worker: Worker, part: Part): Promise<void> {
    const known =
      this.given.get(part) ??
      loadPart(part).then((packed) => {
        worker.postMessage({ kind: 'part', part, packed } satisfies ToClerk);
      });
    const { given } = this;
    given.set(part, known);
    known.catch(() => given.delete(part));
    return known;
  }

  private dismiss(reason: string): void {
    void this.worker?.then((worker) => worker.terminate());
    this.worker = undefined;
    this.given = new Map();
    for (const { reject } of this.waiting.values()) reject(new Error(reason));
  }
}

export const clerk: Pick<ClerkOffice, 'call' | 'warmUp'> = new ClerkOffice();
