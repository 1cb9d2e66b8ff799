import type { Suite } from '../../suite.ts';
import { antiEntropyProperties } from './properties-anti-entropy.ts';
import { believingProperties } from './properties-believing.ts';
import { epidemicProperties } from './properties-epidemic.ts';
import { membershipProperties } from './properties-membership.ts';
import { rumorProperties, tellingProperties } from './properties-telling.ts';
import { versionProperties } from './properties-versions.ts';
import { secretProperties } from './secret-properties.ts';

export const suite: Suite = {
  exercise: 'gossip',
  properties: [
    ...versionProperties,
    ...tellingProperties,
    ...secretProperties,
    ...rumorProperties,
    ...believingProperties,
    ...epidemicProperties,
    ...antiEntropyProperties,
    ...membershipProperties,
  ],
};
