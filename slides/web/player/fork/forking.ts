import type { Loaded } from '../loaded.ts';
import type { Runs } from '../runs.ts';
import { type Disturbance, withFaults } from './forked.ts';
import { type AskedRun, type NoRun, type OwnCode, ownRunOf } from './own-code.ts';
import { sayOfOwn } from './own-panel.ts';
import { nameOfFaults } from './panel.ts';
import { playFork, playInput } from './play-fork.ts';
import { forkWording as words } from './wording.ts';

/** The player, as far as it is concerned here. */
export interface Forkable {
  readonly root: ShadowRoot;
  readonly runs: Runs;
  readonly loaded: Loaded;
  position: number;
  show(runs: Runs): void;
}

/** Plays other runs of the story at a reader's wish, and shows them beside those there are. */
export class Forking {
  ownCode: OwnCode | undefined;
  private isPlayingOwn = false;

  constructor(private readonly player: Forkable) {}

  /** Plays the run that is shown with a disturbance at the cursor; without one, undoes the fork. */
  async disturb(disturbance: Disturbance | undefined): Promise<void> {
    const { player } = this;
    const { runs, position, loaded } = player;
    if (disturbance === undefined) return player.show(runs.withoutFork());
    const { content, timeline } = loaded;
    const seq = timeline.rows[position]?.event.seq ?? 0;
    const wish = { content, of: runs.chosen, seq, disturbance };
    const playing = runs.machine === undefined ? undefined : playFork(runs.machine, wish);
    if (playing === undefined) return this.say(words.impossible);
    this.say(words.playing);
    try {
      const run = await playing;
      // The reader may have gone elsewhere meanwhile.
      if (player.runs !== runs || player.loaded.content !== content) return;
      player.show(runs.with(run));
      player.position = player.loaded.difference?.row ?? position;
      if (player.loaded.difference === undefined) this.say(words.same);
    } catch (error) {
      this.say(words.failed(messageOf(error)));
    }
  }

  /** Plays the reader's own code as it is now. */
  async playOwn(): Promise<void> {
    const { player, ownCode } = this;
    if (ownCode === undefined || this.isPlayingOwn) return;
    this.isPlayingOwn = true;
    this.tell(words.playingOwn);
    const { runs, position } = player;
    try {
      const own = await ownCode.play();
      if (player.runs !== runs) return;
      if (own.kind === 'none') return sayOfOwn(player.root, own);
      const first = runs.all[0]?.content ?? player.loaded.content;
      player.show(runs.withOwn(ownRunOf(own, first)));
      const { difference } = player.loaded;
      player.position = difference?.row ?? position;
      this.tell(difference === undefined ? words.ownAlike : words.ownDiffers);
    } catch (error) {
      this.tell(words.ownFailed(messageOf(error)));
    } finally {
      this.isPlayingOwn = false;
    }
  }

  /** Shows the run to which an address leads. */
  async open(ask: () => Promise<AskedRun | NoRun>): Promise<void> {
    const { player } = this;
    const asked = await ask().catch((error): NoRun => {
      return { kind: 'none', message: words.failed(messageOf(error)), links: [] };
    });
    if (asked.kind === 'none') return sayOfOwn(player.root, asked);
    if (asked.own) await this.playOwn();
    const { runs, loaded } = player;
    const { machine } = runs;
    const input = withFaults(loaded.content.input, asked.faults);
    if (machine === undefined || input === undefined || asked.faults.length === 0) return;
    if (asked.own !== (runs.current.isOwn === true)) return;
    this.say(words.playing);
    try {
      const name = nameOfFaults(asked.faults);
      const run = await playInput(machine, input, loaded.content, runs.chosen, name);
      if (player.runs !== runs) return;
      player.show(runs.with(run));
      player.position = player.loaded.difference?.row ?? player.position;
    } catch (error) {
      this.say(words.failed(messageOf(error)));
    }
  }

  /** Beside the buttons that change a run. */
  private say(text: string): void {
    const said = this.player.root.querySelector('.said');
    if (said !== null) said.textContent = text;
  }

  /** Beside the button that plays the reader's code. */
  private tell(message: string): void {
    sayOfOwn(this.player.root, { message, links: [] });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
