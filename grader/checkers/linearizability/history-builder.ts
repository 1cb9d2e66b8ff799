import type { Operation } from '../../simulator/history.ts';

/**
 * Builds small histories in the order of their calls and returns, as a test tells the story. A client
 * here is just a name; an operation that never returns keeps its outcome unknown.
 */
export class HistoryBuilder<Request, Response> {
  private readonly operations: Operation<Request, Response>[] = [];
  private seq = 0;

  /** Returns the function that lets this operation return. */
  call(client: string, request: Request): (response: Response) => void {
    const index = this.operations.length;
    const operation = {
      index,
      client,
      request,
      invokedAtMs: this.seq,
      invokedSeq: this.seq,
      attempts: 1,
    };
    this.seq += 1;
    this.operations.push(operation);
    return (response) => {
      const returned = { atMs: this.seq, seq: this.seq, response };
      this.seq += 1;
      this.operations[index] = { ...operation, returned };
    };
  }

  /** Calls and returns with nothing in between. */
  now(client: string, request: Request, response: Response): this {
    this.call(client, request)(response);
    return this;
  }

  build(): readonly Operation<Request, Response>[] {
    return [...this.operations];
  }
}
