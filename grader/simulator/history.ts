/** What clients saw of one operation: enough to judge linearizability without looking inside. */
export interface Operation<Request = unknown, Response = unknown> {
  readonly index: number;
  readonly client: string;
  readonly request: Request;
  readonly invokedAtMs: number;
  /** Sequence number in the trace: a total order of calls and returns. */
  readonly invokedSeq: number;
  readonly attempts: number;
  /** `undefined` while the outcome is unknown: it may take effect at any later time, or never. */
  readonly returned?: {
    readonly atMs: number;
    readonly seq: number;
    readonly response: Response;
  };
}

export type History<Request = unknown, Response = unknown> = readonly Operation<
  Request,
  Response
>[];
