import { expect, it } from 'vitest';
import { renderSpaceTimeHtmlTable } from './html-table.ts';
import { everything } from './sample-trace.ts';
import { renderSpaceTimeSvg } from './svg/render-svg.ts';
import { renderSpaceTimeTable } from './terminal-table.ts';

it('what is said of the first marked event is the same in every view', () => {
  const options = { marked: [18, 12], blame: 'missing' } as const;
  const table = renderSpaceTimeTable(everything, options);
  expect(table).toContain('! darauf folgt nicht oder zu spät, was folgen müsste   + beteiligt');
  expect(table).toMatch(/^! +18/m);
  const svg = renderSpaceTimeSvg(everything, options);
  expect(svg).toContain('Darauf folgt nicht oder zu spät, was folgen müsste: Nr. 18 bei 22 ms');
  expect(svg).toContain('>Darauf folgt nicht oder zu spät, was folgen müsste</text>');
  const html = renderSpaceTimeHtmlTable(everything, options);
  expect(html).toContain('<td>Darauf folgt nicht oder zu spät, was folgen müsste</td></tr>');
  for (const view of [table, svg, html]) expect(view).not.toMatch(/falscher Schritt/i);
});
