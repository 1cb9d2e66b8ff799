import type { Context, Process } from '#simulator';
import type {
  ConfigFileConfiguration,
  ConfigFileRequest,
  ConfigFileResponse,
  StoreMessage,
  StoreNode,
  StoreQuery,
  StoreReply,
} from './contract.ts';
import { StoreClient } from './store-client.ts';

/** An unanswered read is repeated after so long; a long poll, which may have to wait, later. */
const retryMs = 300;
const pollMs = 1000;

/** Part 7: a file that follows the store, as confd writes it: read all, wait for a change, read again. */
export function createConfigFile(
  context: Context<StoreMessage>,
  configuration: ConfigFileConfiguration,
): Process<StoreMessage, ConfigFileRequest, ConfigFileResponse> {
  return new ConfigFile(context, configuration);
}

class ConfigFile implements Process<StoreMessage, ConfigFileRequest, ConfigFileResponse> {
  private text: string | null = null;
  private index = 0;
  private retry: () => void = () => this.read();
  private asked = 0;
  private readonly client: StoreClient;

  constructor(
    private readonly context: Context<StoreMessage>,
    private readonly configuration: ConfigFileConfiguration,
  ) {
    this.client = new StoreClient(context, configuration.store);
  }

  onStart(): void {
    this.read();
  }

  onMessage(_from: string, message: StoreMessage): void {
    this.client.receive(message);
  }

  onTimer(): void {
    this.retry();
  }

  onRequest(_request: ConfigFileRequest, respond: (response: ConfigFileResponse) => void): void {
    respond({ type: 'file', text: this.text, index: this.index });
  }

  inspect(): unknown {
    return { text: this.text, index: this.index };
  }

  /** One read shows the whole directory at one index: never half of one state, half of another. */
  private read(): void {
    this.retry = () => this.read();
    this.ask({ recursive: true }, retryMs, ({ index, body }) => {
      this.text = 'action' in body ? render(body.node, this.configuration.prefix) : '';
      this.index = index;
      this.watch();
    });
  }

  /** Waits for the first change after what the file shows; none between two polls is missed. */
  private watch(): void {
    this.retry = () => this.watch();
    const query = { recursive: true, wait: true, waitIndex: this.index + 1 };
    // Also where the history no longer reaches back so far (401), reading again is right.
    this.ask(query, pollMs, () => this.read());
  }

  private ask(query: StoreQuery, timeoutMs: number, onReply: (reply: StoreReply) => void): void {
    this.client.forget(this.asked);
    this.asked = this.client.ask('GET', this.configuration.prefix, query, onReply);
    this.context.setTimer('retry', timeoutMs);
  }
}

/** `name=value` for each key below `prefix`, in the order of the names. */
function render(directory: StoreNode, prefix: string): string {
  const lines = valuesBelow(directory).map(
    ({ key, value }) => [key.slice(prefix.length + 1), value ?? ''] as const,
  );
  lines.sort(([a], [b]) => (a < b ? -1 : 1));
  return lines.map(([name, value]) => `${name}=${value}\n`).join('');
}

function valuesBelow({ nodes = [] }: StoreNode): StoreNode[] {
  return nodes.flatMap((node) => (node.dir === true ? valuesBelow(node) : [node]));
}
