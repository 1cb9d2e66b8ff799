/** What was put right about a file's text. */
export type Repair = 'bom' | 'crlf' | 'utf16' | 'windows1252';

export interface RepairedContent {
  readonly bytes: Uint8Array;
  readonly repairs: readonly Repair[];
}

/**
 * Source text as UTF-8 without a byte order mark, lines ended by LF. What is no text at all stays
 * as it is; grading says so.
 */
export function repairContent(bytes: Uint8Array): RepairedContent {
  const decoded = decode(bytes);
  if (decoded === undefined) return { bytes, repairs: [] };
  const repairs: Repair[] = [...decoded.repairs];
  const text = decoded.text.replaceAll('\r\n', '\n');
  if (text !== decoded.text) repairs.push('crlf');
  if (repairs.length === 0) return { bytes, repairs };
  return { bytes: new TextEncoder().encode(text), repairs };
}

/** A decoder drops the mark of its own encoding. */
function decode(bytes: Uint8Array): { text: string; repairs: Repair[] } | undefined {
  const encoding = utf16In(bytes);
  if (encoding !== undefined) {
    return { text: new TextDecoder(encoding).decode(bytes), repairs: ['utf16'] };
  }
  if (bytes.includes(0)) return undefined;
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { text, repairs: marked ? ['bom'] : [] };
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), repairs: ['windows1252'] };
  }
}

function utf16In([first, second]: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}
