import { startFigures } from '../player/figures.ts';
import { TracePlayer } from '../player/trace-player.ts';
import { forkSources } from './forks.ts';

/** The program of a report whose counterexamples can be changed. */
if (customElements.get('trace-player') === undefined) {
  customElements.define('trace-player', TracePlayer);
}
startFigures(document, forkSources(document));
