import type { RevealApi } from 'reveal.js';
import { deckWords as words } from './wording.ts';

const style = `
:root{color-scheme:light dark}
body{font:1.25rem/1.5 system-ui,sans-serif;margin:0;padding:1rem 1.5rem;max-width:60rem}
header{display:flex;justify-content:space-between;gap:1rem;border-bottom:1px solid;padding-bottom:.5rem}
time{font-variant-numeric:tabular-nums}
footer{border-top:1px solid;margin-top:1.5rem;padding-top:.5rem}`;

/** The speaker's own window: notes of the slide, what comes next, and the time that has passed. */
export class SpeakerWindow {
  private shown: Window | null = null;
  private startedAt = 0;

  constructor(private readonly deck: RevealApi) {
    for (const event of ['slidechanged', 'fragmentshown', 'fragmenthidden']) {
      deck.on(event, () => this.draw());
    }
  }

  open(): void {
    if (this.shown !== null && !this.shown.closed) {
      this.shown.focus();
      return;
    }
    this.shown = window.open('', 'notizen', 'width=900,height=700');
    if (this.shown === null) {
      alert(words.blocked);
      return;
    }
    this.startedAt = Date.now();
    const { document: page } = this.shown;
    page.documentElement.lang = 'de';
    page.title = `${words.notes} – ${document.title}`;
    page.head.append(Object.assign(page.createElement('style'), { textContent: style }));
    // Whoever speaks looks here: the keys that turn the slides work here too.
    page.addEventListener('keydown', (event) => {
      if ([' ', 'ArrowRight', 'ArrowDown', 'PageDown'].includes(event.key)) this.deck.next();
      else if (['ArrowLeft', 'ArrowUp', 'PageUp'].includes(event.key)) this.deck.prev();
      else return;
      event.preventDefault();
    });
    const timer = setInterval(() => {
      if (this.shown === null || this.shown.closed) clearInterval(timer);
      else this.tell();
    }, 1000);
    this.draw();
  }

  private draw(): void {
    if (this.shown === null || this.shown.closed) return;
    const { document: page } = this.shown;
    const slides = this.deck.getSlides();
    const slide = this.deck.getCurrentSlide();
    const at = slides.indexOf(slide);
    const next = slides[at + 1];
    const header = page.createElement('header');
    const place = page.createElement('strong');
    place.textContent = `${words.slide} ${at + 1}/${slides.length}: ${headingOf(slide)}`;
    header.append(place, page.createElement('time'));
    const notes = page.createElement('main');
    // The notes were rendered when the deck was built; nothing else is in them.
    notes.innerHTML = slide.querySelector('aside.notes')?.innerHTML ?? `<p>${words.noNotes}</p>`;
    const footer = page.createElement('footer');
    footer.textContent =
      next === undefined ? words.nothingNext : `${words.upNext} ${headingOf(next)}`;
    page.body.replaceChildren(header, notes, footer);
    this.tell();
  }

  private tell(): void {
    const time = this.shown?.document.querySelector('time');
    if (time === null || time === undefined) return;
    const seconds = Math.floor((Date.now() - this.startedAt) / 1000);
    const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
    time.textContent = `${words.since} ${minutes}:${String(rest).padStart(2, '0')}`;
  }
}

function headingOf(slide: Element): string {
  return slide.getAttribute('aria-label') ?? '';
}
