import { describe, expect, it } from 'vitest';
import { sectionTitle } from './sections.ts';

describe('sectionTitle', () => {
  const text = [
    '# Konsens und Raft',
    '## Wahl eines *Leaders* {#wahl}',
    '<a id="log"></a>',
    '',
    '### Das `Log`',
    '## Übergänge & Rollen',
  ].join('\n');

  it.each([
    ['wahl', 'Wahl eines Leaders'],
    ['log', 'Das Log'],
    ['übergänge--rollen', 'Übergänge & Rollen'],
    [undefined, 'Konsens und Raft'],
    ['gibt-es-nicht', undefined],
  ])('finds the heading of #%s', (anchor, title) => {
    expect(sectionTitle(text, anchor)).toBe(title);
  });
});
