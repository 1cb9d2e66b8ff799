import { escapeMarkup } from '../../../grader/feedback/space-time/escape.ts';
import { joined } from '../../../grader/feedback/space-time/label.ts';
import type { EventRow } from '../../../grader/feedback/space-time/rows.ts';
import { wording as spaceTime } from '../../../grader/feedback/space-time/wording.ts';
import type { PlayerContent } from './content.ts';
import { differenceText } from './detail.ts';
import type { Difference } from './runs.ts';
import type { Timeline } from './timeline.ts';
import { playerWording as words } from './wording.ts';

/** The same rows as the diagram has, with all explanations: for screen readers, search and paper. */
export function eventTable(
  { trace, rows }: Timeline,
  captions: PlayerContent['captions'],
  difference?: Difference,
): string {
  const heads = [
    spaceTime.nrColumn,
    spaceTime.timeColumn,
    spaceTime.nodeColumn,
    spaceTime.eventColumn,
    words.explanation,
  ].map((head) => `<th scope="col">${head}</th>`);
  const body = rows.map((row, at) =>
    tableRow(row, captions, trace.scripted, difference?.row === at ? difference : undefined),
  );
  const end = escapeMarkup(spaceTime.end(trace.end, trace.endedAtMs));
  return `<table><caption>${words.table}</caption><thead><tr>${heads.join('')}</tr></thead><tbody>${body.join('')}</tbody><tfoot><tr><td colspan="5">${end}</td></tr></tfoot></table>`;
}

function tableRow(
  row: EventRow,
  captions: PlayerContent['captions'],
  scripted: readonly string[],
  difference: Difference | undefined,
): string {
  const { event, label, mark } = row;
  const notes = [
    ...(mark === 'none' ? [] : [spaceTime.captions[mark]]),
    ...(captions?.has(event.seq) === true ? [captions.get(event.seq) ?? ''] : []),
    ...(difference === undefined ? [] : [differenceText(difference)]),
  ];
  const place =
    'node' in event
      ? spaceTime.lane(event.node, scripted.includes(event.node))
      : 'client' in event
        ? event.client
        : spaceTime.network;
  return [
    `<tr data-seq="${event.seq}"${mark === 'none' ? '' : ' class="marked"'}>`,
    `<th scope="row">${spaceTime.number(event.seq)}</th>`,
    `<td class="time">${spaceTime.timeWithUnit(event.atMs)}</td>`,
    `<td class="place">${escapeMarkup(place)}</td>`,
    `<td class="event">${escapeMarkup(joined(label))}</td>`,
    `<td class="note">${escapeMarkup(notes.join('. '))}</td></tr>`,
  ].join('');
}
