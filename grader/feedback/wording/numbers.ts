/**
 * A number as Germans write it, with at most two decimals: `1.234,5`. Written out because loading
 * the engine's own tables takes longer than a whole report, and they change between its versions.
 */
export function formatNumber(value: number): string {
  const rounded = Math.round(value * 100) / 100;
  if (!Number.isFinite(rounded) || Math.abs(rounded) >= 1e21) return String(rounded);
  const [whole = '', fraction] = String(Math.abs(rounded)).split('.');
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, '.');
  return `${rounded < 0 ? '-' : ''}${grouped}${fraction === undefined ? '' : `,${fraction}`}`;
}

/** „n1“, „n1 und n2“, „n1, n2 und n3“ */
export function enumerate(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  const before = items.slice(0, -1).join(', ');
  return before === '' ? last : `${before} und ${last}`;
}
