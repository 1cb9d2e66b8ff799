import { Temporal } from 'temporal-polyfill';

/**
 * Moodle writes times as the instructor's profile shows them: in its language and time zone, which
 * the export does not name. Unless told otherwise it is taken for the German one.
 */
export const moodleTimeZone = 'Europe/Berlin';

/**
 * A time of a grading worksheet as ISO 8601 with its offset: „Dienstag, 2. Dezember 2025, 10:37“
 * becomes `2025-12-02T10:37:00+01:00`. In the hour that the clocks repeat in autumn the earlier of
 * both is taken, which is the one in the student's favour. `undefined` if it cannot be understood.
 */
export function parseMoodleTime(text: string, timeZone: string): string | undefined {
  const fields = fieldsOf(text.trim());
  if (fields === undefined) return undefined;
  try {
    const local = Temporal.PlainDateTime.from(fields, { overflow: 'reject' });
    const zoned = local.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
    return zoned.toString({ timeZoneName: 'never', smallestUnit: 'second' });
  } catch {
    return undefined;
  }
}

interface Fields {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** The language strings `strftimedaydatetime` and its like, with or without weekday and seconds. */
const withName =
  /^(?:\p{L}+\.?,\s*)?(?<day>\d{1,2})\.?\s+(?<name>\p{L}+)\.?\s+(?<year>\d{4}),?\s+(?<time>.+)$/u;
const german =
  /^(?:\p{L}+\.?,\s*)?(?<day>\d{1,2})\.(?<month>\d{1,2})\.(?<year>\d{4}),?\s+(?<time>.+)$/u;
const iso = /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})[T ](?<time>.+)$/;
const clock =
  /^(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2}))?\s*(?<half>[AP]M)?(?:\s*Uhr)?$/i;

function fieldsOf(text: string): Fields | undefined {
  const date = (withName.exec(text) ?? german.exec(text) ?? iso.exec(text))?.groups;
  const time = clock.exec(date?.time?.trim() ?? '')?.groups;
  const month = date?.month === undefined ? monthCalled(date?.name ?? '') : Number(date.month);
  if (date === undefined || time === undefined || month === undefined) return undefined;
  return {
    year: Number(date.year),
    month,
    day: Number(date.day),
    hour: hourOf(Number(time.hour), time.half),
    minute: Number(time.minute),
    second: Number(time.second ?? 0),
  };
}

/** 12 AM is midnight. */
function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  return (hour % 12) + (half.toUpperCase() === 'PM' ? 12 : 0);
}

/** Full names and the first three letters, which no two months share: `Mär`, `Mai`, `May`. */
const months: ReadonlyMap<string, number> = new Map(
  ['de-DE', 'de-AT', 'en-GB'].flatMap((locale) => {
    const format = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' });
    return Array.from({ length: 12 }, (_, month): [string, number] => {
      const name = format.format(new Date(Date.UTC(2025, month, 1)));
      return [name.slice(0, 3).toLowerCase(), month + 1];
    });
  }),
);

function monthCalled(name: string): number | undefined {
  return months.get(name.normalize('NFC').slice(0, 3).toLowerCase());
}
