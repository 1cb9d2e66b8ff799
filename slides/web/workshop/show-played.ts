import { renderSpaceTimeSvg } from '../../../grader/feedback/space-time/svg/render-svg.ts';
import type { Replay } from '../../../grader/judging/replay-token.ts';
import { forkOf } from '../machine/fork-of.ts';
import { NotPlayed, playInPage } from '../machine/machine.ts';
import { playIn } from '../player/figure.ts';
import { type Judged, machineFor } from './forks.ts';
import { workshopWording as words } from './wording.ts';

/**
 * Shows the run of a replay that fails nothing, to which a verdict has no counterexample: a fork after
 * which all is well, or a mistake that has been mended.
 */
export async function showPlayed(
  place: HTMLElement,
  replay: Replay,
  judged: Judged,
): Promise<void> {
  const section = document.createElement('section');
  const title = document.createElement('h3');
  title.textContent = words.playedTitle;
  const said = document.createElement('p');
  said.textContent = words.playedNow;
  section.append(title, said);
  // Gone as soon as there is another verdict.
  place.append(section);
  try {
    const exercise = await judged.load();
    const played = await playInPage({ exercise, files: judged.files, replay });
    const { trace, marked, findings = [] } = forkOf(played, replay.property);
    said.textContent = findings.length === 0 ? words.playedHolds : findings.join(' ');
    const figure = document.createElement('figure');
    figure.ariaLabel = words.playedTitle;
    const picture = document.createElement('div');
    picture.className = 'scroll';
    picture.innerHTML = renderSpaceTimeSvg(trace, { marked });
    figure.append(picture);
    section.append(figure);
    playIn(figure, { trace, marked, input: replay.input }, { machine: machineFor(replay, judged) });
  } catch (error) {
    // Some experiments call functions only: of those there is no more to show than the verdict.
    section.remove();
    if (!(error instanceof NotPlayed)) throw error;
  }
}
