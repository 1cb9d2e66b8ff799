import { pack, sha256 } from '#token-codec';
import type { Replay } from './replay.ts';

const suiteHashLength = 12;

/**
 * A token reads `raft-3f9c2a1b.<data>`. The part before the dot is its name: the exercise and the
 * first eight digits of the SHA-256 of the data, which is at once the checksum.
 */
export interface EncodedReplay {
  readonly name: string;
  readonly token: string;
}

/** Short keys: they are part of every token. Their order is part of the checksum. */
interface Payload {
  readonly v: 1;
  readonly c: string;
  readonly e: string;
  readonly s: string;
  readonly p: string;
  readonly x: string;
  readonly r: number;
  readonly i: unknown;
}

export function encodeReplay(replay: Replay): EncodedReplay {
  const payload: Payload = {
    v: 1,
    c: replay.chapter,
    e: replay.exercise,
    s: replay.suite.slice(0, suiteHashLength),
    p: replay.property,
    x: replay.experiment,
    r: replay.seed,
    i: replay.input,
  };
  const text = JSON.stringify(payload);
  const name = `${replay.exercise}-${checksum(text)}`;
  return { name, token: `${name}.${pack(text)}` };
}

export function checksum(text: string): string {
  return sha256(text).slice(0, 8);
}
