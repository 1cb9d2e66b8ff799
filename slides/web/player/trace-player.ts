import { ArrowIndex } from './arrows.ts';
import { CausalPast } from './causal-past.ts';
import type { PlayerContent } from './content.ts';
import { detailOf, valueText } from './detail.ts';
import { drawHeads, drawRows } from './draw.ts';
import { eventTable } from './event-table.ts';
import { canFork, type Disturbance, forked } from './fork/forked.ts';
import type { Machine } from './fork/machine.ts';
import { listenToPanel, nameOf, type PanelContent, showAt } from './fork/panel.ts';
import { forkWording as forkWords } from './fork/wording.ts';
import { type Geometry, geometryFor } from './geometry.ts';
import { icon } from './icons.ts';
import { isOwnKey, nextExplained, positionAfterKey } from './keys.ts';
import { timesByRow } from './logical-time.ts';
import { type Command, type Layout, playerMarkup } from './markup.ts';
import { networkLine, nodeCards } from './node-cards.ts';
import { arrowsKnownAt, asksBefore, knownAt } from './reveal.ts';
import { rowAt } from './row-at.ts';
import { alignedRow, type Difference, Runs } from './runs.ts';
import { listenToTabs } from './tabs.ts';
import { type Timeline, timelineOf } from './timeline.ts';
import { clamp, rowHeight, rowsInView, scrolledTo } from './viewport.ts';
import { playerWording as words } from './wording.ts';
import { Replay } from './world.ts';

const headHeight = 38;
const msPerEvent = 900;
/** A longer table is only made when somebody opens it. */
const maxReadyRows = 600;

/** All that follows from the content and does not change with the cursor. */
interface Loaded {
  readonly content: PlayerContent;
  readonly timeline: Timeline;
  readonly replay: Replay;
  readonly past: CausalPast;
  readonly arrows: ArrowIndex;
  readonly explained: ReadonlySet<number>;
  readonly times: ReadonlyMap<number, string>;
  readonly difference: Difference | undefined;
}

/** Fired by a player after each step; `detail` is the position and the event's sequence number. */
export type StepEvent = CustomEvent<{ readonly position: number; readonly seq: number }>;

/**
 * `<trace-player>`: plays a trace step by step. Give it a {@link PlayerContent}; then `position` is the
 * row of the cursor, to be read and set, and `trace-step` is fired whenever it changes.
 */
