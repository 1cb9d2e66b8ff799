import type { Context, NodeId, Process } from '../../../../simulator/process.ts';
import type { Message, Request, Response } from '../contract.ts';
import { asMessage } from '../wire-format.ts';

/** A message of the submission's node that reached a scripted peer. */
export interface Heard {
  /** The peer that got it. */
  readonly to: NodeId;
  readonly atMs: number;
  /** Position among all messages that reached peers. */
  readonly ordinal: number;
  readonly message: Message;
}

/** What a script waits for: a message that matches, or the end of its patience. */
export interface Wait {
  readonly matches?: (heard: Heard) => boolean;
  readonly untilMs: number;
}

/** A script: sends through its stage, waits by `yield*`, and is resumed with what came. */
export type Script<Result = void> = Generator<Wait, Result, Heard | undefined>;

/** Something the script saw that a rule forbids. */
export interface Blame {
  /** Id of the property. */
  readonly rule: string;
  readonly message: string;
  readonly atMs: number;
  /** Ordinal of the message that shows it, if one does. */
  readonly ordinal?: number;
}

/** The one node under test is `n1`; the others follow the script. */
export const real: NodeId = 'n1';

const directorTimer = 'director';

/**
 * One real node among scripted peers. The peers share the script, which is trusted code of the
 * suite: they know at once what each of them has heard.
 */
export class Stage {
  readonly peers: readonly NodeId[];
  readonly heard: Heard[] = [];
  readonly blames: Blame[] = [];
  readonly counts: Record<string, number> = {};
  /** Answers messages before the script sees them, e.g. as an honest follower would. */
  reflex: ((heard: Heard) => void) | undefined;
  private readonly contexts = new Map<NodeId, Context<Message>>();
  private script: Script | undefined;
  private wait: Wait | undefined;
  private delivered = 0;
  private nowMs = 0;

  constructor(
    readonly nodes: number,
    private readonly write: (stage: Stage) => Script,
  ) {
    this.peers = Array.from({ length: nodes - 1 }, (_, i) => `n${i + 2}`);
  }

  get majority(): number {
    return Math.floor(this.nodes / 2) + 1;
  }

  get now(): number {
    return this.nowMs;
  }

  /** The processes of the peers, for the kernel. */
  cast(): Record<NodeId, (context: Context<Message>) => Process<Message, Request, Response>> {
    return Object.fromEntries(
      this.peers.map((id) => [id, (context: Context<Message>) => this.peer(id, context)]),
    );
  }

  send(from: NodeId, message: Message): void {
    this.contexts.get(from)?.send(real, message);
  }

  blame(rule: string, message: string, heard?: Heard): void {
    const atMs = this.nowMs;
    this.blames.push({ rule, message, atMs, ...(heard && { ordinal: heard.ordinal }) });
  }

  /** Notes that the script came so far: guards against vacuous passes. */
  reach(name: string): void {
    this.counts[name] = (this.counts[name] ?? 0) + 1;
  }

  *sleep(ms: number): Script {
    const untilMs = this.nowMs + ms;
    while (this.nowMs < untilMs) yield { untilMs };
  }

  /** The next message that matches, or `undefined` if none comes in time. */
  *receive(matches: (heard: Heard) => boolean, withinMs: number): Script<Heard | undefined> {
    return yield { matches, untilMs: this.nowMs + withinMs };
  }

  /** All messages heard during the next `ms`. */
  *listen(ms: number): Script<readonly Heard[]> {
    const from = this.heard.length;
    yield* this.sleep(ms);
    return this.heard.slice(from);
  }

  private peer(id: NodeId, context: Context<Message>): Process<Message, Request, Response> {
    this.contexts.set(id, context);
    const directs = id === this.peers[0];
    return {
      onStart: () => {
        if (this.contexts.size < this.peers.length) return;
        this.script = this.write(this);
        this.resume(undefined);
      },
      onMessage: (_from, message) => {
        this.nowMs = context.now();
        const ordinal = this.delivered++;
        const understood = asMessage(message);
        if (understood !== undefined) {
          this.hear({ to: id, atMs: this.nowMs, ordinal, message: understood });
        }
      },
      onTimer: () => {
        this.nowMs = context.now();
        if (directs && this.wait !== undefined) this.resume(undefined);
      },
      onRequest: (_request, respond) => respond({ ok: false, leaderHint: real }),
    };
  }

  private hear(heard: Heard): void {
    this.heard.push(heard);
    this.reflex?.(heard);
    if (this.wait?.matches?.(heard) === true) this.resume(heard);
  }

  private resume(heard: Heard | undefined): void {
    this.wait = undefined;
    const step = this.script?.next(heard);
    if (step === undefined || step.done === true) return;
    this.wait = step.value;
    const delayMs = Math.max(0, step.value.untilMs - this.nowMs);
    this.contexts.get(this.peers[0] ?? '')?.setTimer(directorTimer, delayMs);
  }
}
