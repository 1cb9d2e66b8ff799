import { parseToken, type Replay } from '../../../grader/judging/replay-token.ts';
import type { ExercisePackage } from '../machine/machine.ts';
import type { WorkshopData } from './data.ts';
import { workshopWording as words } from './wording.ts';

/** `#wiederholen=<token>` replays a counterexample. */
export const replayKey = 'wiederholen';

/** What the page's address asks to be replayed. */
export type AskedReplay =
  | { readonly kind: 'none' }
  | { readonly kind: 'replay'; readonly replay: Replay }
  /** German: why it cannot be. */
  | { readonly kind: 'problem'; readonly message: string };

export function askedReplay(hash: string, data: WorkshopData): AskedReplay {
  const [, token] = new RegExp(`^#${replayKey}=(.*)$`, 's').exec(hash) ?? [];
  if (token === undefined) return { kind: 'none' };
  const parsed = parseToken(unescaped(token));
  if (parsed.kind === 'broken') return { kind: 'problem', message: words.replayBroken };
  if (parsed.kind === 'name') return { kind: 'problem', message: words.replayShort };
  const { replay } = parsed;
  if (replay.exercise !== data.exercise || replay.chapter !== data.chapter) {
    return { kind: 'problem', message: words.replayOther(replay.exercise) };
  }
  return { kind: 'replay', replay };
}

/** A token is only good for the version of the suite that made it. */
export function isForThisSuite({ suite }: Replay, loaded: ExercisePackage): boolean {
  return suite !== '' && loaded.suite.hash.startsWith(suite);
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