export class TracePlayer extends HTMLElement {
  private loaded: Loaded | undefined;
  private cursor = 0;
  private geometry: Geometry | undefined;
  /** What comes after the cursor is hidden. */
  private predicts = false;
  private everything = false;
  private frame = 0;
  private timer = 0;
  private arranged: Layout = 'page';
  private runs = new Runs([]);
  private forks: Machine | undefined;
  private readonly resizes = new ResizeObserver(() => this.layOut());
  private readonly root = this.attachShadow({ mode: 'open' });

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
    this.follow();
    this.draw();
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
    this.pause();
    this.resizes.disconnect();
    cancelAnimationFrame(this.frame);
    this.frame = 0;
  }

  connectedCallback(): void {
    if (this.loaded === undefined) return;
    this.resizes.observe(this.find('.stage'));
    this.layOut();
  }

  private load(content: PlayerContent, everything: boolean): void {
    const timeline = timelineOf(content, everything);
    const replay = new Replay(content.trace);
    const difference = this.runs.difference(timeline, everything);
    this.everything = everything;
    this.loaded = {
      difference,
      content,
      timeline,
      replay,
      times: timesByRow(timeline.rows, replay.times, content.trace),
      past: new CausalPast(content.trace),
      arrows: new ArrowIndex(timeline.arrows),
      explained: new Set(timeline.explained),
    };
    const isOpen = this.root.querySelector<HTMLDetailsElement>('.fork')?.open === true;
    const panel = this.panel(content, isOpen);
    const { arranged, runs } = this;
    this.root.innerHTML = playerMarkup(
      this.told(content),
      timeline,
      arranged,
      runs,
      difference,
      panel,
    );
    const place = this.root.querySelector<HTMLElement>('.fork');
    if (place !== null) listenToPanel(place, (chosen) => void this.disturb(chosen));
    this.forks?.shown?.(runs.fork?.token);
    this.listen();
    listenToTabs(this.root, this.runs, (at) => this.compare(at));
    const box = this.root.querySelector<HTMLInputElement>('[data-everything]');
    if (box !== null) {
      box.checked = everything;
      box.addEventListener('change', () => this.showEverything(box.checked));
    }
    const predict = this.root.querySelector<HTMLInputElement>('[data-predict]');
    if (predict !== null) {
      predict.checked = this.predicts;
      predict.addEventListener('change', () => this.predict(predict.checked));
    }
    this.showQuestions();
    if (timeline.rows.length <= maxReadyRows) this.makeTable();
    this.resizes.disconnect();
    this.resizes.observe(this.find('.stage'));
    this.layOut();
  }

  private showEverything(everything: boolean): void {
    const { content, timeline } = this.required();
    const seq = timeline.rows[this.cursor]?.event.seq ?? 0;
    this.pause();
    this.load(content, everything);
    this.goTo(seq);
    this.find<HTMLInputElement>('[data-everything]').focus();
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
    const { trace } = content;
    const input = forked(content.input, trace, seq, disturbance);
    if (machine === undefined || input === undefined) return this.say(forkWords.impossible);
    this.say(forkWords.playing);
    try {
      const { token, href, findings, ...played } = await machine.play(input);
      // The reader may have gone elsewhere meanwhile.
      if (this.runs !== runs || this.required().content !== content) return;
      const fork = { of: runs.chosen, token, ...(href === undefined ? {} : { href }) };
      const note = findings.length === 0 ? forkWords.fine : forkWords.violated(findings);
      const next = runs.with({
        name: nameOf(trace, seq, disturbance),
        note,
        fork,
        content: { ...played, input, ...(content.roles && { roles: content.roles }) },
      });
      this.showRuns(next);
      this.position = this.required().difference?.row ?? cursor;
      if (this.required().difference === undefined) this.say(forkWords.same);
    } catch (error) {
      this.say(forkWords.failed(error instanceof Error ? error.message : String(error)));
    }
  }

  private showRuns(runs: Runs): void {
    this.pause();
    this.runs = runs;
    this.load(runs.content, this.everything);
    this.position = this.cursor;
    this.find(
      runs.fork === undefined ? '.fork summary' : '[data-command=difference], .fork summary',
    ).focus();
  }

  private say(text: string): void {
    const said = this.root.querySelector('.said');
    if (said !== null) said.textContent = text;
  }

  /** Shows another run, as far as this one is shown. */
  private compare(at: number): void {
    const { timeline, difference } = this.required();
    const { cursor, everything } = this;
    this.pause();
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

  private listen(): void {
    const stage = this.find('.stage');
    const slider = this.find<HTMLInputElement>('input[type=range]');
    this.find('.controls').addEventListener('click', (event) => {
      const button = (event.target as Element).closest<HTMLElement>('[data-command]');
      if (button !== null) this.obey(button.dataset.command as Command);
    });
    slider.addEventListener('input', () => this.go(Number(slider.value)));
    this.find('section').addEventListener('keydown', (event) => this.onKey(event));
    stage.addEventListener('scroll', () => this.draw(), { passive: true });
    const point = (event: MouseEvent): void => {
      // A slide is scaled: what a row is high on the screen is only known here.
      const { top, height } = this.find('.rows').getBoundingClientRect();
      this.go(Math.floor(((event.clientY - top) / height) * this.length));
    };
    stage.addEventListener('click', point);
    stage.addEventListener('pointermove', (event) => {
      // A finger scrolls; a mouse that is held down goes through the events.
      if (event.pointerType === 'mouse' && event.buttons === 1) point(event);
    });
    this.root.querySelector('.as-table')?.addEventListener('toggle', () => {
      this.makeTable();
      this.markInTable();
    });
  }

  private onKey(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target as HTMLElement;
    if (this.arranged === 'slide') {
      // The deck sees the player alone, not the button or the slider within, to which these belong.
      if (isOwnKey(target, event.key)) event.stopPropagation();
      return;
    }
    const stage = this.find('.stage');
    // Fields, the table and its summary keep their own keys.
    if (target !== stage && target.dataset.command === undefined) return;
    const isSideways = event.key === 'ArrowLeft' || event.key === 'ArrowRight';
    if (target === stage && isSideways && stage.scrollWidth > stage.clientWidth) return;
    const position = positionAfterKey(event.key, this.cursor, this.length);
    if (position === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    this.go(position);
  }

  private obey(command: Command): void {
    const { timeline } = this.required();
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
        return this.go(this.required().difference?.row ?? this.cursor);
      case 'play':
        return this.timer === 0 ? this.play() : this.pause();
    }
  }

  /** A step of the reader's own ends the playing. */
  private go(position: number): void {
    this.pause();
    this.position = position;
  }

  private play(): void {
    if (this.cursor >= this.length - 1) this.position = 0;
    const step = (): void => {
      this.position = this.cursor + 1;
      if (this.asks() || this.cursor >= this.length - 1) this.pause();
    };
    this.timer = window.setInterval(step, msPerEvent);
    this.showPlaying();
  }

  private pause(): void {
    if (this.timer === 0) return;
    window.clearInterval(this.timer);
    this.timer = 0;
    this.showPlaying();
  }

  private showPlaying(): void {
    const button = this.find('[data-command=play]');
    const command = this.timer === 0 ? 'play' : 'pause';
    button.innerHTML = icon(command);
    button.setAttribute('aria-label', words.buttons[command]);
    button.title = words.buttons[command];
  }

  private follow(): void {
    const stage = this.find('.stage');
    const seen = stage.clientHeight - headHeight;
    stage.scrollTop = scrolledTo(this.cursor, stage.scrollTop, seen, this.length);
  }

  private layOut(): void {
    const { timeline, times, content } = this.required();
    const stage = this.find('.stage');
    if (stage.clientWidth === 0) return;
    this.geometry = geometryFor(timeline, stage.clientWidth, times.size > 0);
    const { width } = this.geometry;
    const heads = this.find<SVGElement>('.heads');
    heads.setAttribute('width', String(width));
    heads.innerHTML = drawHeads(timeline, this.geometry, content.roles);
    const rows = this.find('.rows');
    rows.style.width = `${width}px`;
    rows.style.height = `${this.length * rowHeight}px`;
    this.follow();
    this.draw();
  }

  /** Draws with the next frame, however often it is asked for until then. */
  private draw(): void {
    if (this.frame !== 0) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.drawNow();
    });
  }

  private drawNow(): void {
    const loaded = this.required();
    const { content, timeline, replay, past: pasts, arrows, explained, times, difference } = loaded;
    if (this.geometry === undefined) return;
    const stage = this.find('.stage');
    const { trace } = content;
    const row = timeline.rows[this.cursor];
    const past = row === undefined ? new Set<number>() : pasts.of(row.event.seq);
    const range = rowsInView(stage.scrollTop, stage.clientHeight, this.length);
    const svg = this.find<SVGElement>('.rows svg');
    const top = range.first * rowHeight;
    const height = Math.max(0, range.last - range.first + 1) * rowHeight;
    const { width } = this.geometry;
    svg.setAttribute('width', String(width));
    svg.setAttribute('height', String(height));
    svg.setAttribute('viewBox', `0 ${top} ${width} ${height}`);
    svg.style.top = `${top}px`;
    const near = arrows.touching(range.first, range.last);
    svg.innerHTML = drawRows(this.predicts ? knownAt(timeline, this.cursor) : timeline, {
      range,
      cursor: this.cursor,
      past,
      arrows: this.predicts ? arrowsKnownAt(near, this.cursor) : near,
      geometry: this.geometry,
      explained,
      times,
      ...(difference === undefined ? {} : { differs: difference.row }),
    });
    this.drawControls();
    const detail = this.find('.detail');
    const isOnSlider = this.root.activeElement?.matches('input') === true;
    // The slider speaks for itself, and who plays watches.
    detail.setAttribute('aria-live', this.timer !== 0 || isOnSlider ? 'off' : 'polite');
    const asks = this.asks();
    const html = detailOf(timeline, this.cursor, past, content, asks, difference);
    if (detail.innerHTML !== html) detail.innerHTML = html;
    detail.classList.toggle('blamed', this.cursor === timeline.blamed);
    if (row === undefined) return;
    const panel = this.root.querySelector<HTMLElement>('.fork');
    if (panel !== null) showAt(panel, trace, row.event.seq);
    const before = timeline.rows[this.cursor - 1]?.event.seq;
    // A row may tell two events: what is lost as it is sent is under way no longer.
    const now = replay.after(row.lost?.seq ?? row.event.seq);
    const active = 'node' in row.event ? row.event.node : undefined;
    const cards = this.root.querySelector('.nodes');
    if (cards === null) return;
    cards.innerHTML = nodeCards(
      trace,
      now,
      before === undefined ? undefined : replay.after(before),
      active,
      content.roles,
    );
    this.find('.network').textContent = networkLine(now);
    this.markInTable();
  }

  private drawControls(): void {
    const { timeline } = this.required();
    const slider = this.find<HTMLInputElement>('input[type=range]');
    slider.value = String(this.cursor);
    slider.setAttribute('aria-valuetext', valueText(timeline, this.cursor));
    this.find('.position').textContent = words.position(this.cursor, this.length);
    const isFirst = this.cursor === 0;
    const isLast = this.cursor >= this.length - 1;
    for (const [command, isIdle] of [
      ['first', isFirst],
      ['previous', isFirst],
      ['next', isLast],
      ['last', isLast],
    ] as const) {
      this.find(`[data-command=${command}]`).setAttribute('aria-disabled', String(isIdle));
    }
  }

  private makeTable(): void {
    const { timeline, content, difference } = this.required();
    const place = this.find('.table');
    if (place.childElementCount > 0) return;
    place.innerHTML = eventTable(timeline, content.captions, difference);
  }

  private markInTable(): void {
    if (this.root.querySelector<HTMLDetailsElement>('.as-table')?.open !== true) return;
    const seq = this.required().timeline.rows[this.cursor]?.event.seq;
    this.root.querySelector('tr[aria-current]')?.removeAttribute('aria-current');
    this.root.querySelector(`tr[data-seq="${seq}"]`)?.setAttribute('aria-current', 'step');
  }

  private required(): Loaded {
    if (this.loaded === undefined) throw new Error('a trace player without content');
    return this.loaded;
  }

  private find<Found extends HTMLElement | SVGElement = HTMLElement>(selector: string): Found {
    const found = this.root.querySelector<Found>(selector);
    if (found === null) throw new Error(`the trace player has no ${selector}`);
    return found;
  }
}
