import type { Context, Process } from '#simulator';
import type {
  ConfigFileConfiguration,
  ConfigFileRequest,
  ConfigFileResponse,
  StoreEvent,
  StoreMessage,
  StoreNode,
} from './contract.ts';

interface View {
  readonly index: number;
  readonly values: ReadonlyMap<string, string>;
}

/** Reads everything once and then applies one event after the other; after a gap it reads again. */
export function createConfigFile(
  context: Context<StoreMessage>,
  { store, prefix }: ConfigFileConfiguration,
): Process<StoreMessage, ConfigFileRequest, ConfigFileResponse> {
  let view: View | undefined;
  let isComplete = false;
  const boot = (context.storage.get<number>('boot') ?? 0) + 1;
  context.storage.set('boot', boot);
  let id = boot * 100_000;

  const ask = (): void => {
    id++;
    const waitIndex = (view?.index ?? 0) + 1;
    const query = isComplete ? { recursive: true, wait: true, waitIndex } : { recursive: true };
    context.send(store, { type: 'StoreRequest', id, method: 'GET', key: prefix, query });
    context.setTimer('again', isComplete ? 1200 : 400);
  };

  return {
    onStart: ask,
    onTimer: ask,
    onMessage(_from, message) {
      if (message.type !== 'StoreReply' || message.id !== id) return;
      const { body } = message;
      if (!isComplete) {
        const values = 'action' in body ? new Map(valuesIn(body.node)) : new Map<string, string>();
        view = { index: message.index, values };
        isComplete = true;
      } else if ('action' in body && view !== undefined) view = apply(view, body);
      else isComplete = false;
      ask();
    },
    onRequest(_request, respond) {
      if (view === undefined) return respond({ type: 'file', text: null, index: 0 });
      const names = [...view.values.keys()].sort();
      const { values, index } = view;
      const text = names
        .map((key) => `${key.slice(prefix.length + 1)}=${values.get(key)}\n`)
        .join('');
      respond({ type: 'file', text, index });
    },
  };
}

function apply(view: View, { action, node }: StoreEvent): View {
  const values = new Map(view.values);
  const isGone = action === 'delete' || action === 'expire' || action === 'compareAndDelete';
  if (isGone || node.dir === true) {
    // A directory's update leaves what is in it.
    if (isGone || action !== 'update') {
      for (const key of view.values.keys()) {
        if (key === node.key || key.startsWith(`${node.key}/`)) values.delete(key);
      }
    }
  } else values.set(node.key, node.value ?? '');
  return { index: node.modifiedIndex, values };
}

function valuesIn(node: StoreNode): [string, string][] {
  const nodes = node.nodes ?? [];
  return nodes.flatMap((child): [string, string][] =>
    child.dir === true ? valuesIn(child) : [[child.key, child.value ?? '']],
  );
}
