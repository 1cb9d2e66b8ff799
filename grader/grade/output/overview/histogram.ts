import { formatNumber } from '../../../feedback/wording/numbers.ts';
import { histogramWording as texts } from './wording.ts';

/** How many reached points from `from` to below `to`; the last bin holds its upper end, too. */
export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

const binCount = 10;

/** Points above the maximum, by a bonus, fall into the last bin. */
export function binsOf(points: readonly number[], maxPoints: number): readonly Bin[] {
  const width = maxPoints / binCount;
  const counts = Array.from({ length: binCount }, () => 0);
  for (const each of points) {
    const index = width === 0 ? 0 : Math.floor(each / width);
    const bin = Math.min(binCount - 1, Math.max(0, index));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts.map((count, index) => ({ from: index * width, to: (index + 1) * width, count }));
}

const size = { width: 640, height: 240, left: 24, right: 24, top: 22, bottom: 40 };

/** The bins as bars, for light, dark and paper: colours come from the page. */
export function histogramSvg(bins: readonly Bin[]): string {
  const { width, height, left, right, top, bottom } = size;
  const most = Math.max(1, ...bins.map(({ count }) => count));
  const step = (width - left - right) / bins.length;
  const scale = (height - top - bottom) / most;
  const floor = height - bottom;
  const bars = bins.map(({ from, count }, index) => {
    const x = left + index * step;
    const y = floor - count * scale;
    const middle = coordinate(x + step / 2);
    const bar = `<rect class="bar" x="${coordinate(x + 2)}" y="${coordinate(y)}" width="${coordinate(step - 4)}" height="${coordinate(count * scale)}"/>`;
    const label = `<text x="${middle}" y="${coordinate(y - 6)}" text-anchor="middle">${count}</text>`;
    const tick = `<text class="tick" x="${coordinate(x)}" y="${floor + 18}" text-anchor="middle">${formatNumber(from)}</text>`;
    return (count === 0 ? '' : bar + label) + tick;
  });
  const end = formatNumber(bins.at(-1)?.to ?? 0);
  return [
    `<svg class="histogram" viewBox="0 0 ${width} ${height}" role="img" aria-label="${texts.label}">`,
    `<line class="axis" x1="${left}" y1="${floor}" x2="${width - right}" y2="${floor}"/>`,
    ...bars,
    `<text class="tick" x="${width - right}" y="${floor + 18}" text-anchor="middle">${end}</text>`,
    `<text class="tick" x="${width / 2}" y="${height - 4}" text-anchor="middle">${texts.axis}</text>`,
    '</svg>',
  ].join('\n');
}

function coordinate(value: number): string {
  return String(Math.round(value * 10) / 10);
}
