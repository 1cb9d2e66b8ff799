import type { Context, Process } from '#simulator';
import type { Instance, WriterConfiguration, WriterMessage } from './contract.ts';
import { followDirectory } from './directory.ts';
import { instanceAt } from './instances.ts';

/** Walks through the template from mark to mark. */
export function renderTemplate(template: string, instances: readonly Instance[]): string {
  const sorted = [...instances].sort((one, other) => (one.id < other.id ? -1 : 1));
  const [head = '', ...blocks] = template.split('{{#instances}}');
  const count = String(sorted.length);
  return blocks.reduce(
    (text, block) => {
      const [body = '', ...rest] = block.split('{{/instances}}');
      const filled = sorted.map((instance) => substitute(body, new Map(fieldsOf(instance, count))));
      return (
        text +
        filled.join('') +
        substitute(rest.join('{{/instances}}'), new Map([['count', count]]))
      );
    },
    substitute(head, new Map([['count', count]])),
  );
}

function fieldsOf(instance: Instance, count: string): [string, string][] {
  return [
    ...Object.entries(instance).map(([name, value]): [string, string] => [name, `${value}`]),
    ['count', count],
  ];
}

function substitute(text: string, fields: ReadonlyMap<string, string>): string {
  let result = '';
  let at = 0;
  for (;;) {
    const start = text.indexOf('{{', at);
    if (start < 0) return result + text.slice(at);
    const end = text.indexOf('}}', start);
    const value = end < 0 ? undefined : fields.get(text.slice(start + 2, end));
    result += text.slice(at, start) + (value ?? '{{');
    at = value === undefined ? start + 2 : end + 2;
  }
}

/** Signals once after each restart: cheaper than remembering what has been signalled. */
export function createConfigurationWriter(
  context: Context<WriterMessage>,
  { store, service, template, path, reader, retryMs, watchMs }: WriterConfiguration,
): Process<WriterMessage> {
  const instances = new Map<string, Instance>();
  const reload = (): void => context.send(reader, { type: 'Reload', path });

  const directory = followDirectory(context as Context<never>, {
    store,
    path: `/services/${service}`,
    retryMs,
    watchMs,
    onEntry(key, value) {
      const instance = instanceAt(key, value);
      if (instance === null) instances.delete(key);
      else instances.set(key, instance);
    },
    onSettled() {
      const text = renderTemplate(template, [...instances.values()]);
      if (text === context.storage.get<string>(path)) return;
      context.storage.set(path, text);
      reload();
    },
  });

  return {
    onStart() {
      // Written, and perhaps not signalled, by an earlier incarnation.
      if (context.storage.get<string>(path) !== undefined) reload();
      directory.ask();
    },
    onTimer: directory.ask,
    onMessage: (_, message) => {
      if (message.type === 'StoreReply') directory.receive(message);
    },
  };
}
