import { find } from './elements.ts';
import { icon } from './icons.ts';
import { playerWording as words } from './wording.ts';

const msPerEvent = 900;

/** Steps by itself until it is stopped, and shows on the button which of both a press would do. */
export class Playback {
  private timer = 0;

  constructor(
    private readonly root: ShadowRoot,
    private readonly step: () => void,
  ) {}

  get isPlaying(): boolean {
    return this.timer !== 0;
  }

  start(): void {
    this.timer = window.setInterval(this.step, msPerEvent);
    this.show();
  }

  stop(): void {
    if (this.timer === 0) return;
    window.clearInterval(this.timer);
    this.timer = 0;
    this.show();
  }

  private show(): void {
    const button = find(this.root, '[data-command=play]');
    const command = this.timer === 0 ? 'play' : 'pause';
    button.innerHTML = icon(command);
    button.setAttribute('aria-label', words.buttons[command]);
    button.title = words.buttons[command];
  }
}
