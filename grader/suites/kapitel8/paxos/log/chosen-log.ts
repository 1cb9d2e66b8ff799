import type { Ballot, LogValue } from '../contract.ts';
import { isSameValue } from './nodes.ts';

/** What is really chosen, slot by slot, whoever knows of it. */
export class ChosenLog {
  private readonly values = new Map<number, LogValue>();
  private readonly supporters = new Map<string, Set<string>>();
  private readonly proposals = new Map<string, LogValue>();
  /** Of the slots without a gap from the first on: each command once, with its position. */
  readonly texts: string[] = [];
  private readonly positions = new Map<string, number>();
  private readonly sessions = new Map<string, number>();
  private next = 1;

  constructor(private readonly majority: number) {}

  valueAt(slot: number): LogValue | undefined {
    return this.values.get(slot);
  }

  /** Where a command stands among the applied ones, from 1. */
  positionOf(clientId: string, sequence: number): number | undefined {
    return this.positions.get(`${clientId}/${sequence}`);
  }

  propose(ballot: Ballot, slot: number, value: LogValue): void {
    this.proposals.set(proposalKey(ballot, slot), value);
  }

  /** A node has accepted; the value chosen before, if this chooses another one. */
  support(node: string, ballot: Ballot, slot: number): LogValue | undefined {
    const key = proposalKey(ballot, slot);
    const supporters = this.supporters.get(key) ?? new Set();
    this.supporters.set(key, supporters.add(node));
    const value = this.proposals.get(key);
    if (value === undefined || supporters.size < this.majority) return undefined;
    return this.choose(slot, value);
  }

  /** The value chosen before, if it is another one. */
  choose(slot: number, value: LogValue): LogValue | undefined {
    const known = this.values.get(slot);
    if (known !== undefined) return isSameValue(known, value) ? undefined : known;
    this.values.set(slot, value);
    for (let found = this.values.get(this.next); found !== undefined; ) {
      this.apply(found);
      found = this.values.get(++this.next);
    }
    return undefined;
  }

  private apply(value: LogValue): void {
    if (value === null) return;
    const { clientId, sequence, text } = value;
    if (sequence <= (this.sessions.get(clientId) ?? 0)) return;
    this.sessions.set(clientId, sequence);
    this.positions.set(`${clientId}/${sequence}`, this.texts.push(text));
  }
}

const proposalKey = ({ round, node }: Ballot, slot: number): string => `${round} ${node} ${slot}`;
