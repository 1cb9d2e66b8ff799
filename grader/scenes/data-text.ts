const width = 110;

/**
 * Data as JSON for a repository: what fits in a line stands in a line, so that a trace has an event a
 * line and a change of one event is a change of one line.
 */
export function dataText(value: unknown): string {
  return `${layOut(value, '')}\n`;
}

function layOut(value: unknown, indent: string): string {
  const inline = JSON.stringify(value);
  if (typeof value !== 'object' || value === null) return inline;
  const isEvent = 'seq' in value;
  if (isEvent || indent.length + inline.length <= width) return inline;
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    return `[\n${value.map((item) => inner + layOut(item, inner)).join(',\n')}\n${indent}]`;
  }
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  const lines = fields.map(
    ([key, field]) => `${inner}${JSON.stringify(key)}: ${layOut(field, inner)}`,
  );
  return `{\n${lines.join(',\n')}\n${indent}}`;
}
