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
    const step = armed === undefined ? action.id : mix(armed.id, action.id);
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

interface ClassEntry {
  readonly depth: number;
  isEnd: boolean;
  /** Schedules in this class: orders in which its steps can happen. */
  members: number;
  readonly next: ClassEntry[];
}

/** All classes met by a search and the steps between them: says how many schedules they hold. */
export class ClassGraph {
  private readonly entries = new Map<number, ClassEntry>();

  enter(name: ClassName, depth: number, isEnd: boolean): ClassEntry {
    const entry: ClassEntry = { depth, isEnd, members: 0, next: [] };
    this.entries.set(name.number, entry);
    return entry;
  }

  /** A step that leads to a class entered before. */
  link(from: ClassEntry, to: ClassName): void {
    const entry = this.entries.get(to.number);
    if (entry !== undefined) from.next.push(entry);
  }

  /** Schedules in all classes that end one, visited or equivalent to one visited. */
  countSchedules(): number {
    const entries = [...this.entries.values()].sort((a, b) => a.depth - b.depth);
    const [first] = entries;
    if (first === undefined) return 0;
    first.members = 1;
    let schedules = 0;
    for (const { next, members, isEnd } of entries) {
      for (const entry of next) entry.members += members;
      if (isEnd) schedules += members;
    }
    return Math.min(schedules, Number.MAX_SAFE_INTEGER);
  }
}

export type { ClassEntry };
