import type {
  GossipMessage,
  GossipResponse,
  Rumor,
  Version,
} from '../../../../exercises/kapitel8/gossip/protocol.ts';

/**
 * Reads what a submission sent. A message that does not have the form of the contract is
 * `undefined`: it tells nobody anything, and the property „well-formed“ names it.
 */
export function readMessage(message: unknown): GossipMessage | undefined {
  if (!isRecord(message)) return undefined;
  switch (message.type) {
    case 'gossip':
      return isListOf(message.rumors, isRumor) &&
        message.rumors.length > 0 &&
        hasDistinctKeys(message.rumors)
        ? { type: 'gossip', rumors: message.rumors }
        : undefined;
    case 'digest':
      return isListOf(message.versions, isVersion) && hasDistinctKeys(message.versions)
        ? { type: 'digest', versions: message.versions }
        : undefined;
    case 'entries':
      return isListOf(message.rumors, isRumor) && isListOf(message.wanted, isText)
        ? { type: 'entries', rumors: message.rumors, wanted: message.wanted }
        : undefined;
    default:
      return undefined;
  }
}

/** Reads an answer to a client; `undefined` if it does not have the form of the contract. */
export function readResponse(response: unknown): GossipResponse | undefined {
  if (!isRecord(response)) return undefined;
  if (response.kind === 'stored' && isTimestamp(response.timestamp)) {
    return { kind: 'stored', timestamp: response.timestamp };
  }
  if (response.kind === 'entry' && (response.entry === null || isRumor(response.entry))) {
    return { kind: 'entry', entry: response.entry };
  }
  return undefined;
}

/** All four fields: two rumors with the same identity are the same rumor. */
export function identityOf({ key, value, timestamp, source }: Rumor): string {
  return `${key}=${value} (${timestamp}, ${source})`;
}

export function sameRumor(a: Rumor | null | undefined, b: Rumor | null | undefined): boolean {
  if (a == null || b == null) return (a ?? null) === (b ?? null);
  return identityOf(a) === identityOf(b);
}

/** The order of versions that the contract lays down. */
export function isNewerVersion(a: Version, b: Version): boolean {
  return a.timestamp === b.timestamp ? a.source > b.source : a.timestamp > b.timestamp;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isListOf<Item>(
  value: unknown,
  isItem: (item: unknown) => item is Item,
): value is readonly Item[] {
  return Array.isArray(value) && value.every(isItem);
}

export function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isRumor(value: unknown): value is Rumor {
  return isRecord(value) && isText(value.value) && isVersion(value);
}

function isVersion(value: unknown): value is Version {
  return (
    isRecord(value) && isText(value.key) && isText(value.source) && isTimestamp(value.timestamp)
  );
}

function isTimestamp(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 1;
}

function hasDistinctKeys(items: readonly { readonly key: string }[]): boolean {
  return new Set(items.map(({ key }) => key)).size === items.length;
}
