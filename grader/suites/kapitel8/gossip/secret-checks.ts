import { holds, type Verdict, violated } from '../../suite.ts';
import { type ChoiceSeen, choiceRuns, choiceTicks } from './choosing.ts';
import { neighbours } from './listening.ts';
import { secretWording as wording } from './secret-wording.ts';

/**
 * Each of five peers is drawn at least half as often as on average. The count of one peer in 12 * 50
 * independent draws is binomial (600, 1/5) with standard deviation 9.8; half the mean is 6.1 standard
 * deviations away (p < 1e-10). That 12 first draws agree by chance has probability 5^-11 < 3e-8.
 * Going through the peers in an order shuffled each time is more even still.
 */
export function checkRandomChoice({ draws }: ChoiceSeen): Verdict {
  const all = draws.flat();
  const least = (choiceRuns * choiceTicks) / neighbours.length / 2;
  for (const peer of neighbours) {
    const actual = all.filter((drawn) => drawn === peer).length;
    if (actual < least) {
      return violated(wording.neverDrawn(peer, all.length), [], { expected: least, actual });
    }
  }
  const starts = new Set(draws.map(([first]) => first));
  return starts.size > 1 ? holds : violated(wording.alwaysSameStart());
}
