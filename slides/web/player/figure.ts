import type { PlayerContent } from './content.ts';
import type { Machine } from './fork/machine.ts';
import type { OwnCode } from './fork/own-code.ts';
import { TracePlayer } from './trace-player.ts';
import { playerWording as words } from './wording.ts';

/** What the run of a figure was played from, and what plays it again otherwise. */
export interface ForkSource {
  readonly input: unknown;
  readonly machine: Machine;
}

/** What a player can do besides showing its content. */
export interface PlayerMeans {
  readonly machine?: Machine | undefined;
  readonly ownCode?: OwnCode | undefined;
}

/** How far below the screen a trace is made ready. */
const ahead = '400px';

/** Calls back with each figure once it comes near the screen. */
export function whenNear(
  figures: Iterable<HTMLElement>,
  act: (figure: HTMLElement) => unknown,
): void {
  const nearness = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        nearness.unobserve(target);
        act(target as HTMLElement);
      }
    },
    { rootMargin: ahead },
  );
  for (const figure of figures) nearness.observe(figure);
}

/** Puts a player into a figure, with a button that brings the picture back; nothing where there is none. */
export function playIn(
  figure: HTMLElement,
  content: PlayerContent,
  { machine, ownCode }: PlayerMeans = {},
): TracePlayer | undefined {
  const picture = figure.querySelector<HTMLElement>('.scroll');
  if (picture === null) return undefined;
  const player = new TracePlayer();
  // The player has a table of its own.
  const table = figure.parentElement?.querySelector<HTMLElement>(':scope > details.events');
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'trace-switch';
  const show = (asPlayer: boolean): void => {
    figure.classList.toggle('plays', asPlayer);
    player.hidden = !asPlayer;
    if (table != null) table.hidden = asPlayer;
    button.textContent = asPlayer ? words.asPicture : words.asPlayer;
  };
  button.addEventListener('click', () => show(player.hidden === true));
  picture.before(player);
  picture.after(button);
  player.machine = machine;
  player.ownCode = ownCode;
  player.content = content;
  show(true);
  return player;
}

/** A counterexample, whose data stand in the page itself. */
export function embedded(figure: HTMLElement): PlayerContent | undefined {
  const data = figure.querySelector('script[type="application/json"]')?.textContent;
  // What would make the page too large stays a picture.
  return data == null || data === '' ? undefined : (JSON.parse(data) as PlayerContent);
}
