import { type AnyProperty, holds, type Property, property, violated } from '../../suite.ts';
import type { GroupExperiment } from './group/experiment.ts';
import type { GroupRule } from './group/finding.ts';
import type { GroupInput } from './group/input.ts';
import type { GroupSeen } from './group/run.ts';

type Head = Omit<Property<GroupInput, GroupSeen>, 'id' | 'on' | 'check' | 'visibility'>;

/** A property of a whole ambassador: the first thing found in a run that its rule forbids. */
export function groupProperty(
  id: GroupRule,
  on: readonly GroupExperiment[],
  head: Head,
): AnyProperty {
  return property({
    ...head,
    id,
    visibility: 'verdeckt',
    on,
    check({ findings }) {
      const found = findings.find(({ rule }) => rule === id);
      if (found === undefined) return holds;
      const { message, events, expected, actual } = found;
      return violated(message, events, { expected, actual });
    },
  });
}
