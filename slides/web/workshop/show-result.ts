import type { ExerciseView } from '../../../grader/feedback/view.ts';
import { type ForkSources, startFigures } from '../player/figures.ts';
import type { WorkshopData } from './data.ts';
import { addLinks, type Reveal } from './links.ts';
import { replayKey } from './replay-link.ts';
import { reportOf } from './report.ts';
import { workshopWording as words } from './wording.ts';

/** Shows a verdict: hints one by one, counterexamples to be played, places that lead into the editor. */
export function showResult(
  place: HTMLElement,
  view: ExerciseView,
  data: WorkshopData,
  reveal: Reveal,
  forks?: ForkSources,
): void {
  place.innerHTML = reportOf(view);
  for (const section of place.querySelectorAll<HTMLElement>('section.property')) {
    foldHints(section);
    offerReplay(section, view);
  }
  // Several landmarks of one name would be no help.
  for (const region of place.querySelectorAll('[role=region]'))
    region.setAttribute('role', 'group');
  addLinks(place, data, reveal);
  startFigures(place, forks);
}

/** The first hint is there; each click shows one more. */
function foldHints(section: HTMLElement): void {
  const hints = [...section.querySelectorAll<HTMLDetailsElement>('details:not(.events)')];
  const [, ...later] = hints;
  if (later.length === 0) return;
  for (const hint of later) hint.hidden = true;
  const button = document.createElement('button');
  button.type = 'button';
  const name = (): void => {
    const shown = hints.filter(({ hidden }) => !hidden).length;
    button.textContent = words.nextHint(shown + 1, hints.length);
  };
  button.addEventListener('click', () => {
    const next = hints.find(({ hidden }) => hidden);
    if (next === undefined) return;
    next.hidden = false;
    next.open = true;
    next.querySelector('summary')?.focus();
    if (hints.every(({ hidden }) => !hidden)) button.remove();
    else name();
  });
  name();
  hints.at(-1)?.after(button);
}

/** The token, to be copied or to be replayed here. */
function offerReplay(section: HTMLElement, { result, commands }: ExerciseView): void {
  const id = section.querySelector('h3')?.id.replace(/^.*eigenschaft-/, '');
  const property = result.properties.find((each) => each.id === id);
  const token = property?.replay;
  if (property === undefined || token === undefined) return;
  const command = commands.replay(property);
  const codes = [...section.querySelectorAll<HTMLElement>('dd > code')];
  const code = codes.find(({ textContent }) => textContent === command);
  if (code === undefined) return;
  code.classList.add('token');
  code.tabIndex = 0;
  const copy = document.createElement('button');
  copy.type = 'button';
  copy.textContent = words.copy;
  const said = document.createElement('span');
  said.setAttribute('role', 'status');
  copy.addEventListener('click', () => {
    navigator.clipboard.writeText(token).then(
      () => {
        said.textContent = words.copied;
      },
      () => {
        said.textContent = words.notCopied;
        getSelection()?.selectAllChildren(code);
      },
    );
  });
  const here = document.createElement('a');
  here.href = `#${replayKey}=${token}`;
  here.textContent = words.replayHere;
  const actions = document.createElement('p');
  actions.className = 'actions';
  actions.append(copy, here, said);
  code.after(actions);
}
