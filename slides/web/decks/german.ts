import { deckWords as words } from './wording.ts';

/**
 * reveal.js names its controls in English and calls the deck an application, which makes screen readers
 * hand it every key. Both are put right once it has built its page.
 */
export function speakGerman(page: Document): void {
  const deck = page.querySelector<HTMLElement>('.reveal');
  if (deck === null) return;
  deck.removeAttribute('role');
  deck.setAttribute('aria-roledescription', words.deck);
  for (const [name, label] of Object.entries(words.controls)) {
    for (const control of deck.querySelectorAll(`.${name}`))
      control.setAttribute('aria-label', label);
  }
  const resume = deck.querySelector('.resume-button');
  if (resume !== null) resume.textContent = words.resume;
  // The field to jump with is made when it is first asked for.
  new MutationObserver(() => {
    const field = deck.querySelector<HTMLInputElement>('.jump-to-slide-input');
    if (field === null || field.placeholder === words.jump) return;
    field.placeholder = words.jump;
    field.setAttribute('aria-label', words.jump);
  }).observe(deck, { childList: true, subtree: true });
}
