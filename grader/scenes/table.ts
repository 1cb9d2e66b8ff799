/** A row of a Markdown table; what would end a cell or start a tag is defused. */
export function row(cells: readonly string[]): string {
  const safe = cells.map((cell) =>
    cell.replace(/[|\\*_`<>[\]$]/g, (character) => `\\${character}`).replaceAll('\n', ' '),
  );
  return `| ${safe.join(' | ')} |`;
}
