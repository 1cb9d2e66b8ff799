import type { Change } from '../contract.ts';

/** What happened to a transaction at one participant: to say what a finding is about. */
export interface Facts {
  yesAtMs?: number;
  yesIncarnation?: number;
  vote?: 'yes' | 'no';
  votedIncarnation?: number;
  changes: readonly Change[];
  participants: readonly string[];
  /** Its Prepare came once more when it had been decided. */
  preparedAgain: boolean;
  /** Deliveries of its decision. */
  decisions: number;
  decidedAtMs?: number;
  decidedIncarnation?: number;
  /** A crash cut short a handler of its Prepare. */
  wasCut: boolean;
  /** A crash cut short a handler of its decision. */
  isTorn: boolean;
  /** The abort came before the Prepare. */
  overtaken: boolean;
}

export class FactBook {
  private readonly facts = new Map<string, Facts>();

  of(tx: string): Facts {
    let facts = this.facts.get(tx);
    if (facts === undefined) {
      facts = {
        changes: [],
        participants: [],
        preparedAgain: false,
        decisions: 0,
        wasCut: false,
        isTorn: false,
        overtaken: false,
      };
      this.facts.set(tx, facts);
    }
    return facts;
  }

  /** The transactions that change the account, the one that came last first. */
  on(account: string): { tx: string; facts: Facts }[] {
    return [...this.facts]
      .map(([tx, facts]) => ({ tx, facts }))
      .filter(({ facts }) => facts.changes.some((change) => change.account === account))
      .reverse();
  }

  /** Was another transaction decided here after this one's yes? */
  isInterleaved(tx: string): boolean {
    const yesAtMs = this.facts.get(tx)?.yesAtMs;
    if (yesAtMs === undefined) return false;
    return [...this.facts].some(
      ([other, { decidedAtMs }]) =>
        other !== tx && decidedAtMs !== undefined && decidedAtMs >= yesAtMs,
    );
  }
}
