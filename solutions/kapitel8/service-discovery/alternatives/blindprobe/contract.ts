// Stands in for the contract of the exercise, which the grader puts in its place.
export type * from '../../../../../exercises/kapitel8/service-discovery/contract.ts';
