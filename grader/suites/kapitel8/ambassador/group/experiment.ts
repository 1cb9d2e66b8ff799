import type * as fc from 'fast-check';
import type { Experiment, FaultLevel } from '../../../suite.ts';
import { explicitGroup, type GroupInput, groupDeletions } from './input.ts';
import { type GroupSeen, observeGroup } from './run.ts';

export type GroupExperiment = Experiment<GroupInput, GroupSeen>;

/** An experiment with a whole group, all alike but for their inputs. */
export function groupExperiment(
  id: string,
  faults: FaultLevel,
  runs: number,
  inputs: fc.Arbitrary<GroupInput>,
  examples: readonly GroupInput[],
): GroupExperiment {
  return {
    id,
    faults,
    runs,
    inputs,
    examples,
    observe: observeGroup,
    deletions: groupDeletions,
    explicit: explicitGroup,
  };
}
