import type { Suite } from '../../suite.ts';
import { antiEntropyProperties } from './properties-anti-entropy.ts';
import { membershipProperties } from './properties-membership.ts';
import { spreadingProperties } from './properties-spreading.ts';
import { versionProperties } from './properties-versions.ts';

export const suite: Suite = {
  exercise: 'gossip',
  properties: [
    ...versionProperties,
    ...spreadingProperties,
    ...antiEntropyProperties,
    ...membershipProperties,
  ],
};
