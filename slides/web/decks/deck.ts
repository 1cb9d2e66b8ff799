import Reveal from 'reveal.js';
import { remember, remembered } from '../memory.ts';
import { speakGerman } from './german.ts';
import { SpeakerWindow } from './speaker-window.ts';
import { playTraces, readTraces } from './traces.ts';

const root = document.documentElement;
const asked = new URLSearchParams(location.search);
const isPrinted = asked.has('druck');
const isCalm = isPrinted || matchMedia('(prefers-reduced-motion: reduce)').matches;

const theme = remembered<'light' | 'dark' | undefined>('theme', undefined);
if (theme !== undefined && !isPrinted) root.dataset.theme = theme;
if (isPrinted) {
  root.dataset.theme = 'light';
  root.dataset.steps = asked.has('schritte') ? 'single' : 'all';
}

const deck = new Reveal({
  width: 1280,
  height: 720,
  margin: 0.03,
  maxScale: 4,
  center: false,
  hash: true,
  help: false,
  // The key of „?“ on some keyboards, which reveal takes for a pause.
  keyboard: { 191: null } as unknown as boolean,
  slideNumber: 'c/t',
  transition: isCalm ? 'none' : 'slide',
  backgroundTransition: 'none',
  autoAnimate: false,
  viewDistance: 2,
  pdfMaxPagesPerSlide: 1,
  ...(isPrinted ? { view: 'print' as const, pdfSeparateFragments: asked.has('schritte') } : {}),
  // reveal's types know no string here, its documentation and its code do.
  ...(asked.has('notizen') ? { showNotes: 'separate-page' as unknown as boolean } : {}),
});

deck.on('pdf-ready', () => {
  // Two frames, so that all of it is laid out.
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      root.dataset.druck = 'fertig';
    }),
  );
});

// Slides are scaled as a whole: on a narrow screen, or zoomed to 200 %, nobody could read them.
const narrow = matchMedia('(max-width: 44rem)');
const isRead = narrow.matches && !isPrinted;
if (isRead) {
  root.dataset.reading = '';
  readTraces();
  const slide = /^#\/([\w-]+)/.exec(location.hash)?.[1];
  if (slide !== undefined) document.getElementById(slide)?.scrollIntoView();
  root.dataset.ready = '';
} else {
  void deck.initialize().then(() => {
    speakGerman(document);
    if (!isPrinted) playTraces(deck);
    root.dataset.ready = '';
  });
}
if (!isPrinted) narrow.addEventListener('change', () => location.reload());

const speaker = new SpeakerWindow(deck);
const keys: Readonly<Record<string, () => void>> = {
  ...(isRead ? {} : { a: switchScrollView, s: () => speaker.open() }),
  t: switchTheme,
  '?': () => document.querySelector<HTMLDialogElement>('dialog.keys')?.showModal(),
};

// Escape closes the list and must not open reveal's overview as well.
document
  .querySelector('dialog.keys')
  ?.addEventListener('keydown', (event) => event.stopPropagation());

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const { target } = event;
  if (target instanceof Element && target.closest('input, textarea, select, dialog')) return;
  keys[event.key.toLowerCase()]?.();
});

function switchTheme(): void {
  const isDark =
    root.dataset.theme === undefined
      ? matchMedia('(prefers-color-scheme: dark)').matches
      : root.dataset.theme === 'dark';
  root.dataset.theme = isDark ? 'light' : 'dark';
  remember('theme', root.dataset.theme);
}

/** Without its setting reveal takes the scroll view of a wide window back at the next layout. */
function switchScrollView(): void {
  const isOn = !document.body.classList.contains('reveal-scroll');
  deck.configure({ view: isOn ? 'scroll' : null });
  // Missing in reveal's types.
  (deck as unknown as { toggleScrollView(on: boolean): void }).toggleScrollView(isOn);
}
