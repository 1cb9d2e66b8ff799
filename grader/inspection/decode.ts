/** Why bytes are not a source text. */
export type EncodingProblem = 'utf-16' | 'not-utf-8' | 'nul';

export type Decoded =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'problem'; readonly problem: EncodingProblem; readonly line: number };

/**
 * Reads bytes as UTF-8. A byte order mark is dropped, so that positions agree with an editor's;
 * line ends stay as they are.
 */
export function decode(bytes: Uint8Array): Decoded {
  if (isUtf16(bytes)) return { kind: 'problem', problem: 'utf-16', line: 1 };
  const nul = bytes.indexOf(0);
  if (nul >= 0) return { kind: 'problem', problem: 'nul', line: lineAt(bytes, nul) };
  try {
    return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { kind: 'problem', problem: 'not-utf-8', line: firstBadLine(bytes) };
  }
}

/** By its byte order mark, or, without one, by a zero in every second byte of the beginning. */
function isUtf16(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  const head = bytes.subarray(0, 64);
  if (head.length < 4) return false;
  const zerosAt = (parity: number) =>
    head.every((byte, index) => index % 2 !== parity || byte === 0);
  return zerosAt(0) !== zerosAt(1);
}

function lineAt(bytes: Uint8Array, position: number): number {
  let line = 1;
  for (const byte of bytes.subarray(0, position)) if (byte === 0x0a) line += 1;
  return line;
}

/** Lines are decoded one by one: a line feed is never part of a longer character. */
function firstBadLine(bytes: Uint8Array): number {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let start = 0;
  for (let line = 1; start < bytes.length; line += 1) {
    const lineFeed = bytes.indexOf(0x0a, start);
    const end = lineFeed < 0 ? bytes.length : lineFeed + 1;
    try {
      decoder.decode(bytes.subarray(start, end));
    } catch {
      return line;
    }
    start = end;
  }
  return 1;
}
