import { remember, remembered } from './memory.ts';

/** The last section of a page counts as read when it has been seen for so long. */
const seenMs = 1500;

/** Remembers which pages were read to their end, and shows it in every table of contents. */
export function startReading(): void {
  const here = document.documentElement.dataset.page ?? '';
  const read = new Set(remembered<string[]>('read', []));
  showRead(read);
  showContinue(read);
  const end = document.querySelector('.neighbours');
  if (end === null || read.has(here)) return;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const observer = new IntersectionObserver(([entry]) => {
    clearTimeout(timer);
    if (entry?.isIntersecting !== true) return;
    timer = setTimeout(() => {
      read.add(here);
      remember('read', [...read].sort());
      showRead(read);
      observer.disconnect();
    }, seenMs);
  });
  observer.observe(end);
}

function showRead(read: ReadonlySet<string>): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a[data-target]')) {
    const isDone = read.has(link.dataset.target ?? '');
    if (!isDone || link.dataset.done !== undefined) continue;
    link.dataset.done = '';
    const words = document.createElement('span');
    words.className = 'hidden';
    words.textContent = ' (gelesen)';
    link.append(words);
  }
}

/** On the start page: how far the reader is, and where to go on. */
function showContinue(read: ReadonlySet<string>): void {
  const summary = document.querySelector<HTMLElement>('[data-progress-summary]');
  const button = document.querySelector<HTMLAnchorElement>('[data-continue]');
  if (summary === null || button === null || read.size === 0) return;
  const links = [...document.querySelectorAll<HTMLAnchorElement>('.contents a[data-target]')];
  const next = links.find((link) => !read.has(link.dataset.target ?? ''));
  const done = links.filter((link) => read.has(link.dataset.target ?? '')).length;
  summary.hidden = false;
  summary.textContent = `Sie haben ${done} von ${links.length} Seiten gelesen.`;
  if (next === undefined) return;
  button.href = next.href;
  button.textContent = `${button.dataset.continue}: ${next.textContent?.trim() ?? ''}`;
}
