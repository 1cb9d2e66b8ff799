/** Values of a student's program as a student would write them, cut at a bound. */
export function formatValue(value: unknown, maxLength = 400): string {
  const text = clean(render(value, 0));
  return text.length <= maxLength ? text : `${text.slice(0, maxLength - 1)}…`;
}

const maxDepth = 8;

function render(value: unknown, depth: number): string {
  if (typeof value === 'string') return quote(value);
  if (typeof value !== 'object' || value === null) return String(value);
  if (depth >= maxDepth) return '…';
  if (Array.isArray(value)) return `[${value.map((item) => render(item, depth + 1)).join(', ')}]`;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  if (entries.length === 0) return '{}';
  const fields = entries.map(([key, item]) => `${fieldName(key)}: ${render(item, depth + 1)}`);
  return `{ ${fields.join(', ')} }`;
}

function fieldName(key: string): string {
  return /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(key) ? key : quote(key);
}

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;
}

/**
 * Without control characters: a submission's output must not be able to move the cursor, colour
 * the report or hide a line of it, nor to turn its direction.
 */
export function clean(text: string): string {
  return text.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, (character) =>
    character === '\n' || character === '\t' ? ' ' : '\ufffd',
  );
}
