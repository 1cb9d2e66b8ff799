import type { Suite } from '../../suite.ts';
import { acceptorProperties } from './properties-acceptor.ts';
import { crashProperties } from './properties-crash.ts';
import { logProperties } from './properties-log.ts';
import { proposerProperties } from './properties-proposer.ts';

/** What is checked of Paxos (Lamport 2001), all of it from the wire and from clients. */
export const suite: Suite = {
  exercise: 'paxos',
  properties: [...acceptorProperties, ...proposerProperties, ...crashProperties, ...logProperties],
};
