import { escapeMarkup } from '../escape.ts';

type Attributes = Readonly<Record<string, string | number>>;

/** An element with markup inside; the markup must be escaped already. */
export function element(name: string, attributes: Attributes, inside = ''): string {
  const list = Object.entries(attributes).map(([key, value]) => {
    const text = typeof value === 'number' ? coordinate(value) : escapeMarkup(value);
    return ` ${key}="${text}"`;
  });
  return inside === ''
    ? `<${name}${list.join('')}/>`
    : `<${name}${list.join('')}>${inside}</${name}>`;
}

export function text(x: number, y: number, style: string, content: string): string {
  return element('text', { x, y, class: style }, escapeMarkup(content));
}

export function line(x1: number, y1: number, x2: number, y2: number, style: string): string {
  return element('line', { x1, y1, x2, y2, class: style });
}

export function path(d: string, style: string): string {
  return element('path', { d, class: style });
}

/** A tenth of a pixel is enough, and the same everywhere. */
export function coordinate(value: number): string {
  return String(Math.round(value * 10) / 10);
}
