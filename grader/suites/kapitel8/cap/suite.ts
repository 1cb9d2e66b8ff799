import type { Suite } from '../../suite.ts';
import { apProperties } from './properties-ap.ts';
import { cpStepProperties } from './properties-cp-steps.ts';
import { cpWholeProperties } from './properties-cp-whole.ts';
import { classificationProperties, theoremProperties } from './properties-theorem.ts';

/** What is checked of the two registers and the classification, all from the wire, clients and data. */
export const suite: Suite = {
  exercise: 'cap',
  properties: [
    ...cpStepProperties,
    ...cpWholeProperties,
    ...apProperties,
    ...theoremProperties,
    ...classificationProperties,
  ],
};
