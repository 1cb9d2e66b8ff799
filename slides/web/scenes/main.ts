/** Loaded when a reader wants to see a scene with other code: everything that this takes. */
import type { PreparedUse } from '../../../grader/sandbox/uses.ts';
import type { Fault, Scenario } from '../../../grader/simulator/scenario.ts';
import { loadScript } from '../load-script.ts';
import { NotPlayed } from '../machine/play.ts';
import type { Machine, PlayedFork } from '../player/fork/machine.ts';
import type { AskedRun, NoRun, OwnRun } from '../player/fork/own-code.ts';
import { addressOf, faultsIn, isOwnIn } from './address.ts';
import type { SceneOffer, SceneProgram, Theatre } from './contract.ts';
import { linkTo, ownCast } from './own-solutions.ts';
import { playScene } from './play-scene.ts';
import { readFaults } from './read-staged.ts';
import { sceneWording as words } from './wording.ts';

class ScenePlayer implements Theatre {
  constructor(
    private readonly offer: SceneOffer,
    private readonly home: string,
  ) {}

  async playOwn(): Promise<OwnRun | NoRun> {
    const { own } = this.offer;
    const links = own.map((exercise) => linkTo(exercise, this.at));
    const [{ code }, cast] = await Promise.all([this.program(), ownCast(this.offer, this.at)]);
    if ('kind' in cast) return cast;
    try {
      const { played, scenario } = await playScene(code, cast, []);
      const machine = this.machineFor(code, cast, scenario.faults.length);
      return { kind: 'run', played, input: scenario, machine };
    } catch (error) {
      if (!(error instanceof NotPlayed)) throw error;
      return { kind: 'none', message: error.message, links };
    }
  }

  async playOurs(input: unknown): Promise<PlayedFork> {
    const { scenario } = this.offer;
    const { code, references } = await this.program();
    return this.fork(code, references, scenario?.faults.length ?? 0, false, input);
  }

  asked(hash: string): AskedRun | NoRun {
    const own = isOwnIn(hash);
    const faults = readFaults(faultsIn(hash));
    if (faults === undefined) return { kind: 'none', message: words.brokenAddress, links: [] };
    if (!own && this.offer.scenario === undefined) {
      return { kind: 'none', message: words.noReferences, links: [] };
    }
    return { kind: 'asked', own, faults };
  }

  /** Plays the same code again: what was written meanwhile is another run. */
  private machineFor(code: string, cast: readonly PreparedUse[], usual: number): Machine {
    return {
      code: words.ownCode,
      play: (input) => this.fork(code, cast, usual, true, input),
    };
  }

  private async fork(
    code: string,
    cast: readonly PreparedUse[],
    usual: number,
    own: boolean,
    input: unknown,
  ): Promise<PlayedFork> {
    const added: readonly Fault[] = (input as Scenario).faults.slice(usual);
    const { played } = await playScene(code, cast, added);
    return { ...played, href: addressOf(this.offer.id, own, added) };
  }

  private async program(): Promise<SceneProgram> {
    const { id, chapter } = this.offer;
    await Promise.all([
      loadScript(this.at('szenen/buehne.js')),
      loadScript(this.at(`${chapter}/ablaeufe/${id}.szene.js`)),
    ]);
    const program = globalThis.scenePrograms?.[id];
    const stage = globalThis.sceneStage;
    if (program === undefined || stage === undefined) throw new Error(words.missing);
    const code = `${stage}\n${program.code}\nstage.serve(piece.scene, host);`;
    return { ...program, code };
  }

  private readonly at = (path: string): string => new URL(path, this.home).href;
}

globalThis.theatreFor = (offer, home) => new ScenePlayer(offer, home);
