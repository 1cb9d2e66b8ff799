/** The exercise's contract, as the suite uses it. */
export * from '../../../../exercises/kapitel8/2pc/protocol.ts';
