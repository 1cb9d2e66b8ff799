/**
 * `#token-codec`, what replay tokens need of the platform. In a page, `slides/web/machine/token-codec.ts`
 * stands in its place (see package.json) and makes the same bytes.
 */
import { createHash } from 'node:crypto';
import { constants, deflateRawSync, inflateRawSync } from 'node:zlib';

/** Lower-case hex. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/**
 * Base64url of the deflated text. Huffman coding only: which repetitions zlib finds depends on its
 * version and on the processor, and a token is part of results that must be equal everywhere.
 */
export function pack(text: string): string {
  const settings = { strategy: constants.Z_HUFFMAN_ONLY, level: 9, memLevel: 9 };
  return deflateRawSync(text, settings).toString('base64url');
}

/** @throws if it was not packed, or if the text is longer than `maxBytes`. */
export function unpack(packed: string, maxBytes: number): string {
  const bytes = Buffer.from(packed, 'base64url');
  return inflateRawSync(bytes, { maxOutputLength: maxBytes }).toString('utf8');
}
