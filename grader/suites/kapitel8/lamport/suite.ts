import type { Suite } from '../../suite.ts';
import { clockProperties } from './properties-clock.ts';
import { mutexProperties } from './properties-mutex.ts';
import { counterexampleProperties, orderProperties } from './properties-order.ts';
import { vectorProperties } from './properties-vector.ts';
import { secretProperties } from './secret-properties.ts';

/** Exercise 8.7, after Lamport 1978, Fidge 1988 and Mattern 1989. 100 points. */
export const suite: Suite = {
  exercise: 'lamport',
  properties: [
    ...clockProperties,
    ...orderProperties,
    ...counterexampleProperties,
    ...vectorProperties,
    ...secretProperties,
    ...mutexProperties,
  ],
};
