import type { Action, Alphabet, Letter } from './alphabet.ts';
import type { ScheduleSpec } from './schedule.ts';
import type { ScheduleKernel } from './schedule-kernel.ts';

const defaultRounds = 8;
/** Steps of one fair end, whatever the submission does. */
const maxSteps = 1_000;

/**
 * Plays on without any more faults. The order is the same for all schedules that are equivalent: it
 * depends on what is under way, not on how it came to be.
 */
export function finishFairly(kernel: ScheduleKernel, alphabet: Alphabet, spec: ScheduleSpec): void {
  const nodes = alphabet.nodes.map((_, index) => index);
  const rounds = spec.maxFairRounds ?? defaultRounds;
  let steps = 0;
  const mayGoOn = () => !kernel.isOver && steps++ < maxSteps;
  kernel.disarmCrashes();
  for (const node of nodes) {
    if (!kernel.isUp(node) && mayGoOn()) kernel.perform(alphabet.restarts[node] as Action);
  }
  for (let round = 0; ; round++) {
    for (let letters = settle(kernel); letters.length > 0; letters = settle(kernel)) {
      for (const letter of letters) {
        if (!mayGoOn()) return;
        kernel.perform(letter.deliver);
      }
    }
    const [next] = kernel.requestsAtHand();
    if (next !== undefined) {
      if (!mayGoOn()) return;
      kernel.perform(alphabet.request(next.client, next.index, next.target));
      // Requests are answered before time goes on: they do not count as rounds.
      round--;
      continue;
    }
    if (round >= rounds) return;
    let fired = 0;
    for (const node of nodes) {
      const name = kernel.earliestTimer(node);
      if (name === undefined) continue;
      if (!mayGoOn()) return;
      fired++;
      kernel.perform(alphabet.timer(node, name));
    }
    if (fired === 0) return;
  }
}

/** What is under way, by receiver, sender and order of sending on the link. */
function settle(kernel: ScheduleKernel): Letter[] {
  return kernel.lettersUnderWay().sort((a, b) => a.to - b.to || a.from - b.from);
}
