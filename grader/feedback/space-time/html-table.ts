import type { NodeId } from '../../simulator/process.ts';
import type { Trace, TraceEvent } from '../../simulator/trace.ts';
import { escapeMarkup } from './escape.ts';
import type { SpaceTimeOptions } from './options.ts';
import { type Row, rowsOf, scriptedLegend } from './rows.ts';
import { wording } from './wording.ts';

/** The same rows as the picture has, as an HTML table: for screen readers and for searching. */
export function renderSpaceTimeHtmlTable(trace: Trace, options: SpaceTimeOptions = {}): string {
  const rows = rowsOf(trace, options);
  const heads = [
    wording.nrColumn,
    wording.timeColumn,
    wording.nodeColumn,
    wording.eventColumn,
    wording.markColumn,
  ].map((head) => `<th scope="col">${escapeMarkup(head)}</th>`);
  const scripted = scriptedLegend(trace);
  const foot = [
    wording.end(trace.end, trace.endedAtMs),
    ...(scripted === undefined ? [] : [scripted]),
  ];
  return [
    '<table class="space-time-table">',
    `<caption>${escapeMarkup(wording.tableCaption)}</caption>`,
    `<thead><tr>${heads.join('')}</tr></thead>`,
    '<tbody>',
    ...rows.map((row) => renderRow(row, trace.scripted)),
    '</tbody>',
    `<tfoot>${foot.map((line) => `<tr><td colspan="5">${escapeMarkup(line)}</td></tr>`).join('')}</tfoot>`,
    '</table>',
  ].join('\n');
}

function renderRow(row: Row, scripted: readonly NodeId[]): string {
  if (row.kind === 'omitted') {
    return `<tr class="omitted"><td colspan="5">${escapeMarkup(wording.omitted(row.count))}</td></tr>`;
  }
  const { event, label, mark } = row;
  const hint = mark === 'none' ? '' : wording.captions[mark];
  const cells = [
    wording.timeWithUnit(event.atMs),
    placeOf(event, scripted),
    label.detail === '' ? label.head : `${label.head}: ${label.detail}`,
    hint,
  ].map((cell) => `<td>${escapeMarkup(cell)}</td>`);
  const attribute = mark === 'none' ? '' : ` class="marked-${mark === 'also' ? 'also' : 'first'}"`;
  const nr = `<th scope="row">${escapeMarkup(wording.number(event.seq))}</th>`;
  return `<tr${attribute}>${nr}${cells.join('')}</tr>`;
}

function placeOf(event: TraceEvent, scripted: readonly NodeId[]): string {
  if ('node' in event) return wording.lane(event.node, scripted.includes(event.node));
  return 'client' in event ? event.client : wording.network;
}
