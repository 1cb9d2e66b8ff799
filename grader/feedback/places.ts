import type { Finding } from '../results/result.ts';
import type { ReadingView } from './view.ts';

/** `raft.ts:12:5`, which editors and terminals turn into a link. */
export function placeOf({ file, line, column }: Pick<Finding, 'file' | 'line' | 'column'>): string {
  return [file, line, line === undefined ? undefined : column]
    .filter((piece) => piece !== undefined)
    .join(':');
}

/** „Wahl eines Leaders“ in chapters/kapitel8/08-raft.md#wahl */
export function readingLine({ file, anchor, title }: ReadingView): string {
  const place = anchor === undefined ? file : `${file}#${anchor}`;
  return title === undefined ? place : `„${title}“ in ${place}`;
}
