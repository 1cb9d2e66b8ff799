import { expect, it } from 'vitest';
import { elementNames } from '../feedback/space-time/markup.ts';
import { type Plot, renderPlot } from './plot.ts';

const plot: Plot = {
  x: { title: 'Knoten', scale: 'log2' },
  y: { title: 'Takte', scale: 'linear' },
  series: [
    {
      name: 'gemessen <1>',
      line: 'solid',
      sign: 'square',
      colour: 0,
      points: [
        [8, 5],
        [64, 10],
      ],
    },
    {
      name: 'Formel',
      line: 'dashed',
      sign: 'none',
      colour: 1,
      points: [
        [8, 4],
        [64, 20],
      ],
    },
  ],
};

it('is well-formed, says what it shows, and gives the same bytes again', () => {
  const svg = renderPlot('Titel', 'Was zu sehen ist', plot);
  expect(elementNames(svg.trim())).toContain('desc');
  expect(svg).toContain('<title>Titel</title>');
  expect(svg).toContain('gemessen &lt;1&gt;');
  expect(renderPlot('Titel', 'Was zu sehen ist', structuredClone(plot))).toBe(svg);
});

it('puts points where the scales say', () => {
  const svg = renderPlot('T', 'A', plot);
  // x: three doublings from 70 to 610; y: 0 to 20 from 410 up to 24.
  expect(svg).toContain('<path d="M70 332.8L610 24" class="plot-line plot-dashed plot-c1"/>');
  expect(svg).toContain('x="66" y="309.5"');
});
