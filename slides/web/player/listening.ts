import { find } from './elements.ts';
import { isOwnKey, positionAfterKey } from './keys.ts';
import type { Command, Layout } from './markup.ts';

/** What a reader's hand may ask of the player. */
export interface Listener {
  readonly layout: Layout;
  readonly position: number;
  readonly length: number;
  readonly predicts: boolean;
  readonly everything: boolean;
  go(position: number): void;
  obey(command: Command): void;
  scrolled(): void;
  tableOpened(): void;
  predict(predicts: boolean): void;
  showEverything(everything: boolean): void;
}

/** Buttons, slider, keys and pointer, each time the markup was made anew. */
export function listen(root: ShadowRoot, player: Listener): void {
  const stage = find(root, '.stage');
  const slider = find<HTMLInputElement>(root, 'input[type=range]');
  find(root, '.controls').addEventListener('click', (event) => {
    const button = (event.target as Element).closest<HTMLElement>('[data-command]');
    if (button !== null) player.obey(button.dataset.command as Command);
  });
  slider.addEventListener('input', () => player.go(Number(slider.value)));
  find(root, 'section').addEventListener('keydown', (event) => onKey(event, stage, player));
  stage.addEventListener('scroll', () => player.scrolled(), { passive: true });
  const point = (event: MouseEvent): void => {
    // A slide is scaled: what a row is high on the screen is only known here.
    const { top, height } = find(root, '.rows').getBoundingClientRect();
    player.go(Math.floor(((event.clientY - top) / height) * player.length));
  };
  stage.addEventListener('click', point);
  stage.addEventListener('pointermove', (event) => {
    // A finger scrolls; a mouse that is held down goes through the events.
    if (event.pointerType === 'mouse' && event.buttons === 1) point(event);
  });
  root.querySelector('.as-table')?.addEventListener('toggle', () => player.tableOpened());
  listenToBox(root, 'everything', player.everything, (isOn) => player.showEverything(isOn));
  listenToBox(root, 'predict', player.predicts, (isOn) => player.predict(isOn));
}

function listenToBox(
  root: ShadowRoot,
  name: string,
  isOn: boolean,
  change: (isOn: boolean) => void,
): void {
  const box = root.querySelector<HTMLInputElement>(`[data-${name}]`);
  if (box === null) return;
  box.checked = isOn;
  box.addEventListener('change', () => change(box.checked));
}

function onKey(event: KeyboardEvent, stage: HTMLElement, player: Listener): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  const target = event.target as HTMLElement;
  if (player.layout === 'slide') {
    // The deck sees the player alone, not the button or the slider within, to which these belong.
    if (isOwnKey(target, event.key)) event.stopPropagation();
    return;
  }
  // Fields, the table and its summary keep their own keys.
  if (target !== stage && target.dataset.command === undefined) return;
  const isSideways = event.key === 'ArrowLeft' || event.key === 'ArrowRight';
  if (target === stage && isSideways && stage.scrollWidth > stage.clientWidth) return;
  const position = positionAfterKey(event.key, player.position, player.length);
  if (position === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  player.go(position);
}
