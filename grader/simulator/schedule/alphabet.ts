import type { NodeId } from '../process.ts';
import type { MessageIdentity } from '../scenario.ts';
import type { DeliveryInput, LocalInput } from './local-step.ts';
import type { Choice } from './schedule.ts';

/** A choice as the kernel works with it: each exists once, so that identity is equality. */
export interface Action {
  /** Numbers in the order of coming up, from 1. */
  readonly id: number;
  readonly choice: Choice;
  /** Index of the node whose state it touches; -1 if it touches none. */
  readonly node: number;
  /** The message it is about. */
  readonly letter?: Letter;
  /** What it is for its node, where the choice alone says so. */
  readonly input?: LocalInput;
  /** Something that should not have to happen: bounded by its own number. */
  readonly isFault: boolean;
}

/** One message by its identity, with the things that may happen to it. */
export interface Letter {
  readonly from: number;
  readonly to: number;
  readonly type: string;
  readonly k: number;
  readonly deliver: Action;
  readonly drop: Action;
  readonly duplicate: Action;
}

/** All actions that ever came up in a system, shared by all runs of an exploration. */
export class Alphabet {
  readonly crashes: readonly Action[];
  readonly restarts: readonly Action[];
  private readonly letters: (Map<string, Letter[]> | undefined)[];
  private readonly deliveries = new Map<string, DeliveryInput>();
  private readonly requests = new Map<string, LocalInput>();
  private actions = 0;
  private readonly others = new Map<string, Action>();

  readonly nodes: readonly NodeId[];

  constructor(nodeCount: number) {
    const nodes = Array.from({ length: nodeCount }, (_, i) => `n${i + 1}`);
    this.nodes = nodes;
    this.letters = new Array<undefined>(nodes.length ** 2).fill(undefined);
    this.crashes = nodes.map((id, node) => this.action({ do: 'crash', node: id }, node, true));
    this.restarts = nodes.map((id, node) => this.action({ do: 'restart', node: id }, node, true));
  }

  /** The k-th message of this type on this link. */
  letter(from: number, to: number, type: string, k: number): Letter {
    const link = from * this.nodes.length + to;
    let streams = this.letters[link];
    if (streams === undefined) {
      streams = new Map();
      this.letters[link] = streams;
    }
    let stream = streams.get(type);
    if (stream === undefined) {
      stream = [];
      streams.set(type, stream);
    }
    for (let next = stream.length; next <= k; next++) {
      stream.push(this.newLetter(from, to, type, next));
    }
    return stream[k] as Letter;
  }

  /** A message as its receiver gets it. Equal messages of a sender are one, whichever was sent when. */
  delivery(from: NodeId, message: unknown): DeliveryInput {
    const key = `${from} ${JSON.stringify(message)}`;
    let input = this.deliveries.get(key);
    if (input === undefined) {
      input = { do: 'deliver', from, message };
      this.deliveries.set(key, input);
    }
    return input;
  }

  /** A client's request as the node gets it. */
  asking(request: unknown): LocalInput {
    const key = JSON.stringify(request);
    let input = this.requests.get(key);
    if (input === undefined) {
      input = { do: 'request', request };
      this.requests.set(key, input);
    }
    return input;
  }

  crashInHandler(node: number, afterEffects: number): Action {
    return this.other({ do: 'crash', node: this.nodes[node] as NodeId, afterEffects }, node, true);
  }

  timer(node: number, name: string): Action {
    return this.other({ do: 'timer', node: this.nodes[node] as NodeId, name }, node, false);
  }

  wait(node: number, ms: number): Action {
    return this.other({ do: 'wait', node: this.nodes[node] as NodeId, ms }, node, false);
  }

  request(client: string, index: number, target: number): Action {
    return this.other({ do: 'request', client, index }, target, false);
  }

  private other(choice: Choice, node: number, isFault: boolean): Action {
    const key = `${node} ${JSON.stringify(choice)}`;
    const known = this.others.get(key);
    if (known !== undefined) return known;
    const made = this.action(choice, node, isFault);
    this.others.set(key, made);
    return made;
  }

  private newLetter(from: number, to: number, type: string, k: number): Letter {
    const identity: MessageIdentity = {
      from: this.nodes[from] as NodeId,
      to: this.nodes[to] as NodeId,
      type,
      k,
    };
    const letter = { from, to, type, k } as { -readonly [Key in keyof Letter]: Letter[Key] };
    letter.deliver = this.action({ do: 'deliver', ...identity }, to, false, letter);
    letter.duplicate = this.action({ do: 'duplicate', ...identity }, to, true, letter);
    letter.drop = this.action({ do: 'drop', ...identity }, -1, true, letter);
    return letter;
  }

  private action(choice: Choice, node: number, isFault: boolean, letter?: Letter): Action {
    const id = ++this.actions;
    const input = inputOf(choice);
    return {
      id,
      choice,
      node,
      isFault,
      ...(letter === undefined ? {} : { letter }),
      ...(input === undefined ? {} : { input }),
    };
  }
}

function inputOf(choice: Choice): LocalInput | undefined {
  switch (choice.do) {
    case 'timer':
    case 'wait':
      return choice;
    case 'restart':
      return { do: 'start' };
    case 'crash':
      return choice.afterEffects === undefined
        ? { do: 'crash' }
        : { do: 'arm', afterEffects: choice.afterEffects };
    default:
      return undefined;
  }
}
