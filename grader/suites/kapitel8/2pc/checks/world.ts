import { type Change, initialBalance, type Outcome } from '../contract.ts';

/** What a participant knows of one transaction, by the contract. */
export interface Known {
  readonly state: 'prepared' | Outcome;
  readonly changes: readonly Change[];
  readonly votedYes: boolean;
}

/** Why a first Prepare gets its vote. */
export type Reason = 'can' | 'locked' | 'overdraft';

/**
 * One possible state of a participant: immutable. After a crash in the middle of a handler there may
 * be several, of which later answers leave those that fit.
 */
export class World {
  constructor(private readonly known: ReadonlyMap<string, Known> = new Map()) {}

  of(tx: string): Known | undefined {
    return this.known.get(tx);
  }

  /** The transaction that holds the account. */
  holder(account: string, except?: string): string | undefined {
    for (const [tx, { state, changes }] of this.known) {
      if (tx === except || state !== 'prepared') continue;
      if (changes.some((change) => change.account === account)) return tx;
    }
    return undefined;
  }

  balance(account: string): number {
    let sum = initialBalance;
    for (const { state, changes } of this.known.values()) {
      if (state !== 'commit') continue;
      for (const change of changes) if (change.account === account) sum += change.amount;
    }
    return sum;
  }

  reasonFor(changes: readonly Change[]): Reason {
    if (changes.some(({ account }) => this.holder(account) !== undefined)) return 'locked';
    const isCovered = changes.every(({ account, amount }) => this.balance(account) + amount >= 0);
    return isCovered ? 'can' : 'overdraft';
  }

  voted(tx: string, changes: readonly Change[], vote: 'yes' | 'no'): World {
    const state = vote === 'yes' ? 'prepared' : 'abort';
    return this.with(tx, { state, changes, votedYes: vote === 'yes' });
  }

  /** `undefined` if the contract rules it out: a commit without a yes, or another outcome than before. */
  decided(tx: string, outcome: Outcome): World | undefined {
    const known = this.known.get(tx);
    if (known === undefined) {
      if (outcome === 'commit') return undefined;
      return this.with(tx, { state: 'abort', changes: [], votedYes: false });
    }
    if (known.state === 'prepared') return this.with(tx, { ...known, state: outcome });
    return known.state === outcome ? this : undefined;
  }

  private with(tx: string, known: Known): World {
    return new World(new Map([...this.known, [tx, known]]));
  }
}
