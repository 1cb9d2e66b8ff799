import type { StoreQuery, StoreReply } from '#kapitel8/config-store';
import type { Context, Process } from '#simulator';
import type {
  InstanceConfiguration,
  InstanceMessage,
  InstanceRequest,
  InstanceResponse,
} from './contract.ts';
import { freshIds } from './ids.ts';

export { createConfigurationWriter, renderTemplate } from './configuration-writer.ts';
export { answerQuestion, createResolver, orderTargets } from './dns.ts';
export { createRegistry } from './registry.ts';

type Step = 'register' | 'refresh' | 'deregister';

/** Was die Instanz über ihren Eintrag weiß. */
type Entry =
  /** Nichts gesendet, oder erledigt. */
  | 'none'
  /** Vielleicht steht etwas im Speicher: gesendet, nicht bestätigt; oder Abmelden unterwegs. */
  | 'uncertain'
  /** Bestätigt, das nächste Auffrischen ist noch nicht fällig. */
  | 'fresh'
  /** Bestätigt, Auffrischen fällig. */
  | 'due';

/** Was jetzt zu senden ist, wenn nichts offen ist. */
function nextStep(entry: Entry, ready: boolean): Step | null {
  if (!ready) return entry === 'none' ? null : 'deregister';
  if (entry === 'fresh') return null;
  return entry === 'due' ? 'refresh' : 'register';
}

/** Wie es nach dieser Antwort um den Eintrag steht; `null`: ein Fehler, nach dem man es später noch einmal versucht. */
function outcome(step: Step, { status, body }: StoreReply): Entry | null {
  const error = 'errorCode' in body ? body.errorCode : null;
  if (error === null && (status === 200 || status === 201)) {
    return step === 'deregister' ? 'none' : 'fresh';
  }
  if (step === 'refresh' && error === 100) return 'none';
  if (step === 'deregister' && (error === 100 || error === 101)) return 'none';
  return null;
}

/** Teil 1: der Begleiter einer Dienstinstanz. */
export function createInstance(
  context: Context<InstanceMessage>,
  configuration: InstanceConfiguration,
): Process<InstanceMessage, InstanceRequest, InstanceResponse> {
  const { store, instance, ttlSeconds, refreshMs, checkTtlMs, retryMs } = configuration;
  const value = JSON.stringify(instance);
  const key = `/services/${instance.service}/${instance.id}`;
  const nextId = freshIds(context, 'instance-boots');

  const queries: Record<Step, StoreQuery> = {
    register: { value, ttl: ttlSeconds },
    refresh: { refresh: true, prevExist: true, ttl: ttlSeconds },
    deregister: { prevValue: value },
  };

  let entry: Entry = 'none';
  let healthySince: number | null = null;
  let stopped = false;
  const stopping: ((response: InstanceResponse) => void)[] = [];
  /** Die offene Anfrage; nach einer Fehlerantwort ohne `id`: nur noch die Pause bis `retryMs`. */
  let busy: { readonly step: Step; readonly id: number | null } | null = null;

  const isReady = () =>
    !stopped && healthySince !== null && context.now() - healthySince < checkTtlMs;

  function proceed(): void {
    if (busy === null) {
      const step = nextStep(entry, isReady());
      if (step !== null) perform(step);
    }
    if (entry === 'none' && stopped) {
      for (const respond of stopping.splice(0)) respond({ type: 'stopped' });
    }
  }

  function perform(step: Step): void {
    const id = nextId();
    busy = { step, id };
    if (step !== 'refresh') {
      entry = 'uncertain';
      context.cancelTimer('refresh');
    }
    const method = step === 'deregister' ? 'DELETE' : 'PUT';
    context.send(store, { type: 'StoreRequest', id, method, key, query: queries[step] });
    context.setTimer('retry', retryMs);
  }

  return {
    onMessage(from, message) {
      if (from !== store || message.type !== 'StoreReply') return;
      if (busy === null || busy.id !== message.id) return;
      const result = outcome(busy.step, message);
      if (result === null) {
        busy = { step: busy.step, id: null };
        return;
      }
      entry = result;
      busy = null;
      context.cancelTimer('retry');
      if (entry === 'fresh') context.setTimer('refresh', refreshMs);
      proceed();
    },
    onTimer(name) {
      if (name === 'retry') busy = null;
      if (name === 'refresh' && entry === 'fresh') entry = 'due';
      if (name === 'check') healthySince = null;
      proceed();
    },
    onRequest(request, respond) {
      if (request.type === 'stop') {
        stopped = true;
        stopping.push(respond);
      } else {
        respond({ type: 'noted' });
        healthySince = request.healthy ? context.now() : null;
        if (request.healthy) context.setTimer('check', checkTtlMs);
        else context.cancelTimer('check');
      }
      proceed();
    },
    inspect: () => ({ entry, ready: isReady(), stopped, busy }),
  };
}
