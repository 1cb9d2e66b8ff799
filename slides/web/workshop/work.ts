import { accepted, canAdd } from './added-files.ts';
import { BrokenArchive, packed, unpacked } from './archive.ts';
import type { WorkshopData } from './data.ts';
import type { Editor } from './editor.ts';
import type { Notices } from './notices.ts';
import { Store, type Texts } from './store.ts';
import { workshopWording as words } from './wording.ts';

const saveAfterMs = 300;

/** What the student wrote: kept in the browser, saved as an archive, loaded from files, reset. */
export class Work {
  private readonly store: Store;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly data: WorkshopData,
    private readonly editor: Editor,
    private readonly notices: Notices,
    private readonly root: HTMLElement,
    /** Texts came that nobody typed. */
    private readonly replaced: () => void,
  ) {
    this.store = new Store(data.chapter, data.exercise);
    const kept = this.store.read();
    if (kept !== undefined) editor.load(accepted(kept, data.files));
    if (!this.store.write(editor.texts())) notices.say('store', words.notSaved);
    this.store.onWrittenElsewhere((texts) => this.offer(texts));
    addEventListener('pagehide', () => this.saveNow());
    document.addEventListener('visibilitychange', () => this.saveNow());
    this.startButtons();
  }

  /** Keeps what is in the editor, soon. */
  save(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.saveNow(), saveAfterMs);
    this.say('');
  }

  private saveNow(): void {
    if (this.timer === undefined) return;
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.store.write(this.editor.texts())) {
      this.notices.clear('store');
      this.say(words.saved);
    } else this.notices.say('store', words.notSaved);
  }

  private say(text: string): void {
    const saved = this.root.querySelector('[data-saved]');
    if (saved !== null) saved.textContent = text;
  }

  /** Another window has written: which of the two is meant, only the student knows. */
  private offer(texts: Texts): void {
    const act = (): void => {
      this.notices.clear('elsewhere');
      this.put(texts);
    };
    this.notices.say('elsewhere', words.changedElsewhere, { label: words.takeOver, act });
  }

  private put(texts: Texts): void {
    this.editor.load(accepted(texts, this.data.files));
    this.replaced();
    this.timer ??= setTimeout(() => undefined);
    this.saveNow();
  }

  /** Puts other texts in, and offers the way back. */
  private replace(texts: Texts, said: string): void {
    const before = this.editor.texts();
    this.put(texts);
    const act = (): void => {
      this.put(before);
      this.notices.say('work', words.undone);
    };
    this.notices.say('work', said, { label: words.undo, act });
  }

  private startButtons(): void {
    const on = (name: string, act: () => void): void =>
      this.root.querySelector(`[data-${name}]`)?.addEventListener('click', act);
    const input = this.root.querySelector<HTMLInputElement>('[data-chosen]');
    on('reset', () => {
      const own = this.data.files.filter(({ editable }) => editable);
      this.replace(Object.fromEntries(own.map(({ name, text }) => [name, text])), words.reset);
    });
    on('remove', () => {
      const { [this.editor.shown]: _, ...others } = this.editor.texts();
      this.replace(others, words.removed(this.editor.shown));
    });
    const form = this.root.querySelector<HTMLFormElement>('[data-add]');
    form?.addEventListener('submit', (event) => {
      event.preventDefault();
      this.add(form);
    });
    on('download', () => this.download());
    on('upload', () => input?.click());
    input?.addEventListener('change', () => {
      void this.loadFiles([...(input.files ?? [])]).finally(() => {
        input.value = '';
      });
    });
  }

  /** A module of the student's own, as the form names it. */
  private add(form: HTMLFormElement): void {
    const name = String(new FormData(form).get('name') ?? '').trim();
    const file = name.endsWith('.ts') ? name : `${name}.ts`;
    if (!canAdd(file, this.editor.files)) {
      return this.notices.say('work', words.cannotAdd(file));
    }
    form.reset();
    this.notices.say('work', words.added(file));
    this.put({ ...this.editor.texts(), [file]: '' });
    this.editor.reveal(file, 1);
  }

  private download(): void {
    const { chapter, exercise } = this.data;
    const bytes = packed(chapter, exercise, this.editor.texts());
    const url = URL.createObjectURL(new Blob([bytes.slice()], { type: 'application/zip' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = `${exercise}.zip`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  }

  private async loadFiles(files: readonly File[]): Promise<void> {
    const chosen = await Promise.all(
      files.map(async (file) => {
        return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
      }),
    );
    try {
      const { texts, skipped } = unpacked(chosen, this.data);
      const taken = Object.keys(texts);
      if (taken.length === 0) {
        const wanted = this.data.files.filter(({ editable }) => editable);
        this.notices.say('work', words.nothingToLoad(wanted.map(({ name }) => name)));
        return;
      }
      const rest = skipped.length === 0 ? '' : ` ${words.notLoaded(skipped)}`;
      this.replace({ ...this.editor.texts(), ...texts }, words.loaded(taken) + rest);
    } catch (error) {
      if (!(error instanceof BrokenArchive)) throw error;
      this.notices.say('work', words.brokenZip(error.message));
    }
  }
}
