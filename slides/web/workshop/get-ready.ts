import { rehearse, warmUp } from '../machine/machine.ts';
import type { Judged } from './forks.ts';

/** Longest that a page waits for a moment of calm. */
const patienceMs = 5_000;

/**
 * Does ahead of the first check whatever it would do besides checking: loads its programs when the page has
 * nothing else to do, and tries them out as soon as somebody begins to write in `editor`. Whoever asked
 * the browser to save data loads nothing before writing.
 */
export function getReady(editor: HTMLElement, judged: () => Judged): void {
  if (!savesData()) whenCalm(warmUp);
  const begin = (): void => {
    warmUp();
    const { files, load } = judged();
    load().then(
      (exercise) => rehearse(exercise, files),
      () => undefined,
    );
  };
  editor.addEventListener('focusin', begin, { once: true });
}

function whenCalm(act: () => void): void {
  // Safari has no such moments.
  if ('requestIdleCallback' in globalThis) requestIdleCallback(act, { timeout: patienceMs });
  else setTimeout(act, patienceMs);
}

/** Not everywhere; see wicg.github.io/savedata. */
function savesData(): boolean {
  const { connection } = navigator as { connection?: { readonly saveData?: boolean } };
  return connection?.saveData === true;
}
