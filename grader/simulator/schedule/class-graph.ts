import { mix } from '../random.ts';
import type { Edge } from './edges.ts';

/**
 * Names a class of equivalent schedules by what all its members share: the order of steps on each node,
 * the messages taken away, and the order of visible steps. Two independent hashes, 53 bits together.
 */
export class ClassName {
  private constructor(
    private readonly nodes: readonly number[],
    private readonly others: readonly number[],
    private readonly visible: number,
    private readonly visible2: number,
    private readonly sum: number,
    private readonly sum2: number,
  ) {}

  static empty(nodes: number): ClassName {
    const zeros = new Array<number>(nodes).fill(0);
    return new ClassName(zeros, zeros, 0, 0, 0, 0);
  }

  get number(): number {
    const high = mix(this.sum, this.visible);
    const low = mix(this.sum2, this.visible2);
    return high * 2 ** 21 + (low >>> 11);
  }

  after({ action, armed, isVisible }: Edge): ClassName {
    // Not mixed: small numbers would often give the same.
    const step = armed === undefined ? action.id : armed.id * 0x10000 + action.id;
    const visible = isVisible ? mix(this.visible, step) : this.visible;
    const visible2 = isVisible ? mix(step, this.visible2) : this.visible2;
    const { node } = action;
    // What touches no node is a set: its members come in any order.
    const place = node < 0 ? step : node;
    const old = node < 0 ? 0 : (this.nodes[node] as number);
    const old2 = node < 0 ? 0 : (this.others[node] as number);
    const next = mix(old + 1, step);
    const next2 = mix(step + 1, old2);
    const sum = (this.sum + part(next, place, node) - part(old, place, node)) | 0;
    const sum2 = (this.sum2 + part(next2, place, node) - part(old2, place, node)) | 0;
    if (node < 0) return new ClassName(this.nodes, this.others, visible, visible2, sum, sum2);
    const nodes = this.nodes.slice();
    const others = this.others.slice();
    nodes[node] = next;
    others[node] = next2;
    return new ClassName(nodes, others, visible, visible2, sum, sum2);
  }
}

function part(value: number, place: number, node: number): number {
  return value === 0 && node < 0 ? 0 : mix(value, place + (node < 0 ? 0x1000 : 0));
}

/**
 * All classes met by a search and the steps between them: says how many schedules they hold. Classes
 * are numbers here, in the order of their discovery, because there are many.
 */
export class ClassGraph {
  private readonly numbers = new Map<number, number>();
  private readonly ends: number[] = [];
  /** By the length of what came before: pairs of a class and one that follows it. */
  private readonly steps: number[][] = [];

  enter(name: ClassName, isEnd: boolean): number {
    const known = this.find(name);
    const entered = known ?? this.numbers.size;
    if (known === undefined) this.numbers.set(name.number, entered);
    if (isEnd) this.ends.push(entered);
    return entered;
  }

  /** A step leads from one class, whose members have `length` choices, to another. */
  link(from: number, length: number, to: number): void {
    let steps = this.steps[length];
    if (steps === undefined) {
      steps = [];
      this.steps[length] = steps;
    }
    steps.push(from, to);
  }

  /** The class of this name, if it has been entered before. */
  find(name: ClassName): number | undefined {
    return this.numbers.get(name.number);
  }

  /** Schedules in all classes that end one, visited or equivalent to one visited. */
  countSchedules(): number {
    const members = new Float64Array(this.numbers.size);
    members[0] = 1;
    // Holes are lengths that no schedule has: a step may take two choices.
    for (const steps of this.steps) {
      for (let i = 0; steps !== undefined && i < steps.length; i += 2) {
        const [from, to] = [steps[i] as number, steps[i + 1] as number];
        members[to] = (members[to] as number) + (members[from] as number);
      }
    }
    const schedules = this.ends.reduce((sum, end) => sum + (members[end] as number), 0);
    return Math.min(schedules, Number.MAX_SAFE_INTEGER);
  }
}
