/** `console` as a submission sees it: text goes to a sink, cut at a bound; nothing else happens. */

export type LogSink = (level: string, text: string) => void;

const maxTextLength = 1_000;
const maxDepth = 4;
const maxEntries = 50;

/** The five methods students use; each formats its arguments and hands them to the sink in force. */
export function capturedConsole(sink: () => LogSink | undefined): Record<string, unknown> {
  const levels = ['log', 'info', 'warn', 'error', 'debug'] as const;
  const entries = levels.map((level) => [
    level,
    (...values: unknown[]) => {
      const receive = sink();
      if (receive !== undefined) receive(level, formatValues(values));
    },
  ]);
  return Object.fromEntries(entries);
}

/** One line of text for any values, however hostile: getters are not called, nothing throws. */
export function formatValues(values: readonly unknown[]): string {
  const parts: string[] = [];
  let length = 0;
  for (const value of values.slice(0, maxEntries)) {
    const part = typeof value === 'string' ? value : formatSafely(value);
    parts.push(part);
    length += part.length;
    if (length > maxTextLength) break;
  }
  const text = parts.join(' ');
  return text.length > maxTextLength ? `${text.slice(0, maxTextLength)}…` : text;
}

function formatSafely(value: unknown): string {
  try {
    return format(value, 0, { left: maxTextLength });
  } catch {
    return '[…]';
  }
}

function format(value: unknown, depth: number, budget: { left: number }): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, maxTextLength));
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'function') return '[Function]';
  if (typeof value !== 'object' || value === null) return String(value);
  budget.left -= 10;
  if (depth >= maxDepth || budget.left < 0) return Array.isArray(value) ? '[…]' : '{…}';
  if (Array.isArray(value)) return formatArray(value, depth, budget);
  if (value instanceof Map) return `Map ${formatArray(firstOf(value), depth, budget)}`;
  if (value instanceof Set) return `Set ${formatArray(firstOf(value), depth, budget)}`;
  if (value instanceof Error) return ownText(value, 'message') ?? 'Error';
  return formatRecord(value, depth, budget);
}

function formatArray(values: readonly unknown[], depth: number, budget: { left: number }): string {
  const shown = Array.from({ length: Math.min(values.length, maxEntries) }, (_, index) =>
    formatProperty(values, String(index), depth, budget),
  );
  return `[${[...shown, ...(values.length > maxEntries ? ['…'] : [])].join(', ')}]`;
}

function formatRecord(record: object, depth: number, budget: { left: number }): string {
  const keys = Object.keys(record);
  const shown = keys
    .slice(0, maxEntries)
    .map((key) => `${key}: ${formatProperty(record, key, depth, budget)}`);
  if (keys.length > maxEntries) shown.push('…');
  return shown.length === 0 ? '{}' : `{ ${shown.join(', ')} }`;
}

function formatProperty(
  record: object,
  key: string,
  depth: number,
  budget: { left: number },
): string {
  const property = Object.getOwnPropertyDescriptor(record, key);
  if (property === undefined) return 'undefined';
  if (!('value' in property)) return '[Getter]';
  return format(property.value, depth + 1, budget);
}

function firstOf(values: Iterable<unknown>): unknown[] {
  const first: unknown[] = [];
  for (const value of values) {
    if (first.length > maxEntries) break;
    first.push(value);
  }
  return first;
}

function ownText(record: object, key: string): string | undefined {
  const property = Object.getOwnPropertyDescriptor(record, key);
  return typeof property?.value === 'string' ? property.value : undefined;
}
