import type { Applied, Command, Request, Session, Snapshot } from './protocol.ts';

/**
 * The replicated state machine. Which requests have been executed is part of its state: every node
 * applies the same log, so every node recognises the same repetitions.
 */
export class KeyValueStore {
  private readonly values = new Map<string, string>();
  private readonly sessions = new Map<string, Session>();

  /** Executes `request` unless it has been before; `undefined` if its client has moved on. */
  apply(request: Request): Applied | undefined {
    const session = this.sessions.get(request.clientId);
    if (session !== undefined && request.sequence <= session.sequence) {
      return request.sequence === session.sequence ? session.response : undefined;
    }
    const response: Applied = { ok: true, value: this.execute(request.command) };
    this.sessions.set(request.clientId, { sequence: request.sequence, response });
    return response;
  }

  private execute(command: Command): string | null {
    const current = this.values.get(command.key) ?? null;
    switch (command.kind) {
      case 'get':
        return current;
      case 'put':
        this.values.set(command.key, command.value);
        return command.value;
      case 'append': {
        const appended = (current ?? '') + command.value;
        this.values.set(command.key, appended);
        return appended;
      }
      case 'cas':
        if (current === command.expected) this.values.set(command.key, command.value);
        return current;
    }
  }

  snapshot(): Snapshot {
    return {
      values: Object.fromEntries(this.values),
      sessions: Object.fromEntries(this.sessions),
    };
  }

  restore(snapshot: Snapshot): void {
    this.values.clear();
    this.sessions.clear();
    for (const [key, value] of Object.entries(snapshot.values)) this.values.set(key, value);
    for (const [id, session] of Object.entries(snapshot.sessions)) this.sessions.set(id, session);
  }
}
