import type { PlayerContent } from '../content.ts';
import type { Runs } from '../runs.ts';
import { canFork } from './forked.ts';
import type { PanelContent } from './panel.ts';
import { forkWording as words } from './wording.ts';

/** The panel for the run that is shown; `undefined` if it cannot be changed. */
export function panelFor(runs: Runs, isOpen: boolean): PanelContent | undefined {
  const { machine, content, fork } = runs;
  if (machine === undefined || !canFork(content.input)) return undefined;
  const { nodes } = content.trace;
  return { nodes, code: machine.code, isOpen, ...(fork === undefined ? {} : { fork }) };
}

/** With the reason why nothing can be changed, where there is a machine for it. */
export function withReason(content: PlayerContent, { machine }: Runs): PlayerContent {
  const isStuck = machine !== undefined && !canFork(content.input);
  return isStuck ? { ...content, noFork: words.scripted } : content;
}
