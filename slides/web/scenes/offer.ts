import { loadScript } from '../load-script.ts';
import type { ComparedRun } from '../player/content.ts';
import type { Machine } from '../player/fork/machine.ts';
import type { AskedRun, NoRun, OwnCode } from '../player/fork/own-code.ts';
import { addressOf, sceneIn } from './address.ts';
import type { SceneOffer, Theatre } from './contract.ts';
import { sceneWording as words } from './wording.ts';

/** What a page can do with a scene: little code, which loads the rest when somebody asks. */
export interface SceneWays {
  readonly ownCode?: OwnCode;
  /** For the run that is there already, with what it was played from. */
  readonly ours?: { readonly machine: Machine; readonly input: unknown };
  /** What an address asks for. */
  asked(hash: string): Promise<AskedRun | NoRun>;
}

/** The site's top folder, where this script lies. */
const home = (document.currentScript as HTMLScriptElement | null)?.src ?? document.baseURI;

export function waysOf(offer: SceneOffer): SceneWays {
  const theatre = async (): Promise<Theatre> => {
    try {
      await loadScript(new URL('scenes.js', home).href);
    } catch {
      throw new Error(words.missing);
    }
    const made = globalThis.theatreFor?.(offer, home);
    if (made === undefined) throw new Error(words.missing);
    return made;
  };
  const { id, own, scenario } = offer;
  return {
    ...(own.length > 0 && {
      ownCode: {
        play: async () => (await theatre()).playOwn(),
        shown: (run) => putInAddress(id, run),
      },
    }),
    ...(scenario && {
      ours: {
        input: scenario,
        machine: {
          code: own.length > 0 ? words.ourCode : words.sceneCode,
          play: async (input) => (await theatre()).playOurs(input),
        },
      },
    }),
    asked: async (hash) => (await theatre()).asked(hash),
  };
}

/** Without a new entry in the history, and without playing it at once. */
function putInAddress(scene: string, { fork, isOwn }: ComparedRun): void {
  const wanted = fork?.href ?? (isOwn === true ? addressOf(scene, true, []) : undefined);
  if (wanted !== undefined) history.replaceState(null, '', wanted);
  else if (sceneIn(location.hash) === scene) {
    history.replaceState(null, '', location.href.replace(/#.*$/, ''));
  }
}
