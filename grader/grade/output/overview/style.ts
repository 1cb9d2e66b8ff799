/** What the overview needs besides the style of the feedback pages. */
export const overviewStyle = `
header, main, footer { max-width: 78rem; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; margin: 1rem 0; padding: 0; }
.notice { border: 1px solid var(--line); border-left: .3rem solid var(--warn); padding: .5rem 1rem; }
.facts { display: flex; flex-wrap: wrap; gap: .75rem 2rem; }
.facts dt { font-weight: 400; color: var(--muted); } .facts dd { font-size: 1.25rem; font-weight: 600; }
.side { display: flex; flex-wrap: wrap; gap: 1rem 3rem; align-items: flex-start; }
.side > div { flex: 1 1 24rem; max-width: 44rem; } .side > table { width: auto; margin-top: 0; }
.histogram { display: block; width: 100%; height: auto; font-size: 14px; }
.histogram text { fill: var(--text); } .histogram .tick { fill: var(--muted); font-size: 12px; }
.histogram .bar { fill: var(--accent); } .histogram .axis { stroke: var(--muted); }
.name { white-space: nowrap; } thead th.number { white-space: normal; }
.tall { max-height: 34rem; overflow: auto; }
thead th { position: sticky; top: 0; background: var(--ground); vertical-align: bottom; }
thead button { font: inherit; color: inherit; background: none; border: 0; padding: 0; cursor: pointer; text-align: inherit; }
thead button::after { content: " ↕"; color: var(--muted); }
th[aria-sort="ascending"] button::after { content: " ↑"; color: inherit; }
th[aria-sort="descending"] button::after { content: " ↓"; color: inherit; }
button:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.wide { font-size: .9rem; } .wide th, .wide td { padding: .3rem .45rem; }
.meter { display: block; width: 5rem; height: .35rem; margin: .2rem 0 0 auto; background: var(--line); }
.meter > span { display: block; height: 100%; background: var(--bad); }
.pair { border: 1px solid var(--line); border-radius: .5rem; padding: .4rem 1rem; margin: .75rem 0; }
.passages { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0 1rem; }
.passages pre { white-space: pre; max-height: 28rem; overflow: auto; }
@media (max-width: 48rem) { .passages { grid-template-columns: minmax(0, 1fr); } }
@media print {
  @page { size: landscape; margin: 14mm; }
  .tall, .passages pre { max-height: none; overflow: visible; } .passages pre { white-space: pre-wrap; }
  nav, thead button::after { display: none; } thead th { position: static; } .histogram { max-width: 16cm; }
}
`;
