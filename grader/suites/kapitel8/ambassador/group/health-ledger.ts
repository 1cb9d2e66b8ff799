import type { AmbassadorConfig } from '../../../../../exercises/kapitel8/ambassador/contract.ts';
import type { NodeId } from '../../../../simulator/process.ts';
import { type Findings, Undecidable } from './finding.ts';
import { healthWording as wording } from './wording-health.ts';

interface Check {
  readonly id: unknown;
  readonly dueMs: number;
}

interface Known {
  isActive: boolean;
  /** Results in a row that spoke against `isActive`. */
  opposing: number;
  /** Checks without a result; with a correct ambassador at most one, or two at the moment of the tick. */
  readonly open: Check[];
  readonly ids: Set<unknown>;
  lastSentMs: number | undefined;
}

/** A node became active or inactive. */
export interface Transition {
  readonly node: NodeId;
  readonly atMs: number;
  readonly isActive: boolean;
}

/** What an ambassador must think of its nodes, by the checks on the wire (R1 and R2). */
export class HealthLedger {
  readonly transitions: Transition[] = [];
  private readonly nodes = new Map<NodeId, Known>();
  /** The last moment at which a check ran out of time. */
  private lastDueMs = -1;

  constructor(
    private readonly config: AmbassadorConfig,
    private readonly startMs: number,
    private readonly findings: Findings,
  ) {
    for (const { node } of config.members) {
      this.nodes.set(node, {
        isActive: false,
        opposing: 0,
        open: [],
        ids: new Set(),
        lastSentMs: undefined,
      });
    }
  }

  isActive(node: NodeId): boolean {
    return this.nodes.get(node)?.isActive === true;
  }

  /** True if some check ran out of time at this very moment. */
  isTurning(atMs: number): boolean {
    return this.lastDueMs === atMs;
  }

  /** Fails the checks whose time is up. */
  settle(nowMs: number): void {
    for (const [node, known] of this.nodes) {
      for (;;) {
        const check = known.open[0];
        if (check === undefined || check.dueMs > nowMs) break;
        known.open.shift();
        this.lastDueMs = Math.max(this.lastDueMs, check.dueMs);
        this.conclude(node, known, false, check.dueMs);
      }
    }
  }

  onCheck(node: NodeId, id: unknown, atMs: number, seq: number): void {
    const known = this.nodes.get(node);
    if (known === undefined) {
      this.findings.add('health-checked', wording.notAMember(node), [seq]);
      return;
    }
    const { healthPeriodMs } = this.config;
    const dueMs = known.lastSentMs === undefined ? this.startMs : known.lastSentMs + healthPeriodMs;
    if (typeof id !== 'number' || known.ids.has(id)) {
      this.findings.add('health-checked', wording.badId(node, id), [seq]);
    } else if (Math.abs(atMs - dueMs) > slackMs) {
      this.findings.add('health-checked', wording.offBeat(node, dueMs, atMs), [seq]);
    }
    known.ids.add(id);
    known.lastSentMs = atMs;
    known.open.push({ id, dueMs: atMs + healthPeriodMs });
    this.findings.count('checks');
    if (!known.isActive && this.transitions.some((one) => one.node === node)) {
      this.findings.count('checks-of-inactive');
    }
  }

  /** To be called after {@link settle}: what came too late finds no open check. */
  onReply(node: NodeId, id: unknown, healthy: unknown, atMs: number): void {
    const known = this.nodes.get(node);
    const index = known?.open.findIndex((check) => check.id === id) ?? -1;
    if (known === undefined || index < 0) {
      // On the very moment of its deadline: in time or too late?
      if (this.isTurning(atMs) && known?.ids.has(id) === true) throw new Undecidable();
      this.findings.count('stale-health-replies');
      return;
    }
    known.open.splice(index, 1);
    this.conclude(node, known, healthy === true, atMs);
  }

  /** The run or the incarnation is over: was everybody still being checked? */
  finish(nowMs: number, seq: number): void {
    for (const [node, { lastSentMs }] of this.nodes) {
      const dueMs =
        lastSentMs === undefined ? this.startMs : lastSentMs + this.config.healthPeriodMs;
      if (nowMs <= dueMs + slackMs) continue;
      this.findings.add('health-checked', wording.notChecked(node, dueMs), [seq]);
    }
  }

  private conclude(node: NodeId, known: Known, hasPassed: boolean, atMs: number): void {
    if (!hasPassed) this.findings.count('failed-checks');
    if (hasPassed === known.isActive) {
      known.opposing = 0;
      return;
    }
    known.opposing++;
    const needed = known.isActive ? this.config.fallAfter : this.config.riseAfter;
    if (known.opposing < needed) return;
    known.isActive = hasPassed;
    known.opposing = 0;
    this.transitions.push({ node, atMs, isActive: hasPassed });
    this.findings.count(hasPassed ? 'became-active' : 'became-inactive');
  }
}

/** A timer may be a little off without anybody being the worse for it. */
const slackMs = 5;
