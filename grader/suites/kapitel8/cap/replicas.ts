import type { Context, NodeId } from '../../../simulator/process.ts';
import type { CpMessage, Versioned } from './contract.ts';
import type { Message, RegisterProcess } from './exports.ts';
import { asCpMessage, newer } from './wire-format.ts';

/** How a replica played by the suite behaves. It never lies: it is only slow, silent or repetitive. */
export interface ReplicaScript {
  readonly copy: Versioned;
  /** What it leaves unanswered, and in which time; always if there is none. */
  readonly silentTo?: readonly {
    readonly type: 'query' | 'store';
    readonly fromMs?: number;
    readonly untilMs?: number;
  }[];
  /** What it asks of the real node by itself. */
  readonly says?: readonly { readonly atMs: number; readonly store?: Versioned }[];
  /** Answers to what it hears before `untilMs` are on their way until `releaseMs`. */
  readonly held?: { readonly untilMs: number; readonly releaseMs: number };
  /** Only acknowledgements are held; queries are answered at once. */
  readonly isQuick?: boolean;
  /** Each answer arrives so many times; 1 by default. */
  readonly copies?: number;
}

/** The one node of the submission. */
export const real: NodeId = 'n1';

/** Numbers of what replicas ask by themselves: far from those of the real node. */
const firstOwnOperation = 900_000;

/** An honest replica of the CP register, played by the suite. */
export class Replica {
  /** For each message sent: which of those heard, from 0, it answers. */
  readonly answering: number[] = [];

  constructor(private readonly script: ReplicaScript) {}

  create(context: Context<Message>): RegisterProcess {
    const { silentTo = [], says = [], held, isQuick = false, copies = 1 } = this.script;
    let { copy } = this.script;
    let heard = 0;
    const waiting: { to: NodeId; message: CpMessage; ordinal: number }[] = [];
    const send = (to: NodeId, message: CpMessage, ordinal: number) => {
      for (let i = 0; i < copies; i++) {
        this.answering.push(ordinal);
        context.send(to, message);
      }
    };
    return {
      onStart() {
        if (held !== undefined) context.setTimer('release', held.releaseMs);
        for (const [i, { atMs }] of says.entries()) context.setTimer(String(i), atMs);
      },
      onTimer: (name) => {
        if (name !== 'release') return this.say(context, says[Number(name)]?.store, Number(name));
        for (const { to, message, ordinal } of waiting) send(to, message, ordinal);
      },
      onMessage(from, raw) {
        const ordinal = heard++;
        const message = asCpMessage(raw);
        if (message === undefined || message.type === 'state' || message.type === 'stored') return;
        const nowMs = context.now();
        const isSilent = silentTo.some(
          ({ type, fromMs = 0, untilMs = Number.POSITIVE_INFINITY }) =>
            type === message.type && nowMs >= fromMs && nowMs < untilMs,
        );
        if (isSilent) return;
        const { operation } = message;
        if (message.type === 'store' && newer(message.tag, copy.tag)) {
          copy = { tag: message.tag, value: message.value };
        }
        const answer: CpMessage =
          message.type === 'query'
            ? { type: 'state', operation, ...copy }
            : { type: 'stored', operation };
        const isHeld = answer.type === 'stored' || !isQuick;
        if (held !== undefined && nowMs < held.untilMs && isHeld) {
          waiting.push({ to: from, message: answer, ordinal });
        } else {
          send(from, answer, ordinal);
        }
      },
      onRequest(_request, respond) {
        respond({ ok: false });
      },
    };
  }

  private say(context: Context<Message>, store: Versioned | undefined, ordinal: number): void {
    const operation = firstOwnOperation + ordinal;
    // It answers nothing.
    this.answering.push(-1);
    context.send(
      real,
      store === undefined
        ? { type: 'query', operation }
        : { type: 'store', operation, tag: store.tag, value: store.value },
    );
  }
}
