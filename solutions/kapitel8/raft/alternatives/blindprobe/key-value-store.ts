import type { Applied, Command, Request, Session, Snapshot } from './protocol.ts';

export class KeyValueStore {
  private values = new Map<string, string>();
  private sessions = new Map<string, Session>();

  apply({ clientId, sequence, command }: Request): Applied | undefined {
    const session = this.sessions.get(clientId);
    if (session !== undefined && sequence <= session.sequence) {
      return sequence === session.sequence ? session.response : undefined;
    }
    const response: Applied = { ok: true, value: this.execute(command) };
    this.sessions.set(clientId, { sequence, response });
    return response;
  }

  snapshot(): Snapshot {
    return {
      values: Object.fromEntries(this.values),
      sessions: Object.fromEntries(this.sessions),
    };
  }

  restore(snapshot: Snapshot): void {
    this.values = new Map(Object.entries(snapshot.values));
    this.sessions = new Map(Object.entries(snapshot.sessions));
  }

  private execute(command: Command): string | null {
    const before = this.values.get(command.key) ?? null;
    switch (command.kind) {
      case 'get':
        return before;
      case 'put':
        this.values.set(command.key, command.value);
        return command.value;
      case 'append': {
        const after = (before ?? '') + command.value;
        this.values.set(command.key, after);
        return after;
      }
      case 'cas':
        if (before === command.expected) this.values.set(command.key, command.value);
        return before;
    }
  }
}
