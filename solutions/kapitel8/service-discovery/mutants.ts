import type { Mutant } from '../../../grader/verify/mutant.ts';
import { dnsMutants } from './mutants/dns.ts';
import { edgeMutants } from './mutants/edges.ts';
import { followingMutants } from './mutants/following.ts';
import { instanceMutants } from './mutants/instance.ts';
import { registryMutants } from './mutants/registry.ts';
import { resolverMutants } from './mutants/resolver.ts';
import { situationMutants } from './mutants/situations.ts';
import { spellingMutants } from './mutants/spelling.ts';
import { writerMutants } from './mutants/writer.ts';

/** What goes wrong when services find each other, each as a few edits of the reference. */
export const mutants: readonly Mutant[] = [
  ...instanceMutants,
  ...followingMutants,
  ...registryMutants,
  ...edgeMutants,
  ...dnsMutants,
  ...resolverMutants,
  ...writerMutants,
  ...situationMutants,
  ...spellingMutants,
];
