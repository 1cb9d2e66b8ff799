import * as z from 'zod';
import { unpack } from '#token-codec';
import { checksum } from './encode-replay.ts';
import type { Replay } from './replay.ts';

export { type EncodedReplay, encodeReplay } from './encode-replay.ts';
export type { Replay } from './replay.ts';

/** What {@link encodeReplay} writes. */
const payloadSchema = z.strictObject({
  v: z.literal(1),
  c: z.string(),
  e: z.string(),
  s: z.string(),
  p: z.string(),
  x: z.string(),
  r: z.number().int(),
  i: z.unknown(),
});

const maxPayloadBytes = 8 * 1024 * 1024;

/** What a student typed after `--replay`. */
export type ParsedToken =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'replay'; readonly replay: Replay; readonly name: string }
  | { readonly kind: 'broken' };

export function parseToken(typed: string): ParsedToken {
  // Copied from a mail or a terminal, a token may have gained line breaks and quotes.
  const token = typed.replace(/[\s"'„“`]/g, '');
  const [, name, checksumDigits, body] =
    /^([a-z0-9-]+-([0-9a-f]{8}))(?:\.(.*))?$/i.exec(token) ?? [];
  if (name === undefined || checksumDigits === undefined) return { kind: 'broken' };
  if (body === undefined) return { kind: 'name', name: name.toLowerCase() };
  const text = decompress(body);
  if (text === undefined || checksum(text) !== checksumDigits.toLowerCase()) {
    return { kind: 'broken' };
  }
  const parsed = payloadSchema.safeParse(parseJson(text));
  if (!parsed.success) return { kind: 'broken' };
  const { c, e, s, p, x, r, i } = parsed.data;
  const replay = {
    chapter: c,
    exercise: e,
    suite: s,
    property: p,
    experiment: x,
    seed: r,
    input: i,
  };
  return { kind: 'replay', replay, name: name.toLowerCase() };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function decompress(body: string): string | undefined {
  if (!/^[A-Za-z0-9_-]+$/.test(body)) return undefined;
  try {
    return unpack(body, maxPayloadBytes);
  } catch {
    return undefined;
  }
}
