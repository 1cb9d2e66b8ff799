import type { SceneResult } from '../../../grader/scenes/result.ts';
import { contentOfScene } from './content.ts';
import { TracePlayer } from './trace-player.ts';
import { playerWording as words } from './wording.ts';

declare global {
  var traces: Record<string, SceneResult | undefined> | undefined;
}

/** How far below the screen a trace is made ready. */
const ahead = '400px';

/**
 * Turns the pictures of the page's traces into players as they come near the screen. Where its data
 * are missing a picture stays what it is; on paper all of them do.
 */
export function startFigures(): void {
  const figures = document.querySelectorAll<HTMLElement>('figure.trace[data-trace]');
  const nearness = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        nearness.unobserve(target);
        void upgrade(target as HTMLElement);
      }
    },
    { rootMargin: ahead },
  );
  for (const figure of figures) nearness.observe(figure);
}

async function upgrade(figure: HTMLElement): Promise<void> {
  const id = figure.dataset.trace ?? '';
  const scene = await sceneOf(id);
  const picture = figure.querySelector<HTMLElement>('.scroll');
  // A curve of many runs has no single trace to play.
  if (scene?.trace === undefined || picture === null) return;
  const player = new TracePlayer();
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'trace-switch';
  const show = (asPlayer: boolean): void => {
    figure.classList.toggle('plays', asPlayer);
    player.hidden = !asPlayer;
    button.textContent = asPlayer ? words.asPicture : words.asPlayer;
  };
  button.addEventListener('click', () => show(player.hidden === true));
  picture.before(player);
  picture.after(button);
  player.content = contentOfScene(scene);
  show(true);
}

/** The data of a trace, loaded as a script since a page opened from a file may not fetch. */
function sceneOf(id: string): Promise<SceneResult | undefined> {
  const known = globalThis.traces?.[id];
  if (known !== undefined) return Promise.resolve(known);
  return new Promise((resolve) => {
    const script = document.createElement('script');
    script.src = `ablaeufe/${id}.js`;
    script.onload = () => resolve(globalThis.traces?.[id]);
    script.onerror = () => resolve(undefined);
    document.head.append(script);
  });
}
