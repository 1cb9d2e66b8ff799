/** The exercise's contract, as the suite uses it. */
export * from '../../../../exercises/kapitel8/paxos/protocol.ts';
