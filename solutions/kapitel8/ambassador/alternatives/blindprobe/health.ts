import type { Context, NodeId } from '#simulator';
import type { AmbassadorConfig, AmbassadorMessage, HealthReply } from './contract.ts';

interface Tools {
  readonly context: Context<AmbassadorMessage>;
  readonly config: AmbassadorConfig;
  readonly nextId: () => number;
  readonly clock: () => number;
}

interface Watched {
  active: boolean;
  /** So many checks in a row speak against the present state. */
  against: number;
  pending: { readonly id: number; readonly sentMs: number } | undefined;
}

/** Asks at a fixed period and counts the results. */
export function createMonitor({ context, config, nextId, clock }: Tools, onChange: () => void) {
  const watched = new Map<NodeId, Watched>(
    config.members.map(({ node }) => [node, { active: false, against: 0, pending: undefined }]),
  );

  /** Books a result; true if the node changes sides with it. */
  function book(w: Watched, passed: boolean): boolean {
    w.pending = undefined;
    w.against = passed === w.active ? 0 : w.against + 1;
    if (w.against < (w.active ? config.fallAfter : config.riseAfter)) return false;
    w.active = !w.active;
    w.against = 0;
    return true;
  }

  return {
    /** At the start, and whenever the timer fires. */
    beat(): void {
      context.setTimer('health', config.healthPeriodMs);
      let changed = false;
      for (const [node, w] of watched) {
        if (w.pending !== undefined && book(w, false)) changed = true;
        w.pending = { id: nextId(), sentMs: clock() };
        context.send(node, { type: 'HealthCheck', id: w.pending.id });
      }
      if (changed) onChange();
    },
    onReply(from: NodeId, reply: HealthReply): void {
      const w = watched.get(from);
      if (w?.pending?.id !== reply.id) return;
      if (reply.healthy && clock() - w.pending.sentMs >= config.healthPeriodMs) return;
      if (book(w, reply.healthy)) onChange();
    },
    isActive: (node: NodeId): boolean => watched.get(node)?.active === true,
  };
}
