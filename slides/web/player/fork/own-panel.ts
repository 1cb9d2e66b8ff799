import { escapeMarkup } from '../../../../grader/feedback/space-time/escape.ts';
import type { NoRun } from './own-code.ts';
import { forkWording as words } from './wording.ts';

/** Where a reader plays the story with their own code. */
export function ownPanelMarkup(isThere: boolean): string {
  const button = `<button type="button" data-own>${isThere ? words.playOwnAgain : words.playOwn}</button>`;
  return `<div class="own">${button}${isThere ? '' : ` <span class="how">${words.howOwn}</span>`}
<p class="own-said" role="status"></p></div>`;
}

export function listenToOwnPanel(root: ShadowRoot, play: () => void): void {
  root.querySelector('[data-own]')?.addEventListener('click', play);
}

/** Says what becomes of it. */
export function sayOfOwn(root: ShadowRoot, { message, links }: Omit<NoRun, 'kind'>): void {
  const place = root.querySelector('.own-said') ?? root.querySelector('.said');
  if (place === null) return;
  const ways = links.map(
    ({ text, href }) => `<a href="${escapeMarkup(href)}">${escapeMarkup(text)}</a>`,
  );
  place.innerHTML = [escapeMarkup(message), ...ways].join(' ');
}
