/** Sentences above the editor that stay until something newer of their kind comes. */
export class Notices {
  private readonly shown = new Map<string, HTMLElement>();

  constructor(private readonly place: HTMLElement) {}

  /** @param kind a newer notice of the same kind takes the place of the older. */
  say(kind: string, text: string, ...actions: readonly NoticeAction[]): void {
    this.clear(kind);
    const notice = document.createElement('p');
    notice.className = 'notice';
    notice.append(text);
    for (const { label, act } of actions) {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = label;
      button.addEventListener('click', act);
      notice.append(' ', button);
    }
    this.shown.set(kind, notice);
    this.place.append(notice);
  }

  clear(kind: string): void {
    this.shown.get(kind)?.remove();
    this.shown.delete(kind);
  }
}

export interface NoticeAction {
  readonly label: string;
  act(): void;
}
