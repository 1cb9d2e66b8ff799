import { describe, expect, it } from 'vitest';
import { elementNames } from '../markup.ts';
import { everything, traceOf } from '../sample-trace.ts';
import { renderSpaceTimeSvg } from './render-svg.ts';

const hostile = `</style></svg><script>alert(1)</script>"'&<!--\u0000]]>`;

const hostileTrace = traceOf(
  ['n1', 'n2'],
  [
    { kind: 'log', atMs: 0, node: 'n1', level: 'log', text: hostile },
    {
      kind: 'send',
      atMs: 1,
      node: 'n1',
      to: 'n2',
      id: 0,
      type: hostile,
      k: 0,
      message: { [hostile]: hostile },
    },
    { kind: 'invoke', atMs: 2, client: hostile, operation: 0, request: hostile },
    { kind: 'state', atMs: 2, node: 'n1', state: { [hostile]: '\ud800' } },
  ],
);

describe('the space-time diagram', () => {
  it('shows everything that can happen', async () => {
    const svg = renderSpaceTimeSvg(everything, { marked: [15, 12] });
    await expect(svg).toMatchFileSnapshot('golden/everything.svg');
  });

  it('is well-formed, one element, and needs nothing from elsewhere', () => {
    for (const trace of [everything, hostileTrace, traceOf(['n1'], [])]) {
      const svg = renderSpaceTimeSvg(trace, { marked: [1, 0] });
      const names = new Set(elementNames(svg));
      expect([...names].filter((name) => !allowed.has(name))).toEqual([]);
      expect(svg.startsWith('<svg ')).toBe(true);
      expect(svg).not.toMatch(/url\(|@import|href|\bon[a-z]+=/);
      expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    }
  });

  it('escapes whatever a submission wrote', () => {
    const svg = renderSpaceTimeSvg(hostileTrace, { marked: [1], labels: () => hostile });
    expect(elementNames(svg)).not.toContain('script');
    expect(svg).not.toContain('\u0000');
    expect(renderSpaceTimeSvg(hostileTrace)).toContain('&lt;script&gt;');
  });

  it('says in words what it shows, for those who cannot see it', () => {
    const svg = renderSpaceTimeSvg(everything, { marked: [15] });
    expect(svg).toContain('<title>Raum-Zeit-Diagramm</title>');
    expect(/<desc>.*<\/desc>/.exec(svg)?.[0]).toBe(
      '<desc>3 Knoten, 23 von 30 Ereignissen, die Zeit läuft von oben nach unten. Erster falscher Schritt: Nr. 15 bei 17 ms: n1 ← n2 Ja · term: 1.</desc>',
    );
  });

  it('gives the same bytes again', () => {
    const options = { marked: [15, 12], causalPastOnly: true };
    const again = structuredClone(everything);
    expect(renderSpaceTimeSvg(again, options)).toBe(renderSpaceTimeSvg(everything, options));
  });

  it('ends lost messages in a cross, and arrows at the lane they reach', () => {
    const message = { type: 'm' };
    const trace = traceOf(
      ['n1', 'n2'],
      [
        { kind: 'send', atMs: 0, node: 'n1', to: 'n2', id: 0, type: 'm', k: 0, message },
        { kind: 'drop', atMs: 0, id: 0, from: 'n1', to: 'n2', type: 'm', reason: 'loss' },
        { kind: 'send', atMs: 1, node: 'n1', to: 'n2', id: 1, type: 'm', k: 1, message },
        { kind: 'deliver', atMs: 2, node: 'n2', from: 'n1', id: 1, type: 'm', copy: 0, message },
      ],
    );
    const svg = renderSpaceTimeSvg(trace);
    expect(svg.match(/class="st-lost"/g)).toHaveLength(1);
    expect(svg.match(/class="st-message-tip"/g)).toHaveLength(1);
  });

  it('grows wider rather than squeezing many nodes', () => {
    const nodes = Array.from({ length: 25 }, (_, lane) => `n${lane + 1}`);
    const svg = renderSpaceTimeSvg(
      traceOf(nodes, [{ kind: 'timer', atMs: 0, node: 'n25', name: 't' }]),
    );
    const [, width] = /viewBox="0 0 (\d+)/.exec(svg) ?? [];
    expect(Number(width)).toBeGreaterThan(1_300);
    for (const node of nodes) expect(svg).toContain(`>${node}</text>`);
  });
});

const allowed = new Set([
  'svg',
  'title',
  'desc',
  'style',
  'rect',
  'text',
  'tspan',
  'line',
  'path',
  'circle',
]);
