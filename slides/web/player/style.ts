import { style as spaceTimeStyle } from '../../../grader/feedback/space-time/svg/style.ts';

/**
 * The player's own style, inside its shadow: no page's rules reach it. Colours follow the page's
 * `color-scheme`; wherever one tells something, a form or a word tells it too.
 */
export const style = `
:host{display:block;--ink:light-dark(#1c2128,#e6eaef);--soft:light-dark(#59636e,#a2acb8);--edge:light-dark(#8a94a0,#76808d);--rule:light-dark(#cfd5dc,#3a424d);--paper:light-dark(#ffffff,#14181d);--raised:light-dark(#f1f4f8,#1f252d);--accent:light-dark(#1f5a96,#8cc0f5);--bad:light-dark(#b3261e,#ff8a80);color:var(--ink);font-size:.95rem;line-height:1.5}
:host([hidden]){display:none}
*{box-sizing:border-box}
section{min-width:0}
.space-time{display:block;max-width:none;height:auto}
:host .space-time{--st-ink:var(--ink);--st-soft:var(--soft);--st-paper:var(--paper);--st-lane:light-dark(#b6bec8,#56606c);--st-message:light-dark(#1f5fad,#7db3f5);--st-client:light-dark(#6b4ba3,#c3a6f5);--st-bad:var(--bad);--st-bad-band:light-dark(#fce8e6,#43201e);--st-note:light-dark(#8a5a00,#f0c05a);--st-note-band:light-dark(#fdf3dc,#372c12)}
.stage{position:relative;overflow:auto;height:min(30rem,62vh);min-height:14rem;border:1px solid var(--edge);border-radius:.4rem;background:var(--paper);cursor:pointer;overscroll-behavior:contain}
.stage .heads{position:sticky;top:0;z-index:1;border-bottom:1px solid var(--rule);background:var(--paper)}
.rows{position:relative}
.rows svg{position:absolute;left:0;top:0;overflow:visible}
.pl-cursor{fill:light-dark(#e2edfa,#22364c);stroke:var(--accent);stroke-width:1.5}
.pl-pointer{fill:var(--accent)}
.pl-halo{fill:none;stroke:var(--accent);stroke-width:1.6}
.space-time line.pl-past{stroke-width:3.2}
.pl-later,.pl-later *{opacity:.55}
.pl-band{fill:var(--st-note);opacity:.1}
.pl-band.pl-later{opacity:.05}
.pl-balloon{fill:none;stroke:var(--accent);stroke-width:1.4;stroke-linejoin:round}
.pl-erase{stroke:var(--paper);stroke-width:3}
.space-time text.pl-role{text-anchor:middle;font-size:11px;fill:var(--soft)}
.space-time text.pl-time{font-size:11px;font-weight:600;fill:var(--st-note);paint-order:stroke;stroke:var(--paper);stroke-width:4px}
.space-time text.pl-text-past{font-weight:600}
.space-time text.pl-text-later{fill:var(--soft)}
.pl-differs{stroke:var(--accent);stroke-width:2;stroke-dasharray:7 4}
.space-time text.pl-differs-sign{font-size:16px;font-weight:700;fill:var(--accent)}
.runs{display:flex;flex-wrap:wrap;gap:.3rem;margin:0 0 .5rem;border-bottom:2px solid var(--edge)}
.runs button{border-bottom:0;border-radius:.35rem .35rem 0 0;text-align:left}
.runs button[aria-selected=true]{background:var(--accent);color:var(--paper);border-color:var(--accent);font-weight:650}
.compared{margin:.2rem 0 .6rem;color:var(--soft)}
.compared span{color:var(--ink)}
.differs{color:var(--accent);font-weight:650}
.controls{display:flex;flex-wrap:wrap;gap:.4rem;align-items:center;margin:0 0 .5rem}
button{font:inherit;color:inherit;background:var(--raised);border:1px solid var(--edge);border-radius:.35rem;min-height:2.5rem;min-width:2.5rem;padding:.2rem .6rem;cursor:pointer}
button svg{display:block;margin:auto}
button[aria-disabled=true]{color:var(--soft);cursor:default}
input[type=range]{flex:1 1 60%;min-width:6rem;height:2.5rem;accent-color:var(--accent);margin:0}
.position{font-variant-numeric:tabular-nums;color:var(--soft);min-width:6.5em;text-align:right}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:.2rem}
.stage:focus-visible{outline-offset:0}
.detail{border-left:.3rem solid var(--accent);background:var(--raised);padding:.5rem .8rem;margin:.6rem 0;min-height:7.6rem;overflow-wrap:anywhere}
.detail.blamed{border-color:var(--bad)}
.detail p{margin:.15rem 0}
.where,.past{color:var(--soft);font-size:.9em}
.what{font-weight:600}
.verdict{color:var(--bad);font-weight:700}
.explanation{font-size:1.02em}
.head{font-weight:650;margin:.8rem 0 .35rem}
.nodes{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,13rem),1fr));gap:.5rem;margin:0;padding:0;list-style:none}
.nodes>li{border:1px solid var(--rule);border-radius:.35rem;padding:.4rem .6rem;min-width:0;overflow-wrap:anywhere;font-size:.9em}
.nodes>li.active{border-color:var(--accent);box-shadow:inset .25rem 0 var(--accent)}
.nodes>li.down{border-style:dashed}
.nodes p{margin:0}
.nodes .name{font-weight:700}
.nodes .name span{font-weight:400;color:var(--soft)}
.nodes dl{margin:.2rem 0 0}
.nodes dt{color:var(--soft);font-size:.92em}
.nodes dd{margin:0 0 .15rem}
.nodes ul{list-style:none;margin:0;padding:0}
.changed{font-weight:700;text-decoration:underline;text-underline-offset:.2em}
code{font-family:ui-monospace,"Cascadia Mono","DejaVu Sans Mono",monospace;font-size:.92em}
.network{margin:.5rem 0;font-size:.9em;color:var(--soft);overflow-wrap:anywhere}
.ask{font-weight:700;color:var(--accent)}
.fork{border:1px solid var(--rule);border-radius:.35rem;padding:.2rem .8rem}
.fork p{margin:.4rem 0}
.fork fieldset{display:flex;flex-wrap:wrap;gap:.4rem;align-items:center;border:0;padding:0;margin:.4rem 0;min-width:0}
.fork legend{font-weight:600;padding:0;margin-bottom:.2rem}
.fork select,.fork input{font:inherit;color:inherit;background:var(--paper);border:1px solid var(--edge);border-radius:.35rem;min-height:2.5rem;padding:.2rem .5rem}
.fork input{width:7rem}
.fork .said:empty{display:none}
.token code{display:block;overflow:auto;max-height:5.5rem;overflow-wrap:anywhere;background:var(--raised);padding:.3rem .5rem}
.own{margin:.5rem 0}
.own p{margin:.4rem 0}
.own .how{display:block;margin-top:.2rem;color:var(--soft);font-size:.9em}
.own-said:empty{display:none}
.no-fork{color:var(--soft);font-size:.9em}
.questions{border:1px solid var(--rule);border-radius:.35rem;padding:.2rem .8rem;margin:.6rem 0}
.questions[hidden]{display:none}
.questions p{margin:.4rem 0}
a{color:var(--accent);text-underline-offset:.15em}
.option{display:flex;gap:.5rem;align-items:baseline;margin:.4rem 0;font-size:.9em}
details{margin:.5rem 0}
summary{cursor:pointer;font-weight:600;padding:.25rem 0}
.scroll{overflow:auto;max-height:26rem}
table{border-collapse:collapse;font-size:.9em;width:100%}
caption{text-align:left;color:var(--soft)}
th,td{text-align:left;vertical-align:top;padding:.25rem .5rem;border-bottom:1px solid var(--rule);overflow-wrap:anywhere}
thead th{position:sticky;top:0;background:var(--raised)}
thead th,td.place{overflow-wrap:normal}
tbody th,td.time{font-weight:400;text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
td.event{min-width:14rem}
td.note{min-width:10rem}
tr.marked{font-weight:600}
tr[aria-current]>*{background:light-dark(#e2edfa,#22364c)}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
:host([layout=slide]){font-size:16px;zoom:1.25}
:host([layout=slide]) input[type=range]{flex:1 1 12rem}
:host([layout=slide]) .stage{height:auto;min-height:0;max-height:19.6rem}
:host([layout=slide]) .detail{min-height:4.3rem;margin:.5rem 0 0;padding:.3rem 5rem .3rem .8rem;line-height:1.35}
:host([layout=slide]) :is(.where,.past){display:none}
@media (max-width:34rem){.position{min-width:0}.scroll{max-height:20rem}}
@media print{.controls,.own,.stage,.detail,.states,.option,summary{display:none}.scroll{max-height:none;overflow:visible}}
${spaceTimeStyle}
`.trim();
