// The contract belongs to the exercise; this line lets the solution import it like a submission does.
export * from '../../../../../exercises/kapitel8/paxos/protocol.ts';
