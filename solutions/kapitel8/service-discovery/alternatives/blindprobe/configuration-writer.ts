import type { Context, Process } from '#simulator';
import type { Instance, WriterConfiguration, WriterMessage } from './contract.ts';
import { byId, follow } from './follow.ts';

const block = /\{\{#instances\}\}([\s\S]*?)\{\{\/instances\}\}/;
const placeholder = /\{\{(count|service|id|address|port|priority|weight|version)\}\}/g;

/** Teil 4: Blöcke zuerst abtrennen, dann jedes Stück der Vorlage genau einmal ersetzen. */
export function renderTemplate(template: string, instances: readonly Instance[]): string {
  const sorted = [...instances].sort(byId);
  const fill = (text: string, instance?: Instance) =>
    text.replace(placeholder, (whole, name: 'count' | keyof Instance) => {
      if (name === 'count') return String(sorted.length);
      return instance === undefined ? whole : String(instance[name]);
    });
  // `split` mit Gruppe: abwechselnd außen, innen, außen, …
  return template
    .split(block)
    .map((piece, i) =>
      i % 2 === 0 ? fill(piece) : sorted.map((instance) => fill(piece, instance)).join(''),
    )
    .join('');
}

/**
 * Teil 4. Vor dem Schreiben wird dauerhaft vermerkt, dass ein Signal aussteht; nach dem Signal wird der Vermerk
 * gelöscht. Steht er nach einem Neustart noch da, wird signalisiert.
 */
export function createConfigurationWriter(
  context: Context<WriterMessage>,
  configuration: WriterConfiguration,
): Process<WriterMessage> {
  const { path, reader, template } = configuration;
  const owed = `${path}#reload-owed`;

  function signal(): void {
    context.send(reader, { type: 'Reload', path });
    context.storage.delete(owed);
  }

  const follower = follow(context, {
    store: configuration.store,
    directory: `/services/${configuration.service}`,
    retryMs: configuration.retryMs,
    watchMs: configuration.watchMs,
    bootKey: `${path}#boots`,
    onSnapshot(snapshot) {
      const text = renderTemplate(template, [...snapshot.values()]);
      if (context.storage.get<string>(path) === text) return;
      context.storage.set(owed, true);
      context.storage.set(path, text);
      signal();
    },
  });

  return {
    onStart() {
      if (context.storage.get<boolean>(owed) === true) signal();
      follower.begin();
    },
    onMessage: follower.hear,
    onTimer: follower.tick,
    inspect: follower.inspect,
  };
}
