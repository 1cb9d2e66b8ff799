import type { Applied, Command, Request, Session, Snapshot } from './protocol.ts';

/** Values and sessions of the replicated store. */
export class KeyValueStore {
  private values = new Map<string, string>();
  private sessions = new Map<string, Session>();

  /** What this client was answered under this very number, if it was. */
  remembered({ clientId, sequence }: Request): Applied | undefined {
    const session = this.sessions.get(clientId);
    return session?.sequence === sequence ? session.response : undefined;
  }

  apply(request: Request): void {
    const { clientId, sequence, command } = request;
    if (sequence <= (this.sessions.get(clientId)?.sequence ?? 0)) return;
    const value = this.operations[command.kind](command as never);
    this.sessions.set(clientId, { sequence, response: { ok: true, value } });
  }

  save(): Snapshot {
    const values = Object.fromEntries(this.values);
    return { values, sessions: Object.fromEntries(this.sessions) };
  }

  load({ values, sessions }: Snapshot): void {
    this.values = new Map(Object.entries(values));
    this.sessions = new Map(Object.entries(sessions));
  }

  private readonly operations: {
    readonly [Kind in Command['kind']]: (
      command: Extract<Command, { kind: Kind }>,
    ) => string | null;
  } = {
    get: ({ key }) => this.look(key),
    put: ({ key, value }) => this.write(key, value),
    append: ({ key, value }) => this.write(key, `${this.look(key) ?? ''}${value}`),
    cas: ({ key, expected, value }) => {
      const current = this.look(key);
      if (current === expected) this.write(key, value);
      return current;
    },
  };

  private look(key: string): string | null {
    return this.values.get(key) ?? null;
  }

  private write(key: string, value: string): string {
    this.values.set(key, value);
    return value;
  }
}
