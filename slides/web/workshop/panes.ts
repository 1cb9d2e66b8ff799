import { remember, remembered } from '../memory.ts';

const stepPercent = 2;
const narrow = '(max-width: 52rem)';

/** The text of the task beside the editor: its width, and whether it is shown. */
export function startPanes(root: HTMLElement): void {
  const panes = root.querySelector<HTMLElement>('.panes');
  const divider = root.querySelector<HTMLElement>('[data-divider]');
  const fold = root.querySelector<HTMLElement>('[data-fold]');
  if (panes === null || divider === null || fold === null) return;
  const show = (isShown: boolean): void => {
    fold.setAttribute('aria-expanded', String(isShown));
    panes.classList.toggle('folded', !isShown);
  };
  fold.addEventListener('click', () => show(fold.getAttribute('aria-expanded') !== 'true'));
  // On a small screen the text would push the editor off the page.
  show(!matchMedia(narrow).matches);
  // Who follows a link to the task wants to read it.
  addEventListener('hashchange', () => {
    const target = location.hash === '' ? null : document.getElementById(decoded(location.hash));
    if (target?.closest('.task-pane') != null) {
      show(true);
      target.scrollIntoView();
    }
  });
  const least = Number(divider.getAttribute('aria-valuemin'));
  const most = Number(divider.getAttribute('aria-valuemax'));
  const resize = (percent: number): void => {
    const width = Math.round(Math.min(most, Math.max(least, percent)));
    divider.setAttribute('aria-valuenow', String(width));
    panes.style.setProperty('--task-width', `${width}%`);
    remember('werkstatt-breite', width);
  };
  resize(remembered('werkstatt-breite', Number(divider.getAttribute('aria-valuenow'))));
  divider.addEventListener('keydown', (event) => {
    const now = Number(divider.getAttribute('aria-valuenow'));
    const next = {
      ArrowLeft: now - stepPercent,
      ArrowRight: now + stepPercent,
      Home: least,
      End: most,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    resize(next);
  });
  divider.addEventListener('pointerdown', (event) => {
    divider.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  divider.addEventListener('pointermove', (event) => {
    if (!divider.hasPointerCapture(event.pointerId)) return;
    const { left, width } = panes.getBoundingClientRect();
    resize(((event.clientX - left) / width) * 100);
  });
}

function decoded(hash: string): string {
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    return '';
  }
}
