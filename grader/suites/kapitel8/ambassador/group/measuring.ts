import * as fc from 'fast-check';
import { member, methods, series } from './asks.ts';
import { groupExperiment } from './experiment.ts';
import { forwardingInputs } from './forwarding.ts';
import { forwardingScenes } from './forwarding-scenes.ts';
import { ambassador, calm, deepBucket, type GroupInput, memberId, well } from './input.ts';
import { throttlingScenes } from './protecting.ts';

function asksForStats({ asks }: GroupInput): boolean {
  return asks.some(({ what }) => what === 'stats');
}

/** As in forwarding, but now and then somebody asks for the figures; some have a small bucket. */
const inputs: fc.Arbitrary<GroupInput> = fc
  .tuple(
    forwardingInputs(fc.constantFrom(...methods, 'stats', 'stats', 'stats')),
    fc.constantFrom(deepBucket, deepBucket, { capacity: 4, ratePerSecond: 7 }),
  )
  .map(([input, bucket]) => ({ ...input, bucket }));

/** So many that 95 of a hundred are not all but the last, and that nobody keeps only the latest. */
const manyDurations: GroupInput = {
  ...calm,
  callTimeoutMs: 110,
  members: [member(well)],
  asks: [...series('GET', 60, 10), ...series('stats', 1, 40, 1450)],
  faults: Array.from({ length: 8 }, (_, k) => ({
    kind: 'delay',
    message: { from: memberId(0), to: ambassador, type: 'CallReply', k },
    byMs: 10 * (k + 1),
  })),
};

export const measuringGroup = groupExperiment('messen', 'loss', 24, inputs, [
  ...forwardingScenes.filter(asksForStats),
  ...throttlingScenes,
  manyDurations,
]);
