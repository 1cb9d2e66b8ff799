import type { ExerciseView } from '../../../grader/feedback/view.ts';
import { parseToken, type Replay } from '../../../grader/judging/replay-token.ts';
import { forkOf } from '../machine/fork-of.ts';
import { type ExercisePackage, playInPage } from '../machine/machine.ts';
import { machineWording as words } from '../machine/wording.ts';
import type { ForkSources } from '../player/figures.ts';
import type { Machine } from '../player/fork/machine.ts';
import { replayKey } from './replay-link.ts';
import type { Texts } from './store.ts';

/** What forks are played with: the code that was judged, in the machine of the page. */
export interface Judged {
  readonly files: Texts;
  load(): Promise<ExercisePackage>;
}

/** Lets the reader change each counterexample of a verdict and see what then follows. */
export function forkSources({ result }: ExerciseView, judged: Judged): ForkSources {
  return (figure) => {
    const id = figure
      .closest('section.property')
      ?.querySelector('[id*="eigenschaft-"]')
      ?.id.replace(/^.*eigenschaft-/, '');
    const token = result.properties.find((each) => each.id === id)?.replay;
    const parsed = token === undefined ? undefined : parseToken(token);
    if (parsed?.kind !== 'replay') return undefined;
    const { replay } = parsed;
    return { input: replay.input, machine: machineFor(replay, judged) };
  };
}

/** Plays other inputs of a replay's experiment with the code that was judged. */
export function machineFor(replay: Replay, { files, load }: Judged): Machine {
  return {
    code: words.yourCode,
    async play(input) {
      const exercise = await load();
      const played = await playInPage({ exercise, files, replay: { ...replay, input } });
      return { ...forkOf(played, replay.property), href: `#${replayKey}=${played.token}` };
    },
    shown(token) {
      // Without a new entry in the history, and without replaying it at once.
      if (token !== undefined) history.replaceState(null, '', `#${replayKey}=${token}`);
    },
  };
}
