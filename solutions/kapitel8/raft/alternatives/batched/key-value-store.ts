import type { Applied, Request, Session, Snapshot } from './protocol.ts';

/** The replicated state machine: values, and for each client what it was answered last. */
export class KeyValueStore {
  private readonly values: Map<string, string>;
  private readonly sessions: Map<string, Session>;

  constructor(snapshot: Snapshot = { values: {}, sessions: {} }) {
    this.values = new Map(Object.entries(snapshot.values));
    this.sessions = new Map(Object.entries(snapshot.sessions));
  }

  read(key: string): Applied {
    return { ok: true, value: this.values.get(key) ?? null };
  }

  /** Executes each number of a client once; `undefined` for one the client has left behind. */
  execute(request: Request): Applied | undefined {
    const last = this.sessions.get(request.clientId);
    if (last !== undefined && request.sequence < last.sequence) return undefined;
    if (last !== undefined && request.sequence === last.sequence) return last.response;
    const response: Applied = { ok: true, value: this.perform(request) };
    this.sessions.set(request.clientId, { sequence: request.sequence, response });
    return response;
  }

  snapshot(): Snapshot {
    return {
      values: Object.fromEntries(this.values),
      sessions: Object.fromEntries(this.sessions),
    };
  }

  private perform({ command }: Request): string | null {
    const before = this.values.get(command.key) ?? null;
    if (command.kind === 'get') return before;
    if (command.kind === 'cas') {
      if (before === command.expected) this.values.set(command.key, command.value);
      return before;
    }
    const after = command.kind === 'put' ? command.value : (before ?? '') + command.value;
    this.values.set(command.key, after);
    return after;
  }
}
