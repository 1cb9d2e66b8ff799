import type { Context, NodeId, Process } from '#simulator';
import type { Instance, WriterConfiguration, WriterMessage } from './contract.ts';
import { byId, instancesOf } from './entries.ts';
import { StoreFollower, type Values } from './store-follower.ts';

export function renderTemplate(template: string, instances: readonly Instance[]): string {
  const sorted = [...instances].sort(byId);
  const count = { count: sorted.length };
  const block = /\{\{#instances\}\}([\s\S]*?)\{\{\/instances\}\}/g;
  // One pass over the template only: what has been inserted must not be looked at again.
  let rendered = '';
  let end = 0;
  for (const match of template.matchAll(block)) {
    rendered += fill(template.slice(end, match.index), count);
    for (const instance of sorted) rendered += fill(match[1] ?? '', { ...instance, ...count });
    end = match.index + match[0].length;
  }
  return rendered + fill(template.slice(end), count);
}

function fill(text: string, fields: Readonly<Record<string, string | number>>): string {
  const placeholder = /\{\{([a-z]+)\}\}/g;
  return text.replace(placeholder, (whole, name: string) =>
    Object.hasOwn(fields, name) ? String(fields[name]) : whole,
  );
}

export function createConfigurationWriter(
  context: Context<WriterMessage>,
  configuration: WriterConfiguration,
): Process<WriterMessage> {
  return new ConfigurationWriter(context, configuration);
}

class ConfigurationWriter implements Process<WriterMessage> {
  private readonly follower: StoreFollower;
  /** Where it is kept which content the reader has last been told of. */
  private readonly signalledKey: string;

  constructor(
    private readonly context: Context<WriterMessage>,
    private readonly configuration: WriterConfiguration,
  ) {
    const { store, service, path, retryMs, watchMs } = configuration;
    this.signalledKey = `${path}.signalled`;
    this.follower = new StoreFollower(
      context,
      { store, directory: `/services/${service}`, retryMs, watchMs },
      (values) => this.update(values),
    );
  }

  onStart(): void {
    this.signal();
    this.follower.start();
  }

  onTimer(): void {
    this.follower.onTimer();
  }

  onMessage(_from: NodeId, message: WriterMessage): void {
    if (message.type === 'StoreReply') this.follower.onMessage(message);
  }

  private update(values: Values): void {
    const { template, path } = this.configuration;
    const content = renderTemplate(template, [...instancesOf(values).values()]);
    if (content === this.context.storage.get(path)) return;
    this.context.storage.set(path, content);
    this.signal();
  }

  /** Tells the reader of the file unless it has been told. A crash in between leaves it to the next start. */
  private signal(): void {
    const { path, reader } = this.configuration;
    const content = this.context.storage.get(path);
    if (content === undefined || content === this.context.storage.get(this.signalledKey)) return;
    this.context.send(reader, { type: 'Reload', path });
    this.context.storage.set(this.signalledKey, content);
  }
}
