import { describe, expect, it } from 'vitest';
import { renderSpaceTimeHtmlTable } from './html-table.ts';
import { everything, traceOf } from './sample-trace.ts';

describe('the table for screen readers', () => {
  it('has a row for each event, and names the marked ones in words', () => {
    const table = renderSpaceTimeHtmlTable(everything, { marked: [15, 12] });
    expect(table).toContain(
      '<tr class="marked-first"><th scope="row">15</th><td>17 ms</td><td>n1</td><td>n1 ← n2 Ja: term: 1</td><td>Erster falscher Schritt</td></tr>',
    );
    expect(table).toContain('<td>Beteiligt</td>');
    expect(table).toContain('<td>Netz</td><td>Netz getrennt: n1 ∣ n2, n3</td>');
    expect(table).toContain('<td>c2</td><td>c2 gibt auf, ohne Antwort</td>');
    expect(table.match(/<th scope="col">/g)).toHaveLength(5);
    expect(table.match(/<th scope="row">/g)).toHaveLength(23);
  });

  it('says where events were left out', () => {
    const table = renderSpaceTimeHtmlTable(everything, { marked: [15], maxEvents: 4 });
    expect(table).toMatch(
      /<tr class="omitted"><td colspan="5">… \d+ Ereignisse ausgelassen<\/td><\/tr>/,
    );
  });

  it('escapes whatever a submission wrote', () => {
    const text = '<img src=x onerror="alert(1)">';
    const trace = traceOf(['n1'], [{ kind: 'log', atMs: 0, node: 'n1', level: 'log', text }]);
    const table = renderSpaceTimeHtmlTable(trace);
    expect(table).not.toContain('<img');
    expect(table).toContain('&lt;img src=x onerror=&quot;alert(1)&quot;&gt;');
  });
});
