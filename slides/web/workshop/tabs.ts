import type { WorkshopFile } from './data.ts';
import { workshopWording as words } from './wording.ts';

/** One tab for each file; arrow keys go from one to the next. */
export class Tabs {
  private buttons: readonly HTMLButtonElement[] = [];

  constructor(
    private readonly place: HTMLElement,
    private readonly panel: HTMLElement,
    files: readonly WorkshopFile[],
    private readonly choose: (name: string) => void,
  ) {
    this.list(files);
    place.addEventListener('click', (event) => {
      const button = (event.target as Element).closest<HTMLButtonElement>('[role=tab]');
      if (button !== null) this.choose(button.dataset.file ?? '');
    });
    place.addEventListener('keydown', (event) => this.onKey(event));
    this.show(files[0]?.name ?? '');
  }

  list(files: readonly WorkshopFile[]): void {
    this.buttons = files.map(tab);
    this.place.replaceChildren(...this.buttons);
  }

  show(name: string): void {
    for (const button of this.buttons) {
      const isShown = button.dataset.file === name;
      button.setAttribute('aria-selected', String(isShown));
      button.tabIndex = isShown ? 0 : -1;
      if (isShown) this.panel.setAttribute('aria-labelledby', button.id);
    }
  }

  private onKey(event: KeyboardEvent): void {
    const at = this.buttons.indexOf(event.target as HTMLButtonElement);
    const last = this.buttons.length - 1;
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: last }[event.key];
    if (at < 0 || next === undefined) return;
    event.preventDefault();
    const button = this.buttons[(next + this.buttons.length) % this.buttons.length];
    button?.focus();
    button?.click();
  }
}

function tab({ name, editable }: WorkshopFile): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.id = `datei-${name.replaceAll('.', '-')}`;
  button.dataset.file = name;
  button.setAttribute('role', 'tab');
  button.setAttribute('aria-controls', 'editor');
  button.append(name);
  if (!editable) {
    const given = document.createElement('span');
    given.className = 'given';
    given.textContent = words.given;
    button.append(' ', given);
  }
  return button;
}
