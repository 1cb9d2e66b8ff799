import { describe, expect, it } from 'vitest';
import { elementNames } from '../markup.ts';
import type { SpaceTimeSvgOptions } from '../options.ts';
import { everything, traceOf } from '../sample-trace.ts';
import { renderSpaceTimeSvg } from './render-svg.ts';

const options: SpaceTimeSvgOptions = {
  title: 'Eine Wahl',
  description: 'n1 bittet um Stimmen.',
  roles: { n1: 'Kandidat', n3: 'Follower' },
  captions: ({ seq }) => (seq === 7 ? 'Das ist <wichtig>. '.repeat(8).trim() : undefined),
  note: 'Nicht gezeigt: Ausgaben.',
  shows: ({ kind }) => kind !== 'log',
};

describe('an illustration', () => {
  it('explains events, tells roles and says what is missing', () => {
    const svg = renderSpaceTimeSvg(everything, options);
    expect(() => elementNames(svg)).not.toThrow();
    expect(svg).toContain('<title>Eine Wahl</title>');
    expect(svg).toMatch(/<desc>n1 bittet um Stimmen\. 3 Knoten, 22 von 30 Ereignissen/);
    expect(svg.match(/class="st-caption"/g)?.length).toBeGreaterThan(1);
    expect(svg).toContain('&lt;wichtig&gt;');
    expect(svg.match(/class="st-role"/g)).toHaveLength(2);
    expect(svg).toContain('>Nicht gezeigt: Ausgaben.</text>');
    expect(svg).not.toContain('Hallo');
  });

  it('grows by what it explains, and keeps rows and arrows together', () => {
    const heightOf = (svg: string) => Number(/viewBox="0 0 \d+ (\d+)/.exec(svg)?.[1]);
    const plain = renderSpaceTimeSvg(everything);
    const { roles: _, ...withoutRoles } = options;
    const explained = renderSpaceTimeSvg(everything, withoutRoles);
    expect(heightOf(explained)).toBeGreaterThan(heightOf(plain));
    expect(heightOf(renderSpaceTimeSvg(everything, options))).toBeGreaterThan(heightOf(explained));
  });

  it('costs the usual picture nothing', () => {
    const plain = renderSpaceTimeSvg(everything);
    expect(plain).not.toContain('st-caption');
    expect(renderSpaceTimeSvg(everything, { note: 'Fußnote' })).not.toContain('st-role');
  });

  it('gives times of a second and more room beside the numbers', () => {
    const at = (atMs: number) =>
      renderSpaceTimeSvg(traceOf(['n1'], [{ kind: 'timer', atMs, node: 'n1', name: 't' }]));
    const timeX = (svg: string) =>
      Number(/<text x="(\d+)" y="[^"]+" class="st-end">Zeit/.exec(svg)?.[1]);
    expect(timeX(at(999))).toBe(104);
    expect(timeX(at(1_000))).toBeGreaterThan(104);
  });

  it('tells a loss at once also under a label of its own', () => {
    const message = { type: 'm' };
    const trace = traceOf(
      ['n1', 'n2'],
      [
        { kind: 'send', atMs: 0, node: 'n1', to: 'n2', id: 0, type: 'm', k: 0, message },
        { kind: 'drop', atMs: 0, id: 0, from: 'n1', to: 'n2', type: 'm', reason: 'loss' },
      ],
    );
    const svg = renderSpaceTimeSvg(trace, { labels: () => 'n1 ruft n2 · laut' });
    expect(svg).toContain('<tspan class="st-head">n1 ruft n2 geht verloren</tspan> · laut');
  });
});
