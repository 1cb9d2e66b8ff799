import { defineScene } from '#scenes';
import { facts, label, leavesOut, overload } from './ueberlast.ts';

export const scene = defineScene({
  title: 'Dieselbe Last mit Frist, Ablehnung und Pause',
  alt: 'Dieselben drei Aufträge; die Frist reist mit, der Dienst lehnt sofort ab, was er nicht rechtzeitig schafft, und der Aufrufer wartet vor dem nächsten Versuch eine zufällige Zeit: Alle drei werden erledigt.',
  roles: { n1: 'Aufrufer', n2: 'Dienst' },
  play: () =>
    overload({ tellsDeadline: true, pauseMs: (random) => 40 + Math.floor(random * 120) }, 2),
  label,
  leavesOut,
  steps: [
    {
      on: { kind: 'deliver', node: 'n2', message: { id: '2.1' } },
      caption:
        'Der Dienst ist bis 80 ms mit Auftrag 1 beschäftigt. Auftrag 2 wäre erst um 140 ms fertig, gilt aber nur bis 115 ms.',
    },
    {
      on: { kind: 'send', node: 'n2', message: { type: 'Abgelehnt', id: '2.1' } },
      caption:
        'Also sagt er gleich Nein. Das kostet fast nichts, und der Aufrufer weiß Bescheid, statt zu warten.',
    },
    {
      on: { kind: 'send', node: 'n2', message: { type: 'Abgelehnt', id: '3.1' } },
      caption: 'Auftrag 3 ergeht es ebenso.',
    },
    {
      on: { kind: 'timer', node: 'n1' },
      caption:
        'Der Aufrufer wartet vor jedem neuen Versuch eine zufällige Zeit. So kommen die Wiederholungen nicht wieder gemeinsam an.',
    },
    {
      on: { kind: 'deliver', node: 'n1', message: { type: 'Antwort', id: '2.2' } },
      caption: 'Der zweite Versuch trifft auf einen freien Dienst.',
    },
    {
      on: (event) => event.kind === 'respond' && event.client !== 'c1',
      caption: 'Was der Dienst anfängt, braucht auch jemand.',
    },
    {
      on: { kind: 'respond', node: 'n1', response: 'erledigt' },
      caption: 'Alle drei sind erledigt. Der Dienst hat dafür genau drei Stücke Arbeit getan.',
    },
  ],
  facts,
});
