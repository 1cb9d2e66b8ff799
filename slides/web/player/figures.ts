import type { SceneMistakes } from '../../../grader/scenes/mistakes.ts';
import type { SceneResult } from '../../../grader/scenes/result.ts';
import { loadScript } from '../load-script.ts';
import { sceneIn } from '../scenes/address.ts';
import { type SceneWays, waysOf } from '../scenes/offer.ts';
import { contentOfScene, type PlayerContent } from './content.ts';
import { embedded, type ForkSource, playIn, whenNear } from './figure.ts';
import type { TracePlayer } from './trace-player.ts';
import { playerWording as words } from './wording.ts';

declare global {
  var traces: Record<string, SceneResult | undefined> | undefined;
  /** How scenes go with typical mistakes; in the same file as the scene. */
  var mistakes: Record<string, SceneMistakes | undefined> | undefined;
}

export type ForkSources = (figure: HTMLElement) => ForkSource | undefined;

const pictures = 'figure.trace[data-trace], figure[data-plays]';

/**
 * Turns the pictures of traces into players as they come near the screen: all of the page, or those
 * within an element that came later. Where its data are missing a picture stays what it is; on paper
 * all of them do.
 */
export function startFigures(within: ParentNode = document, forks?: ForkSources): void {
  if (within === document) {
    addEventListener('hashchange', () => void openAsked());
    void openAsked();
  }
  whenNear(within.querySelectorAll<HTMLElement>(pictures), (figure) => upgraded(figure, forks));
}

/** A player, and what else the page can do with its trace. */
interface Upgraded {
  readonly player: TracePlayer;
  readonly ways: SceneWays | undefined;
}

const upgrades = new WeakMap<HTMLElement, Promise<Upgraded | undefined>>();

/** Each figure once, whoever asks first. */
function upgraded(figure: HTMLElement, forks?: ForkSources): Promise<Upgraded | undefined> {
  const known = upgrades.get(figure) ?? upgrade(figure, forks);
  upgrades.set(figure, known);
  return known;
}

/** Plays the run of a scene to which the page's address leads. */
async function openAsked(): Promise<void> {
  const { hash } = location;
  const scene = sceneIn(hash);
  const figures = [...document.querySelectorAll<HTMLElement>('figure.trace[data-trace]')];
  const figure = figures.find(({ dataset }) => dataset.trace === scene);
  if (scene === undefined || figure === undefined) return;
  const { player, ways } = (await upgraded(figure)) ?? {};
  if (player === undefined || ways === undefined) return;
  figure.scrollIntoView();
  await player.openAsked(() => ways.asked(hash));
}

async function upgrade(
  figure: HTMLElement,
  forks: ForkSources | undefined,
): Promise<Upgraded | undefined> {
  const content = embedded(figure) ?? (await worked(figure));
  const offer = globalThis.sceneOffers?.[figure.dataset.trace ?? ''];
  const ways = offer === undefined ? undefined : waysOf(offer);
  const source = forks?.(figure) ?? ways?.ours;
  if (content === undefined) return undefined;
  // Where readers' code takes part there is a reference to compare it with.
  const name = ways?.ownCode && { name: words.reference };
  const shown = source === undefined ? content : { ...content, ...name, input: source.input };
  const player = playIn(figure, shown, { machine: source?.machine, ownCode: ways?.ownCode });
  return player && { player, ways };
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
async function sceneOf(id: string): Promise<SceneResult | undefined> {
  if (globalThis.traces?.[id] === undefined) {
    await loadScript(`ablaeufe/${id}.js`).catch(() => undefined);
  }
  return globalThis.traces?.[id];
}
