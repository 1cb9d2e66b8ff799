import type { PlayerContent } from './content.ts';
import { Drawing } from './drawing.ts';
import { find } from './elements.ts';
import { canFork, type Disturbance } from './fork/forked.ts';
import type { Machine } from './fork/machine.ts';
import { listenToPanel, type PanelContent } from './fork/panel.ts';
import { playFork } from './fork/play-fork.ts';
import { forkWording as forkWords } from './fork/wording.ts';
import { nextExplained } from './keys.ts';
import { listen } from './listening.ts';
import { type Loaded, loadedFrom } from './loaded.ts';
import { type Command, type Layout, playerMarkup } from './markup.ts';
import { Playback } from './playback.ts';
import { asksBefore } from './reveal.ts';
import { rowAt } from './row-at.ts';
import { alignedRow, Runs } from './runs.ts';
import { listenToTabs } from './tabs.ts';
import { clamp } from './viewport.ts';
import { playerWording as words } from './wording.ts';

/** Fired by a player after each step; `detail` is the position and the event's sequence number. */
export type StepEvent = CustomEvent<{ readonly position: number; readonly seq: number }>;

/**
 * `<trace-player>`: plays a trace step by step. Give it a {@link PlayerContent}; then `position` is the
 * row of the cursor, to be read and set, and `trace-step` is fired whenever it changes.
 */
export class TracePlayer extends HTMLElement {
  private loaded: Loaded | undefined;
  private cursor = 0;
  private predicts = false;
  private arranged: Layout = 'page';
  private runs = new Runs([]);
  private forks: Machine | undefined;
  private readonly root = this.attachShadow({ mode: 'open' });
  private readonly playback = new Playback(this.root, () => this.playOn());
  private readonly drawing = new Drawing(this.root, () => ({
    loaded: this.required(),
    cursor: this.cursor,
    predicts: this.predicts,
    asks: this.asks(),
    isPlaying: this.playback.isPlaying,
  }));

  /** To be said before the content. On a slide what comes is hidden, and arrow keys are the deck's. */
  set layout(layout: Layout) {
    this.arranged = layout;
    this.predicts = layout === 'slide';
    this.setAttribute('layout', layout);
  }

  /** Plays forks; to be said before the content. Without one nothing can be changed. */
  set machine(machine: Machine | undefined) {
    this.forks = machine;
  }

  set content(content: PlayerContent) {
    const usual = content.input === undefined ? words.reference : forkWords.before;
    const { others = [], name = usual, ...first } = content;
    this.runs = new Runs([{ name, content: first }, ...others]);
    this.load(first, false);
    const { timeline } = this.required();
    const isSlide = this.arranged === 'slide';
    this.position = isSlide ? 0 : (timeline.blamed ?? timeline.explained[0] ?? 0);
  }

  /** Number of steps. */
  get length(): number {
    return this.loaded?.timeline.rows.length ?? 0;
  }

  get position(): number {
    return this.cursor;
  }

  set position(position: number) {
    if (this.loaded === undefined) return;
    this.cursor = clamp(Math.round(position), 0, Math.max(0, this.length - 1));
    this.drawing.follow();
    this.drawing.request();
    const seq = this.loaded.timeline.rows[this.cursor]?.event.seq ?? -1;
    this.dispatchEvent(
      new CustomEvent('trace-step', { bubbles: true, detail: { position: this.cursor, seq } }),
    );
  }

  /** Goes to an event or, if it is not shown, to the last one shown before it. */
  goTo(seq: number): void {
    if (this.loaded !== undefined) this.position = rowAt(this.loaded.timeline.rows, seq);
  }

  disconnectedCallback(): void {
    this.playback.stop();
    this.drawing.stop();
  }

  connectedCallback(): void {
    if (this.loaded !== undefined) this.drawing.start();
  }

  private load(content: PlayerContent, everything: boolean): void {
    const { arranged, runs, root, drawing } = this;
    this.loaded = loadedFrom(content, runs, everything);
    const { timeline, difference } = this.loaded;
    const isOpen = root.querySelector<HTMLDetailsElement>('.fork')?.open === true;
    const panel = this.panel(content, isOpen);
    root.innerHTML = playerMarkup(this.told(content), timeline, arranged, runs, difference, panel);
    this.listen(everything);
    this.forks?.shown?.(runs.fork?.token);
    this.showQuestions();
    drawing.makeReadyTable();
    drawing.start();
  }

  private listen(everything: boolean): void {
    const { root, runs, drawing } = this;
    const place = root.querySelector<HTMLElement>('.fork');
    if (place !== null) listenToPanel(place, (chosen) => void this.disturb(chosen));
    listenToTabs(root, runs, (at) => this.compare(at));
    const self = this;
    listen(root, {
      layout: this.arranged,
      predicts: this.predicts,
      everything,
      get position() {
        return self.cursor;
      },
      get length() {
        return self.length;
      },
      go: (position) => this.go(position),
      obey: (command) => this.obey(command),
      scrolled: () => drawing.request(),
      tableOpened: () => {
        drawing.makeTable();
        drawing.markInTable();
      },
      predict: (predicts) => this.predict(predicts),
      showEverything: (all) => this.showEverything(all),
    });
  }

