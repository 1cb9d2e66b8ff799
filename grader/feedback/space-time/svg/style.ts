/**
 * The picture's own style. A page may set the `--st-*` properties itself; without that they follow
 * the reader's light or dark preference. Nothing is told by colour alone.
 */
export const style = `
.space-time{--st-ink:#1c2128;--st-soft:#59636e;--st-lane:#b6bec8;--st-paper:#ffffff;--st-message:#1f5fad;--st-client:#6b4ba3;--st-bad:#b3261e;--st-bad-band:#fce8e6;--st-note:#8a5a00;--st-note-band:#fdf3dc;font-family:system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;font-size:13px;max-width:100%;height:auto;background:var(--st-paper);color:var(--st-ink)}
@media (prefers-color-scheme:dark){.space-time{--st-ink:#e6eaef;--st-soft:#a2acb8;--st-lane:#56606c;--st-paper:#14181d;--st-message:#7db3f5;--st-client:#c3a6f5;--st-bad:#ff8a80;--st-bad-band:#43201e;--st-note:#f0c05a;--st-note-band:#372c12}}
.space-time text{fill:var(--st-ink)}
.space-time .st-head{font-weight:600}
.space-time .st-lane-name{font-weight:700;text-anchor:middle}
.space-time .st-soft{fill:var(--st-soft)}
.space-time .st-end{text-anchor:end;fill:var(--st-soft);font-variant-numeric:tabular-nums}
.space-time .st-nr{font-size:11px}
.space-time .st-middle{text-anchor:middle}
.space-time .st-side{text-anchor:middle;font-weight:700;font-size:11px;paint-order:stroke;stroke:var(--st-paper);stroke-width:5px}
.space-time .st-omitted{font-style:italic;fill:var(--st-soft)}
.space-time .st-first-text{fill:var(--st-bad);font-weight:700}
.space-time .st-also-text{fill:var(--st-note);font-weight:700}
.space-time .st-first-band{fill:var(--st-bad-band)}
.space-time .st-also-band{fill:var(--st-note-band)}
.space-time .st-first-ring{fill:none;stroke:var(--st-bad);stroke-width:2}
.space-time .st-also-ring{fill:none;stroke:var(--st-note);stroke-width:2}
.space-time .st-lane{stroke:var(--st-lane);stroke-width:2}
.space-time .st-down{stroke:var(--st-lane);stroke-width:1.5;stroke-dasharray:1 7}
.space-time .st-paused{stroke:var(--st-note);stroke-width:6;stroke-dasharray:2 3}
.space-time .st-gap{stroke:var(--st-paper);stroke-width:4;stroke-dasharray:2 4}
.space-time .st-cut{stroke:var(--st-note);stroke-width:4}
.space-time .st-cut-edge{stroke:var(--st-note);stroke-width:1.5;stroke-dasharray:5 4}
.space-time .st-message{stroke:var(--st-message);stroke-width:1.6;fill:none}
.space-time .st-client{stroke:var(--st-client);stroke-width:1.6;fill:none}
.space-time .st-partial{stroke-dasharray:4 3}
.space-time .st-message-tip{fill:var(--st-message)}
.space-time .st-client-tip{fill:var(--st-client)}
.space-time .st-lost{stroke:var(--st-bad);stroke-width:2.4;fill:none}
.space-time .st-dot{fill:var(--st-ink)}
.space-time .st-hollow{fill:var(--st-paper);stroke:var(--st-ink);stroke-width:1.6}
.space-time .st-small{fill:var(--st-soft)}
`.trim();

/** Besides, where events are explained and nodes have roles. */
export const captionStyle = `
.space-time .st-role{text-anchor:middle;font-size:11px;fill:var(--st-soft)}
.space-time .st-caption{fill:var(--st-message)}
`.trim();
