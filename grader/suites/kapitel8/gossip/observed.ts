import type { Rumor, Version } from '../../../../exercises/kapitel8/gossip/protocol.ts';
import type { NodeId } from '../../../simulator/process.ts';
import type { SendEvent } from './handlings.ts';

/** One tick of a node at which it told something, or should have. */
export interface Tick {
  readonly node: NodeId;
  readonly atMs: number;
  /** The first gossip message, or the event at which the tick was found missing. */
  readonly seq: number;
  /** Empty if the node missed the tick. */
  readonly sends: readonly SendEvent[];
  readonly group: readonly NodeId[];
  readonly top: readonly NodeId[];
  readonly fanout: number;
  readonly peers: readonly NodeId[];
  /** What had to be told. */
  readonly hot: readonly Rumor[];
  /** Told although its ticks were over or it was outdated. */
  readonly expired: readonly Told[];
  /** Told although never adopted. */
  readonly unbelieved: readonly Told[];
  /** Not told to somebody although hot. */
  readonly missing: readonly Told[];
}

export interface Told {
  readonly rumor: Rumor;
  readonly seq: number;
  readonly to: NodeId;
}

/** An answered `get`: what came and what had to come. */
export interface Get {
  readonly node: NodeId;
  readonly incarnation: number;
  readonly seq: number;
  readonly key: string;
  /** `undefined`: no answer in the form of the contract. */
  readonly got: Rumor | null | undefined;
  readonly expected: Rumor | null;
}

export interface Put {
  readonly node: NodeId;
  readonly incarnation: number;
  readonly atMs: number;
  readonly seq: number;
  readonly key: string;
  readonly value: string;
  /** `undefined`: no answer in the form of the contract. */
  readonly timestamp: number | undefined;
  /** Largest timestamp the node had heard or issued in this incarnation. */
  readonly above: number;
}

/** A digest that came in, what the node believed at that moment, and what it sent in this handler. */
export interface DigestAnswer {
  readonly node: NodeId;
  readonly from: NodeId;
  readonly seq: number;
  readonly versions: readonly Version[];
  readonly entries: readonly Rumor[];
  readonly sends: readonly SendEvent[];
}

/** An `entries` message with wishes, after which the node believed `entries`. */
export interface WantedAnswer extends Omit<DigestAnswer, 'versions'> {
  readonly wanted: readonly string[];
}

/** A digest that the node sent, and what it had to believe then. */
export interface SentDigest {
  readonly send: SendEvent;
  readonly versions: readonly Version[];
  readonly entries: readonly Rumor[];
}

/** Everything a node let be seen about which version it knows, in order. */
export interface Shown {
  readonly node: NodeId;
  readonly incarnation: number;
  readonly seq: number;
  /** The whole state (a digest), or the answer for one key. */
  readonly key: string | undefined;
  readonly versions: readonly Version[];
}

export interface Walk {
  readonly ticks: readonly Tick[];
  /** Gossip messages sent outside a tick. */
  readonly strays: readonly SendEvent[];
  readonly gets: readonly Get[];
  readonly puts: readonly Put[];
  readonly digestAnswers: readonly DigestAnswer[];
  readonly wantedAnswers: readonly WantedAnswer[];
  readonly digests: readonly SentDigest[];
  readonly shown: readonly Shown[];
  /** Messages and answers that do not have the form of the contract. */
  readonly malformed: readonly number[];
  /** Rumors that the node sent or answered and nobody had told it. */
  readonly invented: readonly Told[];
}
