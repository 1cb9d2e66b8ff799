import type { RevealApi } from 'reveal.js';
import type { SceneResult } from '../../../grader/scenes/result.ts';
import { contentOfScene } from '../player/content.ts';
import { type StepEvent, TracePlayer } from '../player/trace-player.ts';

/**
 * Turns the pictures of traces into players. The picture's curtains stay the deck's fragments, so that
 * a trace goes on with the keys, the remote control and the print of all other steps; here each
 * fragment that is shown is one event further, and who steps in the player turns the deck.
 */
export function playTraces(deck: RevealApi): void {
  forEachTrace((figure, scene) => play(figure, scene, deck));
}

/** Where slides stand below one another to be read, traces are played as in the book. */
export function readTraces(): void {
  forEachTrace((figure, scene) => {
    const player = new TracePlayer();
    show(figure, player, scene);
  });
}

function forEachTrace(act: (figure: HTMLElement, scene: SceneResult) => void): void {
  if (customElements.get('trace-player') === undefined) {
    customElements.define('trace-player', TracePlayer);
  }
  for (const figure of document.querySelectorAll<HTMLElement>('.reveal figure.trace')) {
    const data = figure.querySelector('script[type="application/json"]')?.textContent;
    if (data != null) act(figure, JSON.parse(data) as SceneResult);
  }
}

function show(figure: HTMLElement, player: TracePlayer, scene: SceneResult): void {
  figure.append(player);
  // Several slides may show parts of one scene.
  const slide = figure.closest('section')?.getAttribute('aria-label') ?? '';
  player.content = { ...contentOfScene(scene), title: `${scene.title} – ${slide}` };
  figure.classList.add('plays');
  // What is within takes the focus.
  figure.removeAttribute('tabindex');
}

function play(figure: HTMLElement, scene: SceneResult, deck: RevealApi): void {
  const curtains = [...figure.querySelectorAll<SVGElement>('.curtain')];
  const risen = (): number => curtains.filter((each) => each.matches('.visible')).length;
  const player = new TracePlayer();
  player.layout = 'slide';
  show(figure, player, scene);

  const follow = (): void => {
    if (player.position !== risen()) player.position = risen();
  };
  const watch = new MutationObserver(follow);
  for (const curtain of curtains) watch.observe(curtain, { attributeFilter: ['class'] });
  player.addEventListener('trace-step', (event) => {
    const { position } = (event as StepEvent).detail;
    if (position === risen()) return;
    const at = Number(curtains[Math.max(0, position - 1)]?.dataset.fragmentIndex ?? 0);
    deck.navigateFragment(position === 0 ? at - 1 : at);
  });
  follow();
}
