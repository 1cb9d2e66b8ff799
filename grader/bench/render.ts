import { cpus, totalmem } from 'node:os';
import type { BenchTable } from './table.ts';

/** On what the figures were measured. */
export function machineLine(): string {
  const [processor] = cpus();
  return `Node ${process.version}, ${process.platform}-${process.arch}, ${cpus().length} × ${processor?.model ?? 'unbekannt'}, ${Math.round(totalmem() / 2 ** 30)} GiB`;
}

/** Markdown, so that figures can be pasted into a note as they are. */
export function renderTable({ title, columns, rows, notes }: BenchTable): string {
  const widths = columns.map((column, i) =>
    Math.max(column.length, ...rows.map((cells) => cells[i]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  return [
    '',
    `## ${title}`,
    '',
    line(columns),
    `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`,
    ...rows.map(line),
    '',
    ...notes.map((note) => `- ${note}`),
  ].join('\n');
}
