import MiniSearch, { type SearchResult } from 'minisearch';
import { fold, searchOptions } from './search-terms.ts';

declare global {
  var searchIndex: string | undefined;
}

const shownHits = 12;

/** The search field of every page, and the page with all hits. */
export function startSearch(): void {
  const form = document.querySelector<HTMLFormElement>('form.search');
  const field = form?.querySelector<HTMLInputElement>('input');
  const list = form?.querySelector<HTMLElement>('.hits');
  if (form == null || field == null || list == null) return;
  const up = form.getAttribute('action')?.replace('suche.html', '') ?? '';
  const index = lazily(() => loadIndex(`${up}search-index.js`));
  let chosen = -1;

  const options = (): HTMLAnchorElement[] => [...list.querySelectorAll('a')];
  const choose = (at: number): void => {
    const all = options();
    chosen = all.length === 0 ? -1 : (at + all.length) % all.length;
    for (const [i, option] of all.entries())
      option.setAttribute('aria-selected', String(i === chosen));
    all[chosen]?.scrollIntoView({ block: 'nearest' });
    if (chosen >= 0) field.setAttribute('aria-activedescendant', `treffer-${chosen}`);
    else field.removeAttribute('aria-activedescendant');
  };
  const close = (): void => {
    list.hidden = true;
    field.setAttribute('aria-expanded', 'false');
    chosen = -1;
    field.removeAttribute('aria-activedescendant');
  };
  const show = async (): Promise<void> => {
    const words = field.value.trim();
    if (words.length < 2) return close();
    const hits = find(await index(), words).slice(0, shownHits);
    if (field.value.trim() !== words) return;
    list.replaceChildren(
      ...(hits.length === 0 ? [nothing(words)] : hits.map((hit, i) => option(up, hit, i))),
    );
    list.hidden = false;
    field.setAttribute('aria-expanded', 'true');
    chosen = -1;
  };

  field.addEventListener('input', () => void show());
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') return close();
    if (list.hidden || !['ArrowDown', 'ArrowUp', 'Enter'].includes(event.key)) return;
    const target = options()[chosen];
    if (event.key === 'Enter' && target === undefined) return;
    event.preventDefault();
    if (event.key === 'Enter') target?.click();
    else choose(chosen + (event.key === 'ArrowDown' ? 1 : chosen < 0 ? 0 : -1));
  });
  document.addEventListener('click', (event) => {
    if (!form.contains(event.target as Node)) close();
  });
  document.addEventListener('keydown', (event) => {
    const isTyping = (event.target as Element).closest(
      'input, textarea, select, [contenteditable]',
    );
    if (event.key !== '/' || isTyping !== null || event.ctrlKey || event.metaKey || event.altKey)
      return;
    event.preventDefault();
    field.focus();
  });
  void showAllHits(field, index, up);
}

async function showAllHits(
  field: HTMLInputElement,
  index: () => Promise<MiniSearch>,
  up: string,
): Promise<void> {
  const page = document.querySelector('[data-search-page]');
  const words = new URLSearchParams(location.search).get('q')?.trim() ?? '';
  if (page === null || words === '') return;
  field.value = words;
  const hits = find(await index(), words);
  const list = document.createElement('ul');
  list.append(
    ...hits.map((hit) => {
      const item = document.createElement('li');
      item.append(link(up, hit));
      return item;
    }),
  );
  page.replaceChildren(hits.length === 0 ? nothing(words) : list);
}

function find(index: MiniSearch, words: string): SearchResult[] {
  const options = { processTerm: fold, prefix: true, boost: { title: 4 } };
  const all = index.search(words, { ...options, combineWith: 'AND' });
  // A typing error is forgiven only if nothing fits as it stands.
  return all.length > 0 ? all : index.search(words, { ...options, fuzzy: 0.25 });
}

function option(up: string, hit: SearchResult, at: number): HTMLAnchorElement {
  const entry = link(up, hit);
  entry.id = `treffer-${at}`;
  entry.setAttribute('role', 'option');
  entry.setAttribute('aria-selected', 'false');
  entry.tabIndex = -1;
  return entry;
}

function link(up: string, hit: SearchResult): HTMLAnchorElement {
  const entry = document.createElement('a');
  entry.href = up + String(hit.id);
  entry.textContent = String(hit.title);
  if (hit.page !== hit.title) {
    const page = document.createElement('small');
    page.textContent = String(hit.page);
    entry.append(' ', page);
  }
  return entry;
}

function nothing(words: string): HTMLElement {
  const text = document.createElement('p');
  text.textContent = `Zu „${words}“ gibt es keinen Treffer.`;
  return text;
}

/** As a script, because a page opened from a file may not fetch. */
function loadIndex(source: string): Promise<MiniSearch> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = source;
    script.onload = () => resolve(MiniSearch.loadJSON(globalThis.searchIndex ?? '', searchOptions));
    script.onerror = () => reject(new Error(`${source} is missing`));
    document.head.append(script);
  });
}

function lazily<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