  private showEverything(everything: boolean): void {
    const { content, timeline } = this.required();
    const seq = timeline.rows[this.cursor]?.event.seq ?? 0;
    this.playback.stop();
    this.load(content, everything);
    this.goTo(seq);
    find<HTMLInputElement>(this.root, '[data-everything]').focus();
  }

  /** With the reason why nothing can be changed, where there is a machine for it. */
  private told(content: PlayerContent): PlayerContent {
    const isStuck = this.forks !== undefined && !canFork(content.input);
    return isStuck ? { ...content, noFork: forkWords.scripted } : content;
  }

  private panel(content: PlayerContent, isOpen: boolean): PanelContent | undefined {
    const { forks: machine, arranged, runs } = this;
    if (machine === undefined || arranged === 'slide' || !canFork(content.input)) return undefined;
    const { nodes } = content.trace;
    const { fork } = runs;
    return { nodes, code: machine.code, isOpen, ...(fork === undefined ? {} : { fork }) };
  }

  /** Plays the run that is shown with a disturbance at the cursor; without one, undoes the fork. */
  private async disturb(disturbance: Disturbance | undefined): Promise<void> {
    if (disturbance === undefined) return this.showRuns(this.runs.withoutFork());
    const { runs, forks: machine, cursor } = this;
    const { content, timeline } = this.required();
    const seq = timeline.rows[cursor]?.event.seq ?? 0;
    const wish = { content, of: runs.chosen, seq, disturbance };
    const playing = machine === undefined ? undefined : playFork(machine, wish);
    if (playing === undefined) return this.say(forkWords.impossible);
    this.say(forkWords.playing);
    try {
      const run = await playing;
      // The reader may have gone elsewhere meanwhile.
      if (this.runs !== runs || this.required().content !== content) return;
      this.showRuns(runs.with(run));
      this.position = this.required().difference?.row ?? cursor;
      if (this.required().difference === undefined) this.say(forkWords.same);
    } catch (error) {
      this.say(forkWords.failed(error instanceof Error ? error.message : String(error)));
    }
  }

  private showRuns(runs: Runs): void {
    const { everything } = this.required();
    this.playback.stop();
    this.runs = runs;
    this.load(runs.content, everything);
    this.position = this.cursor;
    const target =
      runs.fork === undefined ? '.fork summary' : '[data-command=difference], .fork summary';
    find(this.root, target).focus();
  }

  private say(text: string): void {
    const said = this.root.querySelector('.said');
    if (said !== null) said.textContent = text;
  }

  /** Shows another run, as far as this one is shown. */
  private compare(at: number): void {
    const { timeline, difference, everything } = this.required();
    const { cursor } = this;
    this.playback.stop();
    this.runs.choose(at);
    this.load(this.runs.content, everything);
    const parted = this.required().difference ?? difference;
    this.position = alignedRow(timeline, cursor, this.required().timeline, parted?.row);
  }

  private predict(predicts: boolean): void {
    this.predicts = predicts;
    this.showQuestions();
    this.go(predicts ? 0 : this.cursor);
  }

  private asks(): boolean {
    if (!this.predicts || this.arranged === 'slide') return false;
    return asksBefore(this.required().timeline, this.cursor);
  }

  private showQuestions(): void {
    const questions = this.root.querySelector<HTMLElement>('.questions');
    if (questions !== null) questions.hidden = !this.predicts;
  }

  private obey(command: Command): void {
    const { timeline, difference } = this.required();
    switch (command) {
      case 'first':
        return this.go(0);
      case 'previous':
        return this.go(this.cursor - 1);
      case 'next':
        return this.go(this.cursor + 1);
      case 'last':
        return this.go(this.length - 1);
      case 'explained':
        return this.go(nextExplained(timeline, this.cursor) ?? this.cursor);
      case 'blamed':
        return this.go(timeline.blamed ?? this.cursor);
      case 'difference':
        return this.go(difference?.row ?? this.cursor);
      case 'play':
        return this.playback.isPlaying ? this.playback.stop() : this.play();
    }
  }

  /** A step of the reader's own ends the playing. */
  private go(position: number): void {
    this.playback.stop();
    this.position = position;
  }

  private play(): void {
    if (this.cursor >= this.length - 1) this.position = 0;
    this.playback.start();
  }

  private playOn(): void {
    this.position = this.cursor + 1;
    if (this.asks() || this.cursor >= this.length - 1) this.playback.stop();
  }

  private required(): Loaded {
    if (this.loaded === undefined) throw new Error('a trace player without content');
    return this.loaded;
  }
}
