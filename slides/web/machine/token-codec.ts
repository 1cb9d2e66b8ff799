/** What `grader/judging/token-codec.ts` does with Node, for the page: the same bytes. */
import { sha256 as digest } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { deflateRaw, Inflate } from 'pako';

/** Lower-case hex. */
export function sha256(text: string): string {
  return bytesToHex(digest(utf8ToBytes(text)));
}

/** zlib's number for coding without any search for repetitions. */
const huffmanOnly = 2;

export function pack(text: string): string {
  const settings = { strategy: huffmanOnly, level: 9, memLevel: 9 } as const;
  return toBase64url(deflateRaw(utf8ToBytes(text), settings));
}

/** @throws if it was not packed, or if the text is longer than `maxBytes`. */
export function unpack(packed: string, maxBytes: number): string {
  const inflate = new Inflate({ raw: true });
  const chunks: Uint8Array[] = [];
  let length = 0;
  inflate.onData = (chunk: Uint8Array) => {
    length += chunk.length;
    if (length > maxBytes) throw new RangeError('too long');
    chunks.push(chunk);
  };
  inflate.push(fromBase64url(packed), true);
  if (inflate.err !== 0) throw new Error(inflate.msg);
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return new TextDecoder().decode(bytes);
}

function toBase64url(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64url(text: string): Uint8Array {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (char) => char.charCodeAt(0));
}
