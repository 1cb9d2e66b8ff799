const units: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 365 * 86_400_000],
  ['month', 30 * 86_400_000],
  ['week', 7 * 86_400_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

const german = new Intl.RelativeTimeFormat('de', { numeric: 'auto' });

/** „vor 3 Tagen“, „gestern“, „in 10 Minuten“; less than a minute is „gerade eben“ or „gleich“. */
export function relativeTime(at: number, now: number): string {
  const difference = at - now;
  const size = Math.abs(difference);
  // A unit is used from one on, but a fortnight is still counted in days.
  const found = units.find(([unit, length]) => size >= length * (unit === 'week' ? 2 : 1));
  if (found === undefined) return difference <= 0 ? 'gerade eben' : 'gleich';
  const [unit, length] = found;
  return german.format(Math.round(difference / length), unit);
}
