import type { ExerciseResult } from '../../../grader/results/result.ts';
import { accepted } from './added-files.ts';
import type { WorkshopData } from './data.ts';
import type { Editor } from './editor.ts';
import type { Notices } from './notices.ts';
import { followDisk } from './practice.ts';
import type { RunBar } from './run-bar.ts';
import { workshopWording as words } from './wording.ts';

/** A page of the workshop, as far as it is concerned here. */
export interface Followed {
  readonly editor: Editor;
  readonly notices: Notices;
  readonly bar: RunBar;
  show(result: ExerciseResult): void;
  /** Ends what runs in the page, without a word. */
  interrupt(): void;
  replayIfAsked(): Promise<void>;
}

/** Shows the files on disk and what the command line says of them. */
export function follow({ chapter, exercise, files }: WorkshopData, page: Followed): void {
  const { editor, notices, bar } = page;
  const own = files.filter(({ editable }) => editable);
  bar.withoutButtons();
  const folder = words.practiceFolder(`exercises/${chapter}/${exercise}`);
  notices.say('practice', `${words.practice} ${folder}`);
  let wasLost = false;
  let hasVerdict = false;
  followDisk(chapter, exercise, {
    files: (texts) => {
      const shown = own.map(({ name }) => [name, texts[name] ?? words.missing] as const);
      editor.load({ ...accepted(texts, files), ...Object.fromEntries(shown) });
    },
    begin: () => {
      // What was saved counts from now on.
      page.interrupt();
      bar.begin(words.checking, false);
    },
    progress: (share) => bar.progress(share),
    result: (result) => {
      page.show(result);
      // Only now the page has the files, and no verdict comes in between.
      if (!hasVerdict) void page.replayIfAsked();
      hasVerdict = true;
    },
    problem: (message) => bar.end(message),
    connected: (isConnected) => {
      if (!isConnected) notices.say('connection', words.practiceLost);
      else if (wasLost) notices.say('connection', words.practiceBack);
      wasLost = !isConnected;
    },
  });
}
