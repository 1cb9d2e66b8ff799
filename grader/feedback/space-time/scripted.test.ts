import { describe, expect, it } from 'vitest';
import type { Trace } from '../../simulator/trace.ts';
import { renderSpaceTimeHtmlTable } from './html-table.ts';
import { type Step, traceOf } from './sample-trace.ts';
import { renderSpaceTimeSvg } from './svg/render-svg.ts';
import { renderSpaceTimeTable } from './terminal-table.ts';

const backstage: Step[] = [
  { kind: 'timer', atMs: 1, node: 'n2', name: 'regie' },
  { kind: 'set-timer', atMs: 1, node: 'n2', name: 'regie', delayMs: 5 },
  { kind: 'state', atMs: 1, node: 'n2', state: { szene: 3 } },
  { kind: 'log', atMs: 1, node: 'n2', level: 'log', text: 'Einsatz' },
];
const played: Trace = {
  ...traceOf(
    ['n1', 'n2'],
    [
      ...backstage,
      {
        kind: 'send',
        atMs: 2,
        node: 'n2',
        to: 'n1',
        id: 0,
        type: 'frage',
        k: 0,
        message: { type: 'frage' },
      },
      { kind: 'timer', atMs: 3, node: 'n1', name: 'wahl' },
    ],
  ),
  scripted: ['n2'],
};

describe('nodes that the suite plays', () => {
  const views = [
    renderSpaceTimeTable(played, { showTimers: true }),
    renderSpaceTimeSvg(played, { showTimers: true }),
    renderSpaceTimeHtmlTable(played, { showTimers: true }),
  ];

  it.each(views)('show what they send, not what goes on inside', (view) => {
    expect(view).toContain('n2 → n1 frage');
    expect(view).toContain('n1 Timer „wahl“ läuft ab');
    expect(view).not.toMatch(/regie|szene|Einsatz|ausgelassen/);
  });

  it.each(views)('are marked, and it is said what the mark means', (view) => {
    expect(view).toContain('n2*');
    expect(view).toContain('* spielt die Prüfung; Ihr Code läuft auf n1.');
    expect(view).not.toContain('n1*');
  });

  it('are shown where a verdict points at them', () => {
    expect(renderSpaceTimeTable(played, { marked: [0] })).toContain('n2 Timer „regie“');
  });

  it('need no legend where there are none', () => {
    expect(renderSpaceTimeTable({ ...played, scripted: [] })).not.toContain('*');
  });
});
