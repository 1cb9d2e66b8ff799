import type { PracticeEvent } from '../../../grader/practice/events.ts';
import type { ExerciseResult } from '../../../grader/results/result.ts';
import type { Texts } from './store.ts';

export interface PracticeActions {
  files(texts: Texts): void;
  begin(): void;
  progress(share: number): void;
  result(result: ExerciseResult): void;
  problem(message: string): void;
  connected(isConnected: boolean): void;
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
