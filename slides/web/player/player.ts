import { startFigures } from './figures.ts';
import { TracePlayer } from './trace-player.ts';

if (customElements.get('trace-player') === undefined) {
  customElements.define('trace-player', TracePlayer);
}
startFigures();
