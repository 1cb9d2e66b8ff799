import type { Suite } from '../../suite.ts';
import { coordinatorProperties } from './properties/coordinator.ts';
import { participantProperties } from './properties/participant.ts';
import { recoveryProperties } from './properties/recovery.ts';
import { systemProperties } from './properties/system.ts';
import { terminationProperties } from './properties/termination.ts';

/** What is checked of two-phase commit (Bernstein et al. 1987), from the wire and from clients. */
export const suite: Suite = {
  exercise: '2pc',
  properties: [
    ...participantProperties,
    ...coordinatorProperties,
    ...recoveryProperties,
    ...systemProperties,
    ...terminationProperties,
  ],
};
