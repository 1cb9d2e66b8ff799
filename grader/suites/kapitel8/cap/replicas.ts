import type { Context, NodeId } from '../../../simulator/process.ts';
import type { CpMessage, Versioned } from './contract.ts';
import type { Message, RegisterProcess } from './exports.ts';
import { asCpMessage, newer } from './wire-format.ts';

/** How a replica played by the suite behaves. It never lies: it is only slow, silent or repetitive. */
export interface ReplicaScript {
  readonly copy: Versioned;
  /** What it leaves unanswered, and from when on (from the beginning if there is no time). */
  readonly silentTo?: readonly { readonly type: 'query' | 'store'; readonly fromMs?: number }[];
  /** Answers to what it hears before `untilMs` are on their way until `releaseMs`. */
  readonly held?: { readonly untilMs: number; readonly releaseMs: number };
  /** Only acknowledgements are held; queries are answered at once. */
  readonly isQuick?: boolean;
  /** Each answer arrives so many times; 1 by default. */
  readonly copies?: number;
}

/** An honest replica of the CP register, played by the suite. */
export class Replica {
  /** For each message sent: which of those heard, from 0, it answers. */
  readonly answering: number[] = [];

  constructor(private readonly script: ReplicaScript) {}

  create(context: Context<Message>): RegisterProcess {
    const { silentTo = [], held, isQuick = false, copies = 1 } = this.script;
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
      },
      onTimer() {
        for (const { to, message, ordinal } of waiting) send(to, message, ordinal);
      },
      onMessage(from, raw) {
        const ordinal = heard++;
        const message = asCpMessage(raw);
        if (message === undefined || message.type === 'state' || message.type === 'stored') return;
        const nowMs = context.now();
        const isSilent = silentTo.some(
          ({ type, fromMs = 0 }) => type === message.type && nowMs >= fromMs,
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
}
