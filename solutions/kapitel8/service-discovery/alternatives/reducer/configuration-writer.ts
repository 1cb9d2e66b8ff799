import type { Context, Process } from '#simulator';
import type { Instance, WriterConfiguration, WriterMessage } from './contract.ts';
import { firstId } from './first-id.ts';
import { type Effect, type Machine, run } from './machine.ts';
import { blank, instancesIn, type Mirror, nextQuestion, reflect } from './mirror.ts';

/** One pattern for everything: a whole block or a single placeholder, whichever comes first. */
const token = /\{\{#instances\}\}([\s\S]*?)\{\{\/instances\}\}|\{\{(\w+)\}\}/g;

export function renderTemplate(template: string, instances: readonly Instance[]): string {
  const sorted = Array.from(instances).sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const count = `${sorted.length}`;
  return template.replace(token, (whole: string, body?: string, name?: string) => {
    if (body === undefined) return name === 'count' ? count : whole;
    return sorted
      .map((instance) =>
        body.replace(/\{\{(\w+)\}\}/g, (placeholder: string, field: string) => {
          if (field === 'count') return count;
          const value = new Map<string, unknown>(Object.entries(instance)).get(field);
          return value === undefined ? placeholder : `${value}`;
        }),
      )
      .join('');
  });
}

interface State {
  readonly mirror: Mirror;
  readonly file: string | null;
  /** The content the reader was last told of. */
  readonly announced: string | null;
}

export function createConfigurationWriter(
  context: Context<WriterMessage>,
  configuration: WriterConfiguration,
): Process<WriterMessage> {
  const { store, service, template, path, reader, retryMs } = configuration;
  const announcedKey = `announced:${path}`;

  const ask = (state: State) => {
    const directory = `/services/${service}`;
    const { mirror, request, delayMs } = nextQuestion(state.mirror, directory, configuration);
    const effects: readonly Effect<WriterMessage, unknown>[] = [
      { do: 'send', to: store, message: request },
      { do: 'timer', name: 'ask', delayMs },
    ];
    return { state: { ...state, mirror }, effects };
  };

  const publish = (state: State, content: string) => {
    const effects: Effect<WriterMessage, unknown>[] = [];
    if (content !== state.file) effects.push({ do: 'store', key: path, value: content });
    // Even if the reader was last told of this very content: it may have read another one since.
    if (content !== state.file || content !== state.announced) {
      effects.push({ do: 'send', to: reader, message: { type: 'Reload', path } });
      effects.push({ do: 'store', key: announcedKey, value: content });
    }
    return { state: { ...state, file: content, announced: content }, effects };
  };

  const machine: Machine<State, WriterMessage, unknown, unknown> = {
    initial: {
      mirror: { ...blank, id: firstId(context) },
      file: context.storage.get<string>(path) ?? null,
      announced: context.storage.get<string>(announcedKey) ?? null,
    },
    step(state, input) {
      if (input.kind === 'start' || input.kind === 'timer') return ask(state);
      if (input.kind === 'request' || input.message.type !== 'StoreReply') {
        return { state, effects: [] };
      }
      const reflection = reflect(state.mirror, input.message);
      if (reflection === null) return { state, effects: [] };
      const learnt: State = { ...state, mirror: reflection.mirror };
      if (reflection.askNext === 'later') {
        return { state: learnt, effects: [{ do: 'timer', name: 'ask', delayMs: retryMs }] };
      }
      // A cleared history is no news: the file waits for the new reading.
      const published =
        reflection.mirror.upTo === null
          ? { state: learnt, effects: [] }
          : publish(learnt, renderTemplate(template, instancesIn(learnt.mirror)));
      const asked = ask(published.state);
      return { state: asked.state, effects: [...published.effects, ...asked.effects] };
    },
  };
  return run(context, machine);
}
