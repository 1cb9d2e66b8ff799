import { positionAfter } from './commands.ts';
import type { PlayerContent } from './content.ts';
import { Drawing } from './drawing.ts';
import { find } from './elements.ts';
import { type Forkable, Forking } from './fork/forking.ts';
import type { Machine } from './fork/machine.ts';
import type { AskedRun, NoRun, OwnCode } from './fork/own-code.ts';
import { listenToOwnPanel } from './fork/own-panel.ts';
import { listenToPanel } from './fork/panel.ts';
import { panelFor, withReason } from './fork/panel-for.ts';
import { forkWording as forkWords } from './fork/wording.ts';
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
  private readonly forking = new Forking(this.forkable());

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

  /** Plays the reader's own code; to be said before the content. */
  set ownCode(ownCode: OwnCode | undefined) {
    this.forking.ownCode = ownCode;
  }

  set content(content: PlayerContent) {
    const usual = content.input === undefined ? words.reference : forkWords.before;
    const { others = [], name = usual, ...first } = content;
    const { forks: machine } = this;
    this.runs = new Runs([{ name, content: first, ...(machine && { machine }) }, ...others]);
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

  /** Plays and shows the run to which an address leads. */
  openAsked(ask: () => Promise<AskedRun | NoRun>): Promise<void> {
    return this.forking.open(ask);
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
    const panel = arranged === 'slide' ? undefined : panelFor(runs, isOpen);
    const playsOwn = this.forking.ownCode !== undefined && arranged !== 'slide';
    const told = withReason(content, runs);
    root.innerHTML = playerMarkup(told, timeline, arranged, runs, difference, panel, playsOwn);
    this.listen(everything);
    runs.machine?.shown?.(runs.fork?.token);
    this.showQuestions();
    drawing.makeReadyTable();
    drawing.start();
  }

  private listen(everything: boolean): void {
    const { root, runs, drawing } = this;
    const place = root.querySelector<HTMLElement>('.fork');
    if (place !== null) listenToPanel(place, (chosen) => void this.forking.disturb(chosen));
    listenToOwnPanel(root, () => void this.forking.playOwn());
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

  private showRuns(runs: Runs): void {
    const { everything } = this.required();
    this.playback.stop();
    this.runs = runs;
    this.load(runs.content, everything);
    this.position = this.cursor;
    const target =
      runs.fork === undefined ? '.fork summary' : '[data-command=difference], .fork summary';
    (this.root.querySelector<HTMLElement>(target) ?? find(this.root, '.stage')).focus();
    this.forking.ownCode?.shown(runs.current);
  }

  private forkable(): Forkable {
    const self = this;
    return {
      root: this.root,
      get runs() {
        return self.runs;
      },
      get loaded() {
        return self.required();
      },
      get position() {
        return self.position;
      },
      set position(position) {
        self.position = position;
      },
      show: (runs) => this.showRuns(runs),
    };
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
    this.forking.ownCode?.shown(this.runs.current);
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
    if (command === 'play') return this.playback.isPlaying ? this.playback.stop() : this.play();
    this.go(positionAfter(command, this.required(), this.cursor));
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
