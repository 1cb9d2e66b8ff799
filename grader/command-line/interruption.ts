const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
type Signal = keyof typeof signals;

/** The part of `process` that is needed here. */
export interface SignalSource {
  on(signal: Signal, listener: (signal: Signal) => void): unknown;
  off(signal: Signal, listener: (signal: Signal) => void): unknown;
}

/**
 * Ctrl-C and its kin: the first one aborts {@link signal}, so that children end and files are put in
 * order; a second one, from somebody who cannot wait, ends the process at once.
 */
export class Interruption {
  private readonly controller = new AbortController();
  private code: number | undefined;

  constructor(
    private readonly source: SignalSource,
    private readonly exit: (code: number) => void,
  ) {
    for (const signal of Object.keys(signals)) source.on(signal as Signal, this.onSignal);
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** 128 + the signal's number, as shells do it; `undefined` if none came. */
  get exitCode(): number | undefined {
    return this.code;
  }

  dispose(): void {
    for (const signal of Object.keys(signals)) this.source.off(signal as Signal, this.onSignal);
  }

  private readonly onSignal = (signal: Signal): void => {
    const code = signals[signal];
    if (this.code !== undefined) this.exit(code);
    this.code = code;
    this.controller.abort();
  };
}
