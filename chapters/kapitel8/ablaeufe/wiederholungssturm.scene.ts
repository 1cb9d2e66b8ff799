import { defineScene } from '#scenes';
import { facts, label, leavesOut, overload, patienceMs, workMs } from './ueberlast.ts';

export const scene = defineScene({
  title: 'Wiederholungen machen aus Last Überlast',
  alt: 'Drei Aufträge treffen auf einen Dienst, der für zwei davon zu langsam ist; der Aufrufer wiederholt sofort, und der Dienst arbeitet nur noch an Aufrufen, auf die niemand mehr wartet.',
  roles: { n1: 'Aufrufer', n2: 'Dienst' },
  play: () => overload({ tellsDeadline: false, pauseMs: () => 0 }, 1),
  label,
  leavesOut,
  steps: [
    {
      on: { kind: 'deliver', node: 'n2', message: { id: '3.1' } },
      caption: `Der Dienst braucht ${workMs} ms je Aufruf, der Aufrufer hat ${patienceMs} ms Geduld. Auftrag 3 steht als dritter in der Schlange und wird das nicht schaffen.`,
    },
    {
      on: { kind: 'respond', node: 'n1', client: 'c1' },
      caption: 'Auftrag 1 ist rechtzeitig fertig. Es wird der einzige bleiben.',
    },
    {
      on: { kind: 'timer', node: 'n1', name: 'Frist 2' },
      caption:
        'Die Geduld ist zu Ende, der Aufrufer fragt sofort noch einmal. Der erste Aufruf steht aber noch in der Schlange.',
    },
    {
      on: { kind: 'send', node: 'n2', message: { id: '2.1' } },
      caption:
        'Umsonst gearbeitet: Auf diese Antwort wartet niemand mehr, denn jetzt zählt nur noch Versuch 2.2.',
    },
    {
      on: { kind: 'timer', node: 'n1', name: 'Frist 2' },
      caption:
        'Versuch 2.2 wartet hinter der vergeblichen Arbeit und kommt deshalb auch zu spät. Jede Wiederholung verlängert die Schlange.',
    },
    {
      on: { kind: 'respond', node: 'n1', client: 'c2', response: 'gescheitert' },
      caption: 'Nach drei Versuchen gibt der Aufrufer auf.',
    },
    {
      on: { kind: 'send', node: 'n2', message: { id: '3.3' } },
      caption: (_, run) => {
        const { 'work.pieces': pieces, done } = facts(run);
        return `Der Dienst arbeitet noch lange weiter: ${pieces} Stücke Arbeit für ${done} erledigten Auftrag.`;
      },
    },
  ],
  facts,
});
