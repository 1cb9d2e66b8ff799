import { workshopWording as words } from './wording.ts';

/** An estimate from less than this share of the work would jump about. */
const minShareForEstimate = 0.08;
/** A reader is told as often as this share of the work is done. */
const toldEach = 0.25;

/** The buttons, the progress and what is said while a check runs. */
export class RunBar {
  private readonly check: HTMLButtonElement;
  private readonly cancel: HTMLButtonElement;
  private readonly bar: HTMLProgressElement;
  private readonly percent: HTMLElement;
  private readonly status: HTMLElement;
  private startedAtMs = 0;
  private told = 0;

  constructor(root: HTMLElement, act: { check(): void; cancel(): void }) {
    const find = <Found extends HTMLElement>(name: string): Found => {
      const found = root.querySelector<Found>(`[data-${name}]`);
      if (found === null) throw new Error(`the page has no ${name}`);
      return found;
    };
    this.check = find('check');
    this.cancel = find('cancel');
    this.bar = find('progress');
    this.percent = find('percent');
    this.status = find('status');
    this.check.addEventListener('click', () => act.check());
    this.cancel.addEventListener('click', () => act.cancel());
    this.check.disabled = false;
  }

  /** The page follows files: nothing is to be started here. */
  withoutButtons(): void {
    this.check.hidden = true;
  }

  begin(text: string, canCancel: boolean): void {
    const hadFocus = document.activeElement === this.check;
    this.startedAtMs = performance.now();
    this.told = 0;
    this.check.disabled = true;
    this.cancel.hidden = !canCancel;
    this.bar.hidden = false;
    this.bar.removeAttribute('value');
    this.percent.textContent = '';
    this.status.textContent = text;
    // A disabled button loses the focus.
    if (hadFocus && canCancel) this.cancel.focus();
  }

  progress(share: number): void {
    // The search for a small counterexample comes after all runs: never 100 % while it goes on.
    const percent = Math.min(99, Math.floor(share * 100));
    const text = words.progress(percent, this.remainingSeconds(share));
    this.bar.value = percent;
    this.percent.textContent = text;
    if (share < this.told + toldEach) return;
    this.told = share;
    this.status.textContent = text;
  }

  /** Ends with a sentence and, if there is a result, a way to it. */
  end(text: string, target?: string): void {
    const hadFocus = document.activeElement === this.cancel;
    this.check.disabled = false;
    this.cancel.hidden = true;
    this.bar.hidden = true;
    this.percent.textContent = '';
    this.status.textContent = `${text} `;
    if (target !== undefined) {
      const link = document.createElement('a');
      link.href = `#${target}`;
      link.textContent = words.toResult;
      this.status.append(link);
    }
    if (hadFocus) this.check.focus();
  }

  private remainingSeconds(share: number): number | undefined {
    if (share < minShareForEstimate || share > 0.99) return undefined;
    const leftMs = ((performance.now() - this.startedAtMs) * (1 - share)) / share;
    return Math.max(1, Math.round(leftMs / 1000));
  }
}
