import { embedded, playIn, whenNear } from '../player/figure.ts';
import { TracePlayer } from '../player/trace-player.ts';
import { type Counterexample, Forks } from './forks.ts';

/** The program of a report whose counterexamples can be changed. */
if (customElements.get('trace-player') === undefined) {
  customElements.define('trace-player', TracePlayer);
}
const forks = new Forks(document.querySelector('script[data-forks]')?.textContent ?? '');
whenNear(document.querySelectorAll<HTMLElement>('figure[data-plays]'), (figure) => {
  const content = embedded(figure) as Counterexample | undefined;
  if (content === undefined) return;
  const { fork, ...shown } = content;
  if (fork === undefined) playIn(figure, shown);
  else playIn(figure, { ...shown, input: fork.input }, { machine: forks.machineFor(fork) });
});
