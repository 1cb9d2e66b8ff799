import type { Suite } from '../../suite.ts';
import { electionProperties } from './properties/election.ts';
import { persistenceProperties } from './properties/persistence.ts';
import { replicatingProperties, replicationProperties } from './properties/replication.ts';
import { snapshotProperties } from './properties/snapshots.ts';
import { storeProperties } from './properties/store.ts';
import { secretProperties } from './secret-properties.ts';

/** What is checked of Raft (Ongaro & Ousterhout 2014), all of it from the wire and from clients. */
export const suite: Suite = {
  exercise: 'raft',
  properties: [
    ...electionProperties,
    ...replicationProperties,
    ...secretProperties,
    ...replicatingProperties,
    ...persistenceProperties,
    ...storeProperties,
    ...snapshotProperties,
  ],
};
