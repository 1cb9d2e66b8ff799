import type { SceneMistakes } from '../../../grader/scenes/mistakes.ts';
import type { SceneResult } from '../../../grader/scenes/result.ts';
import { contentOfScene, type PlayerContent } from './content.ts';
import type { Machine } from './fork/machine.ts';
import { TracePlayer } from './trace-player.ts';
import { playerWording as words } from './wording.ts';

declare global {
  var traces: Record<string, SceneResult | undefined> | undefined;
  /** How scenes go with typical mistakes; in the same file as the scene. */
  var mistakes: Record<string, SceneMistakes | undefined> | undefined;
}

/** What the run of a figure was played from, and what plays it again otherwise. */
export interface ForkSource {
  readonly input: unknown;
  readonly machine: Machine;
}

export type ForkSources = (figure: HTMLElement) => ForkSource | undefined;

/** How far below the screen a trace is made ready. */
const ahead = '400px';
const pictures = 'figure.trace[data-trace], figure[data-plays]';

/**
 * Turns the pictures of traces into players as they come near the screen: all of the page, or those
 * within an element that came later. Where its data are missing a picture stays what it is; on paper
 * all of them do.
 */
export function startFigures(within: ParentNode = document, forks?: ForkSources): void {
  const nearness = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        nearness.unobserve(target);
        void upgrade(target as HTMLElement, forks);
      }
    },
    { rootMargin: ahead },
  );
  for (const figure of within.querySelectorAll<HTMLElement>(pictures)) nearness.observe(figure);
}

async function upgrade(figure: HTMLElement, forks: ForkSources | undefined): Promise<void> {
  const content = embedded(figure) ?? (await worked(figure));
  const source = forks?.(figure);
  const picture = figure.querySelector<HTMLElement>('.scroll');
  if (content === undefined || picture === null) return;
  const player = new TracePlayer();
  // The player has a table of its own.
  const table = figure.parentElement?.querySelector<HTMLElement>(':scope > details.events');
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'trace-switch';
  const show = (asPlayer: boolean): void => {
    figure.classList.toggle('plays', asPlayer);
    player.hidden = !asPlayer;
    if (table != null) table.hidden = asPlayer;
    button.textContent = asPlayer ? words.asPicture : words.asPlayer;
  };
  button.addEventListener('click', () => show(player.hidden === true));
  picture.before(player);
  picture.after(button);
  player.machine = source?.machine;
  player.content = source === undefined ? content : { ...content, input: source.input };
  show(true);
}

/** A counterexample, whose data stand in the page itself. */
function embedded(figure: HTMLElement): PlayerContent | undefined {
  const data = figure.querySelector('script[type="application/json"]')?.textContent;
  // What would make the page too large stays a picture.
  return data == null || data === '' ? undefined : (JSON.parse(data) as PlayerContent);
}

/** A worked trace of the book, whose data are a file. */
async function worked({ dataset: { trace: id } }: HTMLElement): Promise<PlayerContent | undefined> {
  const scene = id === undefined ? undefined : await sceneOf(id);
  // A curve of many runs has no single trace to play.
  if (scene?.trace === undefined) return undefined;
  const { mistakes } = globalThis.mistakes?.[scene.id] ?? {};
  return { ...contentOfScene(scene, mistakes), questions: questionsAbout(scene.id) };
}

/** The questions on this page that ask what happens in a scene. */
function questionsAbout(scene: string): NonNullable<PlayerContent['questions']> {
  return [...document.querySelectorAll<HTMLFormElement>('form.quiz')].flatMap((form) => {
    const data = form.querySelector('script[type="application/json"]')?.textContent ?? '{}';
    const question = JSON.parse(data) as { readonly type?: string; readonly scene?: string };
    if (question.type !== 'predict' || question.scene !== scene) return [];
    const legend = form.querySelector('legend')?.cloneNode(true) as Element | undefined;
    // A formula is there twice, and a word for screen readers would say again what this is.
    for (const word of legend?.querySelectorAll('.hidden, .katex-html, annotation') ?? []) {
      word.remove();
    }
    return [{ text: legend?.textContent?.trim() ?? '', href: `#${form.id}` }];
  });
}

/** The data of a trace, loaded as a script since a page opened from a file may not fetch. */
function sceneOf(id: string): Promise<SceneResult | undefined> {
  const known = globalThis.traces?.[id];
  if (known !== undefined) return Promise.resolve(known);
  return new Promise((resolve) => {
    const script = document.createElement('script');
    script.src = `ablaeufe/${id}.js`;
    script.onload = () => resolve(globalThis.traces?.[id]);
    script.onerror = () => resolve(undefined);
    document.head.append(script);
  });
}
