/** Signs of the buttons as drawings: not every font has the characters. */
const paths = {
  first: 'M6 5v14M18 5l-8 7 8 7',
  previous: 'M15 5l-7 7 7 7',
  play: 'M7 5v14l11-7z',
  pause: 'M8 5v14M16 5v14',
  next: 'M9 5l7 7-7 7',
  last: 'M18 5v14M6 5l8 7-8 7',
} as const;

export type Icon = keyof typeof paths;

export function icon(name: Icon): string {
  return `<svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true"><path d="${paths[name]}" fill="none" stroke="currentColor" stroke-width="2.5" stroke-linejoin="round" stroke-linecap="round"/></svg>`;
}
