import type { ExerciseResult } from '../../../grader/results/result.ts';
import { checkInPage, type ExercisePackage } from '../machine/machine.ts';
import { TracePlayer } from '../player/trace-player.ts';
import type { WorkshopData, WorkshopFile } from './data.ts';
import { Editor } from './editor.ts';
import { type Followed, follow } from './following.ts';
import { forkSources, type Judged } from './forks.ts';
import { getReady } from './get-ready.ts';
import type { Reveal } from './links.ts';
import { loadPackage, PackageMissing } from './load-package.ts';
import { Notices } from './notices.ts';
import { startPanes } from './panes.ts';
import { isPractice } from './practice.ts';
import { askedReplay, isForThisSuite } from './replay-link.ts';
import { headline, viewOf } from './report.ts';
import { RunBar } from './run-bar.ts';
import { showPlayed } from './show-played.ts';
import { showResult } from './show-result.ts';
import { Tabs } from './tabs.ts';
import { workshopWording as words } from './wording.ts';
import { Work } from './work.ts';

declare global {
  /** Data of the page's exercise. */
  var workshops: Record<string, WorkshopData | undefined> | undefined;
}

/** A page of the workshop: editor, check, result. */
class Workshop {
  private readonly editor: Editor;
  private readonly notices: Notices;
  private readonly bar: RunBar;
  private readonly work: Work | undefined;
  private running: AbortController | undefined;

  constructor(
    private readonly root: HTMLElement,
    private readonly data: WorkshopData,
    /** `npm run practice` shows files on disk. */
    private readonly follows: boolean,
  ) {
    this.notices = new Notices(this.find('[data-notices]'));
    const host = this.find('[data-editor]');
    let tabs: Tabs | undefined;
    const events = {
      changed: () => this.changed(),
      opened: (name: string) => {
        tabs?.show(name);
        this.offerRemoval(name);
      },
      listed: (files: readonly WorkshopFile[]) => tabs?.list(files),
      check: () => this.startCheck(),
    };
    this.editor = new Editor(host, data, events, follows);
    tabs = new Tabs(this.find('[data-tabs]'), host, data.files, (name) => this.editor.open(name));
    const cancel = (): void => this.running?.abort();
    this.bar = new RunBar(root, { check: () => this.startCheck(), cancel });
    startPanes(root);
    if (follows) {
      this.find('[data-archive]').hidden = true;
      follow(data, this.followed());
    } else {
      void this.replayIfAsked();
      this.work = new Work(data, this.editor, this.notices, root, () => this.changed());
      getReady(host, () => this.judged());
    }
    document.addEventListener('keydown', (event) => {
      const isCheck = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
      if (!isCheck || event.defaultPrevented) return;
      event.preventDefault();
      this.startCheck();
    });
    addEventListener('hashchange', () => void this.replayIfAsked());
  }

  /** Of files that the student added. */
  private offerRemoval(name: string): void {
    const button = this.find('[data-remove]');
    button.hidden = this.data.files.some((file) => file.name === name);
    button.textContent = words.remove(name);
  }

  private changed(): void {
    this.work?.save();
    const result = this.find('[data-result]');
    if (result.querySelector('.verdict') === null || this.root.querySelector('.stale') !== null)
      return;
    const stale = document.createElement('p');
    stale.className = 'stale';
    stale.textContent = words.stale;
    result.prepend(stale);
  }

  private startCheck(): void {
    if (!this.follows) void this.run(words.checking, (loaded) => ({ exercise: loaded }));
  }

  private async replayIfAsked(): Promise<void> {
    const asked = askedReplay(location.hash, this.data);
    if (asked.kind === 'none') return;
    if (asked.kind === 'problem') return this.notices.say('replay', asked.message);
    this.notices.clear('replay');
    const { replay } = asked;
    const done = await this.run(words.replaying, (loaded) => {
      if (!isForThisSuite(replay, loaded)) throw new OldToken();
      return { exercise: loaded, replay, seed: replay.seed, properties: [replay.property] };
    });
    if (done === undefined) return;
    const holds = done.status === 'bestanden';
    this.notices.say('replay', holds ? words.holdsNow : words.replayed);
    this.find('#ergebnis').scrollIntoView();
    // A verdict shows only what fails.
    if (holds) await showPlayed(this.find('[data-result]'), replay, this.judged());
  }

  /** One check at a time; a new one ends the old. */
  private async run(
    said: string,
    request: (loaded: ExercisePackage) => Omit<Parameters<typeof checkInPage>[0], 'files'>,
  ): Promise<ExerciseResult | undefined> {
    this.running?.abort();
    const running = new AbortController();
    this.running = running;
    const { signal } = running;
    this.bar.begin(words.preparing, true);
    try {
      const loaded = await this.load();
      signal.throwIfAborted();
      this.bar.begin(said, true);
      const onProgress = (share: number): void => {
        if (!signal.aborted) this.bar.progress(share);
      };
      const files = this.editor.texts();
      const result = await checkInPage({ ...request(loaded), files, signal, onProgress });
      signal.throwIfAborted();
      this.show(result);
      return result;
    } catch (error) {
      // Who began anew is told of that.
      if (this.running === running) this.bar.end(whyNot(error, signal));
      return undefined;
    } finally {
      if (this.running === running) this.running = undefined;
    }
  }

  private show(result: ExerciseResult): void {
    const view = viewOf(result, this.data);
    const forks = forkSources(view, this.judged());
    const reveal: Reveal = (file, line, column) => this.editor.reveal(file, line, column);
    const data = { ...this.data, files: this.editor.files };
    showResult(this.find('[data-result]'), view, data, reveal, forks);
    this.editor.mark(result.findings);
    const { status, points } = headline(view);
    this.bar.end(words.done(status, points), 'ergebnis');
  }

  private followed(): Followed {
    const { editor, notices, bar } = this;
    return {
      editor,
      notices,
      bar,
      show: (result) => this.show(result),
      interrupt: () => {
        const { running } = this;
        this.running = undefined;
        running?.abort();
      },
      replayIfAsked: () => this.replayIfAsked(),
    };
  }

  /** The code as it is now. */
  private judged(): Judged {
    return { files: this.editor.texts(), load: () => this.load() };
  }

  private load(): Promise<ExercisePackage> {
    return loadPackage(this.data.exercise, this.root.dataset.package ?? '');
  }

  private find(selector: string): HTMLElement {
    const found = this.root.querySelector<HTMLElement>(selector);
    if (found === null) throw new Error(`the page has no ${selector}`);
    return found;
  }
}

/** The token was made by another version of the suite. */
class OldToken extends Error {}

/** German: why there is no result. */
function whyNot(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) return words.cancelled;
  if (error instanceof PackageMissing) return words.packageMissing;
  if (error instanceof OldToken) return words.replayOldSuite;
  return words.failed(error instanceof Error ? error.message : String(error));
}

if (customElements.get('trace-player') === undefined) {
  customElements.define('trace-player', TracePlayer);
}
const root = document.querySelector<HTMLElement>('[data-workshop]');
const data = globalThis.workshops?.[root?.dataset.workshop ?? ''];
if (root !== null && data !== undefined) {
  new Workshop(root, data, isPractice());
}
