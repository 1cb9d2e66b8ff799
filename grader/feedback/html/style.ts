/**
 * The pages' one style sheet: light and dark by the reader's setting, and for paper. Contrasts of
 * text are at least 4.5 : 1 in both themes; a sign or a word goes with every colour.
 */
export const style = `
:root {
  color-scheme: light dark;
  --ground: #ffffff; --raised: #f5f6f8; --line: #d4d8de; --text: #1c2129; --muted: #555e6b;
  --good: #17683a; --bad: #b3261e; --warn: #855300; --accent: #1f5a96; --mark: #fff1b8;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #14171c; --raised: #1d2229; --line: #3a424d; --text: #e6e9ee; --muted: #a4adba;
    --good: #6fd394; --bad: #ff9a90; --warn: #f0bd62; --accent: #8cc0f5; --mark: #4d4214;
  }
}
* { box-sizing: border-box; }
html { font: 16px/1.55 system-ui, "Segoe UI", "Noto Sans", sans-serif; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--ground); color: var(--text); }
header, main, footer { max-width: 62rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 1.5rem; }
main { padding-bottom: 2rem; }
footer { color: var(--muted); font-size: .875rem; padding-bottom: 3rem; border-top: 1px solid var(--line); }
h1 { font-size: 1.75rem; line-height: 1.25; margin: .5rem 0; }
h2 { font-size: 1.3rem; line-height: 1.3; margin: 2rem 0 .5rem; }
h3 { font-size: 1.05rem; margin: 1.25rem 0 .25rem; }
p { margin: .5rem 0; }
a { color: var(--accent); }
a:focus-visible, summary:focus-visible, [tabindex]:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
code, kbd, pre { font-family: ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", monospace; font-size: .9em; }
pre, .scroll { overflow-x: auto; }
pre { background: var(--raised); border: 1px solid var(--line); border-radius: .4rem; padding: .75rem; white-space: pre-wrap; overflow-wrap: anywhere; }
.skip { position: absolute; left: -100vw; }
.skip:focus { position: static; }
.verdict { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; align-items: baseline; font-size: 1.1rem; }
.good { color: var(--good); } .bad { color: var(--bad); } .warn { color: var(--warn); } .muted { color: var(--muted); }
table { border-collapse: collapse; width: 100%; margin: .75rem 0; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid var(--line); }
th { font-weight: 600; }
td ul { list-style: none; margin: 0; padding: 0; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
table.space-time-table { font-size: .9rem; } caption { text-align: left; color: var(--muted); padding: .3rem 0; }
tr.marked-first > *, tr.marked-also > * { background: var(--mark); } tr.marked-first > * { font-weight: 600; }
section.property { border: 1px solid var(--line); border-radius: .5rem; padding: .25rem 1.25rem 1rem; margin: 1.25rem 0; }
dl { display: grid; grid-template-columns: minmax(6rem, max-content) 1fr; gap: .35rem 1rem; margin: .75rem 0; }
dt { font-weight: 600; } dd { margin: 0; overflow-wrap: anywhere; } dd p { margin: 0 0 .35rem; }
figure { margin: 1rem 0; } figcaption { color: var(--muted); font-size: .9rem; margin-bottom: .4rem; }
figure svg { max-width: none; }
figure.plays > .scroll, figure.plays > figcaption { display: none; }
.trace-switch { font: inherit; color: inherit; background: var(--raised); border: 1px solid var(--muted); border-radius: .35rem; min-height: 2.5rem; padding: .2rem .7rem; margin-top: .5rem; cursor: pointer; }
.trace-switch:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
summary { cursor: pointer; font-weight: 600; padding: .2rem 0; }
.next { background: var(--raised); border-left: .3rem solid var(--accent); padding: .6rem 1rem; margin: 1.25rem 0; }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; gap: .1rem; } dd { margin-bottom: .5rem; } }
@media print {
  :root { color-scheme: light; --ground: #fff; --raised: #fff; --line: #999; --text: #000; --muted: #333; --good: #000; --bad: #000; --warn: #000; --accent: #000; --mark: #eee; }
  html { font-size: 10.5pt; } header, main, footer { max-width: none; padding: 0; }
  .scroll { overflow: visible; } figure.plays > .scroll, figure.plays > figcaption { display: block; } trace-player, .trace-switch { display: none; } figure svg { max-width: 100%; height: auto; }
  section.property { break-inside: auto; border: 0; border-top: 1px solid #999; padding: 0; }
  h2, h3, figcaption { break-after: avoid; } tr, figure { break-inside: avoid; }
}
`;
