import type { Context, Process } from '#simulator';
import type {
  ConfigFileConfiguration,
  ConfigFileRequest,
  ConfigFileResponse,
  StoreMessage,
  StoreNode,
} from './contract.ts';
import { createAsk } from './store-client.ts';

/**
 * The watch is only a bell: whatever it says, everything is read again. Several may be out at a time;
 * an answer counts if it is newer than what is shown.
 */
export function createConfigFile(
  context: Context<StoreMessage>,
  { store, prefix }: ConfigFileConfiguration,
): Process<StoreMessage, ConfigFileRequest, ConfigFileResponse> {
  const { ask, receive } = createAsk(context, store, prefix);
  let shown: { text: string; index: number } | undefined;

  const read = (): void =>
    ask('GET', { recursive: true, sorted: true }, ({ index, body }) => {
      if (shown !== undefined && index < shown.index) return;
      const pairs = 'action' in body ? flatten(body.node, prefix) : [];
      const lines = pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
      const isFirst = shown === undefined;
      const isNews = shown === undefined || index > shown.index;
      shown = { text: lines.map((pair) => `${pair.join('=')}\n`).join(''), index };
      if (isFirst || isNews) listen();
    });
  const listen = (): void => {
    const waitIndex = (shown?.index ?? 0) + 1;
    ask('GET', { wait: true, recursive: true, waitIndex }, () => {
      // An older bell may ring for what has been read already.
      if (shown === undefined || waitIndex > shown.index) read();
    });
  };

  return {
    onStart() {
      read();
      context.setTimer('again', 400);
    },
    onMessage: (_from, message) => receive(message),
    onTimer() {
      read();
      context.setTimer('again', 700);
    },
    onRequest(_request, respond) {
      respond({ type: 'file', text: shown?.text ?? null, index: shown?.index ?? 0 });
    },
  };
}

function flatten(node: StoreNode, prefix: string): [string, string][] {
  const result: [string, string][] = [];
  for (const child of node.nodes ?? []) {
    if (child.dir) result.push(...flatten(child, prefix));
    else result.push([child.key.slice(prefix.length + 1), child.value ?? '']);
  }
  return result;
}
