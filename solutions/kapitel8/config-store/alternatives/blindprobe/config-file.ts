import type { Context, Process } from '#simulator';
import type {
  ConfigFileConfiguration,
  ConfigFileRequest,
  ConfigFileResponse,
  StoreMessage,
  StoreNode,
} from './contract.ts';
import { createStoreClient } from './store-client.ts';

const RETRY_MS = 220;
const WATCH_MS = 500;

function render(node: StoreNode, prefix: string): string {
  const lines: [string, string][] = [];
  const visit = ({ key, value, nodes = [] }: StoreNode): void => {
    if (value !== undefined) lines.push([key.slice(prefix.length + 1), value]);
    nodes.forEach(visit);
  };
  (node.nodes ?? []).forEach(visit);
  lines.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return lines.map(([name, value]) => `${name}=${value}\n`).join('');
}

export function createConfigFile(
  context: Context<StoreMessage>,
  configuration: ConfigFileConfiguration,
): Process<StoreMessage, ConfigFileRequest, ConfigFileResponse> {
  const { store } = configuration;
  const prefix = configuration.prefix.replace(/\/$/, '');
  const client = createStoreClient(context, store);
  let text: string | null = null;
  let index = 0;
  let step = 0;
  let resend: () => void = () => {};
  let pauseMs = RETRY_MS;

  function next(delayMs: number, send: (isCurrent: () => boolean) => void): void {
    const mine = ++step;
    pauseMs = delayMs;
    resend = () => send(() => mine === step);
    context.setTimer('again', pauseMs);
    resend();
  }

  function read(): void {
    next(RETRY_MS, (isCurrent) => {
      client.ask('GET', prefix, { recursive: true, sorted: true }, (reply) => {
        if (!isCurrent()) return;
        if (text === null || reply.index >= index) {
          text = 'node' in reply.body ? render(reply.body.node, prefix) : '';
          index = reply.index;
        }
        watch();
      });
    });
  }

  function watch(): void {
    next(WATCH_MS, (isCurrent) => {
      const query = { wait: true, recursive: true, waitIndex: index + 1 };
      client.ask('GET', prefix, query, () => {
        if (isCurrent()) read();
      });
    });
  }

  return {
    onStart: read,
    onRequest(_request, respond) {
      respond({ type: 'file', text, index });
    },
    onMessage(from, message) {
      if (from === store) client.receive(message);
    },
    onTimer() {
      context.setTimer('again', pauseMs);
      resend();
    },
  };
}
