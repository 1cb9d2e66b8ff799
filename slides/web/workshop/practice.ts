import type { PracticeEvent } from '../../../grader/practice/events.ts';
import type { ExerciseResult } from '../../../grader/results/result.ts';
import type { Texts } from './store.ts';
import { workshopWording as words } from './wording.ts';

export interface PracticeActions {
  files(texts: Texts): void;
  begin(): void;
  progress(share: number): void;
  result(result: ExerciseResult): void;
  problem(message: string): void;
  connected(isConnected: boolean): void;
}

/** `npm run practice` shows this page: what the reader writes lies in files. */
export function isPractice(): boolean {
  return document.documentElement.dataset.practice !== undefined;
}

/** The files on disk as they are now. */
export function filesOnDisk(chapter: string, exercise: string): Promise<Texts> {
  return new Promise((resolve, reject) => {
    const events = new EventSource(`/ereignisse/${chapter}/${exercise}`);
    const end = (): void => events.close();
    events.addEventListener('error', () => {
      end();
      reject(new Error(words.practiceLost));
    });
    events.addEventListener('message', ({ data }) => {
      const event = JSON.parse(String(data)) as PracticeEvent;
      if (event.kind !== 'files') return;
      end();
      resolve(event.files);
    });
  });
}

/** Follows the files on disk as long as `npm run practice` runs. */
export function followDisk(chapter: string, exercise: string, act: PracticeActions): void {
  const events = new EventSource(`/ereignisse/${chapter}/${exercise}`);
  events.addEventListener('open', () => act.connected(true));
  events.addEventListener('error', () => act.connected(false));
  events.addEventListener('message', ({ data }) => {
    const event = JSON.parse(String(data)) as PracticeEvent;
    switch (event.kind) {
      case 'files':
        return act.files(event.files);
      case 'begin':
        return act.begin();
      case 'progress':
        return act.progress(event.share);
      case 'result':
        return act.result(event.result);
      case 'problem':
        return act.problem(event.message);
    }
  });
}
