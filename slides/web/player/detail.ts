import { escapeMarkup } from '../../../grader/feedback/space-time/escape.ts';
import { joined, labelOf } from '../../../grader/feedback/space-time/label.ts';
import { wording as spaceTime } from '../../../grader/feedback/space-time/wording.ts';
import type { PlayerContent } from './content.ts';
import type { Difference } from './runs.ts';
import type { Timeline } from './timeline.ts';
import { playerWording as words } from './wording.ts';

/** Everything there is to say about the event at the cursor. */
export function detailOf(
  { rows }: Timeline,
  position: number,
  past: ReadonlySet<number>,
  { captions, labels }: PlayerContent,
  asks: boolean,
  difference?: Difference,
): string {
  const row = rows[position];
  if (row === undefined) return `<p>${spaceTime.noEvents}</p>`;
  const { event, mark, label } = row;
  const caption = captions?.get(event.seq);
  // Beside its arrow a delivery only refers to the sending; here it says what arrived.
  const isReference = event.kind === 'deliver' && labels?.has(event.seq) !== true;
  const what = joined(isReference ? labelOf(event) : label);
  const before = rows.slice(0, position);
  const known = before.reduce((sum, each) => sum + (past.has(each.event.seq) ? 1 : 0), 0);
  return [
    mark === 'none'
      ? ''
      : `<p class="verdict">${spaceTime.signs[mark]} ${spaceTime.captions[mark]}</p>`,
    `<p class="where">${words.where(position, rows.length, event.seq, event.atMs)}</p>`,
    `<p class="what">${escapeMarkup(what)}</p>`,
    caption === undefined ? '' : `<p class="explanation">${escapeMarkup(caption)}</p>`,
    difference?.row === position
      ? `<p class="differs">≠ ${escapeMarkup(differenceText(difference))}</p>`
      : '',
    `<p class="past">${words.past(known, position - known)}</p>`,
    asks ? `<p class="ask">${words.ask}</p>` : '',
  ].join('');
}

/** What the other run does where both part. */
export function differenceText({ isEnd, other, otherRow }: Difference): string {
  if (otherRow === undefined) return words.ends(other);
  const { event, label } = otherRow;
  const what = joined(event.kind === 'deliver' ? labelOf(event) : label);
  return (isEnd ? words.goesOn : words.differsHere)(other, words.whatAt(what, event.atMs));
}

/** The same in one sentence, for the slider. */
export function valueText({ rows }: Timeline, position: number): string {
  const row = rows[position];
  if (row === undefined) return '';
  const { event, label } = row;
  return `${words.where(position, rows.length, event.seq, event.atMs)}: ${label.head}`;
}
