import type { Suite } from '../../suite.ts';
import { balancerProperties } from './properties-balancer.ts';
import { breakerProperties } from './properties-breaker.ts';
import { bucketProperties } from './properties-bucket.ts';
import { forwardingProperties } from './properties-forwarding.ts';
import { registrationProperties } from './properties-registration.ts';
import { statsProperties } from './properties-stats.ts';

/** Exercise 8.13, after Nygard 2018 and the lecture's Ambassador pattern. 100 points. */
export const suite: Suite = {
  exercise: 'ambassador',
  properties: [
    ...breakerProperties,
    ...bucketProperties,
    ...balancerProperties,
    ...registrationProperties,
    ...forwardingProperties,
    ...statsProperties,
  ],
};
