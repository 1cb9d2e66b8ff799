import type { Applied, Command, Request, Snapshot } from './protocol.ts';

export const emptyStore: Snapshot = { values: {}, sessions: {} };

/** The store after `request`, and the answer; no answer if the client has long moved on. */
export function apply(
  store: Snapshot,
  { clientId, sequence, command }: Request,
): readonly [Snapshot, Applied | undefined] {
  const session = Object.hasOwn(store.sessions, clientId) ? store.sessions[clientId] : undefined;
  if (session !== undefined && sequence <= session.sequence) {
    return [store, sequence === session.sequence ? session.response : undefined];
  }
  const [values, value] = execute(store.values, command);
  const response: Applied = { ok: true, value };
  const sessions = { ...store.sessions, [clientId]: { sequence, response } };
  return [{ values, sessions }, response];
}

type Values = Snapshot['values'];

function execute(values: Values, command: Command): readonly [Values, string | null] {
  const before = Object.hasOwn(values, command.key) ? (values[command.key] ?? null) : null;
  const write = (value: string): Values => ({ ...values, [command.key]: value });
  switch (command.kind) {
    case 'get':
      return [values, before];
    case 'put':
      return [write(command.value), command.value];
    case 'append': {
      const value = (before ?? '') + command.value;
      return [write(value), value];
    }
    case 'cas':
      return [before === command.expected ? write(command.value) : values, before];
  }
}
