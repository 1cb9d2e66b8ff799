/**
 * An ISO 8601 moment as Germans write it, in its own offset: `12.06.2026, 23:59`. Without `Intl`, whose
 * tables change between versions of the engine.
 */
export function germanMoment(iso: string): string {
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)/.exec(iso);
  if (match === null) return iso;
  const [, year, month, day, hour, minute] = match;
  return `${day}.${month}.${year}, ${hour}:${minute}`;
}
