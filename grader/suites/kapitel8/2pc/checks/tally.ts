import type { NodeId } from '../../../../simulator/process.ts';
import type { Change, Outcome, TransferRequest } from '../contract.ts';

/** When something became due, and why. */
export interface Due {
  readonly sinceMs: number;
  readonly limitMs: number;
  /** The step that should have had consequences. */
  readonly seq: number;
}

/** What is known of one transaction from the coordinator's side of the wire. */
export class Tally {
  readonly changes: ReadonlyMap<NodeId, readonly Change[]>;
  /** The votes that have arrived, over all incarnations. */
  readonly yes = new Set<NodeId>();
  readonly no = new Set<NodeId>();
  preparedAtMs: number | undefined;
  /** The coordinator may have begun, but was cut short before it could be seen. */
  mayHaveBegun = false;
  restarted = false;
  confusing = false;
  outcome:
    | { readonly outcome: Outcome; readonly seq: number; readonly incarnation: number }
    | undefined;
  decisionDue: (Due & { readonly why: 'all-yes' | 'no' | 'timeout' | 'restart' }) | undefined;
  /** Who must be told next, by when. */
  readonly tellDue = new Map<NodeId, Due & { readonly again: boolean }>();
  readonly ackedEver = new Set<NodeId>();
  /** In this incarnation. */
  readonly told = new Set<NodeId>();
  readonly acked = new Set<NodeId>();
  /** Requests without an answer, by operation and in this incarnation. */
  readonly open = new Map<number, { readonly seq: number; readonly afterwards: boolean }>();
  requests = 0;

  constructor(
    readonly tx: string,
    request: TransferRequest,
  ) {
    const changes = new Map<NodeId, Change[]>();
    for (const { participant, account, amount } of request.changes) {
      const own = changes.get(participant) ?? [];
      own.push({ account, amount });
      changes.set(participant, own);
    }
    this.changes = changes;
  }

  get participants(): NodeId[] {
    return [...this.changes.keys()];
  }

  get missing(): NodeId[] {
    return this.participants.filter((id) => !this.yes.has(id));
  }

  /** Those that need to be told: who voted no has aborted already. */
  get listeners(): NodeId[] {
    return this.participants.filter((id) => !this.no.has(id));
  }

  get hasBegun(): boolean {
    return this.preparedAtMs !== undefined;
  }
}
