import * as fc from 'fast-check';
import { methods } from './asks.ts';
import { groupExperiment } from './experiment.ts';
import { forwardingInputs } from './forwarding.ts';
import { forwardingScenes } from './forwarding-scenes.ts';
import { deepBucket, type GroupInput } from './input.ts';
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

export const measuringGroup = groupExperiment('messen', 'loss', 24, inputs, [
  ...forwardingScenes.filter(asksForStats),
  ...throttlingScenes,
]);
