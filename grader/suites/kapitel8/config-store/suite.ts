import type { Suite } from '../../suite.ts';
import { recipeProperties } from './properties-recipes.ts';
import { timeProperties } from './properties-time.ts';
import { treeProperties } from './properties-tree.ts';

/** Exercise 8.4, after the keys API v2 of etcd 3.4. 100 points. */
export const suite: Suite = {
  exercise: 'config-store',
  properties: [...treeProperties, ...timeProperties, ...recipeProperties],
};
