// Not used: the log is part of the state, see store.ts.
export {};
