import type { Suite } from '../../suite.ts';
import { instanceProperties } from './properties-instance.ts';

export const suite: Suite = {
  exercise: 'service-discovery',
  properties: [...instanceProperties],
};
