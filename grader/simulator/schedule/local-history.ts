import type { Alphabet } from './alphabet.ts';
import { LocalNode } from './local-node.ts';
import type { LocalInput, LocalStep } from './local-step.ts';
import type { ScheduleSpec } from './schedule.ts';

/** A node after a certain sequence of inputs: a place in the tree of all its histories. */
export interface LocalHistory extends LocalStep {
  readonly node: number;
  readonly above: LocalHistory | undefined;
  readonly input: LocalInput | undefined;
}

/** There are very many, and most have one successor: only further ones are kept in a map. */
interface Entry extends LocalHistory {
  firstInput: LocalInput | undefined;
  firstNext: Entry | undefined;
  moreNext: Map<LocalInput, Entry> | undefined;
}

/** A node that runs, and how far it has come. */
interface Live {
  readonly node: LocalNode;
  readonly at: Entry;
}

/**
 * What nodes do, kept by their history. The code of the submission is deterministic and local to its
 * node: after the same inputs it does the same, whatever happened elsewhere. So of the many schedules
 * that differ only in what other nodes went through, one executes it and the others read it here.
 */
export class LocalHistories {
  private readonly live: (Live | undefined)[] = [];

  constructor(
    private readonly spec: ScheduleSpec,
    private readonly alphabet: Alphabet,
  ) {}

  /** A node that has not been started yet. */
  beginning(node: number): LocalHistory {
    const entry: Entry = {
      node,
      above: undefined,
      input: undefined,
      effects: [],
      countedEffects: 0,
      up: false,
      incarnation: 0,
      timers: [],
      values: 0,
      fault: undefined,
      ...unexplored,
    };
    return entry;
  }

  /** The node after one more input; equal inputs are one and the same object. */
  after(history: LocalHistory, input: LocalInput): LocalHistory {
    const before = history as Entry;
    if (before.firstInput === input) return before.firstNext as Entry;
    const known = before.moreNext?.get(input);
    if (known !== undefined) return known;
    const { node: index } = before;
    const live = this.live[index];
    const node = live?.at === before ? live.node : this.replay(before);
    const entry: Entry = { ...node.step(input), node: index, above: before, input, ...unexplored };
    if (before.firstInput === undefined) {
      before.firstInput = input;
      before.firstNext = entry;
    } else {
      before.moreNext ??= new Map();
      before.moreNext.set(input, entry);
    }
    this.live[index] = { node, at: entry };
    return entry;
  }

  /** Runs the node's code up to this point once more. */
  private replay(history: Entry): LocalNode {
    const inputs: LocalInput[] = [];
    for (let at: LocalHistory = history; at.above !== undefined; at = at.above) {
      inputs.push(at.input as LocalInput);
    }
    const node = new LocalNode(this.spec, this.alphabet, history.node);
    for (const input of inputs.reverse()) node.step(input);
    return node;
  }
}

const unexplored = { firstInput: undefined, firstNext: undefined, moreNext: undefined };
