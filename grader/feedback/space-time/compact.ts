import { sameData } from '../../checkers/data.ts';
import { clean, formatValue } from '../values.ts';

const deepest = 6;

/**
 * A message's or a state's fields in one line: `term: 2, entries: [{…}]`. The field `besides` is left
 * out, since it is shown as the name. What is nested too deeply for the length is only hinted at, so
 * that the first level survives; a field's own value is shown all the same where there is room for it.
 */
export function compactFields(value: unknown, maxLength: number, besides?: string): string {
  return shorten(maxLength, (depth, folding) => renderFields(value, depth, folding, besides));
}

/** What a request or a response is called, and the fields besides that. */
export interface Named {
  /** `acquire`; empty if nothing in it is a name. */
  readonly name: string;
  readonly fields: string;
}

/**
 * The name is the field `type` or `kind`. An envelope has none, but one field that has: then that is
 * what was asked for, and the envelope's own fields come last.
 */
export function compactNamed(value: unknown, maxLength: number): Named {
  if (!isRecord(value)) return { name: '', fields: compactFields(value, maxLength) };
  const key = nameKey(value);
  if (key !== undefined) {
    return { name: String(value[key]), fields: compactFields(value, maxLength, key) };
  }
  const [inner, ...others] = Object.entries(value).filter(([, field]) => nameKey(field));
  if (inner === undefined || others.length > 0) {
    return { name: '', fields: compactFields(value, maxLength) };
  }
  const [wrapped, content] = inner;
  const opened = compactNamed(content, maxLength);
  const left = maxLength - opened.fields.length - envelope.length;
  const around = left < 1 ? '' : compactFields(value, left, wrapped);
  return {
    name: opened.name,
    fields: [opened.fields, around].filter((part) => part !== '').join(envelope),
  };
}

const envelope = ' ∣ ';

function nameKey(value: unknown): 'type' | 'kind' | undefined {
  if (!isRecord(value)) return undefined;
  return (['type', 'kind'] as const).find((key) => typeof value[key] === 'string');
}

/** One value in one line, hinting at what does not fit. */
export function compactValue(value: unknown, maxLength: number): string {
  return shorten(maxLength, (depth, folding) => render(value, depth, folding));
}

/** Those fields of a state that differ from the state before; all if they cannot be compared. */
export function changedFields(before: unknown, after: unknown): unknown {
  if (!isRecord(before) || !isRecord(after)) return after;
  const changed = Object.entries(after).filter(([key, value]) => !sameData(value, before[key]));
  return Object.fromEntries(changed);
}

/** What is shown although it is nested too deeply, and what was met that is not. */
interface Folding {
  readonly opened: ReadonlySet<object>;
  readonly folded: Set<object>;
}

type Render = (depth: number, folding: Folding) => string;

function shorten(maxLength: number, renderTo: Render): string {
  let text = '';
  for (let depth = deepest; depth >= 1; depth -= 1) {
    const folded = new Set<object>();
    text = renderTo(depth, { opened: new Set(), folded });
    if (text.length <= maxLength) return unfolded(text, folded, depth, maxLength, renderTo);
  }
  return `${text.slice(0, maxLength - 1)}…`;
}

/** Opens what there is room for, in the order written. A text of that length folds but few. */
function unfolded(
  first: string,
  folded: ReadonlySet<object>,
  depth: number,
  maxLength: number,
  renderTo: Render,
): string {
  let text = first;
  let opened: ReadonlySet<object> = new Set();
  const candidates = [...folded];
  for (const candidate of candidates) {
    const met = new Set<object>();
    const more = new Set([...opened, candidate]);
    const longer = renderTo(depth, { opened: more, folded: met });
    if (longer.length > maxLength) continue;
    [text, opened] = [longer, more];
    candidates.push(...[...met].filter((each) => !candidates.includes(each)));
  }
  return text;
}

function renderFields(value: unknown, depth: number, folding: Folding, besides?: string): string {
  if (!isRecord(value)) return value === undefined ? '' : render(value, depth, folding);
  return Object.entries(value)
    .filter(([key, field]) => key !== besides && field !== undefined)
    .map(([key, field]) => renderField(key, field, depth, folding))
    .join(', ');
}

function renderField(key: string, field: unknown, depth: number, folding: Folding): string {
  const left = depth - 1;
  // Elements of a list look alike: they stay as they are.
  const isFolded = left <= 0 && isRecord(field) && Object.keys(field).length > 0;
  const isOpened = isFolded && folding.opened.has(field);
  if (isFolded && !isOpened) folding.folded.add(field);
  return `${clean(key)}: ${render(field, isOpened ? 1 : left, folding)}`;
}

function render(value: unknown, depth: number, folding: Folding): string {
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    if (depth <= 0) return `[… ${value.length}]`;
    return `[${value.map((item) => render(item, depth - 1, folding)).join(', ')}]`;
  }
  if (!isRecord(value)) return formatValue(value);
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  if (fields.length === 0) return '{}';
  if (depth <= 0) return '{…}';
  return `{ ${fields.map(([key, field]) => renderField(key, field, depth, folding)).join(', ')} }`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
