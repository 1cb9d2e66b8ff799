import { detailOf, valueText } from './detail.ts';
import { drawHeads, drawRows } from './draw.ts';
import { find } from './elements.ts';
import { eventTable } from './event-table.ts';
import { showAt } from './fork/panel.ts';
import { type Geometry, geometryFor } from './geometry.ts';
import type { Loaded } from './loaded.ts';
import { networkLine, nodeCards } from './node-cards.ts';
import { arrowsKnownAt, knownAt } from './reveal.ts';
import { rowHeight, rowsInView, scrolledTo } from './viewport.ts';
import { playerWording as words } from './wording.ts';

const headHeight = 38;
/** A longer table is only made when somebody opens it. */
const maxReadyRows = 600;

/** What is to be seen at this moment. */
export interface View {
  readonly loaded: Loaded;
  readonly cursor: number;
  /** What comes after the cursor is hidden. */
  readonly predicts: boolean;
  readonly asks: boolean;
  readonly isPlaying: boolean;
}

/** Draws what changes with the cursor, the scrolled place and the size of the player. */
export class Drawing {
  private geometry: Geometry | undefined;
  private frame = 0;
  private readonly resizes = new ResizeObserver(() => this.layOut());

  constructor(
    private readonly root: ShadowRoot,
    private readonly view: () => View,
  ) {}

  /** Has another markup to draw in, or is on the page again. */
  start(): void {
    this.resizes.disconnect();
    this.resizes.observe(find(this.root, '.stage'));
    this.layOut();
  }

  stop(): void {
    this.resizes.disconnect();
    cancelAnimationFrame(this.frame);
    this.frame = 0;
  }

  /** Scrolls so that the cursor is well inside. */
  follow(): void {
    const { loaded, cursor } = this.view();
    const stage = find(this.root, '.stage');
    const seen = stage.clientHeight - headHeight;
    stage.scrollTop = scrolledTo(cursor, stage.scrollTop, seen, loaded.timeline.rows.length);
  }

  /** Draws with the next frame, however often it is asked for until then. */
  request(): void {
    if (this.frame !== 0) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.drawNow();
    });
  }

  makeReadyTable(): void {
    if (this.view().loaded.timeline.rows.length <= maxReadyRows) this.makeTable();
  }

  makeTable(): void {
    const { timeline, content, difference } = this.view().loaded;
    const place = find(this.root, '.table');
    if (place.childElementCount > 0) return;
    place.innerHTML = eventTable(timeline, content.captions, difference);
  }

  markInTable(): void {
    const { root } = this;
    if (root.querySelector<HTMLDetailsElement>('.as-table')?.open !== true) return;
    const { loaded, cursor } = this.view();
    const seq = loaded.timeline.rows[cursor]?.event.seq;
    root.querySelector('tr[aria-current]')?.removeAttribute('aria-current');
    root.querySelector(`tr[data-seq="${seq}"]`)?.setAttribute('aria-current', 'step');
  }

  private layOut(): void {
    const { timeline, times, content } = this.view().loaded;
    const { root } = this;
    const stage = find(root, '.stage');
    if (stage.clientWidth === 0) return;
    this.geometry = geometryFor(timeline, stage.clientWidth, times.size > 0);
    const { width } = this.geometry;
    const heads = find<SVGElement>(root, '.heads');
    heads.setAttribute('width', String(width));
    heads.innerHTML = drawHeads(timeline, this.geometry, content.roles);
    const rows = find(root, '.rows');
    rows.style.width = `${width}px`;
    rows.style.height = `${timeline.rows.length * rowHeight}px`;
    this.follow();
    this.request();
  }

  private drawNow(): void {
    const { geometry } = this;
    if (geometry === undefined) return;
    const view = this.view();
    const { timeline, past: pasts } = view.loaded;
    const row = timeline.rows[view.cursor];
    const past = row === undefined ? new Set<number>() : pasts.of(row.event.seq);
    this.drawStage(view, geometry, past);
    this.drawControls(view);
    this.drawDetail(view, past);
    this.drawNodes(view);
  }

  private drawStage(view: View, geometry: Geometry, past: ReadonlySet<number>): void {
    const { loaded, cursor, predicts } = view;
    const { timeline, arrows, explained, times, difference } = loaded;
    const stage = find(this.root, '.stage');
    const range = rowsInView(stage.scrollTop, stage.clientHeight, timeline.rows.length);
    const svg = find<SVGElement>(this.root, '.rows svg');
    const top = range.first * rowHeight;
    const height = Math.max(0, range.last - range.first + 1) * rowHeight;
    svg.setAttribute('width', String(geometry.width));
    svg.setAttribute('height', String(height));
    svg.setAttribute('viewBox', `0 ${top} ${geometry.width} ${height}`);
    svg.style.top = `${top}px`;
    const near = arrows.touching(range.first, range.last);
    svg.innerHTML = drawRows(predicts ? knownAt(timeline, cursor) : timeline, {
      range,
      cursor,
      past,
      arrows: predicts ? arrowsKnownAt(near, cursor) : near,
      geometry,
      explained,
      times,
      ...(difference === undefined ? {} : { differs: difference.row }),
    });
  }

  private drawControls({ loaded: { timeline }, cursor }: View): void {
    const { root } = this;
    const { length } = timeline.rows;
    const slider = find<HTMLInputElement>(root, 'input[type=range]');
    slider.value = String(cursor);
    slider.setAttribute('aria-valuetext', valueText(timeline, cursor));
    find(root, '.position').textContent = words.position(cursor, length);
    const isFirst = cursor === 0;
    const isLast = cursor >= length - 1;
    for (const [command, isIdle] of [
      ['first', isFirst],
      ['previous', isFirst],
      ['next', isLast],
      ['last', isLast],
    ] as const) {
      find(root, `[data-command=${command}]`).setAttribute('aria-disabled', String(isIdle));
    }
  }

  private drawDetail(view: View, past: ReadonlySet<number>): void {
    const { loaded, cursor, asks, isPlaying } = view;
    const { timeline, content, difference } = loaded;
    const detail = find(this.root, '.detail');
    const isOnSlider = this.root.activeElement?.matches('input') === true;
    // The slider speaks for itself, and who plays watches.
    detail.setAttribute('aria-live', isPlaying || isOnSlider ? 'off' : 'polite');
    const html = detailOf(timeline, cursor, past, content, asks, difference);
    if (detail.innerHTML !== html) detail.innerHTML = html;
    detail.classList.toggle('blamed', cursor === timeline.blamed);
  }

  private drawNodes({ loaded: { content, timeline, replay }, cursor }: View): void {
    const { root } = this;
    const { trace, roles } = content;
    const row = timeline.rows[cursor];
    if (row === undefined) return;
    const panel = root.querySelector<HTMLElement>('.fork');
    if (panel !== null) showAt(panel, trace, row.event.seq);
    const cards = root.querySelector('.nodes');
    if (cards === null) return;
    const earlier = timeline.rows[cursor - 1]?.event.seq;
    // A row may tell two events: what is lost as it is sent is under way no longer.
    const now = replay.after(row.lost?.seq ?? row.event.seq);
    const before = earlier === undefined ? undefined : replay.after(earlier);
    const active = 'node' in row.event ? row.event.node : undefined;
    cards.innerHTML = nodeCards(trace, now, before, active, roles);
    find(root, '.network').textContent = networkLine(now);
    this.markInTable();
  }
}
