import { escapeMarkup } from '../feedback/space-time/escape.ts';
import { element, line, path, text } from '../feedback/space-time/svg/elements.ts';
import { formatNumber } from '../feedback/wording/numbers.ts';

export interface Plot {
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly Series[];
}

export interface Axis {
  readonly title: string;
  readonly scale: 'linear' | 'log2';
}

export interface Series {
  readonly name: string;
  readonly line: 'solid' | 'dashed' | 'none';
  readonly sign: 'circle' | 'square' | 'triangle' | 'none';
  /** From 0 to 3; series that belong together share one. */
  readonly colour: number;
  readonly points: readonly (readonly [x: number, y: number])[];
}

const width = 900;
const height = 480;
const area = { left: 70, right: 610, top: 24, bottom: 410 };

/** Lines and signs over two axes, as an SVG of its own; readable in light and dark. */
export function renderPlot(title: string, alt: string, plot: Plot): string {
  const xs = plot.series.flatMap(({ points }) => points.map(([x]) => x));
  const ys = plot.series.flatMap(({ points }) => points.map(([, y]) => y));
  const x = scaleOf(plot.x, xs, area.left, area.right);
  const y = scaleOf(plot.y, ys, area.bottom, area.top);
  const parts = [
    element('title', {}, escapeMarkup(title)),
    element('desc', {}, escapeMarkup(alt)),
    element('style', {}, style),
    ...y.ticks.flatMap((tick) => [
      line(area.left, y.at(tick), area.right, y.at(tick), 'plot-grid'),
      text(area.left - 8, y.at(tick) + 4, 'plot-end', formatNumber(tick)),
    ]),
    ...x.ticks.flatMap((tick) => [
      line(x.at(tick), area.bottom, x.at(tick), area.bottom + 5, 'plot-axis'),
      text(x.at(tick), area.bottom + 20, 'plot-middle', formatNumber(tick)),
    ]),
    line(area.left, area.bottom, area.right, area.bottom, 'plot-axis'),
    line(area.left, area.top, area.left, area.bottom, 'plot-axis'),
    text((area.left + area.right) / 2, area.bottom + 44, 'plot-middle', plot.x.title),
    element(
      'text',
      {
        transform: `translate(22 ${(area.top + area.bottom) / 2}) rotate(-90)`,
        class: 'plot-middle',
      },
      escapeMarkup(plot.y.title),
    ),
    ...plot.series.flatMap((series) => drawSeries(series, x.at, y.at)),
    ...plot.series.flatMap(drawLegend),
  ];
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    class: 'plot',
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    role: 'img',
    lang: 'de',
  };
  return `${element('svg', attributes, `\n${parts.join('\n')}\n`)}\n`;
}

interface Scale {
  readonly ticks: readonly number[];
  at(value: number): number;
}

/** Linear from 0, or by powers of two. */
function scaleOf({ scale }: Axis, values: readonly number[], from: number, to: number): Scale {
  const most = Math.max(...values);
  const between = (share: number) => from + (to - from) * share;
  if (scale === 'linear') {
    const step = [1, 2, 5, 10, 20, 50, 100].find((each) => most / each <= 10) ?? 200;
    const end = Math.ceil(most / step) * step;
    const ticks = Array.from({ length: end / step + 1 }, (_, index) => index * step);
    return { ticks, at: (value) => between(value / end) };
  }
  const first = Math.floor(Math.log2(Math.min(...values)));
  const last = Math.ceil(Math.log2(most));
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => 2 ** (first + index));
  return { ticks, at: (value) => between((Math.log2(value) - first) / (last - first)) };
}

function drawSeries(series: Series, x: Scale['at'], y: Scale['at']): readonly string[] {
  const points = series.points.map(([px, py]) => ({ x: x(px), y: y(py) }));
  const way = points.map((at) => `${round(at.x)} ${round(at.y)}`).join('L');
  return [
    ...(series.line === 'none' ? [] : [path(`M${way}`, lineStyle(series))]),
    ...points.flatMap((at) => drawSign(series, at.x, at.y)),
  ];
}

function drawLegend(series: Series, place: number): readonly string[] {
  const left = area.right + 24;
  const y = area.top + 12 + place * 26;
  return [
    ...(series.line === 'none' ? [] : [line(left, y, left + 34, y, lineStyle(series))]),
    ...drawSign(series, left + 17, y),
    text(left + 44, y + 4, 'plot-text', series.name),
  ];
}

function lineStyle({ line: kind, colour }: Series): string {
  return `plot-line plot-${kind} plot-c${colour}`;
}

function drawSign({ sign, colour }: Series, x: number, y: number): readonly string[] {
  const style = `plot-sign plot-f${colour}`;
  switch (sign) {
    case 'circle':
      return [element('circle', { cx: x, cy: y, r: 4.5, class: style })];
    case 'square':
      return [element('rect', { x: x - 4, y: y - 4, width: 8, height: 8, class: style })];
    case 'triangle':
      return [
        path(
          `M${round(x)} ${round(y - 5)}L${round(x + 5)} ${round(y + 4)}H${round(x - 5)}Z`,
          style,
        ),
      ];
    case 'none':
      return [];
  }
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

const style = `
.plot{--plot-ink:#1c2128;--plot-soft:#b6bec8;--plot-paper:#ffffff;--plot-0:#1f5fad;--plot-1:#a13d00;--plot-2:#1a6b3c;--plot-3:#6b4ba3;font-family:system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;font-size:13px;max-width:100%;height:auto;background:var(--plot-paper)}
@media (prefers-color-scheme:dark){.plot{--plot-ink:#e6eaef;--plot-soft:#56606c;--plot-paper:#14181d;--plot-0:#7db3f5;--plot-1:#ffa56b;--plot-2:#7bd39c;--plot-3:#c3a6f5}}
.plot text{fill:var(--plot-ink)}
.plot .plot-middle{text-anchor:middle}
.plot .plot-end{text-anchor:end}
.plot .plot-axis{stroke:var(--plot-ink);stroke-width:1.4}
.plot .plot-grid{stroke:var(--plot-soft);stroke-width:0.7}
.plot .plot-line{fill:none;stroke-width:2}
.plot .plot-dashed{stroke-dasharray:6 4}
.plot .plot-c0{stroke:var(--plot-0)}
.plot .plot-c1{stroke:var(--plot-1)}
.plot .plot-c2{stroke:var(--plot-2)}
.plot .plot-c3{stroke:var(--plot-3)}
.plot .plot-f0{fill:var(--plot-0)}
.plot .plot-f1{fill:var(--plot-1)}
.plot .plot-f2{fill:var(--plot-2)}
.plot .plot-f3{fill:var(--plot-3)}
`.trim();
