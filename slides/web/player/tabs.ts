import { escapeMarkup } from '../../../grader/feedback/space-time/escape.ts';
import type { Runs } from './runs.ts';
import { playerWording as words } from './wording.ts';

/** A tab for each run, if there are several. */
export function tabsMarkup({ all, chosen }: Runs): string {
  if (all.length < 2) return '';
  const tabs = all.map(({ name }, at) => {
    const isChosen = at === chosen;
    return `<button type="button" role="tab" id="run-${at}" data-run="${at}" aria-controls="played" aria-selected="${isChosen}" tabindex="${isChosen ? 0 : -1}">${escapeMarkup(name)}</button>`;
  });
  return `<div class="runs" role="tablist" aria-label="${words.runs}">${tabs.join('')}</div>`;
}

/** Lets a click or a key choose a run; `choose` draws anew, so the focus is set again afterwards. */
export function listenToTabs(root: ShadowRoot, runs: Runs, choose: (at: number) => void): void {
  const list = root.querySelector('.runs');
  const go = (at: number): void => {
    choose((at + runs.all.length) % runs.all.length);
    root.querySelector<HTMLElement>('[role=tab][aria-selected=true]')?.focus();
  };
  list?.addEventListener('click', (event) => {
    const tab = (event.target as Element).closest<HTMLElement>('[data-run]');
    if (tab !== null) go(Number(tab.dataset.run));
  });
  list?.addEventListener('keydown', (event) => {
    const { key } = event as KeyboardEvent;
    if (key === 'ArrowRight') go(runs.chosen + 1);
    else if (key === 'ArrowLeft') go(runs.chosen - 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}
