import type { Context, NodeId } from '#simulator';
import type { AmbassadorConfig, AmbassadorMessage, HealthReply } from './contract.ts';

/** What is known of one node of the group. */
interface Health {
  isActive: boolean;
  /** Checks in a row that spoke against `isActive`. */
  opposing: number;
  /** Checks with a result since the start. */
  concluded: number;
  /** The check that has no answer yet. */
  openCheck: number | undefined;
}

/** Checks the group at a fixed period. A few checks in a row must agree before a node changes sides. */
export class HealthWatch {
  private readonly health = new Map<NodeId, Health>();
  private lastCheck = 0;

  constructor(
    private readonly context: Context<AmbassadorMessage>,
    private readonly config: AmbassadorConfig,
    private readonly onResult: () => void,
  ) {
    for (const { node } of config.members) {
      const unknown = { isActive: false, opposing: 0, concluded: 0, openCheck: undefined };
      this.health.set(node, unknown);
    }
  }

  isUp(node: NodeId): boolean {
    return this.health.get(node)?.isActive === true;
  }

  /** Active, inactive, or `undefined`: too few checks yet to call anybody inactive. */
  verdict(node: NodeId): boolean | undefined {
    const health = this.health.get(node);
    const { riseAfter, fallAfter } = this.config;
    if (health === undefined) return false;
    return health.isActive || (health.concluded < riseAfter + fallAfter ? undefined : false);
  }

  /** The period is over: whoever has not answered has failed; everybody is asked anew. */
  tick(): void {
    for (const [node, health] of this.health) {
      if (health.openCheck !== undefined) this.conclude(health, false);
      this.lastCheck++;
      health.openCheck = this.lastCheck;
      this.context.send(node, { type: 'HealthCheck', id: this.lastCheck });
    }
    this.context.setTimer('health', this.config.healthPeriodMs);
  }

  onReply(node: NodeId, { id, healthy }: HealthReply): void {
    const health = this.health.get(node);
    // Doubles, and answers that come too late, belong to no open check.
    if (health === undefined || health.openCheck !== id) return;
    this.conclude(health, healthy);
  }

  private conclude(health: Health, hasPassed: boolean): void {
    health.openCheck = undefined;
    health.concluded++;
    health.opposing = hasPassed === health.isActive ? 0 : health.opposing + 1;
    const needed = health.isActive ? this.config.fallAfter : this.config.riseAfter;
    if (health.opposing >= needed) {
      health.isActive = hasPassed;
      health.opposing = 0;
    }
    this.onResult();
  }
}
